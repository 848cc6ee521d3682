"""Trade by product, gathered into groups of goods: what the measures by product share.

Three accounts are kept apart: exporters' reports, importers' reports, and a compiled series. Rows of partial
years are left out. An account of a year counts as the world's only if those who report in it are at least a quarter
of those whom they name, and a group of goods counts only where the account has at least four fifths of the group's
chapters: a file of fish says nothing about agriculture, and two exporters say nothing about the world.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from comity.measures.reconciliation import CIF_MARGIN
from comity.terms.commodity import UNSPECIFIED, chapters_of, groups, groups_of

if TYPE_CHECKING:
    import duckdb

LEAST_CHAPTERS = 0.8
"""Share of a group's HS chapters that an account of a year must have."""

LEAST_REPORTERS = 0.25
"""Reporters of an account as a share of the states that it names on the other side.

Of two hundred states that are named, some hundred report whole years, and those hold nearly all of the trade.
"""

LEAST_FOB = 0.5
"""Least part of its value with freight that an importer's own value free on board may be, to be believed."""

ALL_CHAPTERS = 96
"""Chapters of the Harmonized System, 01 to 97 without the reserved 77."""

_WHOLE = "(months IS NULL OR months >= 12)"
_FLOWS = f"""
    CREATE OR REPLACE TEMP TABLE product_flows AS
    SELECT exporter, importer, year, reported_by, nomenclature, commodity, value,
           CASE WHEN valuation <> 'cif' THEN value
                WHEN value_fob BETWEEN {LEAST_FOB} * value AND value THEN value_fob
                ELSE value / (1 + {CIF_MARGIN}) END AS fob
    FROM commodity_trade
    WHERE {_WHOLE} AND exporter <> importer"""
UNALLOCATED = """
    (SELECT u.* FROM unallocated_trade u ANTI JOIN (SELECT DISTINCT year, reported_by, source FROM commodity_trade) c
     ON c.year = u.year AND c.reported_by = CASE u.flow WHEN 'exports' THEN 'exporter' ELSE 'importer' END
        AND c.source <> u.source)"""
"""FROM item: trade without a named partner, where the same edition names the partners of the rest, or nobody does."""

_ACCOUNTS = f"""
    CREATE OR REPLACE TEMP TABLE product_accounts AS
    SELECT year, reported_by, count(DISTINCT left(commodity, 2)) AS chapters,
           CASE reported_by
           WHEN 'exporter' THEN count(DISTINCT exporter) >= {LEAST_REPORTERS} * count(DISTINCT importer)
           WHEN 'importer' THEN count(DISTINCT importer) >= {LEAST_REPORTERS} * count(DISTINCT exporter)
           ELSE count(DISTINCT exporter) >= {LEAST_REPORTERS} * count(DISTINCT importer)
                AND count(DISTINCT importer) >= {LEAST_REPORTERS} * count(DISTINCT exporter) END AS worldwide
    FROM product_flows GROUP BY year, reported_by"""
_COVERED = f"""
    CREATE OR REPLACE TEMP TABLE covered_groups AS
    WITH present AS (SELECT DISTINCT year, reported_by, left(commodity, 2) AS chapter FROM product_flows)
    SELECT year, reported_by, c.good FROM present JOIN group_chapters c USING (chapter)
    GROUP BY year, reported_by, c.good, c.chapters HAVING count(*) >= {LEAST_CHAPTERS} * c.chapters
    UNION ALL SELECT year, reported_by, '{UNSPECIFIED}' FROM product_accounts
    WHERE chapters >= {LEAST_CHAPTERS} * {ALL_CHAPTERS}"""


def lay_products(con: duckdb.DuckDBPyConnection) -> None:
    """Make `product_flows` (every flow once in each account) and `product_accounts` out of commodity_trade."""
    con.execute(_FLOWS)
    con.execute(_ACCOUNTS)


def lay_groups(con: duckdb.DuckDBPyConnection) -> None:
    """Make `group_flows` (exporter, importer, year, reported_by, worldwide, good, value, fob) and what it rests on.

    Also `group_hidden` (reporter, year, flow, good, value): trade without a named partner, from unallocated_trade.
    """
    lay_products(con)
    _lay_codes(con)
    con.execute(_COVERED)
    con.execute("""
        CREATE OR REPLACE TEMP TABLE group_flows AS
        SELECT exporter, importer, year, reported_by, worldwide, good, sum(value ORDER BY commodity) AS value,
               sum(fob ORDER BY commodity) AS fob
        FROM product_flows JOIN group_codes USING (commodity) JOIN covered_groups USING (year, reported_by, good)
             JOIN product_accounts USING (year, reported_by)
        GROUP BY ALL""")
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE group_hidden AS
        SELECT reporter, year, flow, good, sum(value ORDER BY commodity, area) AS value
        FROM {UNALLOCATED} JOIN group_codes USING (commodity) WHERE {_WHOLE} GROUP BY ALL""")


def _lay_codes(con: duckdb.DuckDBPyConnection) -> None:
    """`group_codes` from commodity to each of its groups, and `group_chapters` with how many each group has."""
    codes = [
        str(row[0])
        for row in con.execute(
            "SELECT DISTINCT commodity FROM commodity_trade UNION SELECT DISTINCT commodity FROM unallocated_trade "
            "ORDER BY 1"
        ).fetchall()
    ]
    pairs = [(code, group) for code in codes for group in groups_of(code)]
    chapters = [(g, c, len(chapters_of(g))) for g in groups() for c in sorted(chapters_of(g))]
    _table(con, "group_codes", ("commodity", "good"), pairs)
    _table(con, "group_chapters", ("good", "chapter", "chapters"), chapters)


def _table(
    con: duckdb.DuckDBPyConnection, name: str, columns: tuple[str, ...], rows: Sequence[tuple[object, ...]]
) -> None:
    values = {c: np.array([row[i] for row in rows], dtype=object) for i, c in enumerate(columns)}
    types = {"chapters": "BIGINT"}
    cast = ", ".join(f"CAST({c} AS {types.get(c, 'VARCHAR')}) AS {c}" for c in columns)
    con.register("given_rows", values)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {cast} FROM given_rows")
    con.unregister("given_rows")
