"""How often a publisher releases, as words that are data, and what follows from it: when the next release is due.

A rhythm is one of

- `daily`, `weekly`, `monthly`, `quarterly`, `twice a year`, `yearly`: a step after the last release;
- `yearly, March`: in that month, whatever month the last one came in;
- `every N years`: a step of years;
- `irregular`: the publisher goes on and keeps no time;
- `ended`: nothing more will come.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from comity.terms.wording import MONTHS

Standing = Literal["up to date", "due", "late", "ended", "irregular", "not known"]

_STEPS = {"daily": 1, "weekly": 7}
"""Days after a release."""
_MONTHS = {"monthly": 1, "quarterly": 3, "twice a year": 6, "yearly": 12}
"""Months after a release."""
_TIMELESS: tuple[Literal["irregular", "ended"], ...] = ("irregular", "ended")
_GRACE = 0.25
"""Share of the step that a release may be overdue before it is late: three months of a year, a week of a month."""
_OFF_SEASON = 92
"""Days by which a month of release must lie after the last one: what came sooner before it was that year's, early."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A rhythm as declared, in its own words."""

    text: str

    @classmethod
    def parse(cls, text: str) -> Rhythm:
        """A rhythm from its words. Raises ValueError that names the forms there are."""
        words = " ".join(text.split())
        if words in (*_STEPS, *_MONTHS, *_TIMELESS) or _years(words) or _month(words):
            return cls(words)
        forms = ", ".join([*_STEPS, *_MONTHS, *_TIMELESS, "every N years", "yearly, MONTH"])
        raise ValueError(f"no rhythm {words[:60]!r}; write one of: {forms}")

    @property
    def days(self) -> int | None:
        """The step in days, rounded down; None where there is none."""
        if self.text in _TIMELESS:
            return None
        if self.text in _STEPS:
            return _STEPS[self.text]
        return 365 * self._step // 12

    def after(self, released: date) -> date | None:
        """The day by which the release after one of `released` is expected; None where nothing can be expected."""
        if self.text in _TIMELESS:
            return None
        if self.text in _STEPS:
            return released + timedelta(days=_STEPS[self.text])
        if month := _month(self.text):
            ends = (_end(year, month) for year in (released.year, released.year + 1, released.year + 2))
            return next(end for end in ends if (end - released).days >= _OFF_SEASON)
        return _later(released, self._step)

    def standing(self, released: date, today: date) -> Standing:
        """Whether the next release is still to come, due, or later than a quarter of the step allows."""
        expected, step = self.after(released), self.days
        if expected is None or step is None:
            return "ended" if self.text == "ended" else "irregular"
        if today <= expected:
            return "up to date"
        return "due" if today <= expected + timedelta(days=max(1, round(step * _GRACE))) else "late"

    @property
    def _step(self) -> int:
        """Months of the step."""
        return 12 if _month(self.text) else 12 * _years(self.text) or _MONTHS[self.text]


def _years(text: str) -> int:
    """The N of `every N years`; 0 for other words."""
    told = re.fullmatch(r"every (\d{1,2}) years", text)
    return int(told[1]) if told else 0


def _month(text: str) -> int:
    """The month of `yearly, MONTH`, from 1; 0 for other words."""
    name = text.removeprefix("yearly, ") if text.startswith("yearly, ") else ""
    return MONTHS.index(name) + 1 if name in MONTHS else 0


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _later(day: date, months: int) -> date:
    """The same day some months on; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
