"""Do the friends and enemies around a state, and around a pair, fit together?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.measures.contract import Measure, Rows, gives
from comity.measures.frustration import frustration
from comity.measures.matrices import keep, upper, yearly
from comity.measures.neighbourhood import FORCE
from comity.measures.rivalry_years import RIVAL_YEARS
from comity.measures.signed_balance import shared_sides, triangles
from comity.tables.columns import Columns, concat
from comity.terms.interval import Interval

if TYPE_CHECKING:
    import duckdb

_SIGNS = (
    "A tie is hostile (−) in a strategic rivalry or a dispute with use of force in the year, else friendly (+) "
    "under an obligation of defence"
)
_INPUTS = ("alliances", "rivalries", "disputes")
_NOT_WHEN = "Large defence pacts make most of the friendly ties; states without a signed tie have no value."

TRIANGLES = Measure(
    id="structure.balanced_triangles",
    question="balance",
    title="Balanced triangles around a state",
    unit="share",
    interval=None,
    formula=f"{_SIGNS}; T = triangles of the state whose three signs multiply to + / all its triangles (n)",
    more="the friends and enemies around it fit together better",
    reference="doi:10.1037/h0046049",
    not_when=_NOT_WHEN,
    inputs=_INPUTS,
    direction="state",
    decimals=3,
    low=0,
    high=1,
    among="all states with a triangle in the same year",
)
FRUSTRATION = Measure(
    id="structure.balance",
    question="balance",
    title="Line balance of a state's signed neighbourhood",
    unit="index",
    formula=f"{_SIGNS}; among the state and all tied to it F = 1 − 2L/m, m ties (n), L the fewest that must be dropped "
    "or change sign for two camps to appear; exact, else bounds",
    more="it lives among two clear camps",
    reference="doi:10.1007/978-3-319-94830-0_3",
    not_when=f"{_NOT_WHEN} Not before 1946.",
    inputs=_INPUTS,
    direction="state",
    decimals=3,
    low=0,
    high=1,
    interval=Interval.SEARCH,
    among="all states with a signed tie in the same year",
)
SIDES = Measure(
    id="structure.shared_sides",
    question="balance",
    title="Sides taken with third states",
    unit="index",
    interval=None,
    formula=f"{_SIGNS}; (third states with the same sign to both − those with opposite signs) / third states with a "
    "tie to both (n)",
    more="they have the same friends and the same enemies",
    reference="doi:10.1037/h0046049",
    not_when="One common ally gives 1: look at n. Members of one pact share their allies by treaty.",
    inputs=_INPUTS,
    direction="undirected",
    decimals=1,
    low=-1,
    high=1,
    among="all pairs with a third state tied to both in the same year",
)
FIRST = 1946
NODES = 500
"""Bound on the search in one neighbourhood; counted in nodes, so that every machine gives the same answer."""
LEAST_THIRD = 3
"""Third states from which a pair's sides are told: with one or two the value is an accident."""

SIGNED = f"""
    SELECT year, a, b, CASE WHEN bool_or(hostile) THEN -1 ELSE 1 END AS sign FROM (
        SELECT a, b, year, TRUE AS hostile FROM ({RIVAL_YEARS})
        UNION ALL SELECT least(a, b), greatest(a, b), year, TRUE FROM disputes
            WHERE coded_by = 'cow' AND hostility >= {FORCE} AND a <> b
        UNION ALL SELECT least(a, b), greatest(a, b), year, FALSE FROM alliances WHERE defence AND a <> b)
    WHERE year BETWEEN {FIRST} AND least((SELECT max(year) FROM alliances), (SELECT max(year) FROM disputes),
                                         (SELECT max(year) FROM ({RIVAL_YEARS})))
    GROUP BY year, a, b ORDER BY year, a, b"""
"""SQL over alliances, rivalries and disputes: each signed tie (a < b) of each year that all three cover."""


def signs(columns: dict[str, NDArray[np.generic]]) -> tuple[list[str], NDArray[np.int8]]:
    """One year's ties as sorted states and a symmetric matrix of −1, 0, 1."""
    states, place = np.unique(np.r_[columns["a"], columns["b"]], return_inverse=True)
    one, two = np.split(place, 2)
    sign = np.zeros((len(states), len(states)), np.int8)
    sign[one, two] = sign[two, one] = columns["sign"]
    return [str(s) for s in states], sign


@gives(TRIANGLES, FRUSTRATION, SIDES)
def signed_network(con: duckdb.DuckDBPyConnection) -> Rows:
    """One matrix of signs a year; triangles by state, the programme by neighbourhood, third states by pair."""
    around: list[Columns] = []
    between: list[Columns] = []
    lines: list[Columns] = []
    for year, columns in yearly(con, SIGNED):
        states, sign = signs(columns)
        every, balanced = triangles(sign)
        found = every > 0
        around.append(
            _by_state(states, year, found) | {"value": (balanced / np.maximum(every, 1))[found], "n": every[found]}
        )
        third, alike = shared_sides(sign)
        told = upper(states, year, {"value": (2 * alike - third) / np.maximum(third, 1), "n": third})
        between.append(keep(told, told["n"] >= LEAST_THIRD))
        lines.append(_lines(states, year, sign))
    return {TRIANGLES.id: concat(around), FRUSTRATION.id: concat(lines), SIDES.id: concat(between)}


def _by_state(states: list[str], year: int, found: NDArray[np.bool_]) -> Columns:
    names = np.asarray(states, dtype=object)[found]
    return {"a": names, "b": np.full(len(names), "-", dtype=object), "period": np.full(len(names), year, np.int32)}


def _lines(states: list[str], year: int, sign: NDArray[np.int8]) -> Columns:
    """F of each state's neighbourhood: a value where it is proven, bounds where it is not."""
    value, low, high, ties = (np.full(len(states), np.nan) for _ in range(4))
    for i in range(len(states)):
        members = np.flatnonzero((sign[i] != 0) | (np.arange(len(states)) == i))
        found = frustration(sign[np.ix_(members, members)], nodes=NODES)
        ties[i] = found.ties
        if found.index is not None:
            value[i] = found.index
        else:
            low[i], high[i] = 1 - 2 * found.high / found.ties, 1 - 2 * found.low / found.ties
    rows = _by_state(states, year, np.ones(len(states), bool))
    return rows | {"value": value, "low": low, "high": high, "n": ties.astype(np.int32)}
