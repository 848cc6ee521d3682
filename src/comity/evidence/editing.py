"""Change a statement where it stands: only from what is there now, checked like any row, and never without a trace.

Whoever changes a row says which version of it they read. Where it is another by now, nothing is written and both are
given back. What a cell held before goes to `edits.csv`, so that no word of anybody is lost.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from comity.errors import BadFile, UserError
from comity.evidence.checking import clean, settle
from comity.evidence.columns import BY_NAME, COLUMNS, NONE, PROPOSABLE, Column, bare_id
from comity.evidence.corrections import read_corrections
from comity.evidence.drafts import Draft
from comity.evidence.guarded import evidence_files, read_text
from comity.evidence.interviews import expect_within_terms
from comity.evidence.ledger import MOST_BYTES, MOST_FILES, check_table, expect_known, statements_of
from comity.evidence.register import read_register
from comity.evidence.removing import withdraw
from comity.evidence.study import allowed_ids, load_study
from comity.evidence.table import Table, read_csv, read_yaml
from comity.evidence.visible import guarded, unguarded
from comity.evidence.widening import widened_csv
from comity.evidence.writing import append_rows, locked, replace_text
from comity.terms.names import sanitise

NAME = "edits.csv"
EDITS = (
    Column("id", BY_NAME["id"].check, required=True),
    Column("column", required=True),
    Column("before", longest=2000),
    Column("after", longest=2000),
    Column("who", required=True),
    Column("day", BY_NAME["accessed"].check, required=True),
)
_TRACE = tuple(column.name for column in EDITS)
_NAMES = tuple(column.name for column in COLUMNS)


@dataclass(frozen=True, slots=True)
class Edit:
    """One cell that somebody changed: what it held before and after, who did it, on which day."""

    id: str
    column: str
    before: str
    after: str
    who: str
    day: str


@dataclass(frozen=True, slots=True)
class Row:
    """A statement as its file holds it: `file` of the study, and the cells that are not empty."""

    id: str
    file: str
    cells: Mapping[str, str]

    @property
    def version(self) -> str:
        """What changes when the row does."""
        return version_of(self.cells)


class Changed(UserError):
    """Somebody changed the row since it was read: `now` is what it says by now."""

    def __init__(self, message: str, now: Mapping[str, str]) -> None:
        super().__init__(message)
        self.now = now


def version_of(cells: Mapping[str, str]) -> str:
    """What changes when any of the cells does; empty ones are as good as none."""
    said = "\x1e".join(f"{name}\x1f{cells[name]}" for name in sorted(cells) if cells[name])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def row_at(folder: Path, id: str) -> Row:
    """The row of a statement, before any correction. `UserError` where there is none."""
    wanted = bare_id(id)
    for name, table in _tables(folder):
        if wanted in table.columns["id"]:
            at = table.columns["id"].index(wanted)
            return Row(wanted, name, {n: cells[at] for n, cells in table.columns.items() if cells[at]})
    raise UserError(f"no statement '{sanitise(wanted)}' in this study")


def history(folder: Path, id: str) -> tuple[Edit, ...]:
    """What was changed in a statement, the oldest first. `BadFile` for a fault in `edits.csv`."""
    table, faults = read_register(folder, NAME, EDITS, MOST_BYTES)
    faults.raise_first(table)
    found = (Edit(*cells) for cells in zip(*(table.columns[name] for name in _TRACE), strict=True))
    return tuple(edit for edit in found if edit.id == id)


def earlier(folder: Path, id: str, now: Mapping[str, str], version: str) -> dict[str, str] | None:
    """The cells of an earlier version of a row, by what was changed since; None where that does not lead there."""
    cells = dict(now)
    for edit in reversed(history(folder, id)):
        if version_of(cells) == version:
            break
        if cells.get(edit.column, "") != edit.after:
            return None
        cells[edit.column] = edit.before
    return {n: text for n, text in cells.items() if text} if version_of(cells) == version else None


def _tables(folder: Path) -> Iterator[tuple[str, Table]]:
    for path in evidence_files(folder / "evidence", "evidence", MOST_FILES):
        name = f"evidence/{path.name}"
        read = read_csv if path.suffix.lower() == ".csv" else read_yaml
        table = read(read_text(path, name, MOST_BYTES), name)
        clean(table, COLUMNS)
        yield name, table


def change(folder: Path, id: str, cells: Mapping[str, str], version: str, *, who: str, day: str) -> Row:
    """Put `cells` (column -> text, "" for none) in place of what the row holds; the row as it is then.

    `version` is that of the row from which the change was made: `Changed` where it is another by now. `UserError` or
    `BadFile` where the row would not hold; nothing is written then.
    """
    with locked(folder):
        row = row_at(folder, id)
        _expect_version(row, version)
        new = _settled(row, cells)
        changed = [n for n in _NAMES if row.cells.get(n, "") != new.get(n, "")]
        if not changed:
            return row
        _expect_changeable(folder, row, changed)
        _check(folder, row, new)
        text = _rewritten(folder, row, new)
        trace = [
            {"id": row.id, "column": n, "before": row.cells.get(n, ""), "after": new.get(n, ""), "who": who, "day": day}
            for n in changed
        ]
        append_rows(folder, NAME, _TRACE, trace)
        replace_text(folder, row.file, text)
        return row_at(folder, row.id)


def remove(folder: Path, id: str, reason: str, version: str, *, day: str) -> tuple[str, ...]:
    """Let a statement count nowhere from now on: its row stays, with a line in `withdrawn.csv`.

    `Changed` where the row is another than the one that was read.
    """
    with locked(folder):
        row = row_at(folder, id)
        _expect_version(row, version)
        return withdraw(folder, row.id, reason, day)


def expect_draft(draft: Draft, version: str) -> None:
    """`Changed` where a row that waits to be graded is another than the one that was read."""
    _expect_version(Row(draft.id, "to_grade.csv", draft.cells), version)


def _expect_version(row: Row, version: str) -> None:
    if row.version != version:
        raise Changed(f"{row.id}: somebody changed it since you read it; look at both and save again", row.cells)


def _settled(row: Row, cells: Mapping[str, str]) -> dict[str, str]:
    """The row with the new cells as they are stored."""
    given = {n: text for n, text in cells.items() if text.strip() != row.cells.get(n, "")}
    if wrong := [n for n in given if n not in BY_NAME or n == "id"]:
        raise UserError(f"{sanitise(wrong[0])} is no column that can be changed")
    table = Table("the statement", {n: [text] for n, text in given.items()}, [row.id])
    clean(table, COLUMNS)
    settle(table, COLUMNS)
    new = {n: text for n, text in {**row.cells, **{n: c[0] for n, c in table.columns.items()}}.items() if text}
    # What a person wrote is no longer what a rule proposed.
    touched = {n for n in PROPOSABLE if row.cells.get(n, "") != new.get(n, "")}
    if "proposed" in new and "proposed" not in given and new["proposed"] != NONE:
        left = [n for n in new["proposed"].split() if n not in touched]
        new["proposed"] = " ".join(left) or NONE
    return new


def _expect_changeable(folder: Path, row: Row, changed: list[str]) -> None:
    if not row.file.lower().endswith(".csv"):
        raise UserError(f"{row.id} stands in {row.file}; change it there, a form changes tables only")
    if row.cells.get("interview") or "interview" in changed:
        raise UserError(f"{row.id} is of an interview; it is changed in its file, under the terms agreed")
    mended = {c.column for c in read_corrections(folder) if c.id == row.id}
    if both := sorted(mended & set(changed)):
        raise UserError(f"{row.id}, {both[0]}: corrections.csv mends it; change it there")


def _check(folder: Path, row: Row, new: Mapping[str, str]) -> None:
    """Check the row as `load_study` would, before anything is written."""
    study = load_study(folder)
    table = Table("the statement", {n: [new.get(n, "")] for n in BY_NAME}, [row.id])
    check_table(table, allowed_ids(study))
    made = statements_of(table)
    expect_within_terms(made, study.interviews)
    expect_known(made, {s.id for s in study.statements})


def _rewritten(folder: Path, row: Row, new: Mapping[str, str]) -> str:
    """The file with the row's new cells; every other row stays byte for byte."""
    text = read_text(folder / row.file, row.file, MOST_BYTES)
    lines, header, spans = _rows(text)
    if lacking := [n for n in new if n not in header]:
        wide = widened_csv(text, row.file, lacking, {})
        if wide is None:
            raise BadFile(f"{row.file}, row 1: no column {lacking[0]}; add it to the first row")
        lines, header, spans = _rows(wide)
    at = header.index("id")
    first, last = next((a, b) for a, b, cells in spans if unguarded(cells[at].strip()) == row.id)
    end = lines[last - 1][len(lines[last - 1].rstrip("\r\n")) :]
    out = StringIO(newline="")
    csv.writer(out, lineterminator=end).writerow([guarded(new.get(n, "")) for n in header])
    return "".join([*lines[:first], out.getvalue(), *lines[last:]])


def _rows(text: str) -> tuple[list[str], list[str], list[tuple[int, int, list[str]]]]:
    """Lines of a table, the names in its first row, and of each other row its first line, the one after it, its cells.

    The names are those of the file, in its order; lines keep their ends.
    """
    lines = list(StringIO(text, newline=""))
    reader = csv.reader(iter(lines), strict=True)
    spans, begun = [], 0
    for cells in reader:
        if cells:
            spans.append((begun, reader.line_num, cells))
        begun = reader.line_num
    return lines, [name.strip() for name in spans[0][2]], spans[1:]
