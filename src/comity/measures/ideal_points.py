"""Where does a state stand on the main line of division in UN votes?

Positions are filtered: those of a year rest on its votes and on where each state stood before, never on later votes: a
new year adds rows and changes none. The published estimates are made in nearly this way; they look ahead where one
mean and spread are taken over all sessions, where a state's first session leans on its second, and where
resolutions of different sessions share one item. Here all three are given up.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.errors import MissingExtra
from comity.measures.ballots import Ballots, ballots
from comity.measures.contract import Measure, Rows, gives
from comity.measures.matrices import upper
from comity.measures.ordinal_session import CENTRE, GRID, SHRINK, Chain, kept_draws
from comity.measures.steps import step
from comity.tables.columns import Columns, concat
from comity.terms.interval import Interval

if TYPE_CHECKING:
    import duckdb

_BSV = "doi:10.1177/0022002715595700"
_NOT_WHEN = (
    "Not a measure of bilateral tone: the Assembly votes on third parties' quarrels. One dimension; its meaning "
    "shifts with the agenda over decades. A row names the account of its own year's votes; where a state stood before "
    "rests on the account of those years."
)

POINT = Measure(
    id="un.ideal_point",
    question="balance",
    title="Ideal point in UN votes",
    unit="index",
    interval=Interval.CREDIBLE_80,
    formula="posterior mean of θ in a dynamic ordinal probit of votes: z = β_v θ_i + ε; yes below γ_1v, no above γ_2v; "
    "β_v ~ N(0, 1); θ_it ~ N(θ_i,t−1, 0.35 n_t / (n_t + n_t−1)); votes of later years are not used",
    more="it stands nearer to the United States and farther from the Soviet Union's side of 1946",
    reference=_BSV,
    not_when=_NOT_WHEN,
    inputs=("votes",),
    direction="state",
    decimals=2,
    low=-5,
    high=5,
    among="all states that voted in the same year",
)
DISTANCE = Measure(
    id="un.ideal_distance",
    question="balance",
    title="Distance between ideal points in UN votes",
    unit="index",
    formula="|θ_a − θ_b| of the year; the interval from the spread of the draws of θ_a − θ_b, not below 0",
    more="they stand farther apart in UN votes",
    reference=_BSV,
    not_when=_NOT_WHEN,
    inputs=("votes",),
    direction="undirected",
    decimals=2,
    low=0,
    high=10,
    interval=Interval.COARSE_80,
    among="all pairs that voted in the same year",
)

SEED = 1945
DRIFT = 0.35
"""A state's position moves from one year to the next with this variance, times the share of its votes of both years
that are of the new one."""
FIRST, FIRST_VARIANCE = 1.5, 1.0
"""Prior of all states of the first session: puts zero where the later membership has its middle."""
NEW_VARIANCE = 2.0
"""Prior variance of a state that votes for the first time; its mean is nil."""
FEWEST_KNOWN = 3
"""With fewer states from before, a session cannot be joined to the last one and is begun anew."""
Z80, Z90 = 1.2816, 1.6449
COARSE = 0.05
"""Step of the half-width of intervals of distances: half a million exact ones would take a tenth of what ships."""


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a state stood in the last session in which it voted, and how many votes that rests on."""

    position: float
    votes: int


Memory = dict[str, Stood]
"""All that the next session needs to know of the ones before."""


