"""What do two states trade, by the newest accounts of the whole world there are?

Each account stands by itself: the International Monetary Fund's series of exports and of imports, and CEPII's
reconciliation. They are made otherwise than the customs reports of `mirror`, end later, and are never put end to end
with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives
from comity.terms.interval import Interval

if TYPE_CHECKING:
    import duckdb

_FUND = "https://data.imf.org/en/datasets/IMF.STA:IMTS"
_ABSENT = "A pair that is absent was late or not named, and not without trade; a sum over partners is no total."


def _account(name: str, title: str, formula: str, reference: str, not_when: str, among: str) -> Measure:
    return Measure(
        id=f"exchange.{name}",
        question="exchange",
        title=title,
        unit="usd",
        interval=None,
        bounds=Interval.BOUNDS,
        formula=formula,
        more="more exports",
        reference=reference,
        not_when=f"{_ABSENT} {not_when}",
        inputs=("goods_accounts",),
        decimals=0,
        significant=5,
        low=0,
        among=f"all ordered pairs in that account in the same year{among}",
    )


FUND_EXPORTS = _account(
    "exports_imf",
    "Exports from a to b in the IMF's series",
    "value of goods exported from a to b, free on board, by a's report to the IMF or, where a is silent, by the IMF's "
    "estimate from partners, which is not marked; a printed zero has bounds only, 0 and half of the last printed digit",
    _FUND,
    "Not as a's own customs' word, and not in one line with earlier years of another account.",
    "",
)
FUND_IMPORTS = _account(
    "exports_imf_by_importer",
    "Exports from a to b in the IMF's series of b's imports",
    "value of goods imported by b from a, with freight and insurance, by b's report to the IMF or, where b is silent, "
    "by the IMF's estimate from partners, which is not marked",
    _FUND,
    "In the edition at hand fifteen large states among themselves; includes freight.",
    ", in the edition at hand fifteen large states",
)
RECONCILED_BY_CEPII = _account(
    "exports_baci",
    "Exports from a to b as CEPII reconciles both reports (BACI)",
    "value of goods from a to b, free on board, both reports weighed by the reliability of the reporters and added up "
    "over products",
    "doi:10.2139/ssrn.1994500",
    "Not for a pair of which neither side had reported when the release was made, nor for what a release counts inside "
    "another state; a flow of a few thousand dollars may be an artefact.",
    "",
)

_ROWS = """
    SELECT exporter AS a, importer AS b, year AS period,
           CASE WHEN NOT bounded THEN value END AS value,
           CASE WHEN bounded THEN 0 END AS low, CASE WHEN bounded THEN rounding END AS high,
           CASE WHEN bounded THEN 'not_reported' END AS state, source AS basis
    FROM (SELECT *, coalesce(value < rounding, FALSE) AS bounded FROM goods_accounts)
    WHERE account = '{account}' AND exporter <> importer"""


@gives(FUND_EXPORTS, FUND_IMPORTS, RECONCILED_BY_CEPII)
def goods_accounts(con: duckdb.DuckDBPyConnection) -> Rows:
    """Each account as it is; a zero that was printed in rounded figures is told by its bounds."""
    return {
        FUND_EXPORTS.id: con.sql(_ROWS.format(account="imf-exporter")),
        FUND_IMPORTS.id: con.sql(_ROWS.format(account="imf-importer")),
        RECONCILED_BY_CEPII.id: con.sql(_ROWS.format(account="baci")),
    }
