"""`to_grade.csv`: rows that an import could not fill. They count nowhere until somebody fills and grades them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from comity.evidence.checking import Faults, check
from comity.evidence.columns import COLUMNS, REQUIRED, Column
from comity.evidence.register import expect_unique, read_register
from comity.evidence.table import Table

NAME = "to_grade.csv"
STATE = "to_grade"
OPEN = tuple(replace(column, required=column.name == "id") for column in COLUMNS)
"""The columns of evidence, of which only the id is needed."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A row on its way: the cells that are filled, and where it stands."""

    id: str
    cells: Mapping[str, str]
    origin: str

    @property
    def missing(self) -> tuple[str, ...]:
        """Columns that it needs before it can count."""
        return missing(self.cells)


def missing(cells: Mapping[str, str]) -> tuple[str, ...]:
    """Needed columns that are empty; the source of an interview is written from its terms."""
    needed = [name for name in REQUIRED if not (name == "source" and cells.get("interview"))]
    return tuple(name for name in needed if name != "id" and not cells.get(name))


def read_drafts(folder: Path) -> tuple[Draft, ...]:
    """Rows that wait to be graded, in order; none where there is no such file. `BadFile` for any fault."""
    table, faults = read_register(folder, NAME, OPEN)
    expect_unique(table, faults)
    faults.raise_first(table)
    rows = zip(*(table.columns[column.name] for column in COLUMNS), strict=True)
    names = [column.name for column in COLUMNS]
    return tuple(
        Draft(cells[0], {name: cell for name, cell in zip(names, cells, strict=True) if cell}, table.origin(i))
        for i, cells in enumerate(rows)
    )


def check_filled(table: Table, columns: Collection[Column]) -> None:
    """Check what is filled in a cleaned table, and leave what is empty."""
    faults = Faults(COLUMNS)
    check(table, [replace(column, required=False) for column in columns], faults, "row")
    faults.raise_first(table)
