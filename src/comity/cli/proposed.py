"""Proposals as a table: the same columns after reading and while they wait."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.evidence.proposals import Proposed

_COLUMNS = ("id", "date", "a", "b", "kind", "status", "claim", "doubts", "alike", "against", "document", "quote")
_LESS = ("document", "quote", "alike", "against", "doubts", "status")


def emit_proposals(proposals: Iterable[Proposed], format: str, *, empty: str) -> None:
    """Print them; `empty` says on a terminal that there are none."""
    from comity.cli.tables import emit

    rows = [[_cell(p, name) for name in _COLUMNS] for p in proposals]
    emit(_COLUMNS, rows, format, empty=empty, less=_LESS)


def _cell(p: Proposed, name: str) -> str | None:
    own = {"id": p.id, "doubts": p.doubts, "alike": p.alike, "against": p.against, "document": p.name}
    return own.get(name, p.cells.get(name)) or None
