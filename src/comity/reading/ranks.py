"""Which office each of two holds who meet or visit, by the words on their side of the act, and how a claim names it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from comity.evidence.office import levels
from comity.evidence.proposing import level_of
from comity.reading.doubted import WITHIN
from comity.reading.parties import Party
from comity.reading.rule import Act

HIGH = ("head_of_state", "head_of_government", "minister", "speaker", "deputy_minister")
_FAR = 80
"""Characters behind an act in which the office of whoever stands there is named."""
_BEHIND = 40
"""Characters behind a state in which the office of whoever speaks for it is named."""
_LESSER = re.compile(
    r"\b(?:vice|deputy)[- ](?:president|prime minister) and (?=prime minister|president)", re.IGNORECASE
)
"""A lesser office of one who holds a higher one too."""
_MINISTER = re.compile(
    r"\b(?:(?:foreign|defen[cs]e|home|treasury|interior|energy|trade|commerce) secretary"
    r"|secretary of (?:state|defen[cs]e|the treasury|commerce|energy))\b",
    re.IGNORECASE,
)
"""Ministers who are called otherwise."""
_OF_BOTH = re.compile(r"\b(presidents|kings|chancellors|prime ministers|(?:\w+ )?ministers)\b", re.IGNORECASE)
_VICE = re.compile(r"\bvice[- ]president\b", re.IGNORECASE)
_DEPUTY = re.compile(r"\b(?:deputy|vice)[- ](?:prime minister|premier)\b", re.IGNORECASE)
_CLAUSE = re.compile(r";|\b(?:that|says?|said|as|while|after|when|but|because|before)\b")
_TURN = re.compile(r"[,;.]|\b(?:and|after|over|about|in|at|on|to|as|while|during)\b")
_COUNTERPART = re.compile(r"\bcounterpart")
_TOP = frozenset(("head_of_state", "head_of_government"))
_HEADS = r"(?:[Ll]eaders?|[Ee]mir|[Ss]ultan|[Mm]onarch|[Rr]uler)"
_LEADER = re.compile(
    rf"(?:['’]s)?\s(?:(?:[Ss]upreme|[Pp]aramount|de facto|[Mm]ilitary|[Tt]op|[Ii]nterim)\s)?{_HEADS}\b"
)
_LEADER_OF = re.compile(rf"\b{_HEADS} of (?:the )?$")
"""Around the name of a state: who stands at its head under another name."""
_JOINED = re.compile(r"\b(?:and|with)\b|&")


@dataclass(frozen=True, slots=True)
class Rank:
    """The office of one side: its `level`, "" where it is not told, and what else the words make of whoever acts."""

    level: str = ""
    title: str = ""
    led: bool = False

    def of(self, state: str) -> str:
        """How a claim names him: by office, else as a leader, else as one who acted for the state."""
        label = self.title or (levels()[self.level].label if self.level in HIGH else "")
        return f"the {label or ('leader' if self.led else 'representative')} of {state}"

    def is_told(self) -> bool:
        """Whether more is known of him than that he acted for the state."""
        return bool(self.title or self.led) or self.level in HIGH

    def beside(self, other: Rank, state: str) -> str:
        """The same for the second of two, who is a counterpart of the first where both are told to be of one rank."""
        if not self.is_told():
            return f"somebody of {state}"
        alike = self.of("") == other.of("") or any(
            one.only_leads() and two.level in _TOP for one, two in ((self, other), (other, self))
        )
        return f"a counterpart of {state}" if alike else self.of(state)

    def only_leads(self) -> bool:
        """Whether he is told to lead a state, and not in which office."""
        return self.led and self.level not in HIGH and not self.title


def ranks(text: str, act: Act, named: Sequence[Party]) -> tuple[Rank, Rank]:
    """The ranks of those who act for the two states of an act."""
    if act.rule.shape == "by":
        words = text[act.end : act.end + _FAR]
        return _rank(text, words if _level(words) else _before(text, act, act.a, named), act.a, named), Rank()
    both = [p for p in named if p.state in (act.a, act.b)]
    later = [p for p in both if p.start >= act.end]
    if act.rule.id == "talks_between" and len({p.state for p in later}) == 2:
        return _side_by_side(text, act, later[0], next(p for p in later if p.state != later[0].state), named)
    before = [p for p in both if p.start < act.start and p.how != "capital"]
    near = before[-1] if before else None
    behind = next((p for p in both if near and p.start >= act.end and p.state != near.state), None)
    if behind is not None and WITHIN.search(text[: behind.start]):
        behind = None
    if act.rule.shape == "mutual" and near is not None:
        far = next((p for p in reversed(before) if p.state != near.state), None)
        if behind is None and far is not None:
            return _side_by_side(text, act, far, near, named)
        if behind is not None:
            first = _rank(text, _before(text, act, near.state, named), near.state, named)
            alike = _COUNTERPART.search(text[act.end : behind.end + _BEHIND])
            second = first if alike else _behind(text, act, behind, named)
            return (first, second) if near.state == act.a else (second, first)
    words = _before(text, act, act.a, named)
    if act.rule.id == "visit_noun" and not _level(words):
        words = text[act.end : act.end + _FAR]
    return _rank(text, words, act.a, named), Rank()


def _behind(text: str, act: Act, party: Party, named: Sequence[Party]) -> Rank:
    """Of one who stands behind the act: the words up to his state's name and an office right behind it."""
    stop = _TURN.search(text, party.end, party.end + _BEHIND)
    return _rank(text, text[act.end : stop.start() if stop else party.end + _BEHIND], party.state, named)


