"""Exports as the exporter reports them, from the panel of trade and trade agreements.

A zero of the panel is no report of zero. The trade statistics behind it list positive flows only, and about a
third of its zeros are positive in other series, up to billions of dollars. Zeros are therefore no rows.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.frame import read_frame, register
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

_COLUMNS = ("exp", "imp", "time", "export")
_ROWS = """
    SELECT exp AS exporter, imp AS importer, CAST(time AS SMALLINT) AS year, 'exporter' AS reported_by,
           'total' AS commodity, 'current' AS price_basis, 'goods' AS scope, export AS value
    FROM {view} WHERE export > 0
"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Positive exports in current US$. Raises BadFile on other columns or a negative export."""
    path = folder / "trade.rda"
    view = register(con, read_frame(path, "trade", _COLUMNS, ignore=source("wto-pta").ignore))
    negative = con.execute(f"SELECT exp, imp, time FROM {view} WHERE export < 0 LIMIT 1").fetchall()
    if negative:
        raise BadFile(f"{path}: negative export {negative[0]}; compare the release with the source's notes")
    return {"trade": con.sql(_ROWS.format(view=view))}
