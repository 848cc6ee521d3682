"""What do two states trade, according to an editor who has weighed both reports?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives

if TYPE_CHECKING:
    import duckdb

_ITPDE = "doi:10.1016/j.inteco.2020.08.001"

COMPILED = Measure(
    id="exchange.exports_compiled",
    question="exchange",
    title="Exports from a to b as compiled by an editor",
    unit="usd_2010",
    interval=None,
    formula="goods and services from a to b in the compiled series, deflated to 2010 prices",
    more="more exports",
    reference=_ITPDE,
    not_when="Not beside current-price reports without saying so: it counts services, in constant prices.",
    inputs=("trade",),
    decimals=-3,
    significant=3,
    low=0,
    among="all ordered pairs in the compiled series in the same year",
)
INTENSITY = Measure(
    id="complementarity.intensity",
    question="complementarity",
    title="Trade intensity",
    unit="ratio",
    interval=None,
    formula="T_ab = (x_ab / x_a.) / (x_.b / x_..), x exports in the compiled series",
    more="b takes more of a's exports than its share of the world's imports explains",
    reference="https://wits.worldbank.org",
    not_when="Says that two states trade more than their sizes imply, not which goods fit: no products.",
    inputs=("trade",),
    decimals=2,
    significant=3,
    low=0,
    among="all ordered pairs in the compiled series in the same year",
)


@gives(COMPILED, INTENSITY)
def compiled_trade(con: duckdb.DuckDBPyConnection) -> Rows:
    """Flows as compiled, and each against the shares of its exporter and importer."""
    flows = """
        SELECT exporter AS a, importer AS b, year AS period, value, source AS basis FROM trade
        WHERE reported_by = 'compiler' AND commodity = 'total' AND exporter <> importer"""
    # Sums in a fixed order: added up as rows happen to come, later rows would change the last digit.
    intensity = f"""
        WITH flows AS ({flows} AND value > 0),
        sold AS (SELECT a, period, sum(value ORDER BY b) AS value FROM flows GROUP BY ALL),
        bought AS (SELECT b, period, sum(value ORDER BY a) AS value FROM flows GROUP BY ALL),
        world AS (SELECT period, sum(value ORDER BY a, b) AS value FROM flows GROUP BY ALL)
        SELECT f.a, f.b, f.period, (f.value / s.value) / (m.value / w.value) AS value, f.basis
        FROM flows f JOIN sold s USING (a, period) JOIN bought m USING (b, period) JOIN world w USING (period)"""
    return {COMPILED.id: con.sql(flows), INTENSITY.id: con.sql(intensity)}
