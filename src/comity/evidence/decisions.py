"""`decisions.csv`: who decided what on which proposal and when, line after line; the last line of a proposal counts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast, get_args

from comity.errors import BadFile, UserError
from comity.evidence.adding import add_statements, new_id
from comity.evidence.checking import clean, settle
from comity.evidence.columns import BY_NAME, Column, one_of
from comity.evidence.columns import COLUMNS as OF_EVIDENCE
from comity.evidence.guarded import read_text
from comity.evidence.proposals import Proposed, read_proposals
from comity.evidence.register import read_register
from comity.evidence.table import Table, read_csv
from comity.evidence.writing import append_rows, locked, rewrite
from comity.terms.names import sanitise

NAME = "decisions.csv"
FILE = "read.csv"
"""File in `evidence/` to which accepted proposals go."""
MOST_BYTES = 100_000_000

Decision = Literal["accept", "change", "reject", "skip", "undo"]
"""`change` accepts with other cells; `skip` leaves it for later; `undo` takes the last decision back."""

COLUMNS = (
    Column("proposal", BY_NAME["id"].check, required=True),
    Column("decision", one_of(get_args(Decision)), required=True),
    Column("who", required=True),
    Column("day", BY_NAME["accessed"].check, required=True),
    Column("statement"),
    Column("changes", longest=8_000),
    Column("reason", longest=1_000),
)
_NAMES = tuple(column.name for column in COLUMNS)


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: on which proposal, what, by whom, on which day, and the id of the statement that came of it."""

    proposal: str
    decision: Decision
    who: str
    day: str
    statement: str
    changes: Mapping[str, str]
    reason: str


def read_decisions(folder: Path) -> tuple[Decided, ...]:
    """All decisions in the order in which they were taken. `BadFile` for any fault."""
    table, faults = read_register(folder, NAME, COLUMNS, MOST_BYTES)
    faults.raise_first(table)
    rows = zip(*(table.columns[name] for name in _NAMES), strict=True)
    return tuple(
        Decided(row[0], cast(Decision, row[1]), row[2], row[3], row[4], _changes(row[5], table.origin(i)), row[6])
        for i, row in enumerate(rows)
    )


def _changes(text: str, where: str) -> dict[str, str]:
    try:
        held = json.loads(text) if text else {}
    except ValueError:
        held = None
    if not isinstance(held, dict) or not all(isinstance(cell, str) for cell in held.values()):
        raise BadFile(f"{where}, changes: not column and text as JSON; restore the line")
    return held


def standing(folder: Path) -> dict[str, Decided]:
    """The decision that counts of each proposal that has one; a decision that was undone is none."""
    last: dict[str, Decided] = {}
    for decided in read_decisions(folder):
        if decided.decision == "undo":
            last.pop(decided.proposal, None)
        else:
            last[decided.proposal] = decided
    return last


