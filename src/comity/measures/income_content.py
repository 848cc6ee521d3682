"""How rich are the states that usually sell what a state sells?

PRODY is the income that goes with a product: the mean income per head of those who sell it, weighed by how much it
counts in each one's exports. EXPY is the income that goes with a basket: the mean PRODY of what is in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.measures.complementarity import shares
from comity.measures.contract import Measure, Rows, gives
from comity.measures.matrices import Matrix, stacked
from comity.measures.product_matrix import Year, lay_chosen, years
from comity.tables.columns import Columns
from comity.terms.interval import Interval

if TYPE_CHECKING:
    import duckdb

LEAST_INCOMES = 5
"""Sellers with a known income that a year needs; of fewer, PRODY is their own."""

LEAST_COVERED = 0.9
"""Share of a state's exports in products with a PRODY below which there are bounds and no value."""


def _measure(name: str, income: str, unit: str) -> Measure:
    return Measure(
        id=f"complementarity.{name}",
        question="complementarity",
        title=f"Income that goes with what a sells the world (EXPY), {income}",
        unit=unit,
        formula="EXPY_a = Σ_k s_ak PRODY_k; PRODY_k = Σ_c (s_ck / Σ_c s_ck) Y_c; s_ck share of HS code k in c's "
        f"exports, Y_c gross domestic product per head, {income}, of the same year",
        more="a sells what richer states sell",
        reference="doi:10.1007/s10887-006-9009-4",
        not_when="Income is high where oil or banks are, too. a's own income is part of the PRODY of what it sells, "
        "most where few others sell it. Quality within a code is not seen.",
        inputs=("commodity_trade", "products"),
        direction="state",
        decimals=-2,
        low=0,
        interval=Interval.UNKNOWN_INCOME,
        among="all states with exports of US$ 10 million by product in the same year",
    )


EXPY = {
    "constant-2017-ppp": _measure("expy", "dollars of 2017 at purchasing power parity", "usd_2017_ppp"),
    "current": _measure("expy_current", "current dollars", "usd"),
}

_INCOMES = """
    SELECT state, gdp / population AS income FROM products
    WHERE gdp_basis = '{basis}' AND year = {year} AND gdp > 0 AND population > 0 ORDER BY state"""


def prody(exports: Matrix, income: Matrix) -> Matrix:
    """Income that goes with each product; `exports` (states, products), `income` (states,), NaN where not known.

    A state without a known income does not count. NaN for products that none of the others sells.
    """
    known = np.isfinite(income)
    weights = shares(exports[known])
    total = weights.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((weights * income[known][:, None]).sum(axis=0) / total)


def expy(exports: Matrix, by_product: Matrix) -> tuple[Matrix, Matrix]:
    """Income that goes with each state's exports (states,), and the share of them that has a PRODY.

    The value is that of the products with a PRODY; NaN where a state sells none of those.
    """
    known, weights = np.isfinite(by_product), shares(exports)
    covered = weights[:, known].sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((weights[:, known] * by_product[known]).sum(axis=1) / covered), covered


@gives(*EXPY.values())
def income_content(con: duckdb.DuckDBPyConnection) -> Rows:
    """Of each year with a worldwide account of all goods and incomes of enough sellers."""
    lay_chosen(con)
    found: dict[str, list[Columns]] = {m.id: [] for m in EXPY.values()}
    for at in years(con, digits=6):
        for basis, measure in EXPY.items():
            incomes = dict(con.execute(_INCOMES.format(basis=basis, year=at.year)).fetchall())
            income = np.array([incomes.get(state, np.nan) for state in at.states[at.sellers].tolist()])
            if np.isfinite(income).sum() >= LEAST_INCOMES:
                found[measure.id].append(_rows(at, income))
    return {measure: stacked(parts) for measure, parts in found.items()}


def _rows(at: Year, income: NDArray[np.float64]) -> Columns:
    states, exports = at.states[at.sellers], at.exports[at.sellers]
    value, covered = expy(exports, prody(exports, income))
    whole = covered >= 1 - 1e-12
    known = np.nan_to_num(value) * covered
    low, high = known + (1 - covered) * np.nanmin(income), known + (1 - covered) * np.nanmax(income)
    low, high = np.where(whole, np.nan, low), np.where(whole, np.nan, high)
    enough = covered >= LEAST_COVERED
    return {
        "a": states,
        "b": np.full(len(states), "-", dtype=object),
        "period": np.full(len(states), at.year, dtype=np.int32),
        "value": np.where(enough, np.where(whole, value, np.clip(value, low, high)), np.nan),
        "low": low,
        "high": high,
        "n": (exports > 0).sum(axis=1),
        "state": np.where(enough, np.asarray(None), "not_reported"),
    }
