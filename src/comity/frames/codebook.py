"""What each column of a frame is, as a table of its own."""

from __future__ import annotations

from collections.abc import Sequence

from comity.frames.column import Column, column

WORDS = (
    "title",
    "measure",
    "unit",
    "direction",
    "interval",
    "silence",
    "first",
    "last",
    "formula",
    "among",
    "not_when",
    "reference",
    "editions",
    "unmatched",
)


def codebook(columns: Sequence[Column]) -> list[Column]:
    """One row a column: its name and kind, and what is said of it."""
    return [
        column("column", "text", [c.name for c in columns]),
        column("kind", "text", [c.kind for c in columns]),
        *(column(word, "text", [c.words.get(word) for c in columns]) for word in WORDS),
    ]
