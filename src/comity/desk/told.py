"""A claim in pieces, each with the row that it comes from, so that every figure of a sentence is a link."""

from __future__ import annotations

from collections.abc import Iterable

from comity.dossier.claim import Part, refs
from comity.report.safe import clean

Piece = tuple[str, str]
"""Text, and the id of the row behind it ("" for words)."""


def pieces(text: str, parts: Iterable[Part] = ()) -> list[Piece]:
    """The parts of a claim as pieces; its text as one where it is not told in parts."""
    found = [(_kept(part.text), next(iter(refs(part)), "")) for part in parts]
    return found or [(clean(text), "")]


def _kept(text: str) -> str:
    """Cleaned, with the blanks at its ends, which stand between it and the next part."""
    inner = clean(text)
    if not inner:
        return " " if text else ""
    return f"{' ' * text[:1].isspace()}{inner}{' ' * text[-1:].isspace()}"
