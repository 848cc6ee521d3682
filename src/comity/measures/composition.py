"""Of what do the exports of one state to another consist?

One value for each sector and single good. Where a compiled series covers the goods it is taken; else the two
reports of a flow are put side by side, and the geometric mean of the two, the importer's free of freight, is given
between them, as long as they are not more than tenfold apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives
from comity.measures.dependence_goods import wording
from comity.measures.goods import lay_groups
from comity.terms.commodity import UNSPECIFIED, groups
from comity.terms.interval import Interval

if TYPE_CHECKING:
    import duckdb

_GROUPS = (*groups(), UNSPECIFIED)


def _exports(group: str) -> Measure:
    what = "goods that no sector covers" if group == UNSPECIFIED else wording(group)
    return Measure(
        id=f"exchange.exports.{group}",
        question="exchange",
        title=f"Exports of {what} from a to b",
        unit="usd",
        formula="the compiled value where there is one; else √(X M') between X and M', one report alone where the "
        "other is missing, bounds without a value where they differ tenfold; M' = b's report free on board",
        more="more exports",
        reference="Gaulier and Zignago (2010), BACI: International Trade Database at the Product-Level. CEPII working "
        "paper 2010-23",
        not_when="Sectors add up to all exports, single goods do not. Codes follow the source's edition of the "
        "Harmonized System.",
        inputs=("commodity_trade",),
        decimals=-3,
        low=0,
        interval=Interval.TWO_REPORTS,
        among="all ordered pairs with exports of the same goods in the same year",
    )


EXPORTS = {group: _exports(group) for group in _GROUPS}

_VALUES = """
    WITH accounts AS (
        SELECT exporter AS a, importer AS b, year AS period, good,
               max(fob) FILTER (reported_by = 'compiler' AND worldwide) AS compiled,
               max(fob) FILTER (reported_by = 'exporter') AS x, max(fob) FILTER (reported_by = 'importer') AS m
        FROM group_flows GROUP BY ALL),
    settled AS (
        SELECT *, compiled IS NULL AND greatest(x, m) > 10 * least(x, m) AND x IS NOT NULL AND m IS NOT NULL AS apart
        FROM accounts)
    SELECT a, b, period, good, CASE WHEN NOT apart THEN coalesce(compiled, sqrt(x * m), x, m) END AS value,
           CASE WHEN compiled IS NULL AND x <> m THEN least(x, m) END AS low,
           CASE WHEN compiled IS NULL AND x <> m THEN greatest(x, m) END AS high,
           CASE WHEN apart THEN 'not_reported' END AS state,
           CASE WHEN compiled IS NULL THEN (x IS NOT NULL)::INT + (m IS NOT NULL)::INT ELSE 1 END AS n
    FROM settled WHERE coalesce(compiled, x, m) IS NOT NULL"""


@gives(*EXPORTS.values(), optional=("unallocated_trade",))
def composition(con: duckdb.DuckDBPyConnection) -> Rows:
    """Exports of each group of goods that the accounts of a year cover."""
    lay_groups(con)
    con.execute(f"CREATE OR REPLACE TEMP TABLE composed AS {_VALUES}")
    return {
        measure.id: con.sql(f"SELECT * EXCLUDE (good) FROM composed WHERE good = '{group}' ORDER BY a, b, period")
        for group, measure in EXPORTS.items()
    }
