"""Candidates for the chronicle out of dated sentences: which pair, what kind of act, by rules that are data.

What is proposed is nothing yet: a person reads the sentence and writes the fact in words of our own, or leaves it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations

from comity.chronicle.lookup import read_rows
from comity.terms.mentions import mentions

COLUMNS = ("kind", "pattern", "reason")
_MOST_STATES = 5
"""A sentence that names more states is a list and says little of any two of them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A dated sentence and the headings under which it stands."""

    day: date
    text: str
    topic: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may tell of an act between two states; `kinds` as rules propose, the likeliest first."""

    day: date
    a: str
    b: str
    kinds: tuple[str, ...]
    text: str
    topic: str


def candidates(lines: Iterable[Line], pair: frozenset[str] | None = None) -> Iterator[Candidate]:
    """All candidates in `lines`, of one pair where it is given. The state named first stands first."""
    for line in lines:
        named = list(dict.fromkeys(m.state for m in mentions(line.text, line.day)))
        topical = [m.state for m in mentions(line.topic, line.day)]
        named += [s for s in dict.fromkeys(topical) if s not in named and named]
        if not 2 <= len(named) <= _MOST_STATES:
            continue
        proposed = kinds_of(line.text)
        if not proposed:
            continue
        for a, b in combinations(named, 2):
            if pair is None or pair == {a, b}:
                yield Candidate(line.day, a, b, proposed, line.text, line.topic)


def kinds_of(text: str) -> tuple[str, ...]:
    """Kinds whose words stand in a sentence, in the order of the rules."""
    return tuple(kind for kind, pattern in _rules() if pattern.search(text))


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["kind"], re.compile(row["pattern"], re.IGNORECASE)) for row in read_rows("proposals", COLUMNS))
