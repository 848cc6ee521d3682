"""Numbered sessions and firsts that stand in the wrong order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from comity.evidence.contradictions.entry import Entry, cited
from comity.evidence.contradictions.likeness import Likeness
from comity.evidence.contradictions.neighbours import near_pairs, parties
from comity.evidence.office import UNKNOWN
from comity.evidence.statement import Statement
from comity.terms.country import display_name, states

_WORDS = (
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
)
_NUMBERED = re.compile(rf"\b({'|'.join(_WORDS)}|\d{{1,3}}(?:st|nd|rd|th))\b", re.IGNORECASE)
_SESSION = re.compile(r"\b(commission|committee|round|session|summit|congress|consultation|meeting)s?\b", re.IGNORECASE)


def counts_out_of_order(statements: Sequence[Statement], likeness: Likeness) -> Iterator[Entry]:
    """A session said to have been reached before it is said to have been held."""
    numbered = [s for s in statements if _NUMBERED.search(s.claim) and _SESSION.search(s.claim)]
    involved = {s.id: _involved(s) for s in numbered}
    bodies_of = {s.id: {m[1].lower() for m in _SESSION.finditer(s.claim)} for s in numbered}
    for x, y in near_pairs(numbered, _number):
        if x.id == y.id or (y.when.end - x.when.end).days <= 31:
            continue
        bodies = bodies_of[x.id] & bodies_of[y.id]
        if bodies and len(involved[x.id] & involved[y.id]) >= 2:
            number = _number(x)
            what = f"The {number} {sorted(bodies)[0]} is told under two dates {cited(x)} {cited(y)}."
            yield Entry("count_off", (x.id, y.id), what)


def _number(s: Statement) -> str | None:
    found = _NUMBERED.search(s.claim)
    if found is None:
        return None
    text = found[1].lower()
    return f"{_WORDS.index(text) + 3}th" if text in _WORDS else text


def _involved(s: Statement) -> frozenset[str]:
    """States that the statement is about or that its claim names."""
    return parties(s) | {id for id, name in _names() if name in s.claim}


@cache
def _names() -> tuple[tuple[str, str], ...]:
    return tuple((x.id, display_name(x)) for x in states())


def false_firsts(statements: Sequence[Statement], likeness: Likeness) -> Iterator[Entry]:
    """A first visit of an office, after an earlier visit of the same office the same way."""
    visits = [s for s in statements if s.kind == "visit" and s.status != "plan" and s.b]
    for x, y in near_pairs(visits, lambda s: (s.sender, s.receiver)):
        if y.first != "yes" or not _before(x, y):
            continue
        if _office(y) and _office(y) == _office(x):
            yield Entry("count_off", (x.id, y.id), f"Called the first of its office {cited(y)} after {cited(x)}.")


def _before(x: Statement, y: Statement) -> bool:
    """Whether the one surely took place in an earlier month, or in the year by which alone the other is dated."""
    return (x.when.year, x.when.month or (0,)) < (y.when.year, y.when.month or (0,))


def _office(s: Statement) -> str:
    """The office of the visitor; "" where it is not told."""
    first = next(iter(s.holdings), None)
    return first.office if first is not None and first.office != UNKNOWN else ""
