"""Between rows and square matrices: the few steps that matrix measures share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from comity.tables.columns import Columns, concat, length

if TYPE_CHECKING:
    import duckdb

Matrix = NDArray[np.float64]


def yearly(con: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[int, dict[str, NDArray[Any]]]]:
    """Run `query`, which must select `year` first and order by it, and give each year's columns."""
    columns = con.execute(query).fetchnumpy()
    years = np.asarray(columns.pop("year"))
    if not len(years):
        return
    starts = np.flatnonzero(np.r_[True, years[1:] != years[:-1]])
    for first, last in zip(starts, [*starts[1:], len(years)], strict=True):
        yield int(years[first]), {name: values[first:last] for name, values in columns.items()}


def upper(
    states: Sequence[str], period: int, values: dict[str, NDArray[Any]], where: NDArray[np.bool_] | None = None
) -> Columns:
    """Rows a < b of the upper triangles of square matrices whose rows stand for sorted `states`.

    With `where` (states x states) only the pairs for which it holds.
    """
    ids = np.asarray(states, dtype=object)
    above = np.triu(np.ones((len(ids), len(ids)), dtype=bool), 1)
    i, j = np.nonzero(above if where is None else above & where)
    place = i * len(ids) + j
    rows = {"a": ids[i], "b": ids[j], "period": np.full(len(i), period, dtype=np.int32)}
    return rows | {name: np.asarray(matrix).ravel()[place] for name, matrix in values.items()}


def keep(rows: Columns, mask: NDArray[np.bool_]) -> Columns:
    """The rows where `mask` holds."""
    return {name: values[mask] for name, values in rows.items()}


def stacked(parts: Sequence[Columns]) -> Columns:
    """The rows of all parts; of no parts, or of parts without rows, columns of a measure without rows."""
    kept = [part for part in parts if length(part)]
    if kept:
        return concat(kept)
    text = np.empty(0, dtype="<U3")
    return {"a": text, "b": text, "period": np.empty(0, dtype=np.int32), "value": np.empty(0)}


def split(parts: Sequence[Columns], names: dict[str, str]) -> dict[str, Columns]:
    """From stacked rows that carry several values, one set of rows per measure id.

    `names` gives the column that holds each measure's value; `n` goes with each.
    """
    rows = concat(parts)
    shared = {name: rows[name] for name in ("a", "b", "period", "n") if name in rows}
    return {measure: shared | {"value": rows[column]} for measure, column in names.items()}
