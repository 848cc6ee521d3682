"""Read `evidence/` of a study folder. A fault is one line: file, row, column, what to write instead.

Columns are checked whole, and each distinct text of a column once, so that a hundred thousand rows stay quick.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from comity.errors import BadFile, UserError
from comity.evidence.columns import BY_NAME, COLUMNS, OPTIONAL, REQUIRED, Check, one_of
from comity.evidence.corrections import Correction, correct
from comity.evidence.guarded import evidence_files, read_text
from comity.evidence.statement import Statement
from comity.evidence.table import Table, read_csv, read_yaml
from comity.evidence.visible import hidden_character, is_formula, unguarded
from comity.terms.names import sanitise
from comity.terms.period import parse_as_of

__all__ = ["OPTIONAL", "REQUIRED", "read_ledger"]

MOST_BYTES = 200_000_000
MOST_YAML_BYTES = 8_000_000
MOST_FILES = 200
MOST_ROWS = 250_000


def read_ledger(
    folder: Path,
    sectors: Collection[str],
    corrections: Sequence[Correction] = (),
    documents: Collection[str] = (),
    interviews: Collection[str] = (),
) -> tuple[Statement, ...]:
    """All statements of the files in `folder`, in order of file name and row; `BadFile` for any fault.

    `sectors`, `documents` and `interviews` are the ids that the columns of those names may hold.
    """
    tables = list(_tables(folder))
    for table in tables:
        _clean(table)
    _expect_unique(tables)
    mended = correct(tables, corrections)
    allowed = {"sector": sectors, "document": documents, "interview": interviews}
    for table in tables:
        check_table(table, allowed)
    statements = tuple(s for table in tables for s in _statements(table, mended))
    _expect_known(statements)
    return statements


def _tables(folder: Path) -> Iterable[Table]:
    rows = 0
    for path in evidence_files(folder, "evidence", MOST_FILES):
        label = f"evidence/{sanitise(path.name)}"
        if path.suffix.lower() == ".csv":
            table = read_csv(read_text(path, label, MOST_BYTES), label)
        else:
            table = read_yaml(read_text(path, label, MOST_YAML_BYTES), label)
        rows += len(table.places)
        if rows > MOST_ROWS:
            raise BadFile(f"{label}: more than {MOST_ROWS:,} rows of evidence; split the study")
        yield table


def _expect_unique(tables: Sequence[Table]) -> None:
    found: dict[str, tuple[Table, int]] = {}
    for table in tables:
        for row, id in enumerate(table.columns["id"]):
            if id and id in found:
                earlier, at = found[id]
                taken = f"'{sanitise(id)}' is taken by {earlier.origin(at)}"
                raise BadFile(f"{table.origin(row)}, id: {taken}; give one of them a new id")
            found[id] = (table, row)


@dataclass(slots=True)
class _Faults:
    """The first fault of a table, by row and then by column."""

    first: tuple[int, str, str] | None = None
    order: Mapping[str, int] = field(default_factory=lambda: {name: i for i, name in enumerate(BY_NAME)})

    def add(self, row: int, column: str, problem: str) -> None:
        new = (row, self.order[column])
        if self.first is None or new < (self.first[0], self.order[self.first[1]]):
            self.first = (row, column, problem)

    def expect_none(self, table: Table) -> None:
        if self.first is not None:
            row, column, problem = self.first
            raise BadFile(f"{table.origin(row)}, {column}: {problem}")


def _clean(table: Table) -> None:
    """Strip all cells; refuse what is too long, invisible or a formula."""
    faults = _Faults()
    is_csv = table.label.lower().endswith(".csv")
    for name, raw in table.columns.items():
        cells = list(map(str.strip, raw))
        longest = BY_NAME[name].longest
        distinct = set(cells)
        wrong: dict[str, str] = {}
        for cell in distinct:
            if len(cell) > longest:
                wrong[cell] = f"{len(cell):,} characters; write at most {longest}"
            elif not cell.isprintable() and (hidden := hidden_character(cell)):
                wrong[cell] = f"holds the invisible character {hidden}; take it out"
            elif is_csv and is_formula(cell):
                wrong[cell] = f"begins with {cell[0]}, as a formula does; put an apostrophe (') before it"
        _note(faults, name, cells, wrong)
        if is_csv and any(cell.startswith("'") for cell in distinct):
            cells = list(map(unguarded, cells))
        table.columns[name] = cells
    faults.expect_none(table)


def _note(faults: _Faults, name: str, cells: list[str], wrong: Mapping[str, str]) -> None:
    if wrong:
        row = next(i for i, cell in enumerate(cells) if cell in wrong)
        faults.add(row, name, wrong[cells[row]])


def check_table(table: Table, allowed: Mapping[str, Collection[str]]) -> None:
    """Check every cell of a cleaned table, and the cells of a row against each other."""
    faults = _Faults()
    for column in COLUMNS:
        cells = table.columns.get(column.name)
        if cells is None:
            continue
        wrong: dict[str, str] = {}
        check = _check(column.name, column.check, allowed)
        for cell in set(cells):
            if cell:
                try:
                    check(cell)
                except UserError as error:
                    wrong[cell] = str(error)
            elif column.required and column.name != "source":
                wrong[cell] = "is empty; every statement needs it"
        _note(faults, column.name, cells, wrong)
    _check_rows(table, faults)
    faults.expect_none(table)


def _check(name: str, check: Check, allowed: Mapping[str, Collection[str]]) -> Check:
    if name == "sector":
        return one_of(sorted(allowed[name]))
    if name in ("document", "interview"):
        return _registered(name, allowed[name])
    return check


def _registered(name: str, known: Collection[str]) -> Check:
    def check(text: str) -> str:
        if text not in known:
            raise UserError(f"no {name} '{sanitise(text)}' in {name}s.csv; add it first: comity evidence {name} add")
        return text

    return check


def _check_rows(table: Table, faults: _Faults) -> None:
    """What must hold between the cells of one row."""
    rows = len(table.places)
    empty = [""] * rows
    get = {name: table.columns.get(name, empty) for name in BY_NAME}
    for i in range(rows):
        if get["b"][i] and get["b"][i] == get["a"][i]:
            faults.add(i, "b", f"is {sanitise(get['b'][i])} like a; name another state, or leave it empty")
        if bool(get["value"][i]) != bool(get["unit"][i]):
            missing = "unit" if get["value"][i] else "value"
            faults.add(i, missing, "is empty; a number needs a unit, and a unit a number")
        if bool(get["source"][i]) == bool(get["interview"][i]):
            _check_source(i, get, faults)
    for i, (quote, language) in enumerate(zip(get["quote"], get["language"], strict=True)):
        if quote and not language:
            faults.add(i, "language", "is empty; say in which language the quote is, as in BCP 47: he, kk-Cyrl")
    if any(get["first_seen"]) and any(get["last_seen"]):
        for i, (first, last) in enumerate(zip(get["first_seen"], get["last_seen"], strict=True)):
            if first and last and _reversed(first, last):
                faults.add(i, "last_seen", f"{last} lies before first_seen {first}; change one of them")
    for name in ("fulfils", "corrects", "retracts"):
        for i, (other, id) in enumerate(zip(get[name], get["id"], strict=True)):
            if other and other == id:
                faults.add(i, name, "is the statement itself; name another one")


def _check_source(row: int, get: Mapping[str, list[str]], faults: _Faults) -> None:
    if get["source"][row]:
        faults.add(row, "source", "is given for an interview; leave it empty, it is written from the terms agreed")
    else:
        faults.add(row, "source", "is empty; every statement needs it")


def _reversed(first: str, last: str) -> bool:
    try:
        return parse_as_of(last) < parse_as_of(first)
    except UserError:
        return False


def _statements(table: Table, mended: Mapping[str, str]) -> Iterable[Statement]:
    rows = len(table.places)
    empty = [""] * rows
    cells = {column.name: table.columns.get(column.name, empty) for column in COLUMNS}
    origins = [f"{table.label}, {place}" for place in table.places]
    corrected = [mended.get(id, "") for id in cells["id"]] if mended else empty
    given = {**cells, "origin": origins, "corrected": corrected}
    return map(Statement, *(given[name] for name in Statement.__slots__))


def _expect_known(statements: Sequence[Statement]) -> None:
    """`fulfils`, `corrects` and `retracts` name statements of the study."""
    named = [s for s in statements if s.fulfils or s.corrects or s.retracts]
    known = {s.id for s in statements} if named else set()
    for s in named:
        for column in ("fulfils", "corrects", "retracts"):
            other = getattr(s, column)
            if other and other not in known:
                raise BadFile(f"{s.origin}, {column}: no statement '{sanitise(other)}' in the study; check its id")
