"""A date with the precision that its source gives: a day, a month or a year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from comity.errors import UserError
from comity.terms.names import sanitise

Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class Dated:
    """The days on which something dated so may have been; one day where the precision is a day.

    What is dated by month or year is known to have happened only when all of it has passed.
    """

    start: date
    end: date
    precision: Precision

    @classmethod
    def parse(cls, text: str) -> Dated:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `UserError` for anything else. Each text is read once."""
        return _read(text)

    def __str__(self) -> str:
        return as_precise(self.start, self.precision)

    @property
    def year(self) -> int:
        """The calendar year."""
        return self.start.year

    @property
    def month(self) -> tuple[int, int] | None:
        """Year and month, where the date says one."""
        return None if self.precision == "year" else (self.start.year, self.start.month)

    @property
    def to_month(self) -> Dated:
        """The same, no more precise than a month."""
        return self if self.precision == "year" else Dated.parse(as_precise(self.start, "month"))

    def within(self, other: Dated) -> bool:
        """Whether all of it lies in the other: 3 May 2014 in May 2014, and both in 2014."""
        return other.start <= self.start and self.end <= other.end


def as_precise(start: date, precision: str) -> str:
    """`2014`, `2014-03` or `2014-03-18` for the first day of a year or month, or a day; whole for any other word."""
    return start.isoformat()[: {"day": 10, "month": 7, "year": 4}.get(precision, 10)]


@lru_cache(maxsize=65_536)
def _read(text: str) -> Dated:
    match = re.fullmatch(r"((?!0000)[0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?", text)
    if match is None:
        raise UserError(f"'{sanitise(text)}' is not a date; write YYYY-MM-DD, YYYY-MM or YYYY")
    try:
        year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
        start = date(year, month, day)
    except ValueError as error:
        raise UserError(f"'{text}' is not a day of the calendar ({error}); write YYYY-MM-DD") from None
    if match[3]:
        return Dated(start, start, "day")
    if match[2]:
        return Dated(start, date(year, month, calendar.monthrange(year, month)[1]), "month")
    return Dated(start, date(year, 12, 31), "year")
