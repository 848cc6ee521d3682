"""What makes it doubtful that the two states are those of an act: distance, clauses between, places, bodies, firms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from comity.chronicle.lookup import read_rows
from comity.reading.bodies import AND_MORE, acting, of_a_body
from comity.reading.parties import Party
from comity.reading.rule import Rule

_HERE = Path(__file__).parent
WITHIN = re.compile(r"\b(?:in|at|near)\s(?:the\s)?$")
"""Before a place, which begins no list with what follows it: after talks in Chile, Norway."""
_NEAR, _NEAR_VERB = 70, 90
"""Characters within which the other state stands after an act, and who acts before it."""
TURNS = re.compile(
    r";|\b(?:that|which|who|whose|after|while|when|where|because|following|amid|despite|if|before|as|since|over|but|they|he|she)\b"
)
AFTER_TURNS = re.compile(
    r";|\b(?:that|which|who|whose|after|while|when|where|because|following|amid|despite|if|as|before)\b|, (?:and|but)\b"
)
_THERE = re.compile(
    r"\b(?:in|inside|off|near|from|into|over|outside|at)\s(?:(?!(?:to|of|with|for|on|against)\s)\w+\s){0,3}$"
)
_SAID_OF = re.compile(r"\b(?:in|inside|off|near|outside)\s(?:(?!(?:to|of|with|for|on|against)\s)\w+,?\s){0,3}$")
_OFF = re.compile(
    r"\b(?:off|near|from|over|outside|(?<!up )(?<!belonging )to|bound for)\s"
    r"(?:(?!(?:to|of|in|with|for|on|against)\s)\w+\s){0,3}$"
)
_BODY = re.compile(
    r"\b(?:Institute|Bank|University|Corporation|Association|Federation|Company|Church|Press|Times|Airlines|opposition"
    r"|citizens?|nationals?|coast|airspace|waters)\s(?:of|in|from)\s(?:the\s)?$",
    re.IGNORECASE,
)
_LAND = re.compile(
    r"(?:['’]s)?\s(?:coast|waters|soil|territory|airspace|War|war|conflict|crisis"
    r"|border(?!\s(?:towns?|villages?|posts?|guards?|regions?|provinces?|cit(?:y|ies)|positions?)\b))\b"
)
_OFF_LAND = re.compile(r"(?:['’]s)?\s(?:border(?!\s\w)|coast|waters|airspace|War|war|conflict|crisis)\b")
"""Of a strike: its soil is the state's own, what lies off it is not."""
_BORDER = re.compile(r"\b(?:borders?\s(?:with|of)|bordering)\s(?:the\s)?$")
PLACE = re.compile(r"\b(?:in|at|near|outside)\s(?:the\s)?(?:[\w’'-]+\s){0,2}(?:[A-Z][\w’'-]+,\s)?$")
"""Before the state in which something is: in Lagos, Nigeria."""
_DONE_TO = ("act", "incident", "statement")
"""Kinds that are done to a state; what happens only on its soil is not."""


def doubts_of(rule: Rule, text: str, match: re.Match[str], subject: Party, object: Party) -> list[str]:
    """What makes it doubtful that the two states are those of the act: distance, clauses between, places, bodies."""
    found = []
    nearest = max((p for p in (subject, object) if p.end <= match.start()), key=lambda p: p.end, default=None)
    second = is_second_verb(text, match.start()) and nearest is subject
    if nearest is not None and not (second and not TURNS.search(text[nearest.end : match.start()])):
        itself = _SAYS if rule.shape == "mutual" and rule.kind == "incident" else _OF_ITSELF
        between = itself.sub("", text[nearest.end : match.start()])
        if len(between) > _NEAR_VERB or (rule.shape != "by" and TURNS.search(between)):
            found.append("who acts stands far from the act")
    between = text[match.end() : object.start]
    if object.start > match.end() and rule.event != "ruling" and _is_far(rule, match[0], between):
        found.append("the other state stands far from the act")
    if match.start() < object.start < match.end() and _AND_THEN.search(text[match.start() : object.start]):
        found.append("the other state stands far from the act")
    if rule.kind in _DONE_TO and rule.shape != "one" and object.start > match.start() and rule.there != "yes":
        before = text[match.start() : object.start]
        if _not_to_it(rule).search(before) and not (rule.reversed and rule.reversed.search(before)):
            found.append("it may have happened there and not to its state")
    return [*found, *_of_others(rule, text, match, subject, object)]


