"""What a state says of others in its own words: a speech is an act of the speaker, whatever it tells of the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from comity.chronicle.lookup import read_rows
from comity.reading.doubted import WITHIN
from comity.reading.lists import all_listed, listed_with
from comity.reading.parties import Party
from comity.reading.rule import Act, Rule

IN_A_SPEECH = "told in a speech, by one side"
SPOKE = "spoke_"
"""How the rules of this file begin: their date is that of the speech."""
_NEVER = re.compile(r"(?!)")


def spoken(text: str, named: Sequence[Party], speaker: str) -> Iterator[Act]:
    """One act for each other state that a sentence of the speaker names: that it spoke against it or well of it.

    Where words of both tones stand there, or other states are named too, which is meant for whom has to be read.
    """
    others = tuple(dict.fromkeys(p.state for p in named if p.state != speaker))
    heard = [(rule, found) for rule, pattern in _tones() if (found := tuple(pattern.finditer(text)))]
    for other in others:
        doubts = [] if len(others) == 1 or all_listed(text, named) else ["it names other states too"]
        if len(heard) > 1:
            doubts.append("it holds words of both tones")
        for rule, found in heard[:1]:
            if not any(_is_of(text, rule, match, named, p) for match in found for p in named if p.state == other):
                doubts.append("it may be said of something else")
            yield Act(rule, 0, len(text), speaker, other, rule.status, tuple(doubts))


def _is_of(text: str, rule: Rule, tone: re.Match[str], named: Sequence[Party], party: Party) -> bool:
    """Whether a word of a tone stands beside a state in one clause, and the state is not where something is; words of
    thanks or support stand before it.
    """
    together = {party.state, *listed_with(text, named, party)}
    first = min((p for p in named if p.state in together), key=lambda p: p.start)
    if WITHIN.search(text[: first.start]):
        return False
    if tone.end() <= party.start:
        gap = text[tone.end() : max(tone.end(), first.start)]
        suffers = rule.id != f"{SPOKE}well" and bool(_ON_IT.search(gap))
    else:
        gap = text[party.end : tone.start()]
        suffers = rule.id == f"{SPOKE}well"
    return not suffers and len(gap) <= _NEAR and not _ANOTHER_CLAUSE.search(gap)


_ON_IT = re.compile(r"\b(?:on|against|upon)\s(?:the\s)?$")
"""Between a word of harm and the state that suffers it."""
_NEAR = 70
"""Characters between a word of a tone and the state that it is meant for."""
_ANOTHER_CLAUSE = re.compile(r"[,;:]|\b(?:but|while|because|whether|although|if)\b")


@cache
def _tones() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    rows = read_rows("tones", ("tone", "pattern", "claim", "reason"), Path(__file__).parent)
    return tuple((_rule(row["tone"], row["claim"]), re.compile(row["pattern"], re.IGNORECASE)) for row in rows)


def _rule(tone: str, claim: str) -> Rule:
    return Rule(
        id=f"{SPOKE}{tone}",
        kind="statement",
        event="",
        shape="one",
        there="yes",
        reversed=None,
        pattern=_NEVER,
        question="tenor",
        sector="diplomacy",
        status="reported",
        claim=claim,
        strength="strong",
    )
