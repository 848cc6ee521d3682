"""Gross domestic product in current US$. Regions and income groups in the list match no state."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.sources.formats.text import read_delimited

if TYPE_CHECKING:
    import duckdb

_COLUMNS = {"Country Name": "VARCHAR", "Country Code": "VARCHAR", "Year": "SMALLINT", "Value": "DOUBLE"}
_ROWS = """
    SELECT "Country Code" AS state, "Year" AS year, "Value" AS gdp, 'current' AS gdp_basis,
           NULL::DOUBLE AS population
    FROM world_bank_gdp
"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Yearly products keyed by the World Bank's codes. Raises BadFile on other columns and ragged rows."""
    read_delimited(con, folder / "gdp.csv", _COLUMNS).create_view("world_bank_gdp", replace=True)
    return {"products": con.sql(_ROWS)}
