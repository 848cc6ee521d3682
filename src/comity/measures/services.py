"""What services do two states trade, as reported and as balanced by the editors?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives

if TYPE_CHECKING:
    import duckdb

_BATIS = "https://www.wto.org/english/res_e/statis_e/trade_datasets_e.htm"


def _measure(name: str, title: str, formula: str, not_when: str, among: str) -> Measure:
    return Measure(
        id=f"exchange.services_{name}",
        question="exchange",
        title=title,
        unit="usd",
        interval=None,
        formula=formula,
        more="a sells b more services",
        reference=_BATIS,
        not_when=not_when,
        inputs=("services_trade",),
        decimals=-4,
        among=among,
    )


BY_EXPORTER = _measure(
    "reported_by_exporter",
    "Services sold by a to b as a reports them",
    "all services (EBOPS 2010 item S) that a's residents rendered to b's in a's balance of payments",
    "Most states name no partners: about two thirds of world trade in services is reported by partner.",
    "all ordered pairs that the exporter reports in the same year",
)
BY_IMPORTER = _measure(
    "reported_by_importer",
    "Services sold by a to b as b reports them",
    "all services (EBOPS 2010 item S) that b's residents received from a's in b's balance of payments",
    "Most states name no partners: about two thirds of world trade in services is reported by partner.",
    "all ordered pairs that the importer reports in the same year",
)
BALANCED = _measure(
    "balanced",
    "Services sold by a to b, completed and balanced by the editors",
    "final balanced value of all services (EBOPS 2010 item S)",
    "For small economies the value is the editors' model, not an observation: look whether either side reported.",
    "all ordered pairs in the balanced series in the same year",
)


@gives(BY_EXPORTER, BY_IMPORTER, BALANCED)
def services(con: duckdb.DuckDBPyConnection) -> Rows:
    """As published, all services together."""
    rows = {
        BY_EXPORTER.id: "compiled = 'reported' AND reported_by = 'exporter'",
        BY_IMPORTER.id: "compiled = 'reported' AND reported_by = 'importer'",
        BALANCED.id: "compiled = 'balanced' AND reported_by = 'compiler'",
    }
    return {
        measure: con.sql(
            "SELECT exporter AS a, importer AS b, year AS period, value, source AS basis FROM services_trade "
            f"WHERE item = 'S' AND exporter <> importer AND {which}"
        )
        for measure, which in rows.items()
    }
