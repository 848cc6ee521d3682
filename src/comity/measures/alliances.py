"""Are two states allied, and how alike are their alliance portfolios?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.measures.contract import Measure, Rows, gives
from comity.measures.matrices import Matrix, split, upper, yearly
from comity.terms.membership import system_members

if TYPE_CHECKING:
    import duckdb

_ATOP = "doi:10.1080/03050620213653"

ANY = Measure(
    id="alliance.any",
    question="defence",
    title="Alliance obligation",
    unit="yes_no",
    formula="1 if a owes b defence, offence, neutrality, non-aggression or consultation by treaty; the label "
    "says which",
    more="a owes b support by treaty",
    reference=_ATOP,
    not_when="Defence cooperation without a treaty of alliance does not show here.",
    inputs=("alliances",),
    silence="true_zero",
    decimals=0,
    low=0,
    high=1,
    labelled=True,
    among="all ordered pairs with an alliance in the same year",
)
S_ABS = Measure(
    id="alliance.s_abs",
    question="balance",
    title="Similarity S of alliance portfolios",
    unit="index",
    formula="S = 1 − 2 Σ_k |x_ak − x_bk| / (3 n); x = 3 defence or offence, 2 neutrality or consultation, "
    "1 non-aggression, 0 none; x_aa = 3; k runs over all n states",
    more="they are allied with the same states to the same degree",
    reference="doi:10.1111/0020-8833.00113",
    not_when="Two states without allies look alike: most of the value is shared absence.",
    inputs=("alliances",),
    direction="undirected",
    decimals=2,
    low=-1,
    high=1,
    among="all pairs of states in the same year",
)

OBLIGED = "(defence OR offence OR neutrality OR nonaggression OR consultation)"
"""Whether a row of `alliances` holds any obligation: a party may owe nothing itself."""


@gives(ANY, S_ABS)
def alliances(con: duckdb.DuckDBPyConnection) -> Rows:
    """Flags as rows; similarity of all pairs by matrix products."""
    held = con.sql(
        "SELECT a, b, year AS period, 1 AS value, concat_ws('|', CASE WHEN bool_or(defence) THEN 'defence' END, "
        "CASE WHEN bool_or(offence) THEN 'offence' END, CASE WHEN bool_or(neutrality) THEN 'neutrality' END, "
        "CASE WHEN bool_or(nonaggression) THEN 'non-aggression' END, "
        "CASE WHEN bool_or(consultation) THEN 'consultation' END) AS label "
        f"FROM alliances WHERE {OBLIGED} AND a <> b GROUP BY ALL"
    )
    parts = [_similar_in(year, columns) for year, columns in yearly(con, _VALUED)]
    return {ANY.id: held} | split(parts, {S_ABS.id: "value"})


_VALUED = """
    SELECT year, a, b, CASE WHEN defence OR offence THEN 3 WHEN neutrality OR consultation THEN 2
                            WHEN nonaggression THEN 1 ELSE 0 END AS commitment
    FROM alliances ORDER BY year, a, b"""


def _similar_in(year: int, columns: dict[str, NDArray[np.generic]]) -> dict[str, NDArray[np.generic]]:
    states = sorted(state for _, state in system_members("cow", year))
    place = {state: i for i, state in enumerate(states)}
    portfolio = np.zeros((len(states), len(states)), dtype=np.int8)
    for a, b, commitment in zip(columns["a"], columns["b"], columns["commitment"], strict=True):
        if a in place and b in place:
            portfolio[place[a], place[b]] = commitment
    np.fill_diagonal(portfolio, 3)
    return upper(states, year, {"value": portfolio_similarity(portfolio, 3)})


def portfolio_similarity(portfolio: NDArray[np.int8], highest: int) -> Matrix:
    """S of every two rows of `portfolio` (states x partners, levels 0..highest), unweighted, absolute.

    The distance between two levels is the number of thresholds that lie between them, so it is a sum of
    matrix products over thresholds.
    """
    size = portfolio.shape[1]
    distance = np.zeros((len(portfolio), len(portfolio)))
    for threshold in range(1, highest + 1):
        over = (portfolio >= threshold).astype(np.float64)
        count = over.sum(axis=1)
        distance += count[:, None] + count[None, :] - 2 * over @ over.T
    return np.asarray(1 - 2 * distance / (highest * size))
