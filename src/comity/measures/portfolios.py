"""How alike are two states' alliances, and their memberships of organisations?

A portfolio is a row of commitments to every state of the system, a state's own to itself being the highest. Raw S
rewards shared absence: two states without allies look alike. Kappa and pi correct for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.measures import scores
from comity.measures.contract import Measure, Rows, gives
from comity.measures.matrices import Matrix, upper, yearly
from comity.tables.columns import Columns, concat
from comity.terms.membership import system_members

if TYPE_CHECKING:
    import duckdb

_SR = "doi:10.1111/0020-8833.00113"
_HAGE = "doi:10.1093/pan/mpr023"
_LEVELS = "x = 3 defence or offence, 2 neutrality or consultation, 1 non-aggression, 0 none; x_aa = 3"
COMMITMENTS = (0, 1, 2, 3)
"""None, non-aggression, neutrality or consultation, defence or offence."""


def _alliance(name: str, title: str, formula: str, reference: str, *, inputs: tuple[str, ...] = ()) -> Measure:
    return Measure(
        id=f"alliance.{name}",
        question="balance",
        title=title,
        unit="index",
        interval=None,
        formula=f"{formula}; {_LEVELS}; k runs over all n states of the system",
        more="they are allied with the same states to the same degree",
        reference=reference,
        not_when="Two states without allies look alike: most of S is shared absence. Treaties only.",
        inputs=("alliances", *inputs),
        direction="undirected",
        decimals=2,
        low=-1,
        high=1,
        among="all pairs of states in the same year",
        ships=name == "s_abs",
    )


S_ABS = _alliance("s_abs", "Similarity S of alliance portfolios", "S = 1 − 2 Σ_k |x_ak − x_bk| / (3 n)", _SR)
S_SQ = _alliance(
    "s_sq", "Similarity S of alliance portfolios, squared distance", "S = 1 − 2 Σ_k (x_ak − x_bk)² / (9 n)", _SR
)
S_WEIGHTED = _alliance(
    "s_weighted",
    "Similarity S of alliance portfolios, weighted by capability",
    "S = 1 − 2 Σ_k w_k |x_ak − x_bk| / (3 Σ_k w_k), w_k = k's composite index of national capability",
    _SR,
    inputs=("capabilities",),
)
KAPPA = _alliance(
    "kappa_squared",
    "Chance-corrected similarity kappa of alliance portfolios",
    "κ = 1 − D_o / D_e; D_o = mean (x_ak − x_bk)² / 9; D_e the same from each state's own margins",
    _HAGE,
)
PI = _alliance(
    "pi_squared",
    "Chance-corrected similarity pi of alliance portfolios",
    "π = 1 − D_o / D_e; D_o = mean (x_ak − x_bk)² / 9; D_e the same from the pair's pooled margins",
    _HAGE,
)


def _organisations(name: str, title: str, formula: str, reference: str) -> Measure:
    return Measure(
        id=f"igo.{name}",
        question="access",
        title=title,
        unit="index",
        interval=None,
        formula=f"{formula}; one item for each organisation that exists in the year, x = 1 for membership of any kind",
        more="they belong to the same organisations and stay out of the same",
        reference=reference,
        not_when="A postal union counts as much as a military one; shared absence counts as much as shared membership.",
        inputs=("memberships",),
        direction="undirected",
        decimals=2,
        low=-1,
        high=1,
        among="all pairs of states coded in the same year",
        ships=False,
    )


IGO_S = _organisations("s", "Similarity S of memberships", "S = 1 − 2 Σ |x_a − x_b| / n", _SR)
IGO_KAPPA = _organisations(
    "kappa", "Chance-corrected similarity kappa of memberships", "κ = 1 − D_o / D_e, each state's own margins", _HAGE
)
IGO_PI = _organisations(
    "pi", "Chance-corrected similarity pi of memberships", "π = 1 − D_o / D_e, the pair's pooled margins", _HAGE
)


@gives(S_ABS, S_SQ, KAPPA, PI)
def portfolios(con: duckdb.DuckDBPyConnection) -> Rows:
    """All pairs of states of the system, every year, by matrix products."""
    parts = []
    for year, states, choices in _commitments(con):
        found = scores.joint(choices, COMMITMENTS)
        parts.append(upper(states, year, {S_ABS.id: scores.s_score(found, scores.linear),
                                          S_SQ.id: scores.s_score(found, scores.squared),
                                          KAPPA.id: scores.kappa(found, scores.squared),
                                          PI.id: scores.pi(found, scores.squared)}))  # fmt: skip
    return by_measure(concat(parts), (S_ABS.id, S_SQ.id, KAPPA.id, PI.id))


@gives(S_WEIGHTED)
def weighted_portfolios(con: duckdb.DuckDBPyConnection) -> Rows:
    """The same with each partner's capability as weight; a partner without one is left out."""
    power: dict[int, dict[str, float]] = {}
    for state, year, cinc in con.execute("SELECT state, year, cinc FROM capabilities WHERE cinc > 0").fetchall():
        power.setdefault(year, {})[state] = cinc
    parts = []
    for year, states, choices in _commitments(con):
        if year in power:
            weight = np.array([power[year].get(state, 0.0) for state in states])
            found = scores.joint(choices, COMMITMENTS, weight)
            value = np.clip(scores.s_score(found, scores.linear), -1, 1)
            parts.append(upper(states, year, {S_WEIGHTED.id: value}))
    return by_measure(concat(parts), (S_WEIGHTED.id,))


