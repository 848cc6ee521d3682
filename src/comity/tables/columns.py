"""The one shape in which rows travel between functions: named NumPy columns of equal length.

DuckDB takes such a mapping as it is; in text columns None, in floats NaN and in masked arrays the
mask stand for "no value".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Columns = dict[str, Array]


def length(columns: Mapping[str, Array]) -> int:
    """Number of rows. Raises ValueError when the columns differ in length."""
    sizes = {name: len(values) for name, values in columns.items()}
    if len(set(sizes.values())) > 1:
        raise ValueError(f"columns differ in length: {sizes}")
    return next(iter(sizes.values()), 0)


def cells(values: Iterable[object], count: int) -> Array:
    """A column of `count` cells that are sequences themselves, such as the details of each row."""
    return np.fromiter(values, dtype=object, count=count)


def concat(parts: Sequence[Columns]) -> Columns:
    """Stack several sets of columns that have the same names, in the order of the first.

    Missing values stay missing; no parts give no columns. Raises ValueError when a part has other columns.
    """
    if not parts:
        return {}
    names = list(parts[0])
    for number, part in enumerate(parts):
        length(part)
        if set(part) != set(names):
            raise ValueError(f"part {number} has other columns than part 0: {sorted(set(part) ^ set(names))}")
    return {name: _stack([part[name] for part in parts]) for name in names}


def _stack(arrays: Sequence[Array]) -> Array:
    if any(np.ma.isMaskedArray(array) for array in arrays):
        stacked: Array = np.ma.concatenate(arrays)  # type: ignore[no-untyped-call]
        return stacked
    return np.concatenate(arrays)
