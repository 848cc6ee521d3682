"""How alike do two states vote in the UN General Assembly?

Votes are ordered 1 yes, 2 abstain, 3 no. Roll calls on which all who voted agreed carry no information and
are dropped; absences drop out pair by pair. Raw similarity rewards pairs that share the majority's habits;
kappa and pi compare with what each state's own mix of votes would give by chance.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.measures import scores
from comity.measures.ballots import LEVELS, Ballots, ballots, is_contested
from comity.measures.contract import Measure, Rows, gives
from comity.measures.matrices import Matrix, upper
from comity.tables.columns import Columns, concat

if TYPE_CHECKING:
    import duckdb

_NOT_WHEN = (
    "Not a measure of bilateral tone: the Assembly votes on third parties' quarrels, a quarter of them on "
    "one region. Not across years in which the agenda changed. Years to 2022 and from 2023 rest on two accounts, and "
    "each row names its own; the second has adopted texts only, which moved the mean of 2023 by .0004."
)
_AMONG = "all pairs that voted together in the same year"


def _measure(
    name: str, title: str, formula: str, more: str, reference: str, low: float | None, *, ships: bool = True
) -> Measure:
    return Measure(
        id=f"un.{name}",
        question="tenor",
        title=title,
        unit="index",
        interval=None,
        formula=formula,
        more=more,
        reference=reference,
        not_when=_NOT_WHEN,
        inputs=("votes",),
        direction="undirected",
        # Some seventy roll calls a year make a standard error of about .05; a decimal more is kept for comparison with
        # published values.
        decimals=3,
        low=low,
        high=1.0,
        among=_AMONG,
        ships=ships,
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

KAPPA_NOMINAL = _measure(
    "kappa_nominal",
    "Chance-corrected agreement kappa, same vote or not",
    "κ = 1 − D_o / D_e; D_o = share of different votes; D_e the same from each state's own margins",
    "they cast the same vote more often than their own habits would give by chance",
    _HAGE,
    None,
    ships=False,
)
PI_LINEAR = _measure(
    "pi_linear",
    "Chance-corrected agreement pi, linear weights",
    "π = 1 − D_o / D_e; D_o = mean |v_a − v_b| / 2; D_e the same from the pair's pooled margins",
    "they agree more than a shared habit would give by chance",
    _HAGE,
    -1.0,
    ships=False,
)
PI_NOMINAL = _measure(
    "pi_nominal",
    "Chance-corrected agreement pi, same vote or not",
    "π = 1 − D_o / D_e; D_o = share of different votes; D_e the same from the pair's pooled margins",
    "they cast the same vote more often than a shared habit would give by chance",
    _HAGE,
    None,
    ships=False,
)
COINCIDENCE = Measure(
    id="un.coincidence",
    question="tenor",
    title="Voting coincidence in the UN",
    unit="share",
    interval=None,
    formula="(votes cast alike + half of those that differ by an abstention) / all roll calls on which both voted, "
    "unanimous ones included",
    more="they vote alike more often",
    reference="United States Department of State (2023), Voting Practices in the United Nations",
    not_when=_NOT_WHEN + " Unanimous roll calls raise it for every pair.",
    inputs=("votes",),
    direction="undirected",
    decimals=3,
    low=0.0,
    high=1.0,
    among=_AMONG,
    ships=False,
)

SAME_VOTE = Measure(
    id="un.same_vote",
    question="tenor",
    title="Share of UN votes cast alike",
    unit="share",
    interval=None,
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

_SCORES = {
    AGREEMENT.id: "agreement",
    S_ABS.id: "s_abs",
    S_SQ.id: "s_sq",
    KAPPA_LINEAR.id: "kappa_linear",
    KAPPA_SQUARED.id: "kappa_squared",
    KAPPA_NOMINAL.id: "kappa_nominal",
    PI_LINEAR.id: "pi_linear",
    PI_SQUARED.id: "pi_squared",
    PI_NOMINAL.id: "pi_nominal",
}


@dataclass(frozen=True, slots=True)
class Similarity:
    """Square matrices over states; NaN where undefined. `n` counts joint votes."""

    n: Matrix
    agreement: Matrix
    s_abs: Matrix
    s_sq: Matrix
    kappa_nominal: Matrix
    kappa_linear: Matrix
    kappa_squared: Matrix
    pi_nominal: Matrix
    pi_linear: Matrix
    pi_squared: Matrix


@dataclass(frozen=True, slots=True)
class Unfiltered:
    """Square matrices over states, unanimous roll calls included; NaN for a pair without a joint vote."""

    same: Matrix
    coincidence: Matrix


@gives(
    AGREEMENT, S_ABS, S_SQ, KAPPA_LINEAR, KAPPA_SQUARED, PI_SQUARED, SAME_VOTE,
    KAPPA_NOMINAL, PI_LINEAR, PI_NOMINAL, COINCIDENCE,
)  # fmt: skip
def un_similarity(con: duckdb.DuckDBPyConnection) -> Rows:
    """All pairs, all years, by matrix products."""
    contested, all_votes = [], []
    for year in ballots(con):
        contested.append(rows(year, similarity(year.votes), "n"))
        all_votes.append(rows(year, unfiltered(year.votes), "same"))
    return _apart(concat(contested), _SCORES) | _apart(
        concat(all_votes), {SAME_VOTE.id: "same", COINCIDENCE.id: "coincidence"}
    )


def rows(year: Ballots, found: Similarity | Unfiltered, known: str) -> Columns:
    """One row a pair with every matrix of `found`, where the matrix `known` holds a number above nil or NaN."""
    matrices = {field.name: getattr(found, field.name) for field in fields(found)}
    voted = matrices[known] > 0 if known == "n" else ~np.isnan(matrices[known])
    return year.signed(upper(year.states, year.year, matrices, voted))


def _apart(table: Columns, names: dict[str, str]) -> dict[str, Columns]:
    """Rows by measure. The number of joint votes is the same for all scores, and kept once."""
    return {measure: _column(table, name, with_n=measure == AGREEMENT.id) for measure, name in names.items()}


def _column(table: Columns, name: str, *, with_n: bool) -> Columns:
    if not table:
        return {}
    shared = ("a", "b", "period", "basis", "n") if with_n else ("a", "b", "period", "basis")
    found = {key: table[key] for key in shared if key in table} | {"value": table[name]}
    undefined = np.isnan(table[name])
    if undefined.any():
        # The pair voted, but without variation there is no chance to correct for.
        found["state"] = np.where(undefined, "not_applicable", np.asarray(None))
    return found


def unfiltered(votes: NDArray[np.int8]) -> Unfiltered:
    """Shares over all roll calls on which both rows of `votes` voted; NaN without any."""
    found = scores.joint(votes, LEVELS)
    with np.errstate(invalid="ignore", divide="ignore"):
        return Unfiltered(
            same=1 - found.distance(scores.nominal) / found.n,
            coincidence=1 - found.distance(scores.linear) / (2 * found.n),
        )


def similarity(votes: NDArray[np.int8], *, contested_only: bool = True) -> Similarity:
    """Similarity of every two rows of `votes` (states x roll calls; 0 absent, 1 yes, 2 abstain, 3 no).

    Roll calls without dissent among those who voted are ignored unless asked for. Returns square matrices; a pair
    without joint votes, and a chance-corrected value without variation to correct for, is NaN.
    """
    found = scores.joint(votes[:, is_contested(votes)] if contested_only else votes, LEVELS)
    with np.errstate(invalid="ignore", divide="ignore"):
        agreement = 1 - found.distance(scores.linear) / (2 * found.n)
    return Similarity(
        n=found.n,
        agreement=agreement,
        s_abs=scores.s_score(found, scores.linear),
        s_sq=scores.s_score(found, scores.squared),
        kappa_nominal=scores.kappa(found, scores.nominal),
        kappa_linear=scores.kappa(found, scores.linear),
        kappa_squared=scores.kappa(found, scores.squared),
        pi_nominal=scores.pi(found, scores.nominal),
        pi_linear=scores.pi(found, scores.linear),
        pi_squared=scores.pi(found, scores.squared),
    )
