"""How old a figure is, and for how many years it may be told as of now: `shelf_life.csv`, each line with its reason.

Past its shelf life a figure is told with its year first and in the past tense, and leads nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from pathlib import Path

from comity.terms.curated import curated_rows
from comity.terms.period import Period

_DAYS = 365.2425


@dataclass(frozen=True, slots=True)
class Shelf:
    """The shelf life of a kind of figure in years, None for what keeps until something ends it.

    `pattern` is the id of a measure, or the beginning of several ids with `*` for the rest.
    """

    pattern: str
    years: float | None
    reason: str

    def is_past(self, period: str, as_of: date) -> bool:
        """Whether a figure of a period is older than its kind keeps."""
        return self.years is not None and age_of(period, as_of) > self.years


@lru_cache(maxsize=10_000)
def age_of(period: str, as_of: date) -> float:
    """Years from the end of a period (`YYYY` or `YYYY-MM`) to a day; 0 for one that lasts to that day or beyond."""
    return max(0.0, (as_of - Period.parse(period).end).days / _DAYS)


@lru_cache(maxsize=10_000)
def shelf(measure: str) -> Shelf:
    """The line that speaks of a measure: of those that match its id, the one that names most of it.

    Raises LookupError where none does.
    """
    found = [line for line in lines() if fnmatchcase(measure, line.pattern)]
    if not found:
        raise LookupError(f"shelf_life.csv has no line for {measure!r}")
    return max(found, key=lambda line: len(line.pattern.rstrip("*")))


@cache
def lines() -> tuple[Shelf, ...]:
    """All lines, in their order."""
    return tuple(
        Shelf(row["pattern"], float(row["years"]) if row["years"] else None, row["reason"])
        for row in curated_rows(Path(__file__).with_name("shelf_life.csv"))
    )
