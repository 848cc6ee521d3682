"""What the Factbook's page on each of two states says of the other, and its sentences in which a third names both."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from comity.gathering.gathered import Found, Passage
from comity.reading.sentences import sentences
from comity.sources.factbook.names import name_of
from comity.sources.formats.archive import members
from comity.terms.country import State, name_holder
from comity.terms.mentions import mentions, words_for
from comity.terms.names import normalise

PACKED = "factbook.tar.*"
_TAG = re.compile(r"<[^>]+>")
_YEAR = re.compile(r"\s*(\d{4})\s[-–]\s")
"""How an entry of a list by year begins."""
_A_CLAUSE = 30
"""Characters below which a piece of a sentence tells nothing."""
_BREAK = re.compile(r"<br\s*/?>|</p>|</li>", re.IGNORECASE)


def factbook(folder: Path, a: State, b: State) -> Iterator[Found]:
    """One document for the page of each of the two: every sentence that names the other."""
    for path in sorted(folder.glob(PACKED))[-1:]:
        for _, content in sorted(members(path, wanted=lambda name: name.endswith(".json"))):
            if not all(any(word.encode() in content for word in words_for(s.id)) for s in (a, b)):
                continue
            page = _parsed(content)
            name = name_of(page) if page else None
            of = name_holder(normalise(str(name)), None, for_files=True) if name else None
            for one, other in ((a, b), (b, a)):
                if of == one.id:
                    yield Found((one,), tuple(dict.fromkeys(_naming(page, other))), one)


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        held = json.loads(content)
    except ValueError:
        return {}
    return held if isinstance(held, dict) else {}


def _naming(held: object, other: State) -> Iterator[Passage]:
    for said in _texts(held):
        for item in _plain(said).split("\n\n"):
            year = _YEAR.match(item)
            for sentence in sentences(item[year.end() if year else 0 :]):
                for piece in re.split(r";\s", sentence.text):
                    if len(piece) > _A_CLAUSE and any(m.state == other.id for m in mentions(piece)):
                        yield Passage(year[1] if year else "", " ".join(piece.split()))


def _texts(held: object) -> Iterator[str]:
    if isinstance(held, dict):
        for value in held.values():
            yield from _texts(value)
    elif isinstance(held, str):
        yield held


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub(" ", _BREAK.sub("\n\n", text)))
