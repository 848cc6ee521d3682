"""What was traded between two states, product by product, as far as their accounts agree.

The compiled series of a year where it covers the world and all goods; else both reports, weighed as the ledger of all
goods weighs the two reporters (see `reconciliation`), and evenly where it does not know them. Reports of a product
that lie tenfold apart settle nothing: their product is kept with its larger report and without a value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.measures.goods import ALL_CHAPTERS, LEAST_CHAPTERS, lay_products
from comity.measures.mirror import BOTH
from comity.measures.reliability import reliability

if TYPE_CHECKING:
    import duckdb

LEAST_SETTLED = 0.75
"""Share of a pair's trade whose products must be settled before one value says what the whole consists of."""

APART = 10
"""How many times one report of a product may be the other before nothing can be said between them."""

# Codes of two editions name different goods, so a year's reports are taken in one edition alone.
_REPORTS = f"""
    CREATE OR REPLACE TEMP TABLE whole_accounts AS
    WITH whole AS (
        SELECT f.* FROM product_flows f JOIN product_accounts p USING (year, reported_by)
        WHERE f.fob > 0 AND p.chapters >= {LEAST_CHAPTERS} * {ALL_CHAPTERS}
              AND (p.worldwide OR reported_by <> 'compiler')
        QUALIFY reported_by = 'compiler' OR NOT bool_or(reported_by = 'compiler') OVER (PARTITION BY year)),
    edition AS (
        SELECT year, nomenclature FROM whole GROUP BY year, nomenclature
        QUALIFY row_number() OVER (PARTITION BY year ORDER BY count(*) DESC, nomenclature) = 1)
    SELECT whole.* FROM whole JOIN edition USING (year, nomenclature)"""
_SETTLED = f"""
    CREATE OR REPLACE TEMP TABLE settled_flows AS
    WITH sides AS (
        SELECT exporter, importer, year, nomenclature, commodity,
               max(fob) FILTER (reported_by = 'compiler') AS compiled,
               max(fob) FILTER (reported_by = 'exporter') AS x, max(fob) FILTER (reported_by = 'importer') AS m
        FROM whole_accounts GROUP BY ALL)
    SELECT s.* EXCLUDE (compiled), coalesce(compiled, greatest(x, m)) AS most,
           CASE WHEN greatest(x, m) > {APART} * least(x, m) AND x IS NOT NULL AND m IS NOT NULL THEN NULL
                ELSE coalesce(compiled, exp(coalesce(w.weight, 0.5) * ln(x) + (1 - coalesce(w.weight, 0.5)) * ln(m)),
                              x, m) END AS value
    FROM sides s LEFT JOIN report_weights w USING (exporter, importer, year)"""


def lay_settled(con: duckdb.DuckDBPyConnection) -> None:
    """Make `settled_flows` (exporter, importer, year, nomenclature, commodity, x, m, most, value), US$ free on board.

    Also `whole_accounts`, the accounts that it rests on. `trade` may be empty.
    """
    lay_products(con)
    con.execute(_REPORTS)
    _lay_weights(con)
    con.execute(_SETTLED)


def _lay_weights(con: duckdb.DuckDBPyConnection) -> None:
    """`report_weights`: weight of the exporter's report of all goods, by flow and year."""
    both = con.execute(f"SELECT * FROM ({BOTH}) WHERE x > 0 AND m > 0 ORDER BY period, a, b").fetchnumpy()
    x, m = both["x"].astype(float), both["m"].astype(float)
    weight = np.empty(0)
    if len(x):
        judged, _ = reliability(both["a"], both["b"], both["period"], np.log(m / x), np.sqrt(x * m))
        weight = judged.var_m / (judged.var_x + judged.var_m)
    con.register("weighed", {n: both[c] for n, c in (("exporter", "a"), ("importer", "b"), ("year", "period"))}
                 | {"weight": weight})  # fmt: skip
    con.execute("""CREATE OR REPLACE TEMP TABLE report_weights AS
        SELECT CAST(exporter AS VARCHAR) AS exporter, CAST(importer AS VARCHAR) AS importer,
               CAST(year AS SMALLINT) AS year, CAST(weight AS DOUBLE) AS weight FROM weighed""")
    con.unregister("weighed")
