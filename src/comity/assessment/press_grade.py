"""How much the press has to say about a pair: a grade that decides whether there is a curve or words."""

from __future__ import annotations

from dataclasses import dataclass

from comity.assessment.press_source import nets
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.assessment.words import counted, listing, month_name, name
from comity.atlas.measurement import Measurement
from comity.terms.period import month_number, month_text

WINDOW = 24
"""Months that a level looks back."""


@dataclass(frozen=True, slots=True)
class PressGrade:
    """Letter A to D; active `months` from `since`, the first on record; `days` in the `window` months to `to`.

    `netted` says whether any of those months is a source's that nets cooperation and hostility of a day, `told_apart`
    whether any is one's that does not.
    """

    letter: str
    since: str
    months: int
    days: float
    window: int
    to: str
    netted: bool = True
    told_apart: bool = False
    seen: tuple[Measurement, ...] = ()
    """The active months of the window."""

    @property
    def thin(self) -> bool:
        """Whether there are too few days for a level: words, no curve."""
        return self.letter == "D"

    @property
    def days_a_month(self) -> float:
        """Mean number of days a month with reported dealings in the window."""
        return self.days / self.window

    @property
    def every_day(self) -> bool:
        """Whether the pair is in the news so often that netting within a day hides what is hostile."""
        return self.netted and self.days_a_month >= threshold("tenor_every_day")

    @property
    def words(self) -> str:
        """For example: `Evidence grade B: 48 months with reported dealings since March 2018, 152 days ...`."""
        since, to = month_name(self.since), month_name(self.to)
        if not self.months:
            return f"Evidence grade {self.letter}: no reported dealings from {since} to {to}"
        return (
            f"Evidence grade {self.letter}: {counted(self.months, 'month')} with reported dealings since {since}, "
            f"{counted(self.days, 'day')} in the {self.window} months to {to}"
        )


def press_grade(view: View) -> PressGrade | None:
    """The pair's grade as of the view's date; None if the atlas has no event scores up to then."""
    newest = view.atlas.last_period("tenor.attention") if view.has("tenor.attention") else None
    if newest is None:
        return None
    record = view.atlas.entry("tenor.attention").first
    window = min(WINDOW, month_number(newest) + 1 - record)
    seen = [m for m in view.series("tenor.attention") if m.value]
    recent = [m for m in seen if month_number(m.period) > month_number(newest) - window]
    days = sum(m.value or 0.0 for m in recent)
    first = seen[0].period if seen else month_text(record)
    netted = not recent or any(nets(m) for m in recent)
    apart = any(not nets(m) for m in recent)
    return PressGrade(_letter(len(seen), days), first, len(seen), days, window, newest, netted, apart, tuple(recent))


def silence(view: View, grade: PressGrade | None) -> str:
    """Why the record of the news cannot speak of the pair as of the view's date, or of any; "" where it can.

    A record that the atlas lacks, or that begins later, says nothing of how often two states are seen together.
    """
    if not view.has("tenor.attention"):
        return "no record of the news is at hand"
    if grade is None:
        return "the record of the news at hand begins later"
    if lacking := [name(s) for s in (view.a, view.b) if view.atlas.last_period("tenor.attention", s) is None]:
        return f"the record of the news at hand lacks {listing(lacking)}"
    if grade.window < WINDOW:
        return f"the record of the news at hand begins in {month_text(view.atlas.entry('tenor.attention').first)}"
    if grade.thin and (missing := _undelivered(view, grade)):
        return f"the record of the news at hand lacks {missing} of the {grade.window} months to {month_name(grade.to)}"
    return ""


def _undelivered(view: View, grade: PressGrade) -> int:
    """Months of the window of which the record knows no pair: between two sources, or never ingested."""
    months = [month_text(month_number(grade.to) - back) for back in range(grade.window)]
    return sum(not view.atlas.tells("tenor.attention", month) for month in months)


def _letter(months: int, days: float) -> str:
    if days < threshold("tenor_least_active_days"):
        return "D"
    if months >= threshold("tenor_grade_a_months"):
        return "A"
    return "B" if months >= threshold("tenor_grade_b_months") else "C"
