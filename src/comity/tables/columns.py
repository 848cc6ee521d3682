"""The one shape in which rows travel between functions: named NumPy columns of equal length.

DuckDB takes such a mapping as it is; in text columns None, in floats NaN and in masked arrays the
mask stand for "no value".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def concat(parts: Sequence[Columns]) -> Columns:
    """Stack several sets of columns that have the same names, in the order given."""
    if not parts:
        return {}
    names = list(parts[0])
    if any(set(part) != set(names) for part in parts):
        raise ValueError(f"a part has other columns than {sorted(names)}")
    return {
        name: (np.ma.concatenate if any(np.ma.isMaskedArray(p[name]) for p in parts) else np.concatenate)(
            [p[name] for p in parts]
        )
        for name in names
    }
