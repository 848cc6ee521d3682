"""Whom a partner inside a bloc could open the door to, against what like partners would.

    R(B) = |{c ∈ C: no tie (A, c), tie (B, c)}| / |C|

over the bloc's other members C; the comparison is the mean of R over members of the bloc that A already has a tie
with and that are nearest to B in size, those of B's region first. R is a potential, not an effect: a seat beside
others is no key to their doors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import mean

from comity.assessment.blocs.membership import Bloc
from comity.assessment.mediators.features import EMBASSY, EMBASSY_YEARS, Columns
from comity.atlas.derived import derived
from comity.terms.country import state

TIES = {EMBASSY: "embassies", "agreement.investment_in_force": "investment treaties"}
"""Ties that two states make with each other: a treaty of the whole bloc would tie all its members by definition."""
SIZE = "context.gdp"
ALTERNATIVES = 8
LEAST_ALTERNATIVES = 3


@dataclass(frozen=True, slots=True)
class Reach:
    """Members of a bloc that A has no tie with and B has, and how many the alternatives would open (mean and ends)."""

    bloc: Bloc
    a: str
    b: str
    period: str
    without: tuple[str, ...]
    """Members with whom A has no tie."""
    opened: tuple[str, ...]
    others: int
    """Members of the bloc besides A and B."""
    alternatives: Mapping[str, int]

    @property
    def usual(self) -> float | None:
        """Mean of the alternatives; None with fewer than three of them."""
        return mean(self.alternatives.values()) if len(self.alternatives) >= LEAST_ALTERNATIVES else None


@dataclass(frozen=True, slots=True)
class Ties:
    """Pairs with an embassy of either in the other or an investment treaty in force, and the periods of both lists.

    `period` is "" where no list covers the day. Neither list is complete alone: a pair counts as without ties only
    where all that cover the day are silent.
    """

    period: str
    pairs: frozenset[frozenset[str]]


def ties(columns: Columns) -> Ties:
    """The ties of all states on the atlas's day."""
    return derived(columns.atlas, "ties", lambda: _ties(columns))


def _ties(columns: Columns) -> Ties:
    found: set[frozenset[str]] = set()
    periods = []
    for measure, what in TIES.items():
        period, values = columns.lately(measure, EMBASSY_YEARS) if measure == EMBASSY else columns.newest(measure)
        if period:
            periods.append(f"{what} {period}")
            found |= {frozenset(pair) for pair, value in values.items() if value > 0}
    return Ties(", ".join(periods), frozenset(found))


def reach(columns: Columns, known: Ties, bloc: Bloc, a: str, b: str) -> Reach | None:
    """What B opens to A in a bloc; None where no list of ties covers the day or the bloc has no other member."""
    period, held = known.period, known.pairs
    members = bloc.members - {a, b}
    if not period or not members:
        return None
    without = {c for c in members if frozenset((a, c)) not in held}
    like = _like(columns, bloc, a, b, held)
    return Reach(
        bloc,
        a,
        b,
        period,
        tuple(sorted(without)),
        tuple(sorted(c for c in without if frozenset((b, c)) in held)),
        len(members),
        {k: sum(frozenset((k, c)) in held for c in without - {k}) for k in like},
    )


def _like(columns: Columns, bloc: Bloc, a: str, b: str, held: frozenset[frozenset[str]]) -> list[str]:
    """Members that A has a tie with, nearest to B: of its region before others, then by size."""
    _, size = columns.newest(SIZE)
    own = size.get((b, "-"))
    if own is None:
        return []
    home = state(b).region
    near = [
        (state(c).region != home, max(v, own) / min(v, own), c)
        for c in bloc.members - {a, b}
        if frozenset((a, c)) in held and (v := size.get((c, "-"))) is not None and min(v, own) > 0
    ]
    return [c for *_, c in sorted(near)[:ALTERNATIVES]]
