"""Direct investment flows by pair and year.

Two names may share a code (a state and the union it left): their flows of a year are one sum. A state's flow
to itself is no relation.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.sources.formats.frame import register
from comity.sources.formats.lookup import read_lookup
from comity.sources.formats.text import read_delimited
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

_COLUMNS = {
    "Destination": "VARCHAR",
    "Dest.Code": "VARCHAR",
    "Origin": "VARCHAR",
    "Origin.Code": "VARCHAR",
    "Year": "SMALLINT",
    "Value": "DOUBLE",
}
_ROWS = """
    SELECT coalesce(o.code, f."Origin.Code", f."Origin") AS origin,
           coalesce(d.code, f."Dest.Code", f."Destination") AS destination,
           f."Year" AS year, sum(f."Value") * 1e6 AS value
    FROM {flows} f LEFT JOIN {economies} o ON o.name = f."Origin"
    LEFT JOIN {economies} d ON d.name = f."Destination"
    WHERE f."Origin" <> f."Destination" AND f."Value" IS NOT NULL
    GROUP BY ALL
"""


def read_flows(path: Path, con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyRelation:
    """Net flows in current US$; a blank is no row. Raises BadFile on other columns and ragged rows."""
    listed = read_delimited(con, path, _COLUMNS, encoding="latin-1", missing=("", "NA"), ignore=source("unctad").ignore)
    listed.create_view("unctad_flows", replace=True)
    economies = register(con, read_lookup(__file__, "economies.csv"))
    return con.sql(_ROWS.format(flows="unctad_flows", economies=economies))
