"""Bring a study of an earlier edition up to date: the typed columns, with what rules propose for them.

Nothing that stands in a file changes, and the file as it was is kept beside it. What is written is what reading the
old folder would have proposed, so the study says the same before and after; only now a person can confirm it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from comity.evidence.columns import NONE, PROPOSABLE, TYPED
from comity.evidence.corrections import Correction, read_corrections
from comity.evidence.drafts import NAME as DRAFTS
from comity.evidence.guarded import evidence_files, read_bytes
from comity.evidence.ledger import MOST_BYTES, MOST_FILES
from comity.evidence.promises import is_promise
from comity.evidence.proposing import propose
from comity.evidence.statement import Statement
from comity.evidence.study import load_study
from comity.evidence.widening import Rows, widened_csv, widened_yaml
from comity.evidence.writing import keep_beside, locked, replace_bytes


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What an upgrade did: file -> where the old one is kept; files that stay as they are, for their form; column ->
    how many cells were proposed; column -> ids of the statements for which it could not be told; and ids of claims that
    are not in Latin letters, which no rule reads.
    """

    files: Mapping[str, str]
    left: tuple[str, ...]
    proposed: Mapping[str, int]
    untold: Mapping[str, tuple[str, ...]]
    unread: tuple[str, ...]


def upgrade(folder: Path) -> Upgraded:
    """Add the typed columns to the evidence and fill what rules propose; a second time changes nothing.

    `BadFile` for any fault of the study, before anything is written.
    """
    with locked(folder):
        study = load_study(folder)
        # The note of an interview never leaves the study, so no rule reads it.
        read = [propose(replace(s, note="") if s.interview else s) for s in study.statements]
        new_to_rules = [s for s, raw in zip(read, study.statements, strict=True) if not raw.proposed]
        rows = _rows(new_to_rules, read_corrections(folder))
        new: dict[str, tuple[bytes, bytes]] = {}
        left: list[str] = []
        for name in _names(folder):
            before = read_bytes(folder / name, name, MOST_BYTES)
            after = _after(name, before, rows)
            if after is None:
                left.append(name)
            elif after != before:
                new[name] = before, after
        files = {}
        for name, (before, after) in new.items():
            files[name] = keep_beside(folder, name, before)
            replace_bytes(folder, name, after)
    return Upgraded(
        files=files,
        left=tuple(left),
        proposed={name: n for name in PROPOSABLE if (n := sum(name in cells for cells in rows.values()))},
        untold={name: ids for name in _ASKS if (ids := _untold(name, read))},
        unread=tuple(s.id for s in read if not s.proposed and not _latin(s.claim)),
    )


def _names(folder: Path) -> Iterable[str]:
    """Files that hold statements."""
    yield from (f"evidence/{path.name}" for path in evidence_files(folder / "evidence", "evidence", MOST_FILES))
    if (folder / DRAFTS).exists():
        yield DRAFTS


def _rows(read: Iterable[Statement], corrections: Sequence[Correction]) -> Rows:
    """Id -> the cells to fill; none that a correction expects to find as it is."""
    mended = {(c.id, c.column) for c in corrections}
    rows: dict[str, dict[str, str]] = {}
    for s in read:
        names = [name for name in s.proposals if name in PROPOSABLE and (s.id, name) not in mended]
        if names and (s.id, "proposed") not in mended:
            rows[s.id] = {name: getattr(s, name) for name in names}
    return rows


def _after(name: str, before: bytes, rows: Rows) -> bytes | None:
    """The file with its new cells; None where its form leaves no room for them."""
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    text = before.removeprefix(mark).decode("utf-8")
    made = widened_csv(text, name, TYPED, rows) if name.lower().endswith(".csv") else widened_yaml(text, name, rows)
    return None if made is None else mark + made.encode("utf-8")


def _untold(name: str, read: Iterable[Statement]) -> tuple[str, ...]:
    """Statements that should say it, do not, and of which no rule could tell."""
    return tuple(s.id for s in read if s.proposed != NONE and not getattr(s, name) and _ASKS[name](s))


_ASKS: Mapping[str, Callable[[Statement], bool]] = {
    "level": lambda s: s.kind == "visit",
    "due": is_promise,
    "bound": lambda s: s.amount is not None and not s.amount.votes and not s.amount.said,
}
"""Column -> which statements should say it."""


def _latin(text: str) -> bool:
    """Whether most letters are Latin ones."""
    letters = [c for c in text if c.isalpha()]
    return 2 * sum(unicodedata.name(c, "").startswith("LATIN") for c in letters) >= len(letters)
