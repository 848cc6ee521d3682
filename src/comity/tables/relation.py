"""Rows, in whichever shape they come, as a view of a DuckDB connection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from comity.tables.columns import Array, length
from comity.terms.detail import columns, packed

if TYPE_CHECKING:
    import duckdb

DETAILS = "details"
"""The column whose cells are sequences of `Detail`, all of one shape; it becomes a list of structs."""


def as_view(con: duckdb.DuckDBPyConnection, name: str, rows: Any) -> None:
    """Make `rows` (columns by name, or a relation of `con`) the view `name`, in place of any earlier one.

    Registered columns would stay hidden behind an older view of that name, so they get a name of their own. Raises
    ValueError on details of two shapes.
    """
    if isinstance(rows, Mapping):
        given = dict(rows)
        details = given.pop(DETAILS, None)
        if details is not None:
            given["nth"] = np.arange(length(given))
        con.register(f"{name}_columns", given)
        rows = con.sql(f"FROM {name}_columns" if details is None else _joined(con, name, details))
    rows.create_view(name, replace=True)


def _joined(con: duckdb.DuckDBPyConnection, name: str, cells: Array) -> str:
    """SQL for the registered columns with their details: laid flat, one row each, and listed again by number of row."""
    found = [(nth, place, detail) for nth, cell in enumerate(cells) for place, detail in enumerate(cell or ())]
    shapes = {type(detail) for *_, detail in found}
    if len(shapes) > 1:
        raise ValueError(f"details of several shapes: {sorted(shape.__name__ for shape in shapes)}")
    if not shapes:
        return f"SELECT * EXCLUDE (nth) FROM {name}_columns"
    (shape,) = shapes
    flat: dict[str, Array] = {
        "nth": np.array([nth for nth, *_ in found]),
        "place": np.array([place for _, place, _ in found]),
    }
    for column in columns(shape):
        values = [getattr(detail, column.name) for *_, detail in found]
        numeric = column.kind.id in {"integer", "number", "yes_no"} and None not in values
        flat[column.name] = np.array(values, dtype=None if numeric else object)
    con.register(f"{name}_flat", flat)
    one = packed(shape, **{c.name: f'f."{c.name}"' for c in columns(shape)})
    return (
        f"SELECT c.* EXCLUDE (nth), d.{DETAILS} FROM {name}_columns c LEFT JOIN "
        f"(SELECT f.nth, list({one} ORDER BY f.place) AS {DETAILS} FROM {name}_flat f GROUP BY f.nth) d USING (nth)"
    )
