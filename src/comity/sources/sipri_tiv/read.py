"""Trend-indicator values of deliveries by supplier, recipient and year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.sources.formats.text import read_delimited
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

_COLUMNS = {"supplier": "VARCHAR", "recipient": "VARCHAR", "year": "SMALLINT", "value": "DOUBLE"}
_ROWS = "SELECT supplier, recipient, year, value AS tiv FROM sipri_tiv WHERE value IS NOT NULL"


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Deliveries in TIV million, keyed by name. Raises BadFile on other columns and ragged rows."""
    path = folder / "sipri-exports-processed.csv"
    listed = read_delimited(con, path, _COLUMNS, missing=("", "NA"), ignore=source("sipri-tiv").ignore)
    listed.create_view("sipri_tiv", replace=True)
    return {"arms_transfers": con.sql(_ROWS)}
