"""What an event warehouse was folded to: the two tables as Parquet, in states' own ids."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile

if TYPE_CHECKING:
    import duckdb

TABLES = ("event_months", "event_documents")


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The tables `event_months` and `event_documents`. Raises BadFile when one is missing or damaged."""
    import duckdb

    found = {}
    for name in TABLES:
        path = folder / f"{name}.parquet"
        try:
            found[name] = con.read_parquet(str(path))
        except duckdb.Error as error:
            raise BadFile(f"{path}: {str(error).splitlines()[0]}; run: comity events fold") from error
    return found