def is_second_verb(text: str, at: int) -> bool:
    """Whether a verb begins at a place that tells what else the same one did: imposes a levy, and accuses."""
    return bool(_AND.search(text[:at])) and bool(_FINITE.match(text, at))


_AND = re.compile(r"\band\s(?:\w+ly\s)?$")
_FINITE = re.compile(r"\w+(?:s|ed)\b|(?:met|held|sent|shot|broke|struck|gave)\b")
"""A verb with a doer of its own, and not one that goes on after to or will."""


def _is_far(rule: Rule, said: str, between: str) -> bool:
    """Whether the other state stands far behind an act; where a strike fell is told behind whom it killed."""
    if rule.event == "strike":
        return len(between) > _NEAR_PLACE or bool(AFTER_TURNS.search(_PLACES.sub("", between)))
    if rule.kind == "statement" and _WARNS.match(said) and _IF_IT.search(between):
        return len(between) > _NEAR_WARNING or bool(_ASIDE_OF_A_WARNING.search(between))
    return len(between) > _NEAR or bool(AFTER_TURNS.search(between))


_WARNS = re.compile(r"warn|threat")
"""What one is warned of stands behind that or if: warns that it will answer, if the other goes on."""
_IF_IT = re.compile(r"\b(?:that|if|unless|until)\s(?:the\s)?$")
_NEAR_WARNING = 110
_ASIDE_OF_A_WARNING = re.compile(
    r";|\b(?:who|whose|which|while|where|because|following|after|amid|despite)\b|, (?:and|but)\b"
)
_AND_THEN = re.compile(r", (?:and|but|while)\b")
_NEAR_PLACE = 160
_PLACES = re.compile(r", and(?=\s[A-Z][\w’'-]+,\s$|\s(?:injur|wound|leav|kill|destroy|damag)\w+\b)")
"""What goes on in a list of places, or of what a strike did: in Kharkiv, Kherson, and Kyiv, Ukraine."""


def _not_to_it(rule: Rule) -> re.Pattern[str]:
    """Words before a state that make it the place of an act: fewer where it may be done there, or is only said."""
    if rule.there == "in":
        return _OFF
    return _SAID_OF if rule.kind == "statement" else _THERE


def _of_others(rule: Rule, text: str, match: re.Match[str], subject: Party, object: Party) -> list[str]:
    """What makes it doubtful that states act at all, and not their lands, bodies, firms or armed men."""
    found = []
    land = _LAND if rule.event != "strike" else _OFF_LAND
    lands = any(land.match(text, p.end) or _BORDER.search(text[: p.start]) for p in (subject, object))
    if lands and "border" not in rule.id and rule.shape != "from":
        found.append("it may have happened there and not to its state")
    led = rule.shape != "mutual" and subject.start < match.start()
    if (
        rule.event != "ruling"
        and rule.id != BY_ANYBODY
        and any(
            not (led and b.start() > match.end() and AND_MORE.match(text, b.end()))
            for b in acting(rule, text, match, subject, object)
        )
    ):
        found.append("a body that is no state may act")
    if rule.shape not in ("mutual", "own", "by") and (of_a_body(text, match) or _no_doer(text, match, subject)):
        found.append("who did it to whom is not plain")
    if (
        rule.shape == "mutual"
        and rule.event != "ruling"
        and any(WITHIN.search(text[: p.start]) for p in (subject, object))
    ):
        found.append("the two may not act together")
    found += _of_what_stands_between(rule, text, match, object)
    if rule.id in _SAID_TO and object.how == "people" and _OF_IT.match(text, object.end):
        found.append("of its people or firms, not of the state")
    if rule.event in ("strike", "clash") and _ARMED_MEN.search(text):
        found.append("armed men may be meant and not the state")
    if rule.event == "strike" and object.how == "people" and _PERSON.match(text, object.end):
        found.append("of its people or firms, not of the state")
    if rule.shape == "by" and object.start > subject.end and _goes_further(text[subject.end : object.start]):
        found.append("the other state stands far from the act")
    if rule.shape == "mutual" and rule.kind == "agreement" and any(_FIRM.match(text, p.end) for p in (subject, object)):
        found.append("of its people or firms, not of the state")
    if any(_BODY.search(text[: p.start]) for p in (subject, object)):
        found.append("of its people or firms, not of the state")
    return found


