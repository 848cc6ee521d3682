"""Imports from directed dyad-years: `flow1` is what state 1 imports from state 2, `flow2` the reverse.

A dyad stands in the file in both orders, so that every flow is printed twice. Both prints are read; where
they differ the file contradicts itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.frame import read_frame, register
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

_COLUMNS = ("ccode1", "ccode2", "year", "flow1", "flow2")
_FLOWS = """
    CREATE OR REPLACE TEMP TABLE cow_trade_flows AS
    SELECT ccode2 AS exporter, ccode1 AS importer, year, flow1 AS million FROM {view}
    WHERE flow1 <> -9
    UNION
    SELECT ccode1, ccode2, year, flow2 FROM {view} WHERE flow2 <> -9
"""
_CONTRADICTIONS = """
    SELECT CAST(exporter AS INTEGER), CAST(importer AS INTEGER), CAST(year AS INTEGER), list(million)
    FROM cow_trade_flows GROUP BY exporter, importer, year HAVING count(*) > 1 ORDER BY ALL
"""
_ROWS = """
    SELECT CAST(exporter AS INTEGER) AS exporter, CAST(importer AS INTEGER) AS importer,
           CAST(year AS SMALLINT) AS year, 'importer' AS reported_by, 'total' AS commodity,
           'current' AS price_basis, 'goods' AS scope, million * 1e6 AS value
    FROM cow_trade_flows
"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Imports in current US$, each directed dyad-year once; -9 is no row, zero stays zero.

    Raises BadFile when the two prints of a flow differ, or a flow is negative otherwise.
    """
    path = folder / "cow_trade_ddy.rds"
    view = register(con, read_frame(path, "", _COLUMNS, ignore=source("cow-trade").ignore))
    con.execute(_FLOWS.format(view=view))
    differing = con.execute(_CONTRADICTIONS).fetchall()
    if differing:
        exporter, importer, year, values = differing[0]
        raise BadFile(
            f"{path}: {len(differing)} flows are printed with two values, the first is {exporter} to "
            f"{importer} in {year}: {values}; fetch the file again or report it to its publisher"
        )
    if con.execute("SELECT count(*) FROM cow_trade_flows WHERE million < 0").fetchall() != [(0,)]:
        raise BadFile(f"{path}: a flow is negative and not -9; compare the release with the source's notes")
    return {"trade": con.sql(_ROWS)}
