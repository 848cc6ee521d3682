"""Who supplies whom with which goods, and how sure is the share?

The same shares and ranks as for all goods together, once for each sector of `terms/sectors.csv` and each single
good of `terms/goods.csv`: `dependence.supplier_share.energy`, `dependence.supplier_rank.crude_oil`. An account is
used where it covers the goods (see `goods`). What a state's own report gives to no partner widens the bounds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from comity.measures.contract import Measure, Rows, gives
from comity.measures.dependence import CUSTOMER_SHARE, SUPPLIER_RANK, SUPPLIER_SHARE
from comity.measures.goods import lay_groups
from comity.measures.shares import bounded, lay_shares, ranked
from comity.terms.commodity import goods, groups

if TYPE_CHECKING:
    import duckdb

_IN_GOODS = "in the same goods and year"

_NOT_WHEN = (
    "Customs see a border crossed, not the last user; a share of these goods says nothing of how much of them the "
    "state makes itself."
)


def wording(group: str) -> str:
    """A group of goods in words: `crude oil`, `goods of the sector energy`."""
    plain = group.replace("_", " ")
    return plain if group in goods() else f"goods of the sector {plain}"


def in_goods(measure: Measure, group: str, title: str) -> Measure:
    """The measure of all goods as one of a group of goods."""
    return replace(
        measure,
        id=f"{measure.id}.{group}",
        title=title.format(goods=wording(group)),
        formula=measure.formula.replace("a's imports", f"a's imports of {wording(group)}").replace(
            "a's exports", f"a's exports of {wording(group)}"
        ),
        not_when=_NOT_WHEN,
        inputs=("commodity_trade",),
        among=measure.among.replace("in the same year", _IN_GOODS),
    )


SUPPLIER_SHARES = {g: in_goods(SUPPLIER_SHARE, g, "Share of a's imports of {goods} that b supplies") for g in groups()}
CUSTOMER_SHARES = {g: in_goods(CUSTOMER_SHARE, g, "Share of a's exports of {goods} that b buys") for g in groups()}
SUPPLIER_RANKS = {g: in_goods(SUPPLIER_RANK, g, "Rank of b among a's suppliers of {goods}") for g in groups()}
CONCENTRATIONS = {
    g: Measure(
        id=f"dependence.import_concentration.{g}",
        question="dependence",
        title=f"Concentration of a's imports of {wording(g)} over suppliers",
        unit="index",
        interval=None,
        formula="Herfindahl-Hirschman index Σ s², s = shares of named suppliers in the compiled series, else in a's "
        "own reports",
        more="a depends on fewer suppliers",
        reference="https://wits.worldbank.org",
        not_when="Origins that a does not name are left out: with many of them it says little.",
        inputs=("commodity_trade",),
        direction="state",
        decimals=4,
        low=0,
        high=1,
        among=f"all states with imports {_IN_GOODS}",
    )
    for g in groups()
}

_FLOWS = """(SELECT * FROM group_flows WHERE reported_by = '{account}' OR worldwide)"""
_CONCENTRATED = """
    WITH each AS (
        SELECT importer AS a, exporter AS b, year AS period, good, value FROM group_flows
        WHERE (reported_by = 'importer' OR (reported_by = 'compiler' AND worldwide)) AND value > 0
        QUALIFY rank() OVER (PARTITION BY importer, year, good ORDER BY reported_by) = 1)
    SELECT a, '-' AS b, period, good, sum(value * value ORDER BY value) / sum(value ORDER BY value) ** 2 AS value,
           count(*) AS n FROM each GROUP BY a, period, good"""


@gives(
    *SUPPLIER_SHARES.values(),
    *CUSTOMER_SHARES.values(),
    *SUPPLIER_RANKS.values(),
    *CONCENTRATIONS.values(),
    optional=("unallocated_trade",),
)
def dependence_goods(con: duckdb.DuckDBPyConnection) -> Rows:
    """Shares, ranks and concentrations of every group of goods that the accounts of a year cover."""
    lay_groups(con)
    lay_shares(con, _FLOWS, "SELECT * FROM group_hidden")
    con.execute(f"CREATE OR REPLACE TEMP TABLE concentrated AS {_CONCENTRATED}")
    found: dict[str, Any] = {}
    for group in groups():
        found[SUPPLIER_SHARES[group].id] = bounded(con, "supplier", group)
        found[CUSTOMER_SHARES[group].id] = bounded(con, "customer", group)
        found[SUPPLIER_RANKS[group].id] = ranked(con, "supplier", group)
        found[CONCENTRATIONS[group].id] = con.sql(
            f"SELECT * EXCLUDE (good) FROM concentrated WHERE good = '{group}' ORDER BY a, period"
        )
    return found
