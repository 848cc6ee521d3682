"""How cooperative and hostile the coded news are, and how much the press has to say about the two."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.phrases import ROOM, month, placed
from comity.assessment.press_grade import PressGrade
from comity.assessment.salience import salience
from comity.assessment.say import Slots, say, state, together
from comity.assessment.say import counted as counted_part
from comity.assessment.settings import threshold
from comity.assessment.view import View, monthly_points, ref
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Count
from comity.dossier.finding import Finding
from comity.dossier.table import Column, TableModel
from comity.terms.unit import number


def press_table(view: View, grade: PressGrade | None) -> tuple[TableModel, ...]:
    """What the grade of the press record is made of; the whole series stands in the measure's rows."""
    if grade is None:
        return ()
    months = [m for m in view.series("tenor.attention") if m.value is not None]
    mean = sum(m.value or 0.0 for m in months) / len(monthly_points(months)) if months else None
    rows = (
        ("Grade of the press record", grade.letter),
        (f"Months with reported dealings, {grade.since} to {grade.to}", float(grade.months)),
        (f"Days with reported dealings in the {grade.window} months to {grade.to}", float(round(grade.days))),
        (f"Days a month in the {grade.window} months to {grade.to}", round(grade.days_a_month, 1)),
        ("Days a month since the first report", None if mean is None else round(mean, 1)),
    )
    return (
        TableModel(
            id="table.tenor.press",
            question="tenor",
            title="How much the press has to say about the two",
            columns=(Column(name="What"), Column(name="Number", unit="count", numeric=True)),
            rows=rows,
            note=f"A level needs {number(threshold('tenor_least_active_days'))} days in the window; "
            f"below that the grade is D. Grade A: at least {number(threshold('tenor_grade_a_months'))} months with "
            f"reported dealings; B: at least {number(threshold('tenor_grade_b_months'))}.",
            source=view.source("tenor.attention"),
        ),
    )


def level_of_news(
    view: View,
    grade: PressGrade | None,
    graded: Measurement | None,
    levels: tuple[Measurement | None, Measurement | None],
) -> list[Judged]:
    """Hostility and cooperation beside what the two countries' prominence would give; none where they are not known."""
    hostility, cooperation = levels
    hostile, warm = view.standing(hostility), view.standing(cooperation)
    if grade is None or graded is None or hostility is None or cooperation is None or hostile is None or warm is None:
        return []
    masked = grade.every_day and hostile.percentile < threshold("signal_high")
    slots: Slots = {"window": counted_part(grade.window, (ref(hostility),)), "month": month(hostility)}
    slots |= {"a": state(view.a), "b": state(view.b), "hostile": placed(hostility, hostile)}
    said = [say(ROOM, "level.news", **slots, warm=placed(cooperation, warm, "the same pairs"))]
    if masked:
        days = Count(text=number(grade.days_a_month), number=round(grade.days_a_month), refs=(ref(graded),))
        said.append(say(ROOM, "level.masked", days=days))
    claim = together(said)
    finding = Finding(
        id="tenor.level",
        question="tenor",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(hostility),
        confidence="low",
        confidence_reason=_tested(grade),
        basis=(ref(hostility), ref(cooperation), ref(graded)),
        against=("Reports may concern events inside one country or a third party's quarrel.",),
        would_change="Documents behind the most hostile days that show another actor.",
    )
    return [Judged(finding, salience("tenor.level", "masked" if masked else "clear"))]


def _tested(grade: PressGrade) -> str:
    if grade.told_apart:
        return (
            "machine-coded press reports, in part or all of an event warehouse, in which known rivals were not sought"
        )
    return (
        "machine-coded press reports, netted within each day; known rivals are found in about five of six comparisons"
    )
