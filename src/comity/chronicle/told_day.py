"""How precisely the day of an event is told: what is dated by a report alone may have been a day or more before it."""

from __future__ import annotations

from datetime import date
from functools import cache

from comity.chronicle.lookup import read_rows
from comity.terms.dated import Dated

SOURCES = ("source", "publisher", "address", "terms", "days", "reason")
"""Columns of `sources.csv`: where rows may have been read, on what terms, and whether its days are those of reports."""
YEARS = 1
"""For a year the day of a report is news; after that the month says as much, and is right."""
_WARS = ("war_begins", "invasion", "annexation")
"""Kinds of which everybody knows the day."""
_OF_THE_REPORT, _LOOKED_UP = "of the report", "the day is general knowledge"


def by_month(when: Dated, kind: str, source: str, locator: str, as_of: date) -> bool:
    """Whether an event is told by its month on a day: one of years ago that only a report dates.

    Not where its day was looked up, which its locator says, nor a war.
    """
    if when.precision != "day" or source not in _reports() or kind in _WARS or _LOOKED_UP in locator:
        return False
    return (as_of - when.end).days > YEARS * 366


def month_of(when: Dated) -> Dated:
    """The month of a day; what is no day as it is."""
    return Dated.parse(str(when)[:7]) if when.precision == "day" else when


@cache
def _reports() -> frozenset[str]:
    return frozenset(row["source"] for row in read_rows("sources", SOURCES) if row["days"] == _OF_THE_REPORT)
