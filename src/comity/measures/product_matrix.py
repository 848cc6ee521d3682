"""What each state sells to and buys from the world, heading by heading, as matrices of one account of a year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.measures.goods import ALL_CHAPTERS, LEAST_CHAPTERS, lay_products
from comity.measures.matrices import Matrix

if TYPE_CHECKING:
    import duckdb

LEAST_EXPORTS = 1e7
"""US$ of exports of a year below which a state's structure of trade is that of a few consignments."""


@dataclass(frozen=True, slots=True)
class Year:
    """One year's trade with the world, US$: `exports` and `imports` of shape (states, products)."""

    year: int
    states: NDArray[np.object_]
    products: NDArray[np.object_]
    exports: Matrix
    imports: Matrix

    @property
    def sellers(self) -> NDArray[np.bool_]:
        """Which states sell enough for the structure of their exports to mean something."""
        return np.asarray(self.exports.sum(axis=1) >= LEAST_EXPORTS)

    @property
    def buyers(self) -> NDArray[np.bool_]:
        """Which states buy enough for the structure of their imports to mean something."""
        return np.asarray(self.imports.sum(axis=1) >= LEAST_EXPORTS)


_CHOSEN = f"""
    CREATE OR REPLACE TEMP TABLE chosen_flows AS
    SELECT f.exporter, f.importer, f.year, f.nomenclature, f.commodity, f.fob AS value
    FROM product_flows f JOIN (
        SELECT year, min(reported_by) AS reported_by FROM product_accounts
        WHERE worldwide AND chapters >= {LEAST_CHAPTERS} * {ALL_CHAPTERS} GROUP BY year) USING (year, reported_by)
    WHERE f.fob > 0"""
_HEADINGS = """
    SELECT state, left(commodity, {digits}) AS product,
           coalesce(sum(value ORDER BY commodity, other) FILTER (sells), 0) AS exports,
           coalesce(sum(value ORDER BY commodity, other) FILTER (NOT sells), 0) AS imports
    FROM (SELECT exporter AS state, importer AS other, commodity, value, TRUE AS sells FROM chosen_flows
          WHERE year = {year}
          UNION ALL SELECT importer, exporter, commodity, value, FALSE FROM chosen_flows WHERE year = {year})
    GROUP BY ALL ORDER BY state, product"""


def lay_chosen(con: duckdb.DuckDBPyConnection) -> None:
    """Make `chosen_flows` (exporter, importer, year, nomenclature, commodity, value fob): one worldwide account a year.

    The compiled series where it covers all goods, else exporters' reports, else importers'.
    """
    lay_products(con)
    con.execute(_CHOSEN)


def years(con: duckdb.DuckDBPyConnection, digits: int = 4) -> Iterator[Year]:
    """Matrices of every year in `chosen_flows`, by HS codes of so many digits."""
    for (year,) in con.execute("SELECT DISTINCT year FROM chosen_flows ORDER BY year").fetchall():
        rows = con.execute(_HEADINGS.format(digits=digits, year=int(year))).fetchnumpy()
        states, i = np.unique(rows["state"].astype(str), return_inverse=True)
        products, k = np.unique(rows["product"].astype(str), return_inverse=True)
        exports, imports = np.zeros((2, len(states), len(products)))
        exports[i, k], imports[i, k] = rows["exports"], rows["imports"]
        yield Year(int(year), states.astype(object), products.astype(object), exports, imports)
