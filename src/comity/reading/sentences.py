"""Sentences of a text with their places. Lines that are no sentences (headings, cells of tables) stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from comity.chronicle.lookup import read_rows

LONGEST = 1_500
"""Characters beyond which a run without a full stop is no sentence and nothing is read in it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text[start:end]` of a document; `part` counts the paragraphs before it."""

    start: int
    end: int
    text: str
    part: int


_PARAGRAPH = re.compile(r"\n[ \t]*\n+")
# Nothing in it goes back over what it has passed: a page of full stops takes no longer than a page.
_STOP = re.compile(
    r"(?<![.!?])[.!?]++[\"'”’)\]]*+(?=\s)|[。！？]++[”』」）]?|\n(?=\s{0,40}(?:[-•*–]\s|\(?[0-9a-z]{1,3}[.)]\s))"
)
_INITIAL = re.compile(r"(?:^|[\s(\"“])(?:[A-Z]|[A-Z]\.[A-Z])$")


_BREAKS = str.maketrans("\n\t\r\x0b\x0c", "     ")


def on_one_line(text: str) -> str:
    """A piece of a document as a cell of a table holds it: of the same length, its line breaks as spaces."""
    return text.translate(_BREAKS)


def sentences(text: str) -> Iterator[Sentence]:
    """All sentences of at most `LONGEST` characters, in order; their quotations are exact."""
    start = 0
    for part, edge in enumerate([*_PARAGRAPH.finditer(text), None]):
        end = edge.start() if edge else len(text)
        yield from _of_paragraph(text, start, end, part)
        start = edge.end() if edge else len(text)


def _of_paragraph(text: str, start: int, end: int, part: int) -> Iterator[Sentence]:
    for stop in _STOP.finditer(text, start, end):
        if stop[0].isspace() or _ends(text, start, stop, end):
            yield from _one(text, start, stop.end(), part)
            start = stop.end()
    yield from _one(text, start, end, part)


def _one(text: str, start: int, end: int, part: int) -> Iterator[Sentence]:
    piece = text[start:end]
    said = piece.strip()
    if said and len(said) <= LONGEST:
        start += len(piece) - len(piece.lstrip())
        yield Sentence(start, start + len(said), said, part)


def _ends(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    """Whether a full stop ends a sentence: not after an abbreviation or initial, nor before a small letter."""
    if stop[0][0] != ".":
        return True
    before = text[max(start, stop.start() - 16) : stop.start()]
    word = re.split(r"[\s(\"“]", before)[-1]
    if word.lower() in _short() or _INITIAL.search(before) or re.fullmatch(r"No|Art|(?:[A-Za-z]\.)+[A-Za-z]", word):
        after = text[stop.end() : stop.end() + 30].lstrip()
        return word.lower() in ("u.s", "u.n", "u.k", "e.u", "a.m", "p.m") and _opens(after)
    after = text[stop.end() : min(stop.end() + 12, end)].lstrip()
    return not after[:1].islower()


def _opens(after: str) -> bool:
    """Whether what follows U.S. begins a sentence: an article or pronoun in capitals does, a name may not."""
    return bool(re.match(r"(?:The|He|She|It|They|This|In|On|But|A|An)\b", after))


@cache
def _short() -> frozenset[str]:
    return frozenset(
        row["word"].lower() for row in read_rows("abbreviations", ("word", "reason"), Path(__file__).parent)
    )
