"""How near is what a makes to what b buys and a does not yet sell well?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.measures.complexity import LEAST_STATES, density, presence, rca
from comity.measures.contract import Measure, Rows, gives
from comity.measures.matrices import Matrix, stacked
from comity.measures.product_matrix import Year, lay_chosen, years
from comity.tables.columns import Columns

if TYPE_CHECKING:
    import duckdb

NEAR = Measure(
    id="complementarity.near_openings",
    question="complementarity",
    title="How near a is to the headings that b needs and in which a is not strong",
    unit="index",
    interval=None,
    formula="Σ_k m_kb ω_ak / Σ_k m_kb over HS headings with RCA_a < 1 and b's share of imports above the world's; m_kb "
    "b's imports of k, ω_ak = Σ_p M_ap φ_pk / Σ_p φ_pk the density of what a makes around k, φ proximity",
    more="a makes more of what goes together with what b needs",
    reference="doi:10.1126/science.1144581",
    not_when="States that make much are near to everything: read it beside economic complexity. Nearness is of "
    "products in the world's exports, not of factories or firms.",
    inputs=("commodity_trade",),
    decimals=3,
    low=0,
    high=1,
    among="all ordered pairs with trade by product in the same year",
)


def near(exports: Matrix, imports: Matrix) -> Matrix:
    """Mean density of each seller (rows of `exports`) over the openings of each buyer (rows of `imports`), 0 to 1.

    Weighed by the buyer's imports; NaN where the buyer needs nothing in which the seller is not strong. Shapes
    (sellers, products) and (buyers, products).
    """
    made = presence(exports)
    weak, wanted = 1 - made, imports * (np.nan_to_num(rca(imports)) > 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(((density(made) * weak) @ wanted.T) / (weak @ wanted.T))


@gives(NEAR)
def openings(con: duckdb.DuckDBPyConnection) -> Rows:
    """Of each year with a worldwide account of all goods and enough sellers for products to have neighbours."""
    lay_chosen(con)
    found = [_rows(at) for at in years(con) if at.sellers.sum() >= LEAST_STATES]
    return {NEAR.id: stacked(found)}


def _rows(at: Year) -> Columns:
    sellers, buyers = np.flatnonzero(at.sellers), np.flatnonzero(at.buyers)
    value = near(at.exports[sellers], at.imports[buyers])
    i, j = np.nonzero((sellers[:, None] != buyers[None, :]) & np.isfinite(value))
    period = np.full(len(i), at.year, dtype=np.int32)
    return {"a": at.states[sellers[i]], "b": at.states[buyers[j]], "period": period,
            "value": np.clip(value[i, j], 0, 1)}  # fmt: skip
