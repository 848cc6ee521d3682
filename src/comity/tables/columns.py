"""Columns: the interchange form of a table between functions.

A missing value is `None` in an object array, NaN in a float array, NaT in a date array, and a masked entry in
an integer or boolean array. DuckDB registers such a dict as it is and reads all four as NULL.
"""

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Columns = dict[str, Array]


def length(cols: Columns) -> int:
    """Number of rows. No columns: 0. Raises ValueError when columns differ in length."""
    sizes = {name: len(values) for name, values in cols.items()}
    if len(set(sizes.values())) > 1:
        raise ValueError(f"columns differ in length: {sizes}")
    return next(iter(sizes.values()), 0)


def concat(parts: list[Columns]) -> Columns:
    """Stack tables with the same column names, in the order of the first; missing values stay missing.

    Raises ValueError when a part has other columns. No parts: no columns.
    """
    if not parts:
        return {}
    names = list(parts[0])
    for number, part in enumerate(parts):
        length(part)
        if set(part) != set(names):
            differing = sorted(set(part) ^ set(names))
            raise ValueError(f"part {number} has other columns than part 0: {differing}")
    return {name: _stack([part[name] for part in parts]) for name in names}


def _stack(arrays: list[Array]) -> Array:
    if any(np.ma.isMaskedArray(array) for array in arrays):
        stacked: Array = np.ma.concatenate(arrays)  # type: ignore[no-untyped-call]
        return stacked
    return np.concatenate(arrays)
