"""Who stands beside a state and is not it: a leader's family, a part of a federation, those who help the other side.

And what is asked of others where only a verb of asking stands before a state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from comity.reading.parties import Party
from comity.reading.rule import Rule

_KIN = (
    r"(?:daughter|son|wife|husband|brother|sister|mother|father|nephew|niece|cousin|widow|(?:son|daughter|brother"
    r"|sister|mother|father)-in-law|[Ff]irst [Ll]ady)"
)
_KIN_OF = re.compile(rf"\b{_KIN}\s(?:of|to)\s(?:[\w.’'-]+\s){{0,4}}$|\b[Ff]irst [Ll]ady\s(?:[\w.’'-]+\s){{0,2}}$")
_KIN_BEHIND = re.compile(
    rf"^[^,;]{{0,60}}?['’]s?\s(?:[\w-]+\s){{0,2}}{_KIN}\b|^[^;]{{0,60}}?\b[Ff]irst [Ll]ady\b"
    rf"|^[^;]{{0,50}}?,\s(?:(?:the|an?|his|her|eldest|youngest)\s){{0,2}}{_KIN}\s(?:of|to)\b"
)
_A_PART = re.compile(
    r"(?:['’]s)?\s(?:federal\s)?(?:states?|provinces?|territory|governorate|canton|prefecture|region|republic|oblast"
    r"|city|county)\sof\s[A-Z]"
)
"""Behind the name of a federation: one of its parts, which acts for itself and is a place of the whole."""
_AT_A_PLACE = re.compile(r"\b(?:in|at|near|on|to|from|into|over|across|outside|inside|of|around|against)\s(?:the\s)?$")
_HELPS = re.compile(
    r"(?:\s[\w-]+){0,3}\s(?:police|forces|army|troops|services|military|navy|agents|officers|authorities|intelligence"
    r"|prosecutors|marines|soldiers|customs)(?:,(?:\sand)?|\sand)\s(?:the\s)?"
)
"""Between two that do something together, of whom the second is named by its own police or forces."""
_BY = re.compile(r"\bby\s(?:the\s|an?\s)?$")
_FOR = re.compile(r"\b(?:for|that|demand(?:s|ed)?)\s$", re.IGNORECASE)
_BE_DONE = re.compile(
    r"(?:,\s(?:which|who|whose)\b[^;]{2,120}?,)?\s(?:to\s)?be\s(?:\w+ly\s)?(?:\w+(?:ed|en|ld|ght)|let|put)\b"
)
_ITS = re.compile(
    r"['’]s?\s(?!(?:\w+\s)?(?:government|president|leaders?|leadership|authorities|military|army|forces|troops"
    r"|minister|parliament|king|queen|people|prime|foreign)\b)"
)
_FIRM = re.compile(r"\s(?:[A-Z][\w-]+\s)?(?:Airlines|Airways|Telecom|Petroleum|Motors|Corporation|Holdings)\b")
"""Behind a state's name that a firm bears."""
_AGAINST_A_THIRD = re.compile(r"\s(?:with|against)\s(?!each other|one another)")


def beside_the_state(
    rule: Rule, text: str, match: re.Match[str], acting: Sequence[Party], subject: Party, object: Party
) -> Iterator[str]:
    """The doubts that others than the two states act, or are asked to."""
    between = text[subject.end : match.start()] if subject.end <= match.start() else ""
    if _KIN_OF.search(text[: subject.start]) or _KIN_BEHIND.search(between):
        yield "somebody of a leader's family may be meant"
    if _is_a_part(text, subject, rule.kind in ("act", "visit", *_OF_BOTH)) or _is_a_part(
        text, object, rule.kind in _OF_BOTH
    ):
        yield "a part of the state may be meant"
    if rule.shape not in ("by", "own", "from") and _BY.search(text[: subject.start]) and "," in between:
        yield "who did it to whom is not plain"
    if rule.shape == "directed" and any(
        p.state == object.state and p.end < subject.start and _HELPS.fullmatch(text[p.end : subject.start])
        for p in acting
    ):
        yield "who did it to whom is not plain"
    of_it = _BE_DONE.match(text, object.end) or _ITS.match(text, object.end)
    if rule.id == "called_on" and _FOR.search(match[0]) and of_it:
        yield "it may be asked of another"
    first = min((p.start for p in acting if p.start >= match.end()), default=0)
    if rule.id in ("talks_between", "clash_between") and " and " in text[match.end() : first]:
        yield "the two may not stand against each other"
    if _FIRM.match(text, subject.end):
        yield "of its people or firms, not of the state"
    together = subject.end <= match.start() and object.end <= match.start()
    if rule.event == "clash" and together and _AGAINST_A_THIRD.match(text, match.end()):
        yield "the two may not stand against each other"


_OF_BOTH = ("agreement", "contact", "statement", "institution")
"""Kinds that are of both sides; of others the second may be a place."""


def _is_a_part(text: str, party: Party, counts: bool) -> bool:
    """Whether a party is named with a part of it that acts: not where that part is a place."""
    return counts and bool(_A_PART.match(text, party.end)) and not _AT_A_PLACE.search(text[: party.start])


_MEDIATED = re.compile(r"-(?:brokered|mediated|facilitated)\b")
_MEDIATED_BY = re.compile(
    r"\b(?:(?:mediat(?:ed|ion)|broker(?:ed|ing)|facilitat(?:ed|ion))\s(?:by|of|from)"
    r"|(?:auspices|good offices) of)\s(?:the\s)?(?:\w+\s){0,2}$"
)


def only_brought_together(rule: Rule, text: str, party: Party) -> bool:
    """Whether a state is only told to have brought others together."""
    if rule.kind in ("mediation", "visit"):
        return False
    return bool(_MEDIATED.match(text, party.end) or _MEDIATED_BY.search(text[: party.start]))


_LED = re.compile(r"-led\b")


def only_leads(rule: Rule, text: str, match: re.Match[str], party: Party) -> bool:
    """Whether a state only leads the force of many that troops go to or come from, in a land of others."""
    return rule.id == "troops" and party.start >= match.start() and bool(_LED.match(text, party.end))


_ABOUT_THEM = re.compile(
    r"\b(?:in (?:response|protest|retaliation|reaction) (?:to|of|at|against|over)|respon(?:se|ds?|ded) to|against|over"
    r"|amid|ahead of|before|during|after|following|condemn\w*|protest\w*|criticis\w*|criticiz\w*|denounc\w*"
    r"|demand\w*|warn\w*)\s(?!.*,\s)"
)


def took_part(rule: Rule, text: str, match: re.Match[str], acting: Sequence[Party]) -> Sequence[Party]:
    """Of those who act, for an exercise, those behind the words that make it what somebody else answers to; for what
    is between two, those behind "between", where any stand there.
    """
    if rule.id in ("talks_between", "clash_between"):
        between = {p.state for p in acting if p.start >= match.end()}
        return [p for p in acting if p.state in between] or acting
    if rule.event != "exercise":
        return acting
    about = [found.end() for found in _ABOUT_THEM.finditer(text, 0, match.start())]
    if not about:
        return acting
    theirs = [p for p in acting if p.start >= about[-1]]
    clause = text.find(", ", match.end())
    inside = [p for p in theirs if p.start < clause]
    return inside if len({p.state for p in inside}) > 1 else theirs
