"""Nuclear cooperation agreements by pair, year and type; several of one kind in a year are one row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.sources.formats.frame import check_values, read_frame, register
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

ID = "nca"
COLUMNS = ("ccode1", "ccode2", "year", "nca", "nca_type")
TYPES = (
    "comprehensive power, unrestricted", "comprehensive power, restricted", "research", "intangibles",
    "nuclear materials", "nuclear safety", "military assistance",
)  # fmt: skip

_SQL = """
    SELECT DISTINCT ccode1::INTEGER AS a, ccode2::INTEGER AS b, year::SMALLINT AS year, nca_type AS kind
    FROM {view} WHERE nca = 1 AND ccode1 <> ccode2
"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The table `nuclear_agreements`. Raises BadFile on other columns or unknown types."""
    path = folder / "nca_df.rda"
    view = register(con, read_frame(path, "nca_df", COLUMNS, ignore=source(ID).ignore))
    check_values(con, view, "nca", (0, 1), path)
    check_values(con, view, "nca_type", TYPES, path)
    return {"nuclear_agreements": con.sql(_SQL.format(view=view))}
