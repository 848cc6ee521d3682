"""Check tables column by column, each distinct text once. A fault is one line: file, row, column, what to write."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from operator import itemgetter

from comity.errors import BadFile, UserError
from comity.evidence.columns import Column
from comity.evidence.table import Table
from comity.evidence.visible import FORMULA_HEADS, hidden_character, is_formula, unguarded


class Faults:
    """The first fault of a table, by row and then by column."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._order = {column.name: place for place, column in enumerate(columns)}
        self._first: tuple[int, int, str, str] | None = None

    def add(self, row: int, column: str, problem: str) -> None:
        """Note a fault; only the first is kept."""
        new = (row, self._order[column], column, problem)
        if self._first is None or new[:2] < self._first[:2]:
            self._first = new

    def add_first(self, column: str, cells: Sequence[str], wrong: Mapping[str, str]) -> None:
        """Note the first row whose cell is a key of `wrong`, with the problem that it names."""
        if wrong:
            row = next(i for i, cell in enumerate(cells) if cell in wrong)
            self.add(row, column, wrong[cells[row]])

    def raise_first(self, table: Table) -> None:
        """`BadFile` for the first fault, if there is one."""
        if self._first is not None:
            row, _, column, problem = self._first
            raise BadFile(f"{table.origin(row)}, {column}: {problem}")


def clean(table: Table, columns: Sequence[Column]) -> None:
    """Strip all cells in place; refuse what is too long, invisible or, in a CSV file, a formula."""
    faults = Faults(columns)
    longest = {column.name: column.longest for column in columns}
    is_csv = table.label.lower().endswith(".csv")
    for name, raw in table.columns.items():
        cells = list(map(str.strip, raw))
        distinct = set(cells)
        heads = set(map(_HEAD, distinct))
        if _may_be_wrong(distinct, heads, longest[name], is_csv):
            wrong = {cell: fault for cell in distinct if (fault := _fault(cell, longest[name], is_csv))}
            faults.add_first(name, cells, wrong)
        if is_csv and "'" in heads:
            cells = list(map(unguarded, cells))
        table.columns[name] = cells
    faults.raise_first(table)


_HEAD = itemgetter(slice(1))


def _may_be_wrong(distinct: Set[str], heads: Set[str], longest: int, is_csv: bool) -> bool:
    """Whether any cell needs a closer look: a quick answer for whole columns, which are nearly always right."""
    if len(max(distinct, key=len, default="")) > longest or not all(map(str.isprintable, distinct)):
        return True
    return is_csv and not FORMULA_HEADS.isdisjoint(heads)


def _fault(cell: str, longest: int, is_csv: bool) -> str | None:
    if len(cell) > longest:
        return f"{len(cell):,} characters; write at most {longest}"
    if not cell.isprintable() and (hidden := hidden_character(cell)):
        return f"holds the invisible character {hidden}; take it out"
    if is_csv and is_formula(cell):
        return f"begins with {cell[0]}, as a formula does; put an apostrophe (') before it"
    return None


def check(table: Table, columns: Sequence[Column], faults: Faults, whole: str) -> None:
    """Note the cells of a cleaned table that their columns do not allow, and put what is stored in place of the others.

    `whole` is what an error calls a row.
    """
    for column in columns:
        cells = table.columns.get(column.name)
        if cells is None:
            continue
        wrong: dict[str, str] = {}
        stored: dict[str, str] = {}
        for cell in set(cells):
            if not cell:
                if column.required:
                    wrong[cell] = f"is empty; every {whole} needs it"
                continue
            try:
                if (kept := column.check(cell)) != cell:
                    stored[cell] = kept
            except UserError as error:
                wrong[cell] = str(error)
        faults.add_first(column.name, cells, wrong)
        if stored:
            table.columns[column.name] = [stored.get(cell, cell) for cell in cells]


def settle(table: Table, columns: Sequence[Column]) -> None:
    """Put what is stored in place of the cells of a cleaned table, wherever their columns allow them."""
    check(table, [replace(column, required=False) for column in columns], Faults(columns), "row")
