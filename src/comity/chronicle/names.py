"""One name of a state in all sentences of the chronicle: that of the pages, and never one that two states share."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from comity.chronicle.lookup import read_rows

COLUMNS = ("words", "of", "since", "becomes", "reason")
"""Columns of `names.csv`. `of`: the state of whose rows the words are read so, `*` for all; `since`: from which day of
a row on, empty for all."""
_ARTICLE = "the "


@dataclass(frozen=True, slots=True)
class Renamed:
    """Words that are written otherwise, also as a pattern that leaves longer names alone, and by what."""

    words: str
    pattern: re.Pattern[str]
    of: str
    since: date
    becomes: str


def one_name(text: str, states: Collection[str], day: date) -> str:
    """A sentence of the chronicle about `states`, with each state by its one name; `day`: that of the row."""
    for name in _renamed():
        if name.words not in text or day < name.since:
            continue  # To look for words first costs less than for their pattern, which few sentences have.
        if name.of == "*" or (name.of in states and not _shared(name, states)):
            text = name.pattern.sub(partial(_written, name.becomes), text)
    return text


def _shared(name: Renamed, states: Collection[str]) -> bool:
    """Whether the words could be those of another of the two as well."""
    others = {other.of for other in _renamed() if other.words == name.words} - {name.of}
    return bool(others & set(states))


def _written(becomes: str, found: re.Match[str]) -> str:
    """The name with its article in a capital where it opens a sentence."""
    before = found.string[: found.start()]
    opens = not before or before.endswith(". ")
    return becomes[:1].upper() + becomes[1:] if opens else becomes


@cache
def _renamed() -> tuple[Renamed, ...]:
    return tuple(
        Renamed(r["words"], _pattern(r["words"]), r["of"], date.fromisoformat(r["since"] or "0001-01-01"), r["becomes"])
        for r in read_rows("names", COLUMNS)
    )


def _pattern(words: str) -> re.Pattern[str]:
    """The words by themselves: no part of a longer word or name, and without an article or letters of their own."""
    return re.compile(rf"(?<![\w-])(?<![Tt]he )(?<!DR ){re.escape(words)}(?![\w-]| (?:river|basin))")
