"""What became of pairs that stood where this one stands: three shares as derived rows.

Taken are all pairs that stood in the same third of the scale one horizon before the newest period. The share of them
that rose, fell or stayed has one case added to each so that none is 0 (rule of succession).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from comity.assessment.derived.details import Alike
from comity.assessment.derived.row import Worked, worked
from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.quantities.derivations import SERIES
from comity.terms.period import periods_after

Pairs = dict[tuple[str, str], tuple[float, float]]
"""The value of each pair one horizon before the newest period, and in it."""
FEWEST_PAIRS = 60
WAYS = ("outlook.fell", "outlook.stayed", "outlook.rose")
_HORIZON = {"tone": 36, "votes": 5}
_LEAST_STEP = 0.05
"""A change smaller than this is none, whatever the interval says."""
_ONE_SCALE = {"tone"}
"""Series on another scale where another source speaks: no change is measured over a join."""


@dataclass(frozen=True, slots=True)
class BaseRate:
    """Of the pairs alike in `before`, how many fell, stayed and rose by more than `step`; the rows of their shares.

    `until` is as far after the newest period as `before` lies before it.
    """

    newest: Measurement
    before: str
    until: str
    step: float
    counts: tuple[int, int, int]
    rows: tuple[Worked, Worked, Worked]

    @property
    def pairs(self) -> int:
        """How many stood alike."""
        return sum(self.counts)

    @property
    def shares(self) -> tuple[float, ...]:
        """The three shares, which sum to 1."""
        return tuple(row.measurement.value or 0.0 for row in self.rows)


def base_rate(view: View, series: str) -> BaseRate | None:
    """Of the pair in `tone` or `votes`; None where too few pairs stood alike, or its source changed in between."""
    newest, horizon = view.last(SERIES[series]), _HORIZON[series]
    if newest is None or newest.value is None:
        return None
    before = periods_after(newest.period, -horizon)
    if series in _ONE_SCALE and not _one_source(view, newest, before):
        return None
    old, new = view.atlas.column(newest.measure, before), view.atlas.column(newest.measure, newest.period)
    both = {pair: (old[pair], new[pair]) for pair in old.keys() & new.keys() if pair[0] < pair[1]}
    like = alike(both, newest.value)
    if len(like) < FEWEST_PAIRS:
        return None
    half = 0.0 if newest.low is None or newest.high is None else (newest.high - newest.low) / 2
    step = round(max(half, _LEAST_STEP), 2)
    counts = came(like, step)
    fell, stayed, rose = (
        worked(
            f"{way}.{series}",
            (newest.a, newest.b),
            share,
            (newest,),
            n=len(like),
            details=(Alike(count, len(like), before, step),),
        )
        for way, share, count in zip(WAYS, rounded(shares_of(counts)), counts, strict=True)
    )
    until = periods_after(newest.period, horizon)
    return BaseRate(newest, before, until, step, counts, (fell, stayed, rose))


def _one_source(view: View, newest: Measurement, before: str) -> bool:
    """Whether a pair's months at both ends of the horizon rest on one source; so where the series has only one."""
    if len(view.atlas.entry(newest.measure).basis) == 1:
        return True
    then = view.at(newest.measure, before)
    return then is not None and then.known and then.basis == newest.basis


def alike(both: Pairs, value: float) -> list[float]:
    """Changes, in units of the series, of the pairs whose earlier value lay in the same third as `value` does."""
    if not both:
        return []
    cuts = thirds(both)
    return [now - was for was, now in both.values() if third(was, cuts) == third(value, cuts)]


def thirds(both: Pairs) -> tuple[float, float]:
    """The earlier values above which the second and the last third of the pairs lie; of one pair or more."""
    levels = sorted(was for was, _ in both.values())
    return levels[len(levels) // 3], levels[2 * len(levels) // 3]


def third(value: float, cuts: tuple[float, float]) -> int:
    """In which third a value lies by the cuts: 0, 1 or 2."""
    return (value > cuts[0]) + (value > cuts[1])


def came(changes: Collection[float], step: float) -> tuple[int, int, int]:
    """How many fell by more than a step, stayed within it and rose by more."""
    return sum(c < -step for c in changes), sum(abs(c) <= step for c in changes), sum(c > step for c in changes)


def shares_of(counts: tuple[int, int, int]) -> list[float]:
    """The share of each with one case added to it, so that none is 0; they sum to 1."""
    return [(n + 1) / (sum(counts) + 3) for n in counts]


def rounded(shares: list[float]) -> list[float]:
    """Shares in hundredths that still sum to 1: the largest remainders are rounded up."""
    floors = [int(100 * s) for s in shares]
    order = sorted(range(len(shares)), key=lambda i: -(100 * shares[i] - floors[i]))
    for i in order[: 100 - sum(floors)]:
        floors[i] += 1
    return [f / 100 for f in floors]