def _side_by_side(text: str, act: Act, one: Party, other: Party, named: Sequence[Party]) -> tuple[Rank, Rank]:
    """Of two who stand before the act: President A of Chile and President B of Peru meet."""
    first, second = sorted((one, other), key=lambda p: p.start)
    start = max((turn.end() for turn in _CLAUSE.finditer(text, 0, first.start)), default=0)
    end = act.start
    if first.start >= act.end:
        start, stop = act.end, _TURN.search(text, second.end, second.end + _BEHIND)
        end = stop.start() if stop else second.end + _BEHIND
    joined = _JOINED.search(text, first.end, second.start)
    both = _OF_BOTH.search(text[start : first.start])
    cut = joined.span() if joined else (second.start, second.start)
    words = {first.state: text[start : cut[0]], second.state: text[cut[1] : end]}
    if both:
        words = dict.fromkeys(words, both[1][:-1])
    return _rank(text, words[act.a], act.a, named), _rank(text, words[act.b], act.b, named)


def _before(text: str, act: Act, state: str, named: Sequence[Party]) -> str:
    """The words of the clause before an act in which the one stands who acts."""
    at = max((p.start for p in named if p.state == state and p.start < act.start), default=act.start)
    return text[max((turn.end() for turn in _CLAUSE.finditer(text, 0, at)), default=0) : act.start]


def _rank(text: str, words: str, state: str, named: Sequence[Party]) -> Rank:
    level = _level(words)
    if level not in ("head_of_state", "head_of_government") and _VICE.search(words):
        return Rank(level, "vice-president")
    if level == "minister" and _DEPUTY.search(words):
        return Rank(level, "deputy prime minister")
    led = any(_is_of_a_leader(text, words, p) for p in named if p.state == state) or any(
        p.how == "leader" and p.state == state and p.person in words for p in named
    )
    return Rank(level, "", led)


def _is_of_a_leader(text: str, words: str, party: Party) -> bool:
    told = text[party.start : party.end] in words
    return told and bool(_LEADER.match(text, party.end) or _LEADER_OF.search(text[: party.start]))


def _level(words: str) -> str:
    found = level_of(f"{_MINISTER.sub('minister', _LESSER.sub('', words))} ")
    return found if found in levels() else ""
