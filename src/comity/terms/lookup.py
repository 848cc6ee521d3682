"""Read the curated CSV files that lie beside this module."""

import csv
from pathlib import Path


def read_lookup(name: str) -> list[dict[str, str]]:
    """Rows of `<name>.csv` of this folder, every cell a string, an empty cell an empty string."""
    with (Path(__file__).parent / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
