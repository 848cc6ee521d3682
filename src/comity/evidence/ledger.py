"""Read `evidence/` of a study folder. A fault is one line: file, row, column, what to write instead.

Columns are checked whole, and each distinct text of a column once, so that a hundred thousand rows stay quick.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from comity.errors import BadFile, UserError
from comity.evidence.amount import misfit
from comity.evidence.checking import Faults, check, clean
from comity.evidence.columns import BY_NAME, COLUMNS, OPTIONAL, REQUIRED, Check, Column, one_of
from comity.evidence.corrections import Correction, correct
from comity.evidence.guarded import evidence_files, read_text
from comity.evidence.statement import Statement
from comity.evidence.table import Table, read_csv, read_yaml
from comity.terms.dated import Dated
from comity.terms.names import sanitise

__all__ = ["OPTIONAL", "REQUIRED", "read_ledger"]

MOST_BYTES = 200_000_000
MOST_YAML_BYTES = 8_000_000
MOST_FILES = 200
MOST_ROWS = 250_000


def read_ledger(
    folder: Path, allowed: Mapping[str, Collection[str]], corrections: Sequence[Correction] = ()
) -> tuple[Statement, ...]:
    """All statements of the files in `folder`, in order of file name and row; `BadFile` for any fault.

    `allowed` holds the ids that the columns sector, document and interview may hold.
    """
    tables = list(_tables(folder))
    for table in tables:
        clean(table, COLUMNS)
    _expect_unique(tables)
    mended = correct(tables, corrections)
    for table in tables:
        check_table(table, allowed)
    statements = tuple(s for table in tables for s in statements_of(table, mended))
    expect_known(statements, {s.id for s in statements})
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


def check_table(table: Table, allowed: Mapping[str, Collection[str]]) -> None:
    """Check every cell of a cleaned table, and the cells of a row against each other.

    `allowed` holds the ids that the columns sector, document and interview may hold.
    """
    faults = Faults(COLUMNS)
    special = {name: _registered(name, allowed[name]) for name in ("document", "interview")}
    special["sector"] = one_of(sorted(allowed["sector"]))
    check(table, [_for_study(column, special) for column in COLUMNS], faults, "statement")
    _check_rows(table, faults)
    faults.raise_first(table)


def _for_study(column: Column, special: Mapping[str, Check]) -> Column:
    """The column as this study checks it; that a source may be empty for an interview is checked by row."""
    required = column.required and column.name != "source"
    return replace(column, check=special.get(column.name, column.check), required=required)


def _registered(name: str, known: Collection[str]) -> Check:
    def registered(text: str) -> str:
        if text not in known:
            raise UserError(f"no {name} '{sanitise(text)}' in {name}s.csv; add it first: comity evidence {name} add")
        return text

    return registered


def _check_rows(table: Table, faults: Faults) -> None:
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
        _check_types(i, get, faults)
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


def _check_source(row: int, get: Mapping[str, list[str]], faults: Faults) -> None:
    if get["source"][row]:
        faults.add(row, "source", "is given for an interview; leave it empty, it is written from the terms agreed")
    else:
        faults.add(row, "source", "is empty; every statement needs it")


def _check_types(row: int, get: Mapping[str, list[str]], faults: Faults) -> None:
    """What the typed columns say must fit the value and the states beside them."""
    if problem := misfit(get["value"][row], get["bound"][row]):
        faults.add(row, "bound", problem)
    if get["direction"][row] == "b" and not get["b"][row]:
        faults.add(row, "direction", "is b, but no state stands in b; name it, or write a")
    if get["part"][row] and not get["value"][row]:
        faults.add(row, "part", "is given without a value; leave it empty, or give the value")
    for name in get["proposed"][row].split():
        if name in BY_NAME and not get[name][row]:
            faults.add(row, "proposed", f"names {name}, which is empty; take the name away")


def _reversed(first: str, last: str) -> bool:
    try:
        return Dated.parse(last).end < Dated.parse(first).end
    except UserError:
        return False


def statements_of(table: Table, mended: Mapping[str, str] | None = None) -> tuple[Statement, ...]:
    """The rows of a checked table; `mended` says of an id what a correction changed."""
    rows = len(table.places)
    empty = [""] * rows
    cells = {column.name: table.columns.get(column.name, empty) for column in COLUMNS}
    origins = [f"{table.label}, {place}" for place in table.places]
    corrected = [mended.get(id, "") for id in cells["id"]] if mended else empty
    given = {**cells, "origin": origins, "corrected": corrected}
    return tuple(map(Statement, *(given[name] for name in Statement.__slots__)))


def expect_known(statements: Sequence[Statement], known: Collection[str]) -> None:
    """`BadFile` where fulfils, corrects or retracts names a statement that is not `known`."""
    for s in statements:
        if s.fulfils or s.corrects or s.retracts:
            for column in ("fulfils", "corrects", "retracts"):
                other = getattr(s, column)
                if other and other not in known:
                    raise BadFile(f"{s.origin}, {column}: no statement '{sanitise(other)}' in the study; check its id")
