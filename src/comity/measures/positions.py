"""How much has one state's business invested in the other, as each of the two reports it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives

if TYPE_CHECKING:
    import duckdb

_NOT_WHEN = (
    "Names the immediate counterpart: what passes through a third state is counted there, and suppressed cells are "
    "missing. The two reports rest on different surveys and often differ."
)


def _measure(side: str, reporter: str, who: str) -> Measure:
    return Measure(
        id=f"exchange.investment_position_reported_by_{side}",
        question="exchange",
        title=f"Direct investment of a in b at the end of the year, as {reporter} reports it",
        unit="usd",
        interval=None,
        formula="net direct investment position, all instruments; negative where b owes a less than a owes b",
        more="a's business owns more in b",
        reference="https://data.imf.org/en/datasets/IMF.STA:DIP",
        not_when=_NOT_WHEN,
        inputs=("investment_positions",),
        decimals=-4,
        among=f"all ordered pairs that the {who} reports in the same year",
    )


BY_ORIGIN = _measure("origin", "a", "investor")
BY_DESTINATION = _measure("destination", "b", "host")


@gives(BY_ORIGIN, BY_DESTINATION)
def positions(con: duckdb.DuckDBPyConnection) -> Rows:
    """As reported by either side."""
    return {
        measure.id: con.sql(
            "SELECT origin AS a, destination AS b, year AS period, value, source AS basis FROM investment_positions "
            f"WHERE reported_by = '{side}' AND origin <> destination"
        )
        for measure, side in ((BY_ORIGIN, "origin"), (BY_DESTINATION, "destination"))
    }
