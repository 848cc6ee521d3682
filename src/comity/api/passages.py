"""The passage of a document in which a proposal was read, with what stands about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from comity.evidence.documents import FOLDER, Document
from comity.evidence.writing import inside

if TYPE_CHECKING:
    from comity.evidence.proposals import Proposed
    from comity.reading.text import DocumentText

AROUND = 260
"""Characters that are shown before and after."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What a document says at a place: the words before it, those that the proposal rests on, and those after."""

    before: str
    said: str
    after: str


def text_of(folder: Path, document: Document) -> DocumentText:
    """The text of a kept document. Raises BadFile where it cannot be read."""
    from comity.reading import confined

    return confined.text_of(inside(folder, f"{FOLDER}/{document.file}"))


def passage(said: DocumentText, p: Proposed) -> Passage | None:
    """The passage of a proposal; None where the document no longer says there what the proposal quotes."""
    from comity.api.reading import holds
    from comity.reading.sentences import on_one_line

    if not holds(said, p):
        return None
    first, last = max(0, p.start - AROUND), p.end + AROUND
    before, after = said.text[first : p.start], said.text[p.end : last]
    # A word that is cut in two would read as another.
    before = before if not first else f"… {before.partition(' ')[2]}"
    after = after if last >= len(said.text) else f"{after.rpartition(' ')[0]} …"
    return Passage(on_one_line(before), on_one_line(said.text[p.start : p.end]), on_one_line(after))
