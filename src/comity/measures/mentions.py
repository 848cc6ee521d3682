"""How often does a state name another when it speaks to all, beyond how much the two speak and are spoken of?

States name friends seldom and quarrels often: a mention is salience, and of a state named far more than expected mostly
the salience of a dispute. Counts of one statement a year are small, so what is reported is shrunk to the expectation
and carries the interval of a gamma-Poisson count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.errors import MissingExtra
from comity.measures.contract import Measure, Rows, gives
from comity.measures.matrices import Matrix, stacked, yearly
from comity.tables.columns import Columns
from comity.terms.interval import Interval
from comity.terms.membership import states_as_of

if TYPE_CHECKING:
    import duckdb

PRIOR = 0.25
"""Shape and rate of the gamma prior of a pair's ratio, mean 1: what the counts of 1991 to 2024 fit (.24 to .39 by
decade). A pair that was expected to be named once is moved by a fifth of the way to 1."""

MENTIONS = Measure(
    id="tenor.mentions",
    question="tenor",
    title="Named in the UN general debate, against expectation",
    unit="ratio",
    interval=Interval.CREDIBLE_80,
    formula="(y + k) / (E + k), y = times that the statement of a names b, E = y_a · y_b / (y − y'_a): mentions by a, "
    "times b's share of all mentions of states other than a; k = 0.25; the interval is that of a Gamma(y + k, E + k)",
    more="a names b more often than both states' prominence leads to expect, for good or ill",
    reference="doi:10.1177/2053168017712821",
    not_when="Not for tone: a state that is named may be thanked or accused, and most of those named far more than "
    "expected are accused. One statement a year: look at n, and at several years. Texts in English, many translated; "
    "capitals, leaders and allusions are not counted.",
    inputs=("debate_mentions", "debate_speeches"),
    direction="directed",
    silence="true_zero",
    decimals=2,
    low=0,
    among="all pairs of which one named the other in the same year",
)

_COUNTS = "SELECT year, a, b, mentions FROM debate_mentions ORDER BY year, a, b"
_SPEAKERS = "SELECT year, state FROM debate_speeches ORDER BY year, state"


@dataclass(frozen=True, slots=True)
class Debate:
    """One year: `said` counts mentions, `expected` what prominence leads to expect; speakers x states, 0 of oneself."""

    year: int
    speakers: list[str]
    states: list[str]
    said: Matrix
    expected: Matrix


@gives(MENTIONS)
def mentions(con: duckdb.DuckDBPyConnection) -> Rows:
    """Year by year. Who is not named by a state that spoke has no row, which is a zero; of a state that did not speak
    each row says so. Raises MissingExtra without SciPy."""
    if find_spec("scipy") is None:
        raise MissingExtra('mentions need SciPy: pip install "comity[build]"')
    parts = [part for debate in debates(con) for part in (_named(debate), _silent(debate))]
    return {MENTIONS.id: stacked(parts)}


def debates(con: duckdb.DuckDBPyConnection) -> Iterator[Debate]:
    """Every year in which a state spoke, oldest first."""
    counts = dict(yearly(con, _COUNTS))
    nobody = {"a": np.empty(0, dtype=object), "b": np.empty(0, dtype=object), "mentions": np.empty(0)}
    for year, spoke in yearly(con, _SPEAKERS):
        speakers = sorted(spoke["state"])
        rows = counts.get(year, nobody)
        # A count without its statement would have no share of anything.
        known = np.isin(rows["a"].astype(str), speakers)
        states = sorted({*speakers, *rows["b"][known]})
        said = np.zeros((len(speakers), len(states)))
        place = {state: i for i, state in enumerate(states)}
        row = np.searchsorted(speakers, rows["a"][known].astype(str))
        column = np.array([place[b] for b in rows["b"][known]], dtype=np.intp)
        np.add.at(said, (row, column), np.asarray(rows["mentions"][known], dtype=float))
        yield Debate(year, speakers, states, said, expectation(said, np.searchsorted(states, speakers)))


def expectation(said: Matrix, own: NDArray[np.intp]) -> Matrix:
    """Mentions expected of each speaker (row) for each state (column), nil of its own, whose column is `own`."""
    by, of = said.sum(axis=1), said.sum(axis=0)
    others = said.sum() - of[own]
    share = of[None, :] / np.where(others > 0, others, 1.0)[:, None]
    share[np.arange(len(own)), own] = 0.0
    return np.asarray(by[:, None] * share)


def ratio(said: Matrix, expected: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    """Observed over expected with its 80 % interval: mean, tenth and ninetieth percentile of the gamma posterior."""
    from scipy.special import gammaincinv

    shape, rate = said + PRIOR, expected + PRIOR
    return shape / rate, gammaincinv(shape, 0.1) / rate, gammaincinv(shape, 0.9) / rate


def _named(debate: Debate) -> Columns:
    i, j = np.nonzero(debate.said)
    said = debate.said[i, j]
    value, low, high = ratio(said, debate.expected[i, j])
    rows = _pairs(debate.year, np.array(debate.speakers, dtype=object)[i], np.array(debate.states, dtype=object)[j])
    rows |= {"value": value, "low": low, "high": high, "n": np.ma.array(said, dtype=np.int32)}
    return rows | {"state": np.full(len(i), None, dtype=object)}


def _silent(debate: Debate) -> Columns:
    """Rows for states of the system that made no statement: what they would have named is not known."""
    members = sorted(state.id for state in states_as_of(date(debate.year, 12, 31)))
    mute = sorted(set(members) - set(debate.speakers))
    a, b = np.repeat(mute, len(members)), np.tile(members, len(mute))
    apart = a != b
    a, b = a[apart].astype(object), b[apart].astype(object)
    rows = _pairs(debate.year, a, b)
    rows |= {name: np.full(len(a), np.nan) for name in ("value", "low", "high")}
    rows |= {"n": np.ma.masked_all(len(a), dtype=np.int32)}  # type: ignore[no-untyped-call]
    return rows | {"state": np.full(len(a), "outside_coverage", dtype=object)}


def _pairs(year: int, a: NDArray[np.object_], b: NDArray[np.object_]) -> Columns:
    return {"a": a, "b": b, "period": np.full(len(a), year, dtype=np.int32)}
