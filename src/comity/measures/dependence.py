"""Who supplies whom with all goods together, and how sure is the share?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.measures.contract import Measure, Rows, gives
from comity.measures.shares import AGREE_WITHIN, bounded, lay_shares, ranked
from comity.terms.interval import Interval

if TYPE_CHECKING:
    import duckdb

TOTAL = "total"

LEAST_RESTING = 0.01
"""Share of its trade that one of two states must have with the other before the two are compared."""

_SHARE = (
    "share of {}, in each account of trade (importers' reports, exporters' reports, compiled series); "
    f"value = median of the accounts if none is more than {AGREE_WITHIN:g} times another; low, high = least and largest"
)
_REFERENCE = "https://wits.worldbank.org"

SUPPLIER_SHARE = Measure(
    id="dependence.supplier_share",
    question="dependence",
    title="Share of a's imports that b supplies",
    unit="share",
    formula=_SHARE.format("a's imports that come from b"),
    more="a buys more of its imports from b",
    reference=_REFERENCE,
    not_when="All goods together: says nothing of one good on which a may depend wholly.",
    inputs=("trade",),
    decimals=4,
    significant=2,
    low=0,
    high=1,
    interval=Interval.ACCOUNTS,
    among="all suppliers of all states in the same year",
)
CUSTOMER_SHARE = Measure(
    id="dependence.customer_share",
    question="dependence",
    title="Share of a's exports that b buys",
    unit="share",
    formula=_SHARE.format("a's exports that go to b"),
    more="a sells more of its exports to b",
    reference=_REFERENCE,
    not_when="All goods together: says nothing of one good for which b may be the only buyer.",
    inputs=("trade",),
    decimals=4,
    significant=2,
    low=0,
    high=1,
    interval=Interval.ACCOUNTS,
    among="all customers of all states in the same year",
)
SUPPLIER_RANK = Measure(
    id="dependence.supplier_rank",
    question="dependence",
    title="Rank of b among a's suppliers",
    unit="rank",
    formula="1 + number of suppliers with a certainly larger share (low) or a possibly larger one (high); "
    "value where b's accounts agree; only suppliers with 0.1 % of imports in some account",
    more="b is a lesser supplier",
    reference=_REFERENCE,
    not_when="Not where the state publishes some origins only as not specified: see the bounds.",
    inputs=("trade",),
    decimals=0,
    low=1,
    interval=Interval.ACCOUNTS,
    among="all suppliers of all states in the same year",
)


def _concentration(name: str, what: str, which: str, formula: str, *, normalised: bool = False) -> Measure:
    return Measure(
        id=f"dependence.{name}",
        question="dependence",
        title=f"Concentration of a's {what} over {which}" + (", whatever their number" if normalised else ""),
        unit="index",
        interval=None,
        formula=f"{formula}, s = shares of {which}, n their number, in the compiled series",
        more=f"a depends on fewer {which}",
        reference=_REFERENCE,
        not_when="Not beside an index over products.",
        inputs=("trade",),
        direction="state",
        decimals=4,
        low=0,
        high=1,
        among="all states in the compiled series in the same year",
    )


_HHI, _NORMALISED = "Herfindahl-Hirschman index H = Σ s²", "(H − 1/n) / (1 − 1/n), H = Σ s²"
CONCENTRATIONS = (
    _concentration("import_concentration", "imports", "suppliers", _HHI),
    _concentration("export_concentration", "exports", "customers", _HHI),
)
NORMALISED = (
    _concentration("import_concentration_normalised", "imports", "suppliers", _NORMALISED, normalised=True),
    _concentration("export_concentration_normalised", "exports", "customers", _NORMALISED, normalised=True),
)
ASYMMETRY = Measure(
    id="dependence.asymmetry",
    question="dependence",
    title="How much more a's trade rests on b than b's on a",
    unit="share",
    interval=None,
    formula="D_ab − D_ba; D_ab = (x_ab + x_ba) / (x_a. + x_.a), x flows of the compiled series",
    more="a depends more on b than b on a; negative: b depends more on a",
    reference="doi:10.1177/0022343396033001003",
    not_when="The trade between the two is the same on both sides, so this compares sizes: see each share too. Only "
    "pairs of whom one has 1 % of its trade with the other.",
    inputs=("trade",),
    decimals=3,
    low=-1,
    high=1,
    among="all ordered pairs of whom one has 1 % of its trade with the other, in the same year",
)

_FLOWS = """(SELECT exporter, importer, year, reported_by, commodity AS good, value FROM trade
            WHERE commodity = 'total' AND exporter <> importer)"""
_NOTHING_HIDDEN = "SELECT NULL::VARCHAR AS reporter, 0 AS year, '' AS flow, '' AS good, 0.0 AS value WHERE FALSE"
_COMPILED = """
    SELECT exporter, importer, year AS period, value FROM trade
    WHERE reported_by = 'compiler' AND commodity = 'total' AND exporter <> importer AND value > 0"""
_CONCENTRATED = """
    WITH each AS (SELECT {self} AS a, period, value / sum(value) OVER w AS s FROM ({compiled})
                  WINDOW w AS (PARTITION BY {self}, period ORDER BY value, {other}
                               ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)),
    index AS (SELECT a, period, sum(s * s ORDER BY s) AS h, count(*) AS n FROM each GROUP BY a, period)
    SELECT a, '-' AS b, period, {value} AS value, n FROM index WHERE {kept}"""
_ASYMMETRY = """
    WITH sides AS (SELECT exporter AS a, importer AS b, period, value FROM ({compiled})
                   UNION ALL SELECT importer, exporter, period, value FROM ({compiled})),
    pairs AS (SELECT a, b, period, sum(value ORDER BY value) AS value FROM sides GROUP BY ALL),
    totals AS (SELECT a, period, sum(value ORDER BY b) AS total FROM pairs GROUP BY ALL)
    SELECT p.a, p.b, p.period, p.value / t.total - p.value / u.total AS value
    FROM pairs p JOIN totals t USING (a, period) JOIN totals u ON u.a = p.b AND u.period = p.period
    WHERE p.value / least(t.total, u.total) >= {least}"""


@gives(SUPPLIER_SHARE, CUSTOMER_SHARE, SUPPLIER_RANK, *CONCENTRATIONS, *NORMALISED, ASYMMETRY)
def dependence(con: duckdb.DuckDBPyConnection) -> Rows:
    """Shares with bounds from sums in a fixed order; ranks by counting who is surely or possibly ahead."""
    lay_shares(con, _FLOWS, _NOTHING_HIDDEN)
    found: dict[str, Any] = {
        SUPPLIER_SHARE.id: bounded(con, "supplier", TOTAL),
        CUSTOMER_SHARE.id: bounded(con, "customer", TOTAL),
        SUPPLIER_RANK.id: ranked(con, "supplier", TOTAL),
        ASYMMETRY.id: con.sql(_ASYMMETRY.format(compiled=_COMPILED, least=LEAST_RESTING)),
    }
    for (own, other), plain, normalised in zip(
        (("importer", "exporter"), ("exporter", "importer")), CONCENTRATIONS, NORMALISED, strict=True
    ):
        asked = {"self": own, "other": other, "compiled": _COMPILED}
        found[plain.id] = con.sql(_CONCENTRATED.format(**asked, value="h", kept="TRUE"))
        found[normalised.id] = con.sql(
            _CONCENTRATED.format(**asked, value="greatest((h - 1 / n) / (1 - 1 / n), 0)", kept="n > 1")
        )
    return found
