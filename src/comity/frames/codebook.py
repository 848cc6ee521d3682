"""What each column of a frame is, as a table of its own."""

from __future__ import annotations

from comity.frames.column import column
from comity.frames.frame import Frame

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
)


def codebook(frame: Frame) -> Frame:
    """One row a column: its name and kind, and what is said of it."""
    meta = {"what": f"codebook of {frame.meta.get('what', 'a frame')}"}
    columns = frame.columns
    return Frame(
        lambda: [
            column("column", "text", [c.name for c in columns]),
            column("kind", "text", [c.kind for c in columns]),
            *(column(word, "text", [c.words.get(word) for c in columns]) for word in WORDS),
        ],
        meta,
    )
