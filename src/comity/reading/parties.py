"""Which states a sentence speaks of: by name, people, capital, seat of government, leader of that day, or "the two".

Names in capitals are read as names; what stands for a state only in the company of others is left to a person.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from comity.chronicle.lookup import read_rows
from comity.errors import UserError
from comity.evidence.contradictions.office import Term
from comity.terms.country import resolve, states
from comity.terms.lookup import read_lookup
from comity.terms.mentions import mentions

How = Literal["name", "people", "plural", "capital", "seat", "leader", "both"]
"""`plural` is people of a state, who are not the state: two Iranians."""
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Party:
    """A place in a sentence that names a state: `text[start:end]`; `person` is who stands there for it, if anybody."""

    state: str
    start: int
    end: int
    how: How
    person: str = ""


class Leaders:
    """Who led which state when, asked by family name and day.

    A name counts where a title or its whole form stands before it, or where both did earlier in the document; a name
    that leaders of two states bear on one day is nobody's.
    """

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self._terms: dict[str, list[Term]] = defaultdict(list)
        for term in terms:
            if len(last := term.name.split()[-1]) >= _SHORTEST:
                self._terms[last].append(term)
        self.names = frozenset(self._terms)
        """All family names."""

    def state_of(self, name: str, day: date | None, first: str = "") -> str:
        """The state that a leader of that family name led on a day; "" for none, or for more than one.

        Where of the `first` names none has an initial of a leader of the name it is somebody else.
        """
        held = self._terms.get(name, ())
        found = {
            t.state
            for t in held
            if (day is None or t.first - _GRACE <= day <= t.last + _GRACE) and _may_be(first, t.name)
        }
        return found.pop() if len(found) == 1 else ""


def _may_be(first: str, name: str) -> bool:
    """Whether somebody of first names may be the one of a name in full; one in a single word says nothing of them."""
    given = [] if "," in name else name.split()[:-1]
    return not (first and given) or bool({word[0] for word in first.split()} & {word[0] for word in given})


_FIRST_NAMES = re.compile(r"(?:\b[A-Z][\w.’-]*\s){1,3}$")


_SHORTEST = 4
_GRACE = timedelta(days=60)
_TITLE = (
    r"(?:President|Prime Minister|Chancellor|Premier|King|Queen|Emir|Sultan|Crown Prince|(?:[A-Z]\w+ )?Minister"
    r"|Secretary|Chairman|General Secretary|Leader|Mr\.?|Mrs\.?|Ms\.?)"
)
_TITLED = re.compile(rf"\b{_TITLE}\s(?:[A-Z][\w.'’-]+\s){{0,2}}$")
_BOTH = re.compile(
    r"\b(?:the two (?:countries|states|sides|nations|governments|leaders|presidents|parties|neighbou?rs)"
    r"|both (?:countries|states|sides|nations|governments|leaders|parties)"
    r"|the (?:High )?Contracting (?:Parties|Governments)|the two (?:Contracting )?Governments)\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"\b[A-Z]{2,}(?:['’]S)?(?:[\s,-]+[A-Z]{2,}(?:['’]S)?)*\b")
_SMALL = frozenset(("and", "of", "the", "in", "on", "with", "for", "to", "at", "by", "between"))
_NO_SEAT = re.compile(
    r"\s(?:Post|Times|D\.?C\.?|State\b|Institute|University|Consensus|Treaty|Redskins|Capitals|Nationals)"
)
_A_PERSON = re.compile(r"(?:George|Denzel|Booker T\.|Mount|Port|Fort|Lake|Seattle,)\s$")


def parties(text: str, day: date | None = None, leaders: Leaders | None = None) -> tuple[Party, ...]:
    """All states named in `text`, in order, none within another."""
    read = _cased(text)
    tongues = [found.span() for found in _TONGUES.finditer(text)]
    found = [
        Party(_bearer(read[m.start : m.end], m.state, day) if m.how == "name" else m.state, m.start, m.end, m.how)
        for m in mentions(read, day)
        if not (m.how == "capital" and _A_CLASS.match(read, m.end))
        and not (m.how == "people" and (_SIDED.search(read[: m.start]) or any(s <= m.start < e for s, e in tongues)))
    ]
    found += _seats(read)
    for m in _people_words().finditer(read):
        how: How = "people" if _AS_A_WHOLE.search(read[: m.start()]) else "plural"
        found.append(Party(_peoples()[m[0]], m.start(), m.end(), how))
    if leaders is not None:
        found += _led(text, day, leaders, {p.end for p in found})
    return tuple(_apart(text, found))


_A_CLASS = re.compile(r"-class\b")
"""Behind a capital's name that ships are built by."""
_AS_A_WHOLE = re.compile(r"\b(?:with|and|accuses?|by|from|to) the $")
"""What makes people of a state the side that it is: a truce with the Palestinians."""
_SIDED = re.compile(r"\b(?:pro|anti|ex|non|un)-$", re.IGNORECASE)
"""What makes a people's name the view that somebody else holds of it."""
_TONGUE = r"(?-i:[A-Z])[\w-]{1,40}\b"
_TONGUES = re.compile(
    r"\b(?:official|authentic|original)\s+texts?\b[^.]{0,120}"
    rf"|\b(?:in|into|from)\s(?:the\s)?(?:{_TONGUE}(?:,\sand\s|,\s|\sand\s)){{0,4}}{_TONGUE}(?=\slanguages?\b)"
    rf"|\b{_TONGUE}\s(?:languages?|translation)\b",
    re.IGNORECASE,
)
"""Where the names of peoples are those of languages."""


