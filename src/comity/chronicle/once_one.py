"""Which states were parts of one within living memory, and until when: a count by place of birth knows no border."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from comity.chronicle.lookup import read_rows
from comity.terms.dated import Dated

COLUMNS = ("state", "whole", "until", "reason")
LONGEST_LIFE = 85
"""Years after a division in which many who were born before it still live."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What both belonged to: its name within a sentence, and the last day on which they did."""

    name: str
    until: Dated


def once_one(a: str, b: str, as_of: date) -> Whole | None:
    """What two states last were parts of together, where that ended before a day and within a lifetime; else None."""
    ends = [
        Whole(whole, min(until, _parts()[b][whole], key=lambda d: d.end))
        for whole, until in _parts().get(a, {}).items()
        if a != b and whole in _parts().get(b, {})
    ]
    over = [w for w in ends if w.until.end < as_of and as_of.year - w.until.year <= LONGEST_LIFE]
    return max(over, key=lambda w: w.until.end, default=None)


@cache
def _parts() -> dict[str, dict[str, Dated]]:
    found: dict[str, dict[str, Dated]] = {}
    for r in read_rows("once_one", COLUMNS):
        found.setdefault(r["state"], {})[r["whole"]] = Dated.parse(r["until"])
    return found
