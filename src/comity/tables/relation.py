"""Rows, in whichever shape they come, as a view of a DuckDB connection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb


def as_view(con: duckdb.DuckDBPyConnection, name: str, rows: Any) -> None:
    """Make `rows` (columns by name, or a relation of `con`) the view `name`, in place of any earlier one.

    Registered columns would stay hidden behind an older view of that name, so they get a name of their own.
    """
    if isinstance(rows, Mapping):
        con.register(f"{name}_columns", dict(rows))
        rows = con.sql(f"FROM {name}_columns")
    rows.create_view(name, replace=True)