@gives(IGO_S, IGO_KAPPA, IGO_PI)
def memberships_alike(con: duckdb.DuckDBPyConnection) -> Rows:
    """All pairs of states that the list of organisations codes in a year."""
    parts = []
    query = "SELECT year, state, organisation, (status <> 'none')::TINYINT AS belongs FROM memberships ORDER BY year"
    for year, columns in yearly(con, query):
        states, row = np.unique(columns["state"].astype(str), return_inverse=True)
        organisations, column = np.unique(columns["organisation"].astype(str), return_inverse=True)
        choices = np.full((len(states), len(organisations)), -1, dtype=np.int8)
        choices[row, column] = columns["belongs"]
        found = scores.joint(choices, (0, 1))
        values = {IGO_S.id: scores.s_score(found, scores.linear), IGO_KAPPA.id: scores.kappa(found, scores.linear),
                  IGO_PI.id: scores.pi(found, scores.linear)}  # fmt: skip
        parts.append(upper(states.tolist(), year, values, found.n > 0))
    return by_measure(concat(parts), (IGO_S.id, IGO_KAPPA.id, IGO_PI.id))


def by_measure(table: Columns, names: tuple[str, ...]) -> dict[str, Columns]:
    """Rows by measure id from a table with one column each; an undefined value gets its state."""
    if not table:
        return dict.fromkeys(names, table)
    found = {}
    for name in names:
        found[name] = {key: table[key] for key in ("a", "b", "period")} | {"value": table[name]}
        undefined = np.isnan(table[name])
        if undefined.any():
            # Neither state's row varies: there is no chance to correct for.
            found[name]["state"] = np.where(undefined, "not_applicable", np.asarray(None))
    return found


_COMMITTED = """
    SELECT year, a, b, CASE WHEN defence OR offence THEN 3 WHEN neutrality OR consultation THEN 2
                            WHEN nonaggression THEN 1 ELSE 0 END AS commitment
    FROM alliances ORDER BY year, a, b"""


def _commitments(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, list[str], NDArray[np.int8]]]:
    """Year, sorted members of the system, and what each owes each, states x states."""
    for year, columns in yearly(con, _COMMITTED):
        states = sorted(state for _, state in system_members("cow", year))
        place = {state: i for i, state in enumerate(states)}
        a, b = (np.array([place.get(s, -1) for s in columns[side]], dtype=np.intp) for side in ("a", "b"))
        known = (a >= 0) & (b >= 0)
        owed = np.zeros((len(states), len(states)), dtype=np.int8)
        owed[a[known], b[known]] = columns["commitment"][known]
        np.fill_diagonal(owed, COMMITMENTS[-1])
        yield year, states, owed


def portfolio_similarity(
    portfolio: NDArray[np.int8], highest: int, weight: NDArray[np.float64] | None = None
) -> Matrix:
    """S of every two rows of `portfolio` (states x partners, levels 0..highest), absolute distance.

    `weight` is per partner, for example its capability; without it all count one.
    """
    return scores.s_score(scores.joint(portfolio, tuple(range(highest + 1)), weight), scores.linear)
