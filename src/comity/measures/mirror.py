"""What do two states trade, according to both?

Exports are reported free on board by the exporter, imports usually with freight and insurance by the
importer. The two reports are never merged; what is made of both stands in `reconciliation`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives

if TYPE_CHECKING:
    import duckdb

_MIRROR = (
    "Gaulier and Zignago (2010), BACI: International Trade Database at the Product-Level. CEPII working paper 2010-23"
)
_NOT_WHEN = "Not for transit goods, or where the importer suppresses origins: read both reports."

BY_EXPORTER = Measure(
    id="exchange.exports_reported_by_exporter",
    question="exchange",
    title="Exports from a to b as a reports them",
    unit="usd",
    interval=None,
    formula="value of goods exported from a to b in a's customs report, free on board",
    more="a reports selling more to b",
    reference=_MIRROR,
    not_when="The exporter may name the first port, not the last user.",
    inputs=("trade",),
    decimals=-3,
    low=0,
    among="all ordered pairs that the exporter reports in the same year",
)
BY_IMPORTER = Measure(
    id="exchange.exports_reported_by_importer",
    question="exchange",
    title="Exports from a to b as b reports them",
    unit="usd",
    interval=None,
    formula="value of goods imported from a in b's customs report, cost, insurance and freight",
    more="b reports buying more from a",
    reference="doi:10.1177/0738894209343887",
    not_when=_NOT_WHEN,
    inputs=("trade",),
    decimals=-3,
    low=0,
    among="all ordered pairs that the importer reports in the same year",
)
GAP = Measure(
    id="exchange.mirror_gap",
    question="exchange",
    title="Gap between the two reports of one flow",
    unit="log_ratio",
    interval=None,
    formula="ln(M / X); M the importer's report, X the exporter's; about ln 1.06 if only freight differs",
    more="the importer reports more than the exporter",
    reference=_MIRROR,
    not_when="A small flow doubles easily; look at the values.",
    inputs=("trade",),
    decimals=3,
    among="all ordered pairs that both report in the same year",
)
COVERAGE = Measure(
    id="exchange.mirror_coverage",
    question="exchange",
    title="Share of a's trade that both sides report",
    unit="share",
    interval=None,
    formula="Σ max(X, M) over a's flows with both reports / Σ max(X, M) over all of a's flows, exports and imports "
    "together, in years with reports of both kinds",
    more="more of what is known of a's trade can be compared",
    reference=_MIRROR,
    not_when="A reporter that is silent altogether lowers its partners' coverage too.",
    inputs=("trade",),
    direction="state",
    decimals=3,
    low=0,
    high=1,
    among="all states with trade in the same year",
)

BOTH = """
    SELECT exporter AS a, importer AS b, year AS period,
           any_value(value) FILTER (reported_by = 'exporter') AS x,
           any_value(value) FILTER (reported_by = 'importer') AS m,
           any_value(source) FILTER (reported_by = 'exporter') AS basis_x,
           any_value(source) FILTER (reported_by = 'importer') AS basis_m
    FROM trade WHERE reported_by <> 'compiler' AND commodity = 'total' AND exporter <> importer
    GROUP BY ALL ORDER BY period, a, b"""
"""SQL for the two reports side by side: a, b, period, x and m (US$), basis_x, basis_m."""

_COVERAGE = """
    WITH sides AS (
        SELECT a, b AS other, period, x, m FROM mirror UNION ALL SELECT b, a, period, x, m FROM mirror),
    comparable AS (SELECT period FROM mirror GROUP BY period HAVING count(x) > 0 AND count(m) > 0)
    SELECT a, '-' AS b, period, count(*) AS n,
           coalesce(sum(greatest(x, m) ORDER BY other, x, m) FILTER (x IS NOT NULL AND m IS NOT NULL), 0)
           / sum(greatest(x, m) ORDER BY other, x, m) AS value
    FROM sides JOIN comparable USING (period) GROUP BY a, period HAVING sum(greatest(x, m)) > 0"""


@gives(BY_EXPORTER, BY_IMPORTER, GAP, COVERAGE)
def mirror(con: duckdb.DuckDBPyConnection) -> Rows:
    """Both reports as they are; the gap where both exist; how much of each state's trade that is."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE mirror AS {BOTH}")
    select = "SELECT a, b, period, {} AS value, {} AS basis FROM mirror WHERE {} IS NOT NULL"
    return {
        BY_EXPORTER.id: con.sql(select.format("x", "basis_x", "x")),
        BY_IMPORTER.id: con.sql(select.format("m", "basis_m", "m")),
        GAP.id: con.sql("SELECT a, b, period, ln(m / x) AS value FROM mirror WHERE x > 0 AND m > 0"),
        COVERAGE.id: con.sql(_COVERAGE),
    }
