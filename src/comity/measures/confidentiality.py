"""How much of its trade does a reporter withhold, by partner or by good?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives
from comity.measures.goods import UNALLOCATED

if TYPE_CHECKING:
    import duckdb


def _withheld(name: str, flow: str) -> Measure:
    return Measure(
        id=f"exchange.{name}",
        question="exchange",
        title=f"Share of a's reported {flow} without a named partner or good",
        unit="share",
        interval=None,
        formula=f"({flow} of areas not elsewhere specified, and of HS 9999xx) / all {flow} that a reports",
        more=f"a says less about where its {flow} {'come from' if flow == 'imports' else 'go'}",
        reference="https://unstats.un.org/wiki/display/comtrade",
        not_when="Over the goods that the source holds, which may not be all. Bunkers and free zones count too.",
        inputs=("unallocated_trade", "commodity_trade"),
        direction="state",
        decimals=3,
        low=0,
        high=1,
        among="all reporters in the same year",
    )


IMPORTS = _withheld("withheld_imports", "imports")
EXPORTS = _withheld("withheld_exports", "exports")

_WITHHELD = """
    WITH rows AS (
        SELECT reporter AS a, year, value, TRUE AS withheld FROM {hidden}
        WHERE flow = '{flow}' AND (months IS NULL OR months >= 12)
        UNION ALL
        SELECT {own}, year, value, commodity LIKE '9999%' FROM commodity_trade
        WHERE reported_by = '{own}' AND (months IS NULL OR months >= 12))
    SELECT a, '-' AS b, year AS period, count(*) AS n,
           coalesce(sum(value ORDER BY value) FILTER (withheld), 0) / sum(value ORDER BY value) AS value
    FROM rows GROUP BY a, year HAVING sum(value) > 0"""


@gives(IMPORTS, EXPORTS)
def confidentiality(con: duckdb.DuckDBPyConnection) -> Rows:
    """What names no state, against all that a reporter gives of the flow in whole years."""
    return {
        IMPORTS.id: con.sql(_WITHHELD.format(flow="imports", own="importer", hidden=UNALLOCATED)),
        EXPORTS.id: con.sql(_WITHHELD.format(flow="exports", own="exporter", hidden=UNALLOCATED)),
    }
