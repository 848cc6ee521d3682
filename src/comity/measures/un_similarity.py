"""How alike do two states vote in the UN General Assembly?

Votes are ordered 1 yes, 2 abstain, 3 no. Roll calls on which all who voted agreed carry no information and
are dropped; absences drop out pair by pair. Raw similarity rewards pairs that share the majority's habits;
kappa and pi compare with what each state's own mix of votes would give by chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.measures.contract import Measure, Rows, gives
from comity.measures.matrices import Matrix, keep, split, upper, yearly
from comity.tables.columns import concat

if TYPE_CHECKING:
    import duckdb

SLIVER = 10
"""A year with less than one in so many of the year before's contested roll calls is not whole, and gives no value."""

_NOT_WHEN = (
    "Not a measure of bilateral tone: the Assembly votes on third parties' quarrels, a quarter of them on "
    "one region. Not across years in which the agenda changed."
)
_AMONG = "all pairs that voted together in the same year"


def _measure(name: str, title: str, formula: str, more: str, reference: str, low: float) -> Measure:
    return Measure(
        id=f"un.{name}",
        question="tenor",
        title=title,
        unit="index",
        formula=formula,
        more=more,
        reference=reference,
        not_when=_NOT_WHEN,
        inputs=("votes",),
        direction="undirected",
        decimals=3,
        low=low,
        high=1.0,
        among=_AMONG,
    )


_SR = "doi:10.1111/0020-8833.00113"
_HAGE = "doi:10.1093/pan/mpr023"

AGREEMENT = _measure(
    "agreement",
    "Agreement in UN votes",
    "mean over joint votes of 1 − |v_a − v_b| / 2",
    "they vote alike more often",
    "doi:10.1177/0022002715595700",
    0.0,
)
S_ABS = _measure(
    "s_abs",
    "Similarity S of UN votes, absolute distance",
    "S = 1 − 2 Σ|v_a − v_b| / (2 n)",
    "they vote more alike",
    _SR,
    -1.0,
)
S_SQ = _measure(
    "s_sq",
    "Similarity S of UN votes, squared distance",
    "S = 1 − 2 Σ(v_a − v_b)² / (4 n)",
    "they vote more alike",
    _SR,
    -1.0,
)
KAPPA_LINEAR = _measure(
    "kappa_linear",
    "Chance-corrected agreement kappa, linear weights",
    "κ = 1 − D_o / D_e; D_o = mean |v_a − v_b| / 2; D_e the same from each state's own margins",
    "they agree more than their own habits would give by chance",
    _HAGE,
    -1.0,
)
KAPPA_SQUARED = _measure(
    "kappa_squared",
    "Chance-corrected agreement kappa, squared weights",
    "κ = 1 − D_o / D_e; D_o = mean (v_a − v_b)² / 4; D_e the same from each state's own margins",
    "they agree more than their own habits would give by chance",
    _HAGE,
    -1.0,
)
PI_SQUARED = _measure(
    "pi_squared",
    "Chance-corrected agreement pi, squared weights",
    "π = 1 − D_o / D_e; D_o = mean (v_a − v_b)² / 4; D_e the same from the pair's pooled margins",
    "they agree more than a shared habit would give by chance",
    _HAGE,
    -1.0,
)

SAME_VOTE = Measure(
    id="un.same_vote",
    question="tenor",
    title="Share of UN votes cast alike",
    unit="share",
    formula="share of roll calls, unanimous ones included, on which both voted and v_a = v_b",
    more="they cast the same vote more often",
    reference="doi:10.1177/0022002715595700",
    not_when=_NOT_WHEN + " An abstention against a no counts as far apart as a yes.",
    inputs=("votes",),
    direction="undirected",
    decimals=2,
    low=0.0,
    high=1.0,
    among=_AMONG,
)

_COLUMNS = {
    AGREEMENT.id: "agreement",
    S_ABS.id: "s_abs",
    S_SQ.id: "s_sq",
    KAPPA_LINEAR.id: "kappa_linear",
    KAPPA_SQUARED.id: "kappa_squared",
    PI_SQUARED.id: "pi_squared",
}


@dataclass(frozen=True, slots=True)
class Similarity:
    """Square matrices over states; NaN where undefined. `n` counts joint votes."""

    n: Matrix
    agreement: Matrix
    s_abs: Matrix
    s_sq: Matrix
    kappa_linear: Matrix
    kappa_squared: Matrix
    pi_squared: Matrix


