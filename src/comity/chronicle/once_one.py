"""Which states were parts of one within living memory, and until when: a count by place of birth knows no border."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from comity.chronicle.lookup import read_rows
from comity.terms.country import state
from comity.terms.dated import Dated

COLUMNS = ("state", "whole", "until", "under", "reason")
LONGEST_LIFE = 85
"""Years after a division in which many who were born before it still live."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What both belonged to: its name within a sentence, and the last day on which they did.

    `told` says so in a clause: of two that it was divided into, of one that left the other, or of one under its rule.
    """

    name: str
    until: Dated
    told: str


def once_one(a: str, b: str, as_of: date) -> Whole | None:
    """What two states last were parts of together, where that ended before a day and within a lifetime; else None."""
    ends = [
        Whole(whole, min(part.until, _parts()[b][whole].until, key=lambda d: d.end), _told(whole, a, b))
        for whole, part in _parts().get(a, {}).items()
        if a != b and whole in _parts().get(b, {})
    ]
    over = [w for w in ends if w.until.end < as_of and as_of.year - w.until.year <= LONGEST_LIFE]
    return max(over, key=lambda w: w.until.end, default=None)


def last_day(whole: str) -> Dated | None:
    """The last day of a state that was divided, by its name within a sentence; None where the table lacks it."""
    days = [parts[whole].until for parts in _parts().values() if whole in parts]
    return max(days, key=lambda d: d.end, default=None)


def _told(whole: str, a: str, b: str) -> str:
    under = {s: _parts()[s][whole].under for s in (a, b) if _parts()[s][whole].under}
    if not under:
        return f"both were parts of {whole}"
    if len(under) == 2:
        return f"both were {under[a]}"
    ((name, what),) = under.items()
    return f"{state(name).name} was {what}"


@dataclass(frozen=True, slots=True)
class _Part:
    until: Dated
    under: str


@cache
def _parts() -> dict[str, dict[str, _Part]]:
    found: dict[str, dict[str, _Part]] = {}
    for r in read_rows("once_one", COLUMNS):
        found.setdefault(r["state"], {})[r["whole"]] = _Part(Dated.parse(r["until"]), r["under"])
    return found