def decide(
    folder: Path,
    id: str,
    decision: Decision,
    *,
    who: str,
    day: str,
    changes: Mapping[str, str] | None = None,
    reason: str = "",
) -> str:
    """Take a decision on a proposal; the id of the statement that came of it, "" for none.

    An accepted proposal becomes a row of `evidence/read.csv` with the quotation and its place, checked as any row.
    `UserError` where there is no such proposal, where it is decided already, or where the row would not hold.
    """
    return decide_many(folder, [Wanted(id, decision, changes or {}, reason)], who=who, day=day)[0]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A decision that somebody wants to be taken on a proposal, with other cells where it is accepted with a change."""

    proposal: str
    decision: Decision
    changes: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


def decide_many(folder: Path, wanted: Sequence[Wanted], *, who: str, day: str) -> tuple[str, ...]:
    """Take many decisions at once, all of them or none; for each the id of the statement that came of it, or "".

    The study is read once, so that a table of a thousand decisions takes hardly longer than one. `UserError` as for
    one of them, for the first that does not hold; what is to be undone is undone one by one before. The study is held
    meanwhile: of two people who decide at once the second is told what the first decided.
    """
    with locked(folder):
        return _decide(folder, wanted, who, day)


def _decide(folder: Path, wanted: Sequence[Wanted], who: str, day: str) -> tuple[str, ...]:
    proposals, held = read_proposals(folder), standing(folder)
    for id, times in Counter(w.proposal for w in wanted).items():
        if times > 1:
            raise UserError(f"{sanitise(id)}: two decisions on one proposal; keep one of them")
    for w in wanted:
        _expect_open(folder, w, proposals, held)
    undone = {w.proposal: _undo(folder, held.get(w.proposal), who, day) for w in wanted if w.decision == "undo"}
    taken = [w for w in wanted if w.decision in ("accept", "change")]
    made = dict(zip((w.proposal for w in taken), _accepted(folder, taken, proposals), strict=True))
    rest = [w for w in wanted if w.decision != "undo"]
    _note(folder, [_decided(w, who, day, made.get(w.proposal, "")) for w in rest])
    return tuple(undone[w.proposal] if w.decision == "undo" else made.get(w.proposal, "") for w in wanted)


def _expect_open(folder: Path, w: Wanted, proposals: Mapping[str, Proposed], held: Mapping[str, Decided]) -> None:
    if w.proposal not in proposals:
        raise UserError(f"no proposal '{sanitise(w.proposal)}'; see: comity review {sanitise(str(folder), 200)} --list")
    before = held.get(w.proposal)
    if w.decision != "undo" and before is not None and before.decision != "skip":
        raise UserError(f"{w.proposal}: {before.who} decided on {before.day} ({before.decision}); undo that first")
    if w.decision == "change" and not w.changes:
        raise UserError(f"{w.proposal}: nothing is changed; name a column and what is to stand in it")


def _decided(w: Wanted, who: str, day: str, statement: str) -> Decided:
    return Decided(w.proposal, w.decision, who, day, statement, dict(w.changes), w.reason)


_FIXED = ("quote", "document", "locator")
"""Columns that say where it was read; a decision does not change them."""


def _accepted(folder: Path, taken: Sequence[Wanted], proposals: Mapping[str, Proposed]) -> list[str]:
    """Ids of the rows that accepted proposals become, in their order."""
    if not taken:
        return []
    rows = [_cells(proposals[w.proposal], w.changes) for w in taken]
    names = tuple(dict.fromkeys(name for row in rows for name in row))
    one = len(taken) == 1
    label = f"proposal {taken[0].proposal}" if one else "review"
    places = ["row"] if one else [f"proposal {w.proposal}" for w in taken]
    table = Table(label, {name: [row.get(name, "") for row in rows] for name in names}, places)
    clean(table, OF_EVIDENCE)
    settle(table, OF_EVIDENCE)
    settled = [{name: cells[i] for name, cells in table.columns.items() if cells[i]} for i in range(len(rows))]
    table.columns["id"] = [new_id(row) for row in settled]
    add_statements(folder, table, FILE)
    return table.columns["id"]


def _cells(proposal: Proposed, changes: Mapping[str, str]) -> dict[str, str]:
    if fixed := [name for name in changes if name in _FIXED or name not in BY_NAME or name == "id"]:
        raise UserError(f"{proposal.id}: {sanitise(fixed[0])} is not for a decision to change; change another column")
    cells = {name: cell for name, cell in {**proposal.cells, **changes}.items() if cell}
    if lacking := [n for n, column in BY_NAME.items() if column.required and n != "id" and not cells.get(n)]:
        raise UserError(f"{proposal.id}: {', '.join(lacking)} missing; accept it with --set {lacking[0]}=...")
    return cells


def _undo(folder: Path, before: Decided | None, who: str, day: str) -> str:
    if before is None:
        raise UserError("nothing was decided on it; there is nothing to undo")
    if before.statement:
        _take_out(folder, before.statement)
    _note(folder, [Decided(before.proposal, "undo", who, day, before.statement, {}, "")])
    return before.statement


def _take_out(folder: Path, statement: str) -> None:
    """Take a row out of `evidence/read.csv`; the others stay. One that is gone already is no fault."""
    name = f"evidence/{FILE}"
    with locked(folder):
        path = folder / name
        if not path.exists():
            return
        table = read_csv(read_text(path, name, MOST_BYTES), name)
        rows = [dict(zip(table.columns, cells, strict=True)) for cells in zip(*table.columns.values(), strict=True)]
        rewrite(folder, name, tuple(table.columns), (_plain(row) for row in rows if row["id"] != statement))


def _plain(row: Mapping[str, str]) -> dict[str, str]:
    from comity.evidence.visible import unguarded

    return {name: unguarded(cell) for name, cell in row.items()}


def _note(folder: Path, decided: Sequence[Decided]) -> None:
    with locked(folder):
        append_rows(folder, NAME, _NAMES, map(_row, decided))


def _row(decided: Decided) -> dict[str, str]:
    return {
        "proposal": decided.proposal,
        "decision": decided.decision,
        "who": decided.who,
        "day": decided.day,
        "statement": decided.statement,
        "changes": json.dumps(decided.changes, ensure_ascii=False, sort_keys=True) if decided.changes else "",
        "reason": decided.reason,
    }