@gives(AGREEMENT, S_ABS, S_SQ, KAPPA_LINEAR, KAPPA_SQUARED, PI_SQUARED, SAME_VOTE)
def un_similarity(con: duckdb.DuckDBPyConnection) -> Rows:
    """All pairs, all years, by matrix products."""
    parts, alike, contested = [], [], 0
    for year, columns in yearly(
        con, "SELECT year, resolution, state, vote FROM votes ORDER BY year, resolution, state"
    ):
        states, row = np.unique(columns["state"], return_inverse=True)
        resolutions, column = np.unique(columns["resolution"], return_inverse=True)
        votes = np.zeros((len(states), len(resolutions)), dtype=np.int8)
        votes[row, column] = columns["vote"]
        before, contested = contested, int(_is_contested(votes).sum())
        if SLIVER * contested < before:
            continue
        found = similarity(votes)
        rows = upper(states.tolist(), year, {name: getattr(found, name) for name in ("n", *_COLUMNS.values())})
        parts.append(keep(rows, rows["n"] > 0))
        same = upper(states.tolist(), year, {"value": same_votes(votes)})
        alike.append(keep(same, ~np.isnan(same["value"])))
    rows_by_measure = split(parts, _COLUMNS)
    for measure, rows in rows_by_measure.items():
        if measure != AGREEMENT.id:
            # The same for all six; kept once.
            del rows["n"]
        # The pair voted, but without variation there is no chance to correct for.
        rows["state"] = np.full(len(rows["value"]), None, dtype=object)
        rows["state"][np.isnan(rows["value"])] = "not_applicable"
    return rows_by_measure | {SAME_VOTE.id: concat(alike)}


def same_votes(votes: NDArray[np.int8]) -> Matrix:
    """Share of the roll calls on which both rows of `votes` voted that they cast alike; NaN without any."""
    cast = [(votes == level).astype(np.float64) for level in (1, 2, 3)]
    present = sum(cast)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(sum(one @ one.T for one in cast) / (present @ np.transpose(present)))


def similarity(votes: NDArray[np.int8]) -> Similarity:
    """Similarity of every two rows of `votes` (states x roll calls; 0 absent, 1 yes, 2 abstain, 3 no).

    Roll calls without dissent among those who voted are ignored. Returns square matrices; a pair without
    joint votes, and a chance-corrected value without variation to correct for, is NaN.
    """
    contested = votes[:, _is_contested(votes)]
    cast = [(contested == level).astype(np.float64) for level in (1, 2, 3)]
    joint = np.array([[one @ two.T for two in cast] for one in cast])
    n = joint.sum(axis=(0, 1))
    margins, others = joint.sum(axis=1), joint.sum(axis=0)
    # Counts and sums of products of counts are whole numbers: exact in any order of summation, on any processor.
    linear, squared = _distance(joint, np.abs), _distance(joint, np.square)
    with np.errstate(invalid="ignore", divide="ignore"):
        return Similarity(
            n=n,
            agreement=1 - linear / (2 * n),
            s_abs=1 - linear / n,
            s_sq=1 - squared / (2 * n),
            kappa_linear=_corrected(linear * n, _expected(margins, others, np.abs)),
            kappa_squared=_corrected(squared * n, _expected(margins, others, np.square)),
            pi_squared=_corrected(4 * squared * n, _expected(margins + others, margins + others, np.square)),
        )


def _is_contested(votes: NDArray[np.int8]) -> NDArray[np.bool_]:
    counted = np.stack([(votes == level).any(axis=0) for level in (1, 2, 3)])
    return np.asarray(counted.sum(axis=0) > 1)


def _distance(joint: NDArray[np.float64], power: np.ufunc) -> Matrix:
    """Sum over joint votes of the distance between the two votes."""
    weight = _weights(power)
    return np.asarray(np.einsum("kmij,km->ij", joint, weight))


def _expected(one: Matrix, two: Matrix, power: np.ufunc) -> Matrix:
    """Distance summed over all pairings of one's votes with the other's: margins are counts (level x state x state)."""
    weight = _weights(power)
    return np.asarray(np.einsum("kij,mij,km->ij", one, two, weight, optimize=True))


def _weights(power: np.ufunc) -> Matrix:
    """Distance between each two of the three votes."""
    level = np.arange(3.0)
    return np.asarray(power(level[:, None] - level[None, :]))


def _corrected(observed: Matrix, expected: Matrix) -> Matrix:
    return np.where(expected > 0, 1 - observed / expected, np.nan)
