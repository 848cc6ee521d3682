"""Add statements to a study: checked like those that are there, saved so that nobody's work is lost."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from comity.errors import BadFile, UserError
from comity.evidence.checking import clean, settle
from comity.evidence.columns import BY_NAME, COLUMNS, bare_id
from comity.evidence.drafts import NAME as DRAFTS
from comity.evidence.drafts import Draft, check_filled, missing, read_drafts
from comity.evidence.interviews import expect_within_terms
from comity.evidence.ledger import check_table, expect_known, statements_of
from comity.evidence.statement import Statement
from comity.evidence.study import Study, allowed_ids, load_study
from comity.evidence.table import Table
from comity.evidence.visible import hidden_character
from comity.evidence.writing import append_rows, locked, rewrite
from comity.terms.names import sanitise

FILE = "added.csv"
"""File in `evidence/` to which new statements go."""

_NAMES = tuple(column.name for column in COLUMNS)
_AT_FIRST = _NAMES[1 : _NAMES.index("interview") + 1]
"""Columns that ids have always been made from, whatever stands in them."""
_Row = tuple[dict[str, str], str]


@dataclass(frozen=True, slots=True)
class Added:
    """Ids of what was added, of what waits in `to_grade.csv`, and of what was there already or came twice."""

    statements: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


def new_id(cells: Mapping[str, str]) -> str:
    """An id from what the row says, so that the same row has the same id in every copy of a study."""
    # What rules proposed is not what the row says, and a column of a later edition that is empty says nothing.
    proposed = {"id", "proposed", *cells.get("proposed", "").split()}
    own = {name: "" if name in proposed else cells.get(name, "") for name in _NAMES}
    said = "\x1f".join(own[name] for name in _AT_FIRST)
    said += "".join(f"\x1f{name}={own[name]}" for name in _NAMES if name not in _AT_FIRST and own[name])
    return "s" + hashlib.sha256(said.encode()).hexdigest()[:12]


def add_statements(folder: Path, table: Table, file: str = FILE) -> Added:
    """Save the rows of a table: complete ones as evidence, others to be graded; all of them or none.

    A row without an id gets one. A row that stands in the study already, under the same id and with the same
    cells, is not added again. `BadFile` for the first fault, by the row of `table`.
    """
    if not file.lower().endswith(".csv") or Path(file).name != file or file.startswith("."):
        raise UserError(f"'{sanitise(file)}' is not a file name; give one that ends in .csv, without a folder")
    if hidden := hidden_character(file):
        raise UserError(f"'{sanitise(file)}' holds the invisible character {hidden}; give another file name")
    clean(table, COLUMNS)
    settle(table, COLUMNS)
    with locked(folder):
        study, drafts = load_study(folder), read_drafts(folder)
        rows, twice = _with_ids(table)
        held: dict[str, Statement | Draft] = {s.id: s for s in study.statements}
        held |= {draft.id: draft for draft in drafts}
        new = [(cells, place) for cells, place in rows if not _is_known(cells, place, held)]
        complete = [(cells, place) for cells, place in new if not missing(cells)]
        waiting = [(cells, place) for cells, place in new if missing(cells)]
        _check(study, table.label, complete, waiting)
        append_rows(folder, f"evidence/{file}", _NAMES, [cells for cells, _ in complete])
        append_rows(folder, DRAFTS, _NAMES, [cells for cells, _ in waiting])
    new_ids = {cells["id"] for cells, _ in new}
    return Added(
        tuple(cells["id"] for cells, _ in complete),
        tuple(cells["id"] for cells, _ in waiting),
        (*(cells["id"] for cells, _ in rows if cells["id"] not in new_ids), *twice),
    )


def grade(folder: Path, id: str, fill: Callable[[Draft], Mapping[str, str]], file: str = FILE) -> None:
    """Fill a row of `to_grade.csv` and move it to the evidence. `UserError` while something is missing."""
    id = bare_id(id)
    draft = next((d for d in read_drafts(folder) if d.id == id), None)
    if draft is None:
        raise UserError(f"no row '{sanitise(id)}' in {DRAFTS}; see: comity evidence list {sanitise(str(folder), 200)}")
    cells = {**draft.cells, **fill(draft), "id": id}
    if lacking := missing(cells):
        raise UserError(f"{draft.origin}: {', '.join(lacking)} missing; give them, or fill them in {DRAFTS}")
    table = Table(DRAFTS.removesuffix(".csv"), {n: [cells.get(n, "")] for n in _NAMES}, [f"row of {id}"])
    clean(table, COLUMNS)
    settle(table, COLUMNS)
    with locked(folder):
        drafts = read_drafts(folder)
        if not any(d.id == id and d.cells == draft.cells for d in drafts):
            raise UserError(f"{DRAFTS}: row {id} was changed meanwhile; look at it and grade it again")
        study = load_study(folder)
        # A run that was stopped between the two files has moved it already: then only the draft is to go.
        if not _is_known(_cells(table, 0), table.origin(0), {s.id: s for s in study.statements}):
            _check(study, table.label, [(_cells(table, 0), table.places[0])], [])
            append_rows(folder, f"evidence/{file}", _NAMES, [_cells(table, 0)])
        rewrite(folder, DRAFTS, _NAMES, [d.cells for d in drafts if d.id != id])


def _cells(table: Table, row: int) -> dict[str, str]:
    return {name: cells[row] for name, cells in table.columns.items() if cells[row]}


def _with_ids(table: Table) -> tuple[list[_Row], list[str]]:
    """Each row with its place, and ids of rows that say word for word what an earlier one says.

    A row of nothing but an id is refused, and so is an id that two different rows bear.
    """
    rows: dict[str, _Row] = {}
    twice: list[str] = []
    for row, place in enumerate(table.places):
        cells, origin = _cells(table, row), f"{table.label}, {place}"
        if not set(cells) - {"id"}:
            raise BadFile(f"{origin}: holds nothing; take the row away")
        cells = {"id": cells.pop("id", "") or new_id(cells), **cells}
        if (earlier := rows.get(cells["id"])) and earlier[0] != cells:
            taken = f"'{sanitise(cells['id'])}' is taken by {earlier[1]}"
            raise BadFile(f"{origin}, id: {taken}; give one of them a new id")
        if earlier:
            twice.append(cells["id"])
        else:
            rows[cells["id"]] = (cells, origin)
    return list(rows.values()), twice


def _is_known(cells: Mapping[str, str], place: str, held: Mapping[str, Statement | Draft]) -> bool:
    there = held.get(cells["id"])
    if there is None:
        return False
    filled = there.cells if isinstance(there, Draft) else {name: getattr(there, name) for name in _NAMES}
    if cells["id"] == (same := new_id(cells)) or new_id(filled) == same:
        return True
    raise BadFile(f"{place}, id: '{sanitise(cells['id'])}' is taken by {there.origin}; give the row a new id")


def _check(study: Study, label: str, complete: list[_Row], waiting: list[_Row]) -> None:
    """Check new rows as `load_study` would, before anything is written."""
    made = {True: _table(label, complete), False: _table(label, waiting)}
    check_filled(made[False], COLUMNS)
    check_table(made[True], allowed_ids(study))
    new = statements_of(made[True])
    expect_within_terms(new, study.interviews)
    expect_known(new, {s.id for s in (*study.statements, *new)})


def _table(label: str, rows: list[_Row]) -> Table:
    places = [place.removeprefix(f"{label}, ") for _, place in rows]
    return Table(label, {name: [cells.get(name, "") for cells, _ in rows] for name in BY_NAME}, places)
