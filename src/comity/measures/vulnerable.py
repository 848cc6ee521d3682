"""On which products does a state depend, by the rules of the European Commission and of CEPII, and on whom?

Per state and product of six digits, from one account of the year (the compiled one, else importers' reports for
what is bought and exporters' for what is sold). A product counts only if it was flagged in two of the last three
years, of which at least two must be in the data: a fifth of what is flagged in one year is not in the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives
from comity.measures.goods import lay_products
from comity.terms.detail import packed
from comity.terms.details import SuppliedProduct

if TYPE_CHECKING:
    import duckdb

CONCENTRATED = 0.4
"""Herfindahl-Hirschman index above which suppliers, or the world's exporters, count as few."""

YEARS, FLAGGED = 3, 2
"""A product counts if flagged in `FLAGGED` of the `YEARS` years that end with the period."""

LEAST_IMPORTS = 10_000
"""US$ of imports of a product in a year below which it is not looked at: one parcel has one origin."""

_EC = "European Commission (2021), Strategic dependencies and capacities, SWD(2021) 352"
_GEODEP = "CEPII, GeoDep; Vicard and Wibaux (2023), CEPII Policy Brief 41"
_PERSIST = "in 2 of the last 3 years"


def _count(name: str, title: str, formula: str, reference: str) -> Measure:
    return Measure(
        id=f"dependence.{name}",
        question="dependence",
        title=title,
        unit="count",
        interval=None,
        formula=formula,
        more="a depends on few suppliers for more products",
        reference=reference,
        not_when="Counts products and not their worth; products of which a makes enough at home are counted too if it "
        "exports less than it buys. n is the number of products looked at.",
        inputs=("commodity_trade",),
        direction="state",
        decimals=0,
        low=0,
        among="all states with imports by product in the same year",
    )


BY_EC = _count(
    "products_eu_rule",
    "Products on which a depends by the European Commission's rule",
    f"number of HS6 products with CDI1 = Σ s² > 0.4 over suppliers, CDI2 = imports from outside / all imports > 0.5 "
    f"(1 for a single state) and CDI3 = imports / exports > 1, {_PERSIST}",
    _EC,
)
BY_GEODEP = _count(
    "products_geodep_rule",
    "Products on which a depends by CEPII's rule",
    f"number of HS6 products with Σ s² > 0.4 over a's suppliers, Σ s² > 0.4 over the world's exporters and imports / "
    f"exports > 1, {_PERSIST}",
    _GEODEP,
)
FROM = Measure(
    id="dependence.products_supplied",
    question="dependence",
    title="Products on which a depends and which b supplies first",
    unit="count",
    interval=None,
    formula=f"number of a's products by the European Commission's rule ({_PERSIST}) of which b supplied most in the "
    "year; the details name the ten largest by a's imports, with b's share",
    more="a depends on b for more products",
    reference=_EC,
    not_when="A count of one may be a trifle or all of a country's medicine: read the details.",
    inputs=("commodity_trade",),
    decimals=0,
    low=0,
    details=SuppliedProduct,
    among="all suppliers of any such product in the same year",
)

_BOUGHT = """
    CREATE OR REPLACE TEMP TABLE bought AS
    SELECT importer AS state, exporter AS other, year, commodity, value FROM product_flows
    JOIN product_accounts USING (year, reported_by)
    WHERE value > 0 AND (reported_by = 'importer' OR (reported_by = 'compiler' AND worldwide))
    QUALIFY reported_by = min(reported_by) OVER (PARTITION BY year, importer)"""
_SOLD = """
    CREATE OR REPLACE TEMP TABLE sold AS
    SELECT exporter AS state, year, commodity, sum(value ORDER BY value) AS value FROM product_flows
    JOIN product_accounts USING (year, reported_by)
    WHERE value > 0 AND (reported_by = 'exporter' OR (reported_by = 'compiler' AND worldwide))
    GROUP BY state, year, commodity, reported_by
    QUALIFY reported_by = min(reported_by) OVER (PARTITION BY year, state)"""
_PRODUCT = packed(SuppliedProduct, code="commodity", share="round_even(share, 2)")
_FLAGS = f"""
    CREATE OR REPLACE TEMP TABLE flags AS
    WITH world AS (
        SELECT year, commodity, sum(value * value ORDER BY value) / sum(value ORDER BY value) ** 2 AS few FROM sold
        WHERE year IN (SELECT year FROM product_accounts WHERE worldwide AND reported_by IN ('exporter', 'compiler'))
        GROUP BY ALL),
    imports AS (
        SELECT state, year, commodity, sum(value ORDER BY value) AS value,
               sum(value * value ORDER BY value) / sum(value ORDER BY value) ** 2 AS few,
               arg_max(other, (value, other)) AS first, max(value) AS most
        FROM bought GROUP BY ALL HAVING sum(value) >= {LEAST_IMPORTS})
    SELECT i.state, i.year, i.commodity, i.value, i.first, i.most / i.value AS share,
           i.few > {CONCENTRATED} AND i.value > coalesce(s.value, 0) AS eu,
           CASE WHEN w.few IS NOT NULL THEN
               i.few > {CONCENTRATED} AND w.few > {CONCENTRATED} AND i.value > coalesce(s.value, 0) END AS geodep
    FROM imports i LEFT JOIN sold s USING (state, year, commodity) LEFT JOIN world w USING (year, commodity)"""
_LASTING = f"""
    CREATE OR REPLACE TEMP TABLE lasting AS
    WITH years AS (SELECT DISTINCT state, year FROM flags),
    seen AS (SELECT y.state, y.year, count(*) AS years FROM years y JOIN years e
             ON e.state = y.state AND e.year BETWEEN y.year - {YEARS - 1} AND y.year GROUP BY ALL)
    SELECT f.*,
           count(*) FILTER (f.eu) OVER w >= {FLAGGED} AS lasting_eu,
           count(*) FILTER (f.geodep) OVER w >= {FLAGGED} AS lasting_geodep
    FROM flags f JOIN seen s USING (state, year)
    WINDOW w AS (PARTITION BY f.state, f.commodity ORDER BY f.year
                 RANGE BETWEEN {YEARS - 1} PRECEDING AND CURRENT ROW)
    QUALIFY s.years >= {FLAGGED}"""


@gives(BY_EC, BY_GEODEP, FROM)
def vulnerable(con: duckdb.DuckDBPyConnection) -> Rows:
    """Products by both rules, and of each state's products how many each supplier leads."""
    lay_products(con)
    for query in (_BOUGHT, _SOLD, _FLAGS, _LASTING):
        con.execute(query)
    count = "SELECT state AS a, '-' AS b, year AS period, count(*) FILTER ({}) AS value, count(*) AS n FROM lasting {}"
    return {
        BY_EC.id: con.sql(count.format("lasting_eu", "GROUP BY ALL")),
        # Without the world's exports in the data the second index is unknown, and so is the count.
        BY_GEODEP.id: con.sql(count.format("lasting_geodep", "GROUP BY ALL HAVING count(geodep) > 0")),
        FROM.id: con.sql(f"""
            SELECT state AS a, first AS b, year AS period, count(*) AS value,
                   list({_PRODUCT} ORDER BY value DESC, commodity)[:10] AS details
            FROM lasting WHERE lasting_eu GROUP BY ALL"""),
    }