@dataclass(frozen=True, slots=True)
class Session:
    """One year: draws of positions (draws x states), contested votes cast by each state, and the bridge.

    `bridge` is the correlation with where the same states stood before; NaN in a session that begins the scale. `cast`
    is the year that it rests on.
    """

    year: int
    states: list[str]
    kept: NDArray[np.float64]
    votes: NDArray[np.intp]
    bridge: float
    cast: Ballots

    @property
    def position(self) -> NDArray[np.float64]:
        """Posterior mean of each state."""
        return np.asarray(self.kept.mean(axis=0))

    def interval(self, z: float = Z80) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Ends of the interval `z` standard deviations to each side: `Z80` or `Z90`."""
        half = z * self.kept.std(axis=0)
        return self.position - half, self.position + half

    def distances(self, z: float = Z80) -> dict[str, NDArray[np.float64]]:
        """Square matrices value, low, high of the distance of every two; half-widths are rounded up to COARSE."""
        value = np.abs(self.position[:, None] - self.position[None, :])
        spread = np.cov(self.kept, rowvar=False, ddof=0)
        own = np.diag(spread)
        half = z * np.sqrt(np.maximum(own[:, None] + own[None, :] - 2 * spread, 0))
        half = np.ceil(half / COARSE) * COARSE
        return {"value": value, "low": np.maximum(value - half, 0), "high": value + half}


@gives(POINT, DISTANCE)
def ideal_points(con: duckdb.DuckDBPyConnection) -> Rows:
    """Session by session, oldest first. Raises MissingExtra without SciPy."""
    if find_spec("scipy") is None:
        raise MissingExtra('ideal points need SciPy: pip install "comity[build]"')
    points, distances = [], []
    for session in sessions(ballots(con)):
        points.append(session.cast.signed(_points(session)))
        distances.append(session.cast.signed(upper(session.states, session.year, session.distances())))
    return {POINT.id: concat(points), DISTANCE.id: concat(distances)}


def sessions(years: Iterable[Ballots], memory: Memory | None = None, chain: Chain | None = None) -> Iterator[Session]:
    """Positions of each year in turn. `memory` (see `remembered`) goes on from earlier sessions without them."""
    memory = dict(memory or {})
    for year in years:
        found = _session(year, memory, chain or Chain())
        if found is not None:
            memory |= remembered(found)
            yield found


def remembered(session: Session) -> Memory:
    """What the sessions after this one need to know of its states."""
    kept = zip(session.states, session.position, session.votes, strict=True)
    return {state: Stood(float(position), int(votes)) for state, position, votes in kept}


def _session(year: Ballots, memory: Memory, chain: Chain) -> Session | None:
    cast = year.contested
    voted = (cast > 0).any(axis=1)
    if not voted.any():
        return None
    cast = cast[voted]
    states = [year.states[i] for i in np.flatnonzero(voted)]
    votes = np.asarray((cast > 0).sum(axis=1))
    known = np.array([state in memory for state in states])
    before = np.array([memory[s].position if s in memory else 0.0 for s in states])
    if joined := int(known.sum()) >= FEWEST_KNOWN:
        centre = np.where(known, before * SHRINK + CENTRE, 0.0)
        earlier = np.array([memory[s].votes if s in memory else 0 for s in states])
        variance = np.where(known, DRIFT * votes / (votes + earlier), NEW_VARIANCE)
        start = centre
    else:
        centre, variance = np.full(len(states), FIRST), np.full(len(states), FIRST_VARIANCE)
        start = FIRST + first_line(cast, states)
    drawn = step(kept_draws, cast, centre, variance, start, (chain.burn, chain.keep), (SEED, year.year))
    kept = drawn["kept"] / GRID
    bridge = float(np.corrcoef(kept.mean(axis=0)[known], before[known])[0, 1]) if joined else float("nan")
    return Session(year.year, states, kept, votes, bridge, year)


def first_line(cast: NDArray[np.int8], states: list[str]) -> NDArray[np.float64]:
    """Main line of division of a session that has none before it: mean 0, spread 1, its sign by the anchors."""
    middle = np.where(cast > 0, 2.0 - cast, np.nan)
    centred = np.nan_to_num(middle - np.nanmean(middle, axis=0))
    line = np.linalg.svd(centred, full_matrices=False)[0][:, 0]
    side = np.array([anchors().get(state, 0) for state in states])
    if side @ line < 0 or (not side.any() and line[0] < 0):
        line = -line
    spread = float(line.std())
    return np.asarray((line - line.mean()) / spread if spread > 0 else np.zeros(len(states)))


@cache
def anchors() -> dict[str, int]:
    """States that give the first session its sign: 1 for the side called higher, -1 for the other."""
    with (Path(__file__).parent / "sign_anchors.csv").open(encoding="utf-8", newline="") as stream:
        return {row["id"]: int(row["side"]) for row in csv.DictReader(stream)}


def _points(session: Session) -> Columns:
    low, high = session.interval()
    rows = {
        "a": np.asarray(session.states, dtype=object),
        "b": np.full(len(session.states), "-", dtype=object),
        "period": np.full(len(session.states), session.year, dtype=np.int32),
    }
    return rows | {"value": session.position, "low": low, "high": high, "n": session.votes}
