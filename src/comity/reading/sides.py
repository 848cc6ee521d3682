"""Which of the states of a sentence acts and to whom or with whom it is done, by where they stand beside its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from comity.reading.doubted import BY_ANYBODY, PLACE, TURNS, is_second_verb
from comity.reading.parties import Party
from comity.reading.rule import Rule


def sides_of(rule: Rule, match: re.Match[str], acting: Sequence[Party], text: str) -> tuple[Party | None, Party | None]:
    """Who acts and whom it is done to or with: the nearest before and the first other after, else two on one side.

    Of what two do together those two do it that stand joined before it, wherever a place is named after it.
    """
    earlier = [p for p in acting if p.start < match.start()]
    later = [p for p in acting if p.start >= match.start()]
    if rule.shape == "by":
        return _done_by(rule, text, match, earlier, later)
    if rule.shape in ("own", "own_back"):
        return _own(text, match, earlier, later)
    if rule.shape == "from":
        return _from(text, earlier, later)
    if rule.shape == "to":
        behind = next((p for p in later if _RIGHT_BEHIND.fullmatch(text[match.end() : p.start])), None)
        return _head(rule, earlier, text, match.start()) if earlier else None, behind
    return _nearest(rule, match, earlier, later, text)


def _nearest(
    rule: Rule, match: re.Match[str], earlier: Sequence[Party], later: Sequence[Party], text: str
) -> tuple[Party | None, Party | None]:
    if earlier:
        subject = _head(rule, earlier, text, match.start())
        others_later = [p for p in later if p.state != subject.state]
        other = next((p for p in others_later if rule.id == "troops" and _WHERE_TO.search(text[: p.start])), None)
        other = other or next(iter(others_later), None)
        partner = next((p for p in reversed(earlier) if p.state != subject.state), None)
        if rule.shape == "mutual" and partner is not None and is_joined(text, partner, subject):
            return (partner, subject) if partner.start < subject.start else (subject, partner)
        if other is None:
            others = [p for p in earlier if p.state != subject.state]
            if not others:
                return subject, None
            return (others[-1], subject) if others[-1].start < subject.start else (subject, others[-1])
        return subject, other
    if not later:
        return None, None
    return later[0], next((p for p in later if p.state != later[0].state), None)


_WHERE_TO = re.compile(r"\b(?:to|into|in|from|inside|near|off)\s(?:the\s|an?\s)?(?:\w+ern\s)?$")
"""Before the land that troops go to or leave, whoever else is there."""


def _own(
    text: str, match: re.Match[str], earlier: Sequence[Party], later: Sequence[Party]
) -> tuple[Party | None, Party | None]:
    if not earlier or not _OWN.fullmatch(text[earlier[-1].end : match.start()]):
        return None, None
    subject = earlier[-1]
    done_to = (p for p in (*later, *reversed(earlier)) if p.state != subject.state)
    return subject, next(done_to, None)


def _from(text: str, earlier: Sequence[Party], later: Sequence[Party]) -> tuple[Party | None, Party | None]:
    source = next((p for p in later if _FROM.search(text[: p.start])), None)
    if source is None:
        return None, None
    done_to = (p for p in (*later, *reversed(earlier)) if p.state != source.state)
    return source, next(done_to, None)


_FROM = re.compile(r"\bfrom\s(?:the\s)?(?:\w+\s){0,2}$")
_RIGHT_BEHIND = re.compile(r"(?:the\s)?(?:(?:people|government|president|leaders?|authorities) (?:of|in)\s)?(?:the\s)?")
_OWN = re.compile(
    r"(?:['’]s)?\s(?:(?!(?:[Ee]mbassy|[Cc]onsulate|hospital|hotel|school|base|airport|ship|citizens?|nationals?|capital"
    r"|for|to|of|in|on|with|from|by|against|over|after|at|as|that|who|which)\b)[\w-]+\s){0,3}"
)
"""Between a state and what it did itself; what was done at its embassy or to its ship was not done by it."""


def _done_by(
    rule: Rule, text: str, match: re.Match[str], earlier: Sequence[Party], later: Sequence[Party]
) -> tuple[Party | None, Party | None]:
    agent = next((p for p in later if match.end() <= p.start <= match.end() + 2), None)
    if agent is None:
        return None, None
    places = [p for p in later if rule.id == BY_ANYBODY and PLACE.search(text[agent.end : p.start])]
    done_to = (p for p in (*places, *reversed(earlier), *later) if p.state != agent.state)
    return agent, next(done_to, None)


_CLAUSE = re.compile(r"[,;:]|\b(?:that|which|who|after|while|as|because|where)\b")


def _head(rule: Rule, earlier: Sequence[Party], text: str, at: int) -> Party:
    """The party that stands nearest before the verb without a clause of its own between; else the sentence's first.

    What a second verb tells one did to another has the doer of the first.
    """
    near = earlier[-1]
    first = next((p for p in earlier if not PLACE.search(text[: p.start])), near)
    if rule.shape != "mutual" and is_second_verb(text, at) and not TURNS.search(text[first.end : at]):
        return first
    between = text[near.end : at]
    return near if len(_CLAUSE.findall(between)) < 2 else earlier[0]


def is_joined(text: str, one: Party, other: Party) -> bool:
    """Whether two stand beside each other as those who act together: A and B, A with B, A-B."""
    first, second = sorted((one, other), key=lambda p: p.start)
    between = text[first.end : second.start]
    return len(between) < 80 and bool(re.search(r"\band\b|\bwith\b|&|[-–]", between))
