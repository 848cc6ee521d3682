"""Which statements go back to one origin. An echo is no second witness: what goes back to one counts once.

Two statements share an origin if they name the same reporter, the same source or one that the other cites, the
same address or kept document, the same interview, or if their words are nearly the same.
"""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from comity.evidence.shingles import alike, words
from comity.evidence.statement import Statement

NEARLY_THE_SAME = 0.8
"""Likeness from which two texts are one, as `shingles.likeness` measures it."""
FEWEST_WORDS = 8
"""Words below which alike claims say nothing: "Trade grew in 2010" is anybody's sentence."""

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"\b(?:[0-9]{{1,2}}\s+)?(?:{_MONTH}\s+)?(?:1[6-9]|20)[0-9]{{2}}(?:-[0-9]{{2}}){{0,2}}\b|\(.*?\)", re.I
)


def origins(statements: Sequence[Statement]) -> tuple[tuple[Statement, ...], ...]:
    """The statements in groups of one origin each, in order of their first statement."""
    parent = list(range(len(statements)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    first: dict[str, int] = {}
    for i, statement in enumerate(statements):
        for mark in marks(statement):
            parent[root(i)] = root(first.setdefault(mark, i))
    for i, j in echoes(statements):
        parent[root(j)] = root(i)
    groups: dict[int, list[Statement]] = {}
    for i, statement in enumerate(statements):
        groups.setdefault(root(i), []).append(statement)
    return tuple(tuple(group) for group in groups.values())


def independent(statements: Sequence[Statement]) -> int:
    """How many origins the statements go back to."""
    return len(origins(statements))


def echoes(statements: Sequence[Statement]) -> Iterable[tuple[int, int]]:
    """Pairs of places of statements whose words are nearly the same.

    Original words are compared where both give them, else the claims. Two that name different reporters are no
    echo: whoever keeps the study wrote both claims, and may have used the same words for two counts.
    """
    yield from _alike(statements, [s.quote for s in statements])
    for i, j in _alike(statements, [s.claim if len(words(s.claim)) >= FEWEST_WORDS else "" for s in statements]):
        if not (statements[i].quote and statements[j].quote):
            yield i, j


def _alike(statements: Sequence[Statement], texts: Sequence[str]) -> Iterable[tuple[int, int]]:
    held = [i for i, text in enumerate(texts) if text]
    for i, j in alike([texts[i] for i in held], NEARLY_THE_SAME):
        one, other = statements[held[i]], statements[held[j]]
        if not (one.reporter and other.reporter and _name(one.reporter) != _name(other.reporter)):
            yield held[i], held[j]


def marks(s: Statement) -> frozenset[str]:
    """What tells the origin of a statement: its reporter, else its sources; interview, address, document."""
    if s.interview:
        return frozenset([f"interview {s.interview}"])
    found = {f"name {name}" for name in ([_name(s.reporter)] if s.reporter else sources(s.source)) if name}
    if s.reporter:
        return frozenset(found)
    if s.url:
        parts = urlsplit(s.url)
        found.add(f"address {(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}")
    if s.document:
        found.add(f"document {s.document}")
    return frozenset(found)


def sources(source: str) -> tuple[str, ...]:
    """Names of those whom a citation goes back to, without dates and titles, in comparison form.

    `Y citing X and Z` goes back to X and Z, `X via Y` to X; parts after a semicolon are further sources, except
    those marked `cf.`, which only compare.
    """
    found = []
    for part in source.split(";"):
        if part.strip().lower().startswith("cf."):
            continue
        _, citing, cited = part.partition(" citing ")
        for each in re.split(r" and |/", cited) if citing else [part]:
            found.append(_name(re.split(r" via |, in | quoting ", each)[0].split(": ")[0]))
    return tuple(name for name in dict.fromkeys(found) if name)


def _name(text: str) -> str:
    return " ".join(words(_DATE.sub(" ", text)))
