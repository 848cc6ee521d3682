"""The record of mediations: who stood between whom, when, in which role, and who says so.

`mediations.csv` is curated. `evidence` is "seen" where the text behind the source was read, "known" where the fact is
common knowledge and the source was not opened. `use` is "estimate" for the rows from which the weights of the ranking
are estimated, "record" for those that only count as earlier mediations and serve as a test afterwards. A side that is
no state begins with "NSA:" (armed group) or "DOM:" (parties at home). The list over-samples famous cases: absence from
it proves nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from comity.terms.curated import curated_rows

PAGE = Path(__file__).parent / "mediations.csv"
HALF_LIFE = 10.0
"""Years after which an earlier mediation counts half: ministries and people who did it have moved on."""


@dataclass(frozen=True, slots=True)
class Mediation:
    """One state's part in one effort between two sides. `year_end` is 0 where it ended within its first year."""

    id: str
    sides: frozenset[str]
    mediator: str
    year: int
    year_end: int
    kind: str
    role: str
    outcome: str
    source: str
    evidence: str
    use: str
    reason: str


@cache
def mediations() -> tuple[Mediation, ...]:
    """All rows, oldest first."""
    rows = [_mediation(row) for row in curated_rows(PAGE)]
    return tuple(sorted(rows, key=lambda m: (m.year, m.id)))


def _mediation(row: dict[str, str]) -> Mediation:
    return Mediation(
        id=row["id"],
        sides=frozenset((row["side_a"], row["side_b"])),
        mediator=row["mediator"],
        year=int(row["year"]),
        year_end=int(row["year_end"] or 0),
        kind=row["kind"],
        role=row["role"],
        outcome=row["outcome"],
        source=row["source"],
        evidence=row["evidence"],
        use=row["use"],
        reason=row["reason"],
    )


def known_by(day: date) -> tuple[Mediation, ...]:
    """Mediations whose first year lies wholly on or before a day."""
    last = day.year if (day.month, day.day) == (12, 31) else day.year - 1
    return tuple(m for m in mediations() if m.year <= last)


def told_by(day: date) -> tuple[Mediation, ...]:
    """Mediations that had ended by a day, as far as neither their account nor its source names a later year.

    What is told of a mediation, its outcome above all, was not known while it ran.
    """
    last = day.year if (day.month, day.day) == (12, 31) else day.year - 1

    def latest(m: Mediation) -> int:
        return max(m.year, m.year_end, *map(int, _YEAR.findall(f"{m.reason} {m.source}")))

    return tuple(m for m in known_by(day) if latest(m) <= last)


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def standing(mediator: str, day: date) -> float:
    """Σ 2^(−age/10) over the mediator's earlier efforts, age in years from the first year after the day's horizon."""
    return _standings(day).get(mediator, 0.0)


@cache
def _standings(day: date) -> dict[str, float]:
    return standings(known_by(day), day)


def standings(record: Iterable[Mediation], day: date) -> dict[str, float]:
    """By mediator of a record the sum that `standing` gives."""
    now = day.year + 1 if (day.month, day.day) == (12, 31) else day.year
    sums: dict[str, float] = {}
    for m in record:
        sums[m.mediator] = sums.get(m.mediator, 0.0) + math.pow(0.5, (now - m.year) / HALF_LIFE)
    return sums
