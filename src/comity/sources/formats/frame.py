"""Data frames of R files as views of DuckDB, so that a source's reshaping is one SQL text."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import numpy as np

from comity.errors import BadFile
from comity.sources.formats.check import expect_categories, expect_columns, listed
from comity.sources.formats.r_data import read_r
from comity.tables.columns import Columns

if TYPE_CHECKING:
    import duckdb


def read_frame(path: Path, name: str, expected: Iterable[str], *, ignore: Collection[str] | None = ()) -> Columns:
    """The data frame `name` of an R file, with the columns `expected` in that order.

    Columns in `ignore` are left out; with None, whatever else there is. Raises BadFile when the object is
    missing or no data frame, and when its columns are not as expected.
    """
    objects = read_r(path)
    frame = objects.get(name)
    if not isinstance(frame, dict):
        raise BadFile(f"{path}: no data frame {name!r}; it holds {listed(objects)}; fetch the file again")
    expected = list(expected)
    expect_columns(frame, expected, ignore=frame if ignore is None else ignore, path=path)
    return {column: frame[column] for column in expected}


def register(con: duckdb.DuckDBPyConnection, columns: Columns) -> str:
    """Make the columns a view of `con` under a new name, which is returned; days become timestamps.

    The name is new each time, so a relation on it stays what it was when other files are registered.
    """
    view = f"frame_{uuid4().hex}"
    con.register(view, {name: _seconds(values) for name, values in columns.items()})
    return view


def check_values(con: duckdb.DuckDBPyConnection, view: str, column: str, known: Collection[Any], path: Path) -> None:
    """Raise BadFile when `column` of `view` holds a value outside `known`; missing values pass."""
    rows = con.sql(f'SELECT DISTINCT "{column}" FROM {view} WHERE "{column}" IS NOT NULL').fetchall()
    expect_categories((_plain(value) for (value,) in rows), {_plain(value) for value in known}, column, path)


def _seconds(values: Any) -> Any:
    # DuckDB takes datetime64 in seconds and finer, not in days.
    return values.astype("datetime64[s]") if np.issubdtype(values.dtype, np.datetime64) else values


def _plain(value: Any) -> str:
    return f"{value:g}" if isinstance(value, int | float) else str(value)
