"""Years and months, as measures are dated, and the as-of day of an assessment."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from comity.errors import UserError
from comity.terms.dated import Dated
from comity.terms.names import sanitise


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar year (`month` None) or a month, 1 to 12; years 1 to 9999.

    Periods are ordered by their end, and a month before the year that ends with it.
    """

    year: int
    month: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.year <= 9999 or not (self.month is None or 1 <= self.month <= 12):
            raise UserError(f"no such period: year {self.year}, month {self.month}; give YYYY or YYYY-MM")

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `YYYY` or `YYYY-MM`; `UserError` for anything else."""
        match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?", text.strip())
        if match is None:
            raise UserError(f"'{sanitise(text)}' is not a period; write YYYY or YYYY-MM")
        return cls(int(match[1]), int(match[2]) if match[2] else None)

    def __str__(self) -> str:
        return f"{self.year:04d}" if self.month is None else f"{self.year:04d}-{self.month:02d}"

    @property
    def start(self) -> date:
        """First day."""
        return date(self.year, self.month or 1, 1)

    @property
    def end(self) -> date:
        """Last day."""
        month = self.month or 12
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    def __lt__(self, other: "Period") -> bool:
        return self._key < other._key

    def __le__(self, other: "Period") -> bool:
        return self._key <= other._key

    def __gt__(self, other: "Period") -> bool:
        return self._key > other._key

    def __ge__(self, other: "Period") -> bool:
        return self._key >= other._key

    @property
    def _key(self) -> tuple[int, int, bool]:
        return self.year, self.month or 12, self.month is None

    @property
    def next(self) -> "Period":
        """The year or month that follows."""
        if self.month is None:
            return Period(self.year + 1)
        return Period(self.year + self.month // 12, self.month % 12 + 1)


def parse_as_of(text: str) -> date:
    """The as-of day from `YYYY-MM-DD`, or the last day of `YYYY-MM` or `YYYY`; `UserError` otherwise."""
    return Dated.parse(text.strip()).end


def year_of(period: str) -> int:
    """The calendar year of a year, a month or a day as text."""
    return int(period[:4])


def month_number(month: str) -> int:
    """Year * 12 + month - 1 of a month `YYYY-MM`, or of the month of a day."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def month_text(number: int) -> str:
    """`YYYY-MM` of year * 12 + month - 1."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def period_number(period: str) -> int:
    """How tables and atlas count a period: years as they are, months by `month_number`."""
    return month_number(period) if "-" in period else int(period)


@lru_cache(maxsize=10_000)
def period_text(number: int, grain: str) -> str:
    """The period of a counted year or, where `grain` is `month`, month."""
    return month_text(number) if grain == "month" else f"{number:04d}"


def periods_after(period: str, count: int) -> str:
    """The year or month so many years or months later."""
    return period_text(period_number(period) + count, "month" if "-" in period else "year")


def months_between(first: str, last: str) -> list[str]:
    """Every month from the first to the last, both included."""
    return [month_text(number) for number in range(month_number(first), month_number(last) + 1)]
