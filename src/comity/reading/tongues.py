"""French, Spanish, Russian, Arabic and Chinese: in which language a text is, and the acts that it tells.

The rules are those of `acts.csv`, found by patterns of the language in `tongue_acts.csv`; states are named by
`tongue_names.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from comity.chronicle.lookup import read_rows
from comity.errors import BadFile
from comity.reading.parties import Party
from comity.reading.rule import Act, Rule, rules
from comity.reading.tongue_words import commonest, words

LANGUAGES = ("fr", "es", "ru", "ar", "zh")
"""Languages beside English whose rules were measured; no other is read."""
_VERB_FIRST = ("ar",)
"""Languages in which who acts may stand behind the verb, before whom it is done to."""
_HERE = Path(__file__).parent
_LOOKED_AT = 20_000
_FEWEST = 3
"""Common words that must stand in a text before it is taken for another language than English."""
_SURE = 1.3
"""How much oftener the words of one language must stand in a text than those of the next."""


def language_of(text: str) -> str:
    """The language of a text by its commonest words: `en`, one of `LANGUAGES`, another that is not read, else `en`."""
    head = text[:_LOOKED_AT].lower()
    counts = sorted(((len(found), language) for language, p in commonest() if (found := p.findall(head))), reverse=True)
    if len(counts) == 0 or counts[0][0] < _FEWEST or (len(counts) > 1 and counts[0][0] < _SURE * counts[1][0]):
        return "en"
    return counts[0][1]


def acts_in(text: str, named: Sequence[Party], language: str) -> Iterator[Act]:
    """Acts that a sentence tells of two states; one of each kind."""
    seen: set[tuple[str, str]] = set()
    named = _without_places(text, named, language)
    for rule, pattern in _patterns(language):
        for match in pattern.finditer(text):
            sides = _sides(rule, text, match, named, language)
            if sides is None or (rule.kind, rule.status) in seen:
                continue
            seen.add((rule.kind, rule.status))
            a, b = sides
            doubts = _doubts(text, match, named, sides, language)
            office = rule.strength == "office" and words(language, "office").search(text)
            told = replace(rule, strength="strong") if office else rule
            planned = words(language, "planned")
            to_come = planned.search(match[0]) or planned.search(text[: match.start()])
            yield Act(told, match.start(), match.end(), a.state, b.state, "plan" if to_come else rule.status, doubts)
            break


def _without_places(text: str, named: Sequence[Party], language: str) -> list[Party]:
    """The parties without a capital in which two others did something."""
    place = words(language, "place")
    return [
        p
        for p in named
        if not (
            p.how == "capital"
            and place.search(text[: p.start])
            and (
                len({other.state for other in named if other.state != p.state}) > 1
                or any(other.state == p.state and other.how != "capital" for other in named)
            )
        )
    ]


@cache
def _patterns(language: str) -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    known = {rule.id: rule for rule in rules()}
    found = []
    for row in read_rows("tongue_acts", ("language", "rule", "pattern", "reason"), _HERE):
        if row["rule"] not in known:
            raise BadFile(f"tongue_acts.csv: no rule {row['rule']} in acts.csv")
        if row["language"] == language:
            found.append((known[row["rule"]], re.compile(row["pattern"])))
    return tuple(found)


def _sides(
    rule: Rule, text: str, match: re.Match[str], named: Sequence[Party], language: str
) -> tuple[Party, Party] | None:
    """Who acts, and whom it is done to or with: the nearest before and the first after, or two that stand joined."""
    before = [p for p in named if p.end <= match.start()]
    after = [p for p in named if p.start >= match.start()]
    if rule.shape == "mutual" and rule.kind != "contact":
        together = words(language, "joined")
        for one, other in pairwise(named):
            if one.state != other.state and _stand_joined(text, one, other, together, language):
                return one, other
    if not before and len(after) > 1 and (rule.shape == "flow" or language in _VERB_FIRST):
        before, after = after[:1], [p for p in after[1:] if p.state != after[0].state]
    if len(before) > 1 and before[-1].state != before[-2].state and not (after and _is_object(text, match, after[0])):
        coverb = words(language, "coverb").search(text[before[-2].end : before[-1].start])
        if coverb is not None:
            passive = words(language, "passive").search(text[: before[-1].start])
            return (before[-1], before[-2]) if passive else (before[-2], before[-1])
    if not before or not after or before[-1].state == after[0].state:
        return None
    return before[-1], after[0]


def _stand_joined(text: str, one: Party, other: Party, together: re.Pattern[str], language: str) -> bool:
    """Whether two are joined by a word between them, or as in Arabic by a letter that is written with the second."""
    if together.search(text[one.end : other.start]):
        return bool(text[one.end : other.start].strip()) or (language == "ar" and text[other.start] == "و")
    return False


_BEHIND = 12


def _is_object(text: str, match: re.Match[str], party: Party) -> bool:
    """Whether a party stands within an act or close behind it: whom it is done to, where another stands before it."""
    return party.start <= match.end() + _BEHIND


_FAR = 70


def _doubts(
    text: str, match: re.Match[str], named: Sequence[Party], sides: tuple[Party, Party], language: str
) -> tuple[str, ...]:
    found = []
    head = text[: match.start()]
    if words(language, "denied").search(head):
        found.append("it is denied")
    if words(language, "possible").search(head):
        found.append("it is told as possible")
    private, behind = words(language, "private"), words(language, "private_after")
    if any(private.search(text[: p.start]) or behind.match(text, p.end) for p in sides):
        found.append("of its people or firms, not of the state")
    if len({p.state for p in named}) > 2:
        found.append("it names other states too")
    if sides[1].start - match.end() > _FAR or match.start() - sides[0].end > _FAR:
        found.append("the other state stands far from the act")
    return tuple(found)
