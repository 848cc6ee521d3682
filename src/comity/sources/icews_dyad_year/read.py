"""Directed yearly counts of four classes of events."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.sources.formats.frame import read_frame, register
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

ID = "icews-dyad-year"
COLUMNS = ("i_iso3c", "j_iso3c", "year", "verbCoop", "matlCoop", "verbConf", "matlConf")

_SQL = """
    SELECT i_iso3c AS source, j_iso3c AS target, year::SMALLINT AS year,
        verbCoop AS verbal_cooperation, matlCoop AS material_cooperation,
        verbConf AS verbal_conflict, matlConf AS material_conflict
    FROM {view}
"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The table `event_counts`. Raises BadFile on other columns."""
    frame = read_frame(folder / "icews.rda", "icews", COLUMNS, ignore=source(ID).ignore)
    return {"event_counts": con.sql(_SQL.format(view=register(con, frame)))}