def _of_what_stands_between(rule: Rule, text: str, match: re.Match[str], object: Party) -> list[str]:
    """What words between an act and the other state say: what two met about, or whom it was done to instead."""
    between = text[match.end() : object.start]
    if rule.kind == "contact" and _TOPIC.search(between):
        return ["the two may not act together"]
    elsewhere = rule.kind == "visit" and _FOR_TALKS.search(between)
    if elsewhere or (_ACCUSES.match(match[0]) and _OF_ANOTHER.search(between)):
        return ["the other state stands far from the act"]
    return []


def _no_doer(text: str, match: re.Match[str], subject: Party) -> bool:
    """Whether words before whom the act is given to make it a place, or what another act was done to."""
    before = text[: subject.start]
    right_before = text[subject.end : match.start()] in (" ", ", ")
    only_there = WITHIN if right_before and subject.how != "capital" else PLACE
    return bool(only_there.search(before)) or (subject.end < match.start() and bool(_DONE_BEFORE.search(before)))


_DONE_BEFORE = re.compile(
    r"\b(?:visiting|leaving|touring|meeting|attacking|against|from|with|to)\s(?:the\s)?$|\b(?:in|near)\s(?:the\s)?\w+ern\s$"
)


BY_ANYBODY = "mission_attacked"
"""What is told of whom it was done to, whoever did it."""
_ARMED_MEN = re.compile(
    r"\b(?:militants?|insurgents?|jihadists?|extremists?|rebels?|separatists?|ISIS|ISIL|Islamic State|Taliban"
    r"|[Aa]l-Qaeda|[Aa]l-Shabaab|PKK)\b"
)
"""Whom a state may strike in the land of another without striking that one."""
_OFFICES = (
    r"(?:President|Prime|Foreign|Minist|King|Queen|Emir|Crown|Defen[cs]e|Parliament|Senate|House|Supreme|Air|Army"
    r"|Navy|Central|State|National|Government|Cabinet|Council|Armed|Interior|Chancellor|Premier|Secretary|Ambassador"
    r"|Deputy|Vice|First|General|Chief|Assembly|Congress|Head|Trade|Finance|Energy)"
)
_TOPIC = re.compile(r"\b(?:to discuss|discuss(?:es|ed)|about|over|regarding|on)\s(?:the\s)?")
"""Behind it stands what two met about."""
_FOR_TALKS = re.compile(r"\b(?:for|with|to (?:talk|meet|discuss|attend|negotiate))\b")
"""Behind it stands whom somebody came to meet somewhere."""
_ACCUSES = re.compile(r"accus|blam", re.IGNORECASE)
_OF_ANOTHER = re.compile(
    r"(?<!government )(?<!people )(?<!president )(?<!forces )(?<!leaders )(?<!army )\b(?:of|for)\s", re.IGNORECASE
)
"""Behind a verb of blame: whom it blames has been named, and is no state."""
_SAID_TO = frozenset(("called_on", "kind_words"))
"""Rules of words that are meant for the state whose name stands behind them."""
_OF_IT = re.compile(
    r"\s(?!(?:government|authorities|leaders?|leadership|officials|forces|military|army|troops|president|people|side|prime|foreign"
    r"|defen[cs]e|ministers?|parliament|regime|police|embassy|ambassadors?|diplomats?|counterparts?|chancellor|king"
    r"|premier|cabinet|state|nation|and|or|to|for|over)\b)[a-z]"
)
"""Behind a people's name: a thing or a person of it, and nobody who speaks for it."""
_FIRM = re.compile(rf"['’]s\s(?!{_OFFICES})[A-Z]")
"""A name that a state is said to own, and that is no office: mostly a firm."""


