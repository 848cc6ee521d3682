"""Rows that a reader made one by one, as a relation with the types that their table declares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from comity.sources.formats.frame import register
from comity.tables.schema import STATE, Table

if TYPE_CHECKING:
    import duckdb

_KINDS = {"DATE": "datetime64[s]", "BOOLEAN": "bool", "SMALLINT": "int64", "TINYINT": "int64", "INTEGER": "int64"}


def relation(
    con: duckdb.DuckDBPyConnection, table: type[Table], rows: Sequence[tuple[Any, ...]]
) -> duckdb.DuckDBPyRelation:
    """The rows, whose cells are in the order of the table's fields; None stands for no value, but not in numbers."""
    fields = table.fields()
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(fields)
    columns = {
        name: np.array(values, dtype=_KINDS.get(field.type, "object"))
        for (name, field), values in zip(fields.items(), cells, strict=True)
    }
    view = register(con, columns)
    cast = ", ".join(
        f'CAST("{name}" AS {"VARCHAR" if f.type == STATE else f.type}) AS "{name}"' for name, f in fields.items()
    )
    return con.sql(f"SELECT {cast} FROM {view}")