@lru_cache(maxsize=20_000)
def _bearer(words: str, state: str, day: date | None) -> str:
    """The state that bore a name on a day, where it was another than the one that bears it now."""
    if day is None:
        return state
    try:
        return resolve(words, day).id
    except UserError:
        return state


def named_pair(text: str) -> re.Match[str] | None:
    """Words that stand for two states named before: the two countries, both sides, the Contracting Parties."""
    return _BOTH.search(text)


def _cased(text: str) -> str:
    """A text of the same length with runs of capitals written as names, where it is set in capitals."""
    text = _CAPITAL_WORD.sub(lambda m: _as_name(m) if _as_name(m) in _plain_names() else m[0], text)
    if not any(len(run[0]) > 12 or " " in run[0] for run in _CAPITALS.finditer(text)):
        return text
    return _CAPITALS.sub(
        lambda m: re.sub(r"[A-Z]{2,}(?:['’]S)?", _as_name, m[0]) if " " in m[0] or len(m[0]) > 12 else m[0], text
    )


_CAPITAL_WORD = re.compile(r"\b[A-Z]{4,}\b")


@cache
def _plain_names() -> frozenset[str]:
    """Names of states that are one word."""
    return frozenset(s.name for s in states() if s.name.isalpha())


def _as_name(word: re.Match[str]) -> str:
    return word[0].lower() if word[0].lower() in _SMALL else word[0][0] + word[0][1:].lower()


def _seats(text: str) -> list[Party]:
    found = []
    for match in _seat_words().finditer(text):
        state = _seat_states()[match[0]]
        if not (_NO_SEAT.match(text, match.end()) or _A_PERSON.search(text[: match.start()])):
            found.append(Party(state, match.start(), match.end(), "seat"))
    return found


@cache
def _peoples() -> dict[str, str]:
    """Plural of a people's name -> state; of names that take an s and are one state's."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_lookup("demonyms"):
        if re.fullmatch(r"[^\W\d_]{3,}(?<![sz])(?<!sh)(?<!ch)(?<!ese)", row["demonym"]):
            found[row["demonym"] + "s"].add(row["id"])
    return {word: held.pop() for word, held in found.items() if len(held) == 1}


@cache
def _people_words() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, _peoples()))})(?![\w-])")


@cache
def _seat_states() -> dict[str, str]:
    return {row["words"]: row["state"] for row in read_rows("metonyms", ("words", "state", "reason"), _HERE)}


@cache
def _seat_words() -> re.Pattern[str]:
    words = sorted(map(re.escape, _seat_states()), key=len, reverse=True)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(words)})(?![\w$€£])")


_NAME = re.compile(r"\b[A-Z][\w’'-]{3,}\b")


_NO_FIRST_NAME = re.compile(
    rf"{_TITLE}|After|Although|As|At|Before|But|By|During|For|From|If|In|Meanwhile|On|Since|That|The|Then|Under|When"
    r"|While|With|And|Elect|General|Mrs?|Ms|Sir|Dr|Sheikh|Prince|Princess|Madam|Comrade"
)


def _led(text: str, day: date | None, leaders: Leaders, ends: Set[int]) -> list[Party]:
    found = []
    for match in _NAME.finditer(text):
        name = match[0].removesuffix("'s").removesuffix("’s")
        if name not in leaders.names:
            continue
        before = text[: match.start()]
        first = re.search(r"\b([A-Z][\w.'’-]+) $", before)
        if not (_TITLED.search(before) or first):
            continue
        other = first is None or first.end() - 1 in ends or _NO_FIRST_NAME.fullmatch(first[1]) or "'" in first[1]
        whole = _FIRST_NAMES.search(before)
        if state := leaders.state_of(name, day, "" if other or whole is None else whole[0]):
            found.append(Party(state, match.start(), match.start() + len(name), "leader", name))
    return found


def _apart(text: str, found: Sequence[Party]) -> list[Party]:
    """In order; of two that overlap the longer."""
    kept: list[Party] = []
    for party in sorted(found, key=lambda p: (p.start, -(p.end - p.start))):
        if not kept or party.start >= kept[-1].end:
            kept.append(party)
    kept = [p for p, after in zip_longest(kept, kept[1:]) if not _is_town(text, p, after)]
    return [party for party in kept if not _is_half(text, party, kept)]


def _is_town(text: str, party: Party, after: Party | None) -> bool:
    """Whether a capital's name is that of a town elsewhere, whose state stands behind it: Tripoli, Lebanon."""
    if party.how != "capital" or after is None or after.how != "name" or after.state == party.state:
        return False
    return text[party.end : after.start] == ", "


def _is_half(text: str, party: Party, all: Sequence[Party]) -> bool:
    """Whether it is half of a longer name, as Saudi in Saudi-Smith; half of two states joined by a hyphen is none."""
    if not re.match(r"[-–][A-Z]", text[party.end : party.end + 2]) or party.how == "seat":
        return False
    return not any(other.start == party.end + 1 for other in all)
