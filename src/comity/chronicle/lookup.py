"""Read the curated CSV files that lie beside this module."""

import csv
from pathlib import Path

from comity.errors import BadFile


def read_rows(name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Rows of `<name>.csv` of this folder as text; `BadFile` where its first row names other columns."""
    path = Path(__file__).parent / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if tuple(reader.fieldnames or ()) != columns:
            raise BadFile(f"{path.name} has columns {reader.fieldnames}; they should be {', '.join(columns)}")
        return list(reader)
