"""Decide on proposals: one by one, many at once, or through a table; and what a changed document brings back."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from typing import cast

from comity.errors import BadFile, UserError
from comity.evidence.columns import BY_NAME
from comity.evidence.decisions import Decision, Wanted, decide_many, standing
from comity.evidence.documents import FOLDER, Document
from comity.evidence.guarded import read_text
from comity.evidence.proposals import Proposed, read_proposals
from comity.evidence.study import load_study
from comity.evidence.table import any_csv
from comity.evidence.visible import guarded, unguarded
from comity.terms.names import sanitise

_FILLED = ("date", "a", "b", "kind", "status", "question", "sector", "claim", "value", "unit", "bound", "level")
_MORE = ("direction", "due", "reporter", "source_type", "reliability", "credibility")
_READ = ("doubts", "alike", "against", "quote", "locator", "rule", "name")
COLUMNS = ("id", "decision", "likely", *_FILLED, *_MORE, *_READ)
"""Columns of the table of proposals; `decision` is empty until a person fills it."""
_TOLD = frozenset(("id", "decision", "likely", *_READ))
_MOST_BYTES = 50_000_000
_TAKEN = ("accept", "reject", "skip", "undo")


def waiting(folder: Path, *, everything: bool = False) -> tuple[Proposed, ...]:
    """Proposals on which nobody decided yet, those put off last; only the likely ones unless `everything`."""
    held = standing(folder)
    found = [p for id, p in read_proposals(folder).items() if id not in held or held[id].decision == "skip"]
    shown = [p for p in found if everything or p.likely]
    return tuple(sorted(shown, key=lambda p: (p.id in held, p.cells.get("date", ""), p.name, p.start)))


def decide_all(
    folder: Path,
    ids: Sequence[str],
    decision: Decision,
    *,
    who: str,
    day: str,
    changes: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """The same decision on each, or on none where one does not hold; ids of the statements that came of it."""
    wanted = [Wanted(id, decision, changes or {}) for id in dict.fromkeys(ids)]
    return tuple(id for id in decide_many(folder, wanted, who=who, day=day) if id)


def agreed(folder: Path) -> tuple[Proposed, ...]:
    """Likely proposals of which at least two documents tell the same, with nothing in the ledger against them.

    The same: of one kind, standing, pair and date. Of each only the first is given; the ledger may hold it already,
    which `alike` says, and then it is not given.
    """
    told: dict[tuple[str, ...], list[Proposed]] = defaultdict(list)
    for p in waiting(folder):
        c = p.cells
        told[(c.get("kind", ""), c.get("status", ""), *sorted((c["a"], c.get("b", ""))), c.get("date", ""))].append(p)
    firsts = (found[0] for found in told.values() if len({p.sha256 for p in found}) > 1)
    return tuple(p for p in firsts if not p.alike and not p.against and len(p.cells.get("date", "")) == 10)


def as_table(proposals: Sequence[Proposed]) -> str:
    """The proposals as CSV for a person to fill in."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(cell) for cell in row_of(p)] for p in proposals)
    return text.getvalue()


def row_of(p: Proposed) -> list[str]:
    """A proposal in the order of `COLUMNS`."""
    own = {
        "id": p.id,
        "likely": "yes" if p.likely else "no",
        "doubts": p.doubts,
        "alike": p.alike,
        "against": p.against,
        "rule": p.rule,
        "name": p.name,
    }
    return [own.get(name, p.cells.get(name, "")) for name in COLUMNS]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a filled table decided: how many of each decision, and the ids of the statements that came of it."""

    counts: Mapping[str, int]
    statements: tuple[str, ...]


def take_table(folder: Path, path: Path, *, who: str, day: str) -> Taken:
    """Decide as a filled table says; a cell that was altered in an accepted row changes the proposal.

    All rows are looked at before the first is decided. `BadFile` for a table that is not one of ours.
    """
    rows = _rows(path)
    held = read_proposals(folder)
    for place, row in rows:
        if row["decision"] not in _TAKEN:
            raise BadFile(f"{place}: decision '{sanitise(row['decision'])}' is none; write one of {', '.join(_TAKEN)}")
        if row["id"] not in held:
            raise BadFile(f"{place}: no proposal '{sanitise(row['id'])}' in the study; leave the column id as it was")
    counts: dict[str, int] = defaultdict(int)
    wanted = []
    for _, row in rows:
        changes = _changed(row, held[row["id"]]) if row["decision"] == "accept" else {}
        decision = cast(Decision, "change" if changes else row["decision"])
        wanted.append(Wanted(row["id"], decision, changes))
        counts[decision] += 1
    made = decide_many(folder, wanted, who=who, day=day)
    return Taken(counts, tuple(s for w, s in zip(wanted, made, strict=True) if s and w.decision != "undo"))


def _rows(path: Path) -> list[tuple[str, dict[str, str]]]:
    label = sanitise(path.name)
    header, body, _ = any_csv(read_text(path, label, _MOST_BYTES), label)
    names = [name.strip() for name in header]
    if not {"id", "decision"} <= set(names):
        raise BadFile(f"{label}, row 1: no column id or decision; make the table with: comity review --out FILE")
    found = []
    for number, cells in body:
        row = {name: unguarded(cell.strip()) for name, cell in zip(names, cells, strict=True)}
        if row["decision"]:
            found.append((f"{label}, row {number}", row))
    return found


def _changed(row: Mapping[str, str], proposal: Proposed) -> dict[str, str]:
    return {
        name: cell
        for name, cell in row.items()
        if name in BY_NAME and name not in _TOLD and cell != proposal.cells.get(name, "")
    }


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """A statement whose document has a newer copy that no longer says what it quotes."""

    statement: str
    claim: str
    document: str
    newer: str
    why: str


def brought_back(folder: Path) -> tuple[BroughtBack, ...]:
    """Statements to look at again, since a newer copy of their document, at the same address, reads otherwise."""
    from comity.reading import confined
    from comity.reading.sentences import on_one_line

    study = load_study(folder)
    newest = _newest(study.documents.values())

    @cache
    def text_of(document: Document) -> str | UserError:
        try:
            return on_one_line(confined.text_of(folder / FOLDER / document.file).text)
        except UserError as error:
            return error

    found = []
    for s in study.statements:
        held = study.documents.get(s.document)
        newer = newest.get(held.url) if held is not None and held.url else None
        if held is None or newer is None or newer.id == held.id or not s.quote:
            continue
        said = text_of(newer)
        if isinstance(said, UserError):
            found.append(BroughtBack(s.id, s.claim, held.id, newer.id, str(said)))
        elif s.quote not in said:
            found.append(BroughtBack(s.id, s.claim, held.id, newer.id, "the newer copy no longer says so"))
    return tuple(found)


def _newest(documents: Iterable[Document]) -> dict[str, Document]:
    """Address -> the copy that was read last; of one day the one that was entered last."""
    found: dict[str, Document] = {}
    for document in documents:
        before = found.get(document.url)
        if document.url and document.file and (before is None or document.accessed >= before.accessed):
            found[document.url] = document
    return found
