"""Of which technology is what one state sells another, and what it sells the world?

Goods by Harmonized System code are carried to SITC Rev. 2, whose groups of three digits have a class (Lall 2000).
A code with several counterparts is spread evenly over them; the bounds say what surely belongs to a class and what
may. What has no counterpart, and in a pair what the two report tenfold apart, may be of any class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from comity.measures.concordance import Parts, carry, evenly
from comity.measures.contract import Measure, Rows, gives
from comity.measures.matrices import stacked
from comity.measures.product_matrix import LEAST_EXPORTS, lay_chosen
from comity.measures.settled_goods import LEAST_SETTLED, lay_settled
from comity.measures.two_way import LEAST_TRADE
from comity.tables.columns import Columns
from comity.terms.interval import Interval
from comity.terms.technology import LIST, TITLES, UNCLASSIFIED, technology_class

if TYPE_CHECKING:
    import duckdb


def _measure(kind: str, name: str, whom: str, **more: Any) -> Measure:
    return Measure(
        id=f"complementarity.{name}.{kind}",
        question="complementarity",
        title=f"Share of a's exports to {whom}: {TITLES[kind]}",
        unit="share",
        formula=f"Σ_k p_kc x_k / Σ_k x_k; x_k exports of HS code k to {whom}, p_kc the part of k's {LIST} counterparts "
        f"whose group is of class {kind}; bounds only where over {100 * (1 - LEAST_SETTLED):.0f} % has no counterpart"
        + (" or is reported tenfold apart" if whom == "b" else ""),
        more="these goods weigh more in the exports",
        reference="doi:10.1080/713688318",
        not_when="A class is of the good, not of the work done: assembly of bought parts counts as high technology. "
        "Classes of the 1990s; what is new since stands where its heading stood.",
        inputs=("commodity_trade", "commodity_concordance"),
        decimals=3,
        low=0,
        high=1,
        interval=Interval.SURELY,
        **more,
    )


TO_PARTNER = {
    kind: _measure(kind, "technology", "b", among="all ordered pairs with exports of US$ 1 million by product in the "
                   "same year")
    for kind in TITLES
}  # fmt: skip
TO_WORLD = {
    kind: _measure(kind, "technology_to_world", "the world", direction="state",
                   among="all states with exports of US$ 10 million by product in the same year")
    for kind in TITLES
}  # fmt: skip

_PAIRS = """
    CREATE OR REPLACE TEMP VIEW sales AS
    SELECT exporter AS a, importer AS b, year, nomenclature, commodity, coalesce(value, 0) AS value,
           CASE WHEN value IS NULL THEN most ELSE 0 END AS open FROM settled_flows"""
_STATES = """
    CREATE OR REPLACE TEMP VIEW sales AS
    SELECT exporter AS a, '-' AS b, year, nomenclature, commodity, sum(value ORDER BY importer) AS value, 0 AS open
    FROM chosen_flows GROUP BY ALL"""
_SOLD = """
    SELECT dense_rank() OVER (ORDER BY a, b) - 1 AS i, dense_rank() OVER (ORDER BY commodity) - 1 AS k, value, open
    FROM sales WHERE year = {year} AND nomenclature = '{nomenclature}' ORDER BY i, k"""


@gives(*TO_PARTNER.values(), *TO_WORLD.values(), optional=("trade",))
def technology(con: duckdb.DuckDBPyConnection) -> Rows:
    """Of each year whose goods are in an edition of the Harmonized System that the concordance has."""
    lists = class_parts(con)
    lay_settled(con)
    con.execute(_PAIRS)
    found = _measured(con, lists, TO_PARTNER, LEAST_TRADE)
    lay_chosen(con)
    con.execute(_STATES)
    return found | _measured(con, lists, TO_WORLD, LEAST_EXPORTS)


def class_parts(con: duckdb.DuckDBPyConnection) -> dict[str, Parts]:
    """By edition of the Harmonized System, which part of each code is of which class."""
    rows = con.execute(f"""
        SELECT from_list, from_code, to_code, counterparts FROM commodity_concordance
        WHERE to_list = '{LIST}' AND from_list LIKE 'HS%' ORDER BY ALL""").fetchall()
    found = {}
    for edition in sorted({row[0] for row in rows}):
        codes, targets, counterparts = zip(*(row[1:] for row in rows if row[0] == edition), strict=True)
        found[edition] = evenly(codes, [technology_class(code) for code in targets], counterparts)
    return found


def _measured(
    con: duckdb.DuckDBPyConnection, lists: dict[str, Parts], measures: dict[str, Measure], least: float
) -> dict[str, Columns]:
    found: dict[str, list[Columns]] = {m.id: [] for m in measures.values()}
    for year, edition in con.execute("SELECT DISTINCT year, nomenclature FROM sales ORDER BY ALL").fetchall():
        if edition in lists:
            for kind, rows in _shares(con, year, edition, lists[edition], least).items():
                found[measures[kind].id].append(rows)
    return {measure: stacked(parts) for measure, parts in found.items()}


def _shares(con: duckdb.DuckDBPyConnection, year: int, edition: str, parts: Parts, least: float) -> dict[str, Columns]:
    """Shares of each class in the exports of a year, by seller and buyer."""
    from scipy.sparse import csr_matrix

    where = f"WHERE year = {year} AND nomenclature = '{edition}'"
    who = con.execute(f"SELECT DISTINCT a, b FROM sales {where} ORDER BY a, b").fetchnumpy()
    codes = con.execute(f"SELECT DISTINCT commodity FROM sales {where} ORDER BY 1").fetchnumpy()["commodity"]
    sold = con.execute(_SOLD.format(year=year, nomenclature=edition)).fetchnumpy()
    shape, at = (len(who["a"]), len(codes)), (sold["i"].astype(int), sold["k"].astype(int))
    carried = carry(codes.astype(object), csr_matrix((sold["value"].astype(float), at), shape), parts)
    left = np.asarray(carried.left.sum(axis=1)).ravel()
    still_open = np.bincount(at[0], sold["open"].astype(float), shape[0])
    settled = carried.values.sum(axis=1) + left
    whole = settled + still_open
    kept = whole >= least
    hidden = (left + still_open)[kept]
    known = hidden <= (1 - LEAST_SETTLED) * whole[kept]
    columns = {name: who[name][kept].astype(object) for name in ("a", "b")}
    columns |= {"period": np.full(int(kept.sum()), year, dtype=np.int32)}
    columns |= {"n": np.bincount(at[0], minlength=shape[0])[kept]}
    found = {}
    for kind in TITLES:
        value, low, high = (_of(carried.target, table, kind, kept) for table in (carried.values, carried.least,
                                                                                  carried.most))  # fmt: skip
        value = value + (left[kept] if kind == UNCLASSIFIED else 0)
        with np.errstate(invalid="ignore", divide="ignore"):
            share = np.where(known, np.minimum(value / settled[kept], 1), np.nan)
        low, high = low / whole[kept], np.minimum((high + hidden) / whole[kept], 1)
        low, high = np.fmin(low, share), np.fmax(high, share)
        state = np.where(known, np.where(high > 0, "value", "true_zero"), "not_reported")
        found[kind] = columns | {"value": share, "low": low, "high": high, "state": state}
    return found


def _of(target: Any, table: Any, kind: str, kept: Any) -> Any:
    """The column of one class, 0 where no code of the concordance is of it."""
    at = np.flatnonzero(target == kind)
    return table[kept, at[0]] if len(at) else np.zeros(int(kept.sum()))