_CRAFT = r"jet|aircraft|plane|helicopter|drone|bomber|tank|missile|ship|submarine|soldier|general|commander"
_PERSON = re.compile(
    rf"\s(?!{_OFFICES}|Ground|Coast|Border|Revolutionary|Special|Nuclear|Black|Red)[A-Z][\w’'-]+\s[A-Z](?![^.;]{{0,50}}\b(?:{_CRAFT}))"
)
"""A name in two words behind that of a people: mostly one of them."""


def _goes_further(between: str) -> bool:
    return "," in between and not re.search(r"\b(?:in|at|near|on)\s[^,]{2,40},\s(?:the\s)?$", between)


_OF_ITSELF = re.compile(
    r"^[^,;.]{0,60}?\b(?:say|said|announce|declare|confirm|vow|pledge)[sd]*\s(?:that\s)?"
    r"(?:it|he|she|they|all(?=\s$)|(?:its|his|her) (?:government|country|forces|military|army))\b"
)
"""What a state says that it does itself: the act stands as near as if it were told of it."""
_SAYS = re.compile(r"^[^,;.]{0,60}?\b(?:say|said|announce|report|confirm|claim|state)[sd]*\s(?:that\s)?")
"""What a state says of a fight with another is of itself."""


def of_people(text: str, sides: Sequence[Party], of_both: bool = True) -> list[str]:
    """The doubt that one of the sides is people or a firm of its state, where words behind its name say so.

    Armed men of a state are a doubt as those who act; as those who are struck only where `of_both`.
    """
    for party in sides:
        if party.how == "plural":
            return ["of its people or firms, not of the state"]
        if party.how in ("people", "name", "seat") and _private().match(text, party.end):
            return ["of its people or firms, not of the state"]
        of_it = party.how == "people" or _OF_A_STATE.match(text, party.start)
        if of_it and (of_both or party is sides[0]) and _private(behind="people").match(text, party.end):
            return ["of its people or firms, not of the state"]
    return []


_OF_A_STATE = re.compile(r"[\w. ]+['’]s?\s|(?:[A-Z]\.){2,}|[A-Z]{2,}\s")
"""A name that says whose somebody is, or that is written short and stands for its adjective."""


def half_of(text: str, party: Party) -> list[str]:
    """The same doubt where a state's name is joined to a word that makes something else of it: Iranian-made."""
    return ["of its people or firms, not of the state"] if _HALVED.match(text, party.end) else []


@cache
def _private(behind: str = "") -> re.Pattern[str]:
    """Words behind a state's name that make it a private one's; those that are verbs' objects as often count only
    `behind` the name of a people.
    """
    rows = read_rows("private", ("word", "behind", "reason"), _HERE)
    words = "|".join(re.escape(row["word"]) for row in rows if row["behind"] == behind)
    return re.compile(
        rf"(?:['’]s)?\s(?!{_OF_STATES})(?:{_TWO_TRADES})?(?:(?!{_SMALL})[\w-]+\s){{0,2}}?(?:{words})\b|-(?:{_HALVES})\b",
        re.IGNORECASE,
    )


_SMALL = (
    r"(?:as|and|or|that|who|in|on|to|for|with|after|over|by|of|from|at|when|while|against|amid|following|due|says?)\s"
)
"""Words behind which something else than the state's own begins."""
_TWO_TRADES = r"[a-z]+ and (?=[a-z]+ (?:compan|firm|giant|group))"
"""Oil and gas company: the one small word that may stand before a firm."""
_OF_STATES = (
    r"(?-i:National (?:\w+ )?(?:Authority|Guard|Army|Police|Security|Assembly|Defen[cs]e|Congress|Council|Bank))"
)
"""Bodies of a state whose names hold a word of the private."""
_HALVES = (
    "installed|supported|linked|funded|aligned|friendly|appointed|affiliated|backed|based|born|brokered|occupied"
    r"|led(?!\s(?:\w+\s)?(?:coalition|alliance|forces|air ?strikes?|strikes?|invasion|intervention)\b)"
    "|administered|held|made|controlled|allied|sponsored"
)
"""What a state's name is joined to by a hyphen where something else than the state is meant."""
_HALVED = re.compile(rf"-(?:{_HALVES})\b", re.IGNORECASE)
