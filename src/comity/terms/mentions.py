"""Which states an English sentence names: by name, short form, people or adjective, or capital.

Letters' case counts (turkey is no state). A longer name is read before a shorter one that it holds (South Sudan,
Sudan; East China Sea, China; Islamic State of Iraq, Iraq): `no_mentions.csv` holds those that are no state's. A
capital inside a longer name is none (Santiago de Compostela), nor is a name in the company that shows it to be
another's (`homonyms.csv`: Georgia beside Atlanta).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from comity.terms.country import states
from comity.terms.lookup import read_lookup

How = Literal["name", "people", "capital"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text that names a state: `text[start:end]`."""

    state: str
    start: int
    end: int
    how: How


def mentions(text: str, day: date | None = None) -> tuple[Mention, ...]:
    """All states named in `text`, in order; a name borne in turn by several is that of its bearer on `day`."""
    found = []
    for match in _pattern().finditer(text):
        if any(near.search(text) for near in _homonyms().get(match[0], ())):
            continue
        for state, how, start, end in _bearers()[match[0]]:
            if how == "capital" and _part_of_a_name(text, *match.span()):
                break
            if day is None or ((start is None or start <= day) and (end is None or day <= end)):
                found.append(Mention(state, match.start(), match.end(), how))
                break
    return tuple(found)


def words_for(state: str) -> frozenset[str]:
    """All words by which `mentions` may find a state."""
    return frozenset(words for words, bearers in _bearers().items() if any(bearer[0] == state for bearer in bearers))


def opens_with_a_state(text: str) -> bool:
    """Whether `mentions` would find a state at the very beginning; without the pattern of all names, which is long to
    make."""
    bearers = _bearers()
    ends = (i for i in range(len(text), 0, -1) if not re.match(r"\w", text[i : i + 1]))
    for end in ends:
        if (held := bearers.get(text[:end])) is not None:
            far = any(near.search(text) for near in _homonyms().get(text[:end], ()))
            return not far and any(how != "capital" or not _part_of_a_name(text, 0, end) for _, how, _, _ in held[:1])
    return False


def _part_of_a_name(text: str, start: int, end: int) -> bool:
    """Whether a capital's name stands inside a longer one: Santiago de Compostela, Minsk Protocol, Orange-Nassau."""
    return text[:start].endswith("-") or bool(_LONGER.match(text, end))


_LONGER = re.compile(r"\s+(?:de|del|la|los|upon)\b|\s+(?!(?:President|Prime|Foreign|Minister|Mr)\b)[A-Z]\w|-[A-Z]")


@cache
def _homonyms() -> dict[str, tuple[re.Pattern[str], ...]]:
    """Names -> words in whose company they are another's."""
    found: dict[str, tuple[re.Pattern[str], ...]] = {}
    for row in read_lookup("homonyms"):
        found[row["words"]] = (*found.get(row["words"], ()), re.compile(row["near"]))
    return found


_Bearer = tuple[str, How, date | None, date | None]


@cache
def _bearers() -> dict[str, tuple[_Bearer, ...]]:
    """Words as written -> the states that they may name, the likeliest first; none for names that are no state's."""
    found: dict[str, list[_Bearer]] = {}
    for each in states():
        if each.kind != "historic":
            _add(found, each.name, (each.id, "name", None, None))
    for row in read_lookup("aliases"):
        if row["use"] != "files" and row["alias"][:1].isupper() and (len(row["alias"]) > 3 or "." in row["alias"]):
            _add(found, row["alias"], (row["id"], "name", _day(row["start"]), _day(row["end"])))
    for row in read_lookup("demonyms"):
        _add(found, row["demonym"], (row["id"], "people", None, None))
    for each in states():
        if each.capital and each.kind == "state" and each.capital not in found:
            _add(found, each.capital, (each.id, "capital", None, None))
    for row in read_lookup("no_mentions"):
        found[row["words"]] = []
    return {name: tuple(held) for name, held in found.items()}


def _add(found: dict[str, list[_Bearer]], name: str, bearer: _Bearer) -> None:
    found.setdefault(name, []).append(bearer)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_any_of(frozenset(_bearers()))}(?!\w)")


def _any_of(words: frozenset[str]) -> str:
    """A pattern for any of the words, longer ones first, branching letter by letter: ten times as fast as a list."""
    endings: dict[str, set[str]] = {}
    for word in words - {""}:
        endings.setdefault(word[0], set()).add(word[1:])
    branches = [re.escape(letter) + _any_of(frozenset(rest)) for letter, rest in sorted(endings.items())]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)}){'?' if '' in words else ''}"


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
