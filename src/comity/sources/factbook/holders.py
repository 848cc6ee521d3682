"""Who is chief of state and head of government, out of sentences such as "President Jane DOE (since 4 March 2021)"."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from comity.errors import UserError
from comity.sources.factbook.names import name_of
from comity.sources.formats.lookup import read_lookup
from comity.terms.dated import Dated
from comity.terms.wording import month_named

_OFFICES = {"chief of state": "head of state", "head of government": "head of government"}
_SENTENCE = re.compile(
    r"(?P<who>[^();]+?)\s*\((?:[^()]*?\b)?since (?:(?P<day>\d{1,2}) )?(?:(?P<month>\w+) )?(?P<year>\d{4})\b"
)
_ROMAN = re.compile(r"[IVX]+")
_CAPITALS = re.compile(r"[^\W\d_a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Holder:
    """The holder of an office: the state's name as printed, the office, the person without titles, since when."""

    state: str
    office: str
    name: str
    since: Dated


def holders(country: dict[str, Any], where: str) -> Iterator[Holder]:
    """The holders of both offices that a country's file names with a date; `where` names it in errors."""
    branch = country.get("Government", {}).get("Executive branch", {})
    for field, office in _OFFICES.items():
        text = branch.get(field, {}).get("text") if isinstance(branch.get(field), dict) else None
        if isinstance(text, str) and (found := read_holder(text)) is not None:
            name, since = found
            yield Holder(name_of(country), office, name, since)


def read_holder(sentence: str) -> tuple[str, Dated] | None:
    """The first person of a sentence and since when; None where it names nobody with a date."""
    told = _SENTENCE.match(re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^<>]*>", " ", sentence))).strip())
    if told is None:
        return None
    since, name = _since(told["day"], told["month"], told["year"]), person(told["who"])
    return None if since is None or not name else (name, since)


def _since(day: str | None, month: str | None, year: str) -> Dated | None:
    number = None if month is None else month_named(month)
    if (month is not None and number is None) or (day is not None and number is None):
        return None
    parts = [year, *([f"{number:02d}"] if number else []), *([f"{int(day):02d}"] if day else [])]
    try:
        return Dated.parse("-".join(parts))
    except UserError:
        return None


def person(who: str) -> str:
    """A name without titles before it, and with the capitals in which the publisher sets a family name lowered."""
    name, before = who.strip(" ,"), None
    while name != before:
        before = name
        name = next((name.removeprefix(t).lstrip(" ,") for t in _titles() if name.startswith((f"{t} ", f"{t},"))), name)
    words = name.split()
    return " ".join(
        w if _ROMAN.fullmatch(w) and i == len(words) - 1 and i else _lowered(w) for i, w in enumerate(words)
    )


def _lowered(word: str) -> str:
    return _CAPITALS.sub(lambda part: part[0].capitalize(), word)


@cache
def _titles() -> tuple[str, ...]:
    """Titles, the longest first."""
    return tuple(sorted(read_lookup(__file__, "titles.csv")["title"].tolist(), key=lambda title: (-len(title), title)))
