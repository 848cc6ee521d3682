"""Sentences of a portal of current events that name both of a pair, by day: out of an archive, or of pages of days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from comity.gathering.gathered import Found, Passage
from comity.sources.day_pages import items
from comity.sources.formats.archive import members
from comity.terms.country import State
from comity.terms.mentions import mentions, words_for

PACKED = "current_events_*.tar.xz"
_KEY = "Intelligence_Payload"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PRESS = re.compile(r"(?:\s*[(\[][^()\[\]]*[)\]])+\s*$")
"""Brackets at a sentence's end name the press that it rests on."""
_SHORTEST = 60
"""Characters from which a line is a sentence and no heading."""


def current_events(folder: Path, a: State, b: State) -> Iterator[Found]:
    """One document of both: every sentence that names the two, oldest first."""
    found = []
    both = tuple(_named(s) for s in (a, b))
    for path in sorted(folder.glob(PACKED))[-1:]:
        for name, content in members(path, wanted=lambda member: member.endswith(".yaml")):
            day = PurePosixPath(name).stem
            # Most days name one of the two at most, and to parse a day costs a hundred times as much as to look.
            if _DAY.fullmatch(day) and all(pattern.search(content) for pattern in both):
                found += [Passage(day, said) for said in _lines(content) if _of_both(said, day, a, b)]
    yield Found((), tuple(sorted(set(found), key=lambda p: (p.day, p.text))))


def of_days(texts: Mapping[date, str], a: State, b: State) -> Iterator[Found]:
    """The same out of the wikitext of pages by day."""
    found = []
    both = tuple(_named(s) for s in (a, b))
    for day, text in sorted(texts.items()):
        if all(pattern.search(text.encode()) for pattern in both):
            said = _sentences(items(text))
            found += [Passage(day.isoformat(), each) for each in said if _of_both(each, day.isoformat(), a, b)]
    yield Found((), tuple(sorted(set(found), key=lambda p: (p.day, p.text))))


def _named(state: State) -> re.Pattern[bytes]:
    return re.compile(b"|".join(re.escape(word.encode()) for word in sorted(words_for(state.id))))


def _lines(content: bytes) -> Iterator[str]:
    import yaml

    try:
        held: Any = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, UnicodeError, ValueError):
        return
    sections = held.get(_KEY) if isinstance(held, dict) else None
    for lines in sections.values() if isinstance(sections, dict) else ():
        yield from _sentences(map(str, lines or ()))


def _sentences(lines: Iterable[str]) -> Iterator[str]:
    """Those lines that are sentences and no headings, without the press behind them."""
    for line in lines:
        if len(line) > _SHORTEST and line.rstrip().endswith((".", ")", "]", '"')):
            yield _PRESS.sub("", line)


def _of_both(said: str, day: str, a: State, b: State) -> bool:
    named = {m.state for m in mentions(said, date.fromisoformat(day))}
    return {a.id, b.id} <= named
