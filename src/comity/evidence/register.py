"""The small CSV files of a study beside its evidence: corrections, documents, interviews, withdrawals."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from comity.evidence.checking import Faults, check, clean
from comity.evidence.columns import Column
from comity.evidence.guarded import read_text
from comity.evidence.table import Table, read_csv

MOST_BYTES = 5_000_000


def read_register(folder: Path, name: str, columns: Sequence[Column], most: int = MOST_BYTES) -> tuple[Table, Faults]:
    """The file `name` of a study as a cleaned table with all of `columns`, empty where there is no such file.

    Returns the faults of single cells, for the caller to add those between cells and then to raise. `BadFile`
    for faults of form.
    """
    path = folder / name
    known = tuple(column.name for column in columns)
    needed = tuple(column.name for column in columns if column.required)
    faults = Faults(columns)
    if not path.exists() and not path.is_symlink():
        return Table(name, {column: [] for column in known}), faults
    table = read_csv(read_text(path, name, most), name, known, needed)
    for column in known:
        table.columns.setdefault(column, [""] * len(table.places))
    clean(table, columns)
    check(table, columns, faults, "row")
    return table, faults


def rows(table: Table) -> Iterator[dict[str, str]]:
    """Each row as column -> text, with its `origin`, ready to become a record."""
    for i, cells in enumerate(zip(*table.columns.values(), strict=True)):
        yield {**dict(zip(table.columns, cells, strict=True)), "origin": table.origin(i)}


def expect_unique(table: Table, faults: Faults, column: str = "id") -> None:
    """Note a second row with the same text in `column`."""
    seen: dict[str, int] = {}
    for row, cell in enumerate(table.columns[column]):
        if cell and cell in seen:
            faults.add(row, column, f"'{cell}' is taken by {table.places[seen[cell]]}; give one of them a new {column}")
        seen.setdefault(cell, row)
