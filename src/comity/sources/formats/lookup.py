"""Look-ups that people curate: small CSV files beside a reader, each row with its reason."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from comity.tables.columns import Columns


def read_lookup(module: str, name: str) -> Columns:
    """The columns of the CSV file `name` beside the file `module`; an empty field is None.

    Raises ValueError when a row has no reason.
    """
    path = Path(module).with_name(name)
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    bare = [number for number, row in enumerate(rows, 2) if not row["reason"]]
    if bare:
        raise ValueError(f"{path}: no reason in row {bare[0]}")
    columns: Columns = {}
    for column in rows[0]:
        columns[column] = np.empty(len(rows), dtype=object)
        columns[column][:] = [row[column] or None for row in rows]
    return columns
