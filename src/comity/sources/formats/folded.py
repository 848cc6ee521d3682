"""What an event warehouse was folded to: its tables as Parquet, in states' own ids."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile

if TYPE_CHECKING:
    import duckdb

SOME = ("event_months", "event_documents")
ALL = (*SOME, "event_days")


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The tables of a coder that reads the whole world's press. Raises BadFile when one is missing or damaged."""
    return _read(folder, con, ALL)


def read_some_pairs(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The tables of a coder that looked at some pairs: no `event_days`, in which a pair without a row is quiet."""
    return _read(folder, con, SOME)


def _read(folder: Path, con: duckdb.DuckDBPyConnection, tables: tuple[str, ...]) -> dict[str, duckdb.DuckDBPyRelation]:
    import duckdb

    found = {}
    for name in tables:
        path = folder / f"{name}.parquet"
        try:
            found[name] = con.read_parquet(str(path))
        except duckdb.Error as error:
            raise BadFile(f"{path}: {str(error).splitlines()[0]}; run: comity events fold") from error
    return found
