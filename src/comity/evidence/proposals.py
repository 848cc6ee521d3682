"""`proposals.csv`: what rules read in documents, beside the evidence. It counts nowhere until somebody accepts it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from comity.evidence.checking import Faults
from comity.evidence.columns import BY_NAME, COLUMNS, Column, one_of
from comity.evidence.register import expect_unique, read_register
from comity.evidence.writing import append_rows, locked, rewrite

NAME = "proposals.csv"
MOST_BYTES = 100_000_000

_OWN = (
    Column("id", BY_NAME["id"].check, required=True),
    Column("sha256", required=True),
    Column("name", longest=255),
    Column("start", required=True),
    Column("end", required=True),
    Column("page"),
    Column("rule", required=True),
    Column("version", required=True),
    Column("likely", one_of(("yes", "no")), required=True),
    Column("doubts", longest=1000),
    Column("alike", longest=300),
    Column("against", longest=300),
)
_CELLS = tuple(replace(column, required=False, check=str) for column in COLUMNS if column.name != "id")
REGISTER = (*_OWN, *_CELLS)
"""Columns of the file: where a proposal comes from, then those of evidence, which are checked once it is accepted."""
_NAMES = tuple(column.name for column in REGISTER)


@dataclass(frozen=True, slots=True)
class Proposed:
    """One proposal as it is kept: `quote` of its cells is `text[start:end]` of the document with that hash.

    `rule` and `version` made it. `likely` is whether it is shown without asking for all; `doubts`, `alike` and
    `against` are joined by semicolons, the last two ids of statements.
    """

    id: str
    sha256: str
    name: str
    start: int
    end: int
    page: int
    rule: str
    version: str
    likely: bool
    doubts: str
    alike: str
    against: str
    cells: Mapping[str, str]


def proposal_id(sha256: str, start: int, end: int, rule: str) -> str:
    """The id of what a rule reads at a place of a document: the same however often it is read."""
    return "p" + hashlib.sha256(f"{sha256}\x1f{start}\x1f{end}\x1f{rule}".encode()).hexdigest()[:12]


def read_proposals(folder: Path) -> dict[str, Proposed]:
    """Id -> proposal, in order of the file; empty where there is none. `BadFile` for any fault."""
    table, faults = read_register(folder, NAME, REGISTER, MOST_BYTES)
    expect_unique(table, faults)
    for name in ("start", "end", "page"):
        _expect_numbers(table.columns[name], name, faults)
    faults.raise_first(table)
    found = {}
    for cells in zip(*(table.columns[name] for name in _NAMES), strict=True):
        row = dict(zip(_NAMES, cells, strict=True))
        own = {column.name: row.pop(column.name) for column in _OWN}
        found[own["id"]] = Proposed(
            own["id"],
            own["sha256"],
            own["name"],
            int(own["start"]),
            int(own["end"]),
            int(own["page"] or 0),
            own["rule"],
            own["version"],
            own["likely"] == "yes",
            own["doubts"],
            own["alike"],
            own["against"],
            {name: cell for name, cell in row.items() if cell},
        )
    return found


def _expect_numbers(cells: Iterable[str], name: str, faults: Faults) -> None:
    for row, cell in enumerate(cells):
        if cell and not (cell.isascii() and cell.isdigit() and len(cell) < 12):
            faults.add(row, name, "is no number of characters; read the document again")


def put_proposals(folder: Path, made: Iterable[Proposed], of: Iterable[str], keep: Iterable[str]) -> int:
    """Put what was read of the documents `of` (hashes) in place of what stood there of them; how many are new.

    Proposals whose ids are in `keep`, since somebody decided on them, stay as they were.
    """
    again, decided = set(of), set(keep)
    with locked(folder):
        held = read_proposals(folder)
        stay = {id: p for id, p in held.items() if p.sha256 not in again or id in decided}
        new = {p.id: p for p in made if p.id not in stay}
        rewrite(folder, NAME, _NAMES, map(_row, (*stay.values(), *new.values())))
        return len(set(new) - set(held))


def _row(p: Proposed) -> dict[str, str]:
    own = {
        "id": p.id,
        "sha256": p.sha256,
        "name": p.name,
        "start": str(p.start),
        "end": str(p.end),
        "page": str(p.page or ""),
        "rule": p.rule,
        "version": p.version,
        "likely": "yes" if p.likely else "no",
        "doubts": p.doubts[:1000],
        "alike": p.alike[:300],
        "against": p.against[:300],
    }
    return {**p.cells, **own}


READINGS = "readings.csv"
_READ = (
    Column("sha256", required=True),
    Column("version", required=True),
    Column("day", BY_NAME["accessed"].check, required=True),
    Column("found"),
)


def read_readings(folder: Path) -> frozenset[tuple[str, str]]:
    """Hash of each document that was read, with the edition of the rules that read it."""
    table, faults = read_register(folder, READINGS, _READ, MOST_BYTES)
    faults.raise_first(table)
    return frozenset(zip(table.columns["sha256"], table.columns["version"], strict=True))


def note_readings(folder: Path, rows: Iterable[tuple[str, str, str, int]]) -> None:
    """Write down that documents were read: hash, edition of the rules, day, and how many proposals there are."""
    names = tuple(column.name for column in _READ)
    with locked(folder):
        append_rows(folder, READINGS, names, [dict(zip(names, map(str, row), strict=True)) for row in rows])
