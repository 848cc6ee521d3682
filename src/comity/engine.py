"""The one way in which DuckDB is opened here: quiet, since its progress bar would stand among what a command prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


def connected(threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """A database in memory, with so many threads (as many as there are processors, if None)."""
    import duckdb

    con = duckdb.connect(config={} if threads is None else {"threads": threads})
    # Of a query that takes long it draws on standard output, where the command's own table goes.
    con.execute("SET enable_progress_bar = false")
    return con
