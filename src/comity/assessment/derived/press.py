"""The grade of a pair's record of the news as a derived row."""

from __future__ import annotations

from comity.assessment.derived.details import PressRecord
from comity.assessment.derived.row import Worked, worked
from comity.assessment.press_grade import PressGrade
from comity.assessment.view import View
from comity.terms.detail import Month

_GRADES = "DCBA"


def of_press(view: View, grade: PressGrade) -> Worked:
    """The grade of the pair's record on the day, and the months that it was read from."""
    return worked(
        "tenor.press_grade",
        (view.a, view.b),
        float(1 + _GRADES.index(grade.letter)),
        grade.seen,
        n=round(grade.days),
        details=(PressRecord(grade.letter, grade.months, Month(grade.since), grade.window),),
    ).of(grade.to)
