"""Which statements go back to one origin. An echo is no second witness: what goes back to one counts once.

Two statements share an origin if they name the same reporter, the same source or one that the other cites, the
same address or kept document, the same interview, or if their words are nearly the same.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from comity.evidence.joined import Joined
from comity.evidence.shingles import alike, words

NEARLY_THE_SAME = 0.8
"""Likeness from which two texts are one, as `shingles.likeness` measures it."""
FEWEST_WORDS = 8
"""Words below which alike claims say nothing: "Trade grew in 2010" is anybody's sentence."""

_CITING = re.compile(r" (?:citing|quoting|summarising|according to) (?:the )?")
_CARRIED = re.compile(r" via | quoted by ")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"\b(?:[0-9]{{1,2}}\s+)?(?:{_MONTH}\s+)?(?:1[6-9]|20)[0-9]{{2}}(?:-[0-9]{{2}}){{0,2}}\b|\(.*?\)", re.I
)


class Cited(Protocol):
    """What tells where a statement comes from. A row of a report has it as a statement has."""

    @property
    def claim(self) -> str:
        """Its claim."""

    @property
    def quote(self) -> str:
        """Its quote."""

    @property
    def source(self) -> str:
        """Its source."""

    @property
    def url(self) -> str:
        """Its url."""

    @property
    def document(self) -> str:
        """Its document."""

    @property
    def reporter(self) -> str:
        """Its reporter."""


S = TypeVar("S", bound=Cited)


def origins(statements: Sequence[S]) -> tuple[tuple[S, ...], ...]:
    """The origins that the statements go back to, each with its statements, in order of their first one.

    A statement that names two sources stands in both groups. Sources are one origin where their statements share
    an address, a document or their words.
    """
    names = [names_of(s) for s in statements]
    joined = Joined()
    first: dict[str, str] = {}
    for statement, held in zip(statements, names, strict=True):
        for copy in _copies(statement):
            for name in held:
                joined.join(name, first.setdefault(copy, name))
    for i, j in echoes(statements):
        for name in (*names[i], *names[j]):
            joined.join(name, names[i][0])
    groups: dict[str, dict[int, S]] = {}
    for i, (statement, held) in enumerate(zip(statements, names, strict=True)):
        for name in held:
            groups.setdefault(joined.group(name), {})[i] = statement
    return tuple(tuple(group.values()) for group in groups.values())


def independent(statements: Sequence[Cited]) -> int:
    """How many origins the statements go back to: echoes count once."""
    return len(origins(statements))


def echoes(statements: Sequence[Cited]) -> Iterable[tuple[int, int]]:
    """Pairs of places of statements whose words are nearly the same.

    Original words are compared where both give them, else the claims. Two that name different reporters are no
    echo: whoever keeps the study wrote both claims, and may have used the same words for two counts.
    """
    yield from _alike(statements, [s.quote for s in statements])
    for i, j in _alike(statements, [s.claim if len(words(s.claim)) >= FEWEST_WORDS else "" for s in statements]):
        if not (statements[i].quote and statements[j].quote):
            yield i, j


def _alike(statements: Sequence[Cited], texts: Sequence[str]) -> Iterable[tuple[int, int]]:
    held = [i for i, text in enumerate(texts) if text]
    for i, j in alike([texts[i] for i in held], NEARLY_THE_SAME):
        one, other = statements[held[i]], statements[held[j]]
        if not (one.reporter and other.reporter and _name(one.reporter) != _name(other.reporter)):
            yield held[i], held[j]


def names_of(s: Cited) -> tuple[str, ...]:
    """Whom a statement goes back to: its interview, its reporter, else the sources that it cites; never nobody."""
    if key := getattr(s, "interview", ""):
        return (f"interview {key}",)
    return (_name(s.reporter),) if _name(s.reporter) else sources(s.source) or (s.source or s.claim,)


def _copies(s: Cited) -> Iterator[str]:
    """The one text that a statement was read in; a reporter's figure is the reporter's wherever it is printed."""
    if s.reporter:
        return
    if s.url:
        parts = urlsplit(s.url)
        yield f"address {(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"
    if s.document:
        yield f"document {s.document}"


def sources(source: str) -> tuple[str, ...]:
    """Names of those whom a citation goes back to, without dates and titles, in comparison form.

    `Y citing X and Z` goes back to X and Z, `X via Y` to X; parts after a semicolon are further sources, except
    those marked `cf.`, which only compare.
    """
    found = []
    for part in source.split(";"):
        if part.strip().lower().startswith("cf."):
            continue
        _, *cited = _CITING.split(part, maxsplit=1)
        for each in re.split(r" and |/", cited[0]) if cited else [part]:
            found.append(_name(_CARRIED.split(each)[0].split(": ")[0]))
    return tuple(name for name in dict.fromkeys(found) if name)


def _name(text: str) -> str:
    return " ".join(words(_DATE.sub(" ", text)))
