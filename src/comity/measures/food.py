"""Which food does one state buy from the other?

Each side's report stands by itself, and each is a lower bound: a source may keep only the leading
partners of each item.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives
from comity.terms.detail import packed
from comity.terms.details import FoodItem

if TYPE_CHECKING:
    import duckdb

NAMED = 3
"""Items that the details name, the largest first."""


def _food(side: str, reporter: str, partner: str) -> Measure:
    return Measure(
        id=f"exchange.food_reported_by_{side}",
        question="exchange",
        title=f"Food and farm goods from a to b as {reporter} reports them, at least",
        unit="usd",
        interval=None,
        formula=f"sum over the items for which the source names {partner} among {reporter}'s partners in the year (the "
        f"collector's cut: those of at least 5 % of the item); the details name the {NAMED} largest items",
        more="b buys more food from a",
        reference="https://www.fao.org/faostat/en/#data/TM",
        not_when="A lower bound where the basis is the collector's cut: items in which the partner has less than 5 % "
        "are not in it, and several large reporters are missing (see sources). An absent pair is not zero. Never add "
        "the two sides.",
        inputs=("food_flows",),
        decimals=-3,
        significant=4,
        low=0,
        details=FoodItem,
        among=f"all ordered pairs that the {side} reports in the same year",
    )


BY_EXPORTER = _food("exporter", "a", "b")
BY_IMPORTER = _food("importer", "b", "a")

_ITEM = packed(FoodItem, item="item", million="round(value / 1e6, 1)")
# Items are written out for those that are named alone: a whole matrix has thirteen million on either side.
_ROWS = f"""
    WITH flows AS (
        SELECT exporter AS a, importer AS b, year AS period, item, value
        FROM food_flows WHERE reported_by = '{{side}}' AND exporter <> importer AND value > 0),
    sums AS (SELECT a, b, period, sum(value ORDER BY item) AS value, count(*) AS n FROM flows GROUP BY ALL),
    named AS (
        SELECT a, b, period, list({_ITEM} ORDER BY value DESC, item) AS details
        FROM (FROM flows QUALIFY row_number() OVER (PARTITION BY a, b, period ORDER BY value DESC, item) <= {NAMED})
        GROUP BY ALL)
    SELECT a, b, period, sums.value, n, details FROM sums JOIN named USING (a, b, period)"""


@gives(BY_EXPORTER, BY_IMPORTER)
def food(con: duckdb.DuckDBPyConnection) -> Rows:
    """Both reports, as far as they go."""
    sides = {BY_EXPORTER.id: "exporter", BY_IMPORTER.id: "importer"}
    return {id: con.sql(_ROWS.format(side=side)) for id, side in sides.items()}
