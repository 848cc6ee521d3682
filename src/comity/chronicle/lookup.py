"""Read the curated CSV files of the chronicle."""

import csv
from pathlib import Path

from comity.errors import BadFile


def read_rows(name: str, columns: tuple[str, ...], folder: Path = Path(__file__).parent) -> list[dict[str, str]]:
    """Rows of `<name>.csv` as text, of this folder or another; `BadFile` where it has other columns or ragged rows."""
    path = folder / f"{name}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if tuple(reader.fieldnames or ()) != columns:
                raise BadFile(f"{path.name} has columns {reader.fieldnames}; they should be {', '.join(columns)}")
            rows = list(reader)
    except (OSError, ValueError, csv.Error) as error:
        raise BadFile(f"{path}: cannot be read: {error}; fetch it again") from error
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise BadFile(f"{path}: row {number} has not {len(columns)} fields; mend the row")
    return rows
