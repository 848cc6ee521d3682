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

_PRESS = re.compile(r"(?:\s*[(\[][^()\[\]]*[)\]])+\s*$")
"""Brackets at a sentence's end name the press that it rests on: (Sudan Tribune), (AFP via Times of Oman)."""

_NOTHING = "-"
"""In place of a kind: words of what is no act of states (sport, weather, illness), unless a rule above names one."""


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
    """All candidates in `lines`, of one pair where it is given. The state named first stands first.

    One of the two opens the sentence, or a heading names both: what a third state does is not an act between them.
    """
    for line in lines:
        text = _PRESS.sub("", line.text)
        named = list(dict.fromkeys(m.state for m in mentions(text, line.day)))
        topical = [m.state for m in mentions(line.topic, line.day)]
        named += [s for s in dict.fromkeys(topical) if s not in named and named]
        if not 2 <= len(named) <= _MOST_STATES:
            continue
        proposed = kinds_of(text)
        if not proposed and not _about_two(named, topical, text):
            continue
        for a, b in combinations(named, 2):
            if (pair is None or pair == {a, b}) and (_leads(named, a) or {a, b} <= set(topical)):
                yield Candidate(line.day, a, b, proposed or ("incident",), line.text, line.topic)


def _about_two(named: list[str], topical: list[str], text: str) -> bool:
    """Whether a heading is about the very two states that a sentence names, whatever its words tell."""
    return set(named) == set(topical) and len(named) == 2 and not _sets_aside(text)


def _sets_aside(text: str) -> bool:
    return any(kind == _NOTHING and pattern.search(text) for kind, pattern in _rules())


def _leads(named: list[str], first: str) -> bool:
    """Whether the first of two is the first state named: a sentence that a third opens tells of the third's acts."""
    return named[0] == first


def kinds_of(text: str) -> tuple[str, ...]:
    """Kinds whose words stand in a sentence, in the order of the rules; none where it is first of something else."""
    found = tuple(dict.fromkeys(kind for kind, pattern in _rules() if pattern.search(text)))
    return () if found[:1] == (_NOTHING,) else tuple(kind for kind in found if kind != _NOTHING)


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["kind"], re.compile(row["pattern"], re.IGNORECASE)) for row in read_rows("proposals", COLUMNS))
