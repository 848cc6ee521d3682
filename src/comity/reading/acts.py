"""What a sentence tells that one state did to or with another: by rules that are data, with what speaks against it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from comity.chronicle.propose import kinds_of
from comity.reading.doubted import AFTER_TURNS, BY_ANYBODY, WITHIN, doubts_of, half_of, of_people
from comity.reading.lists import all_listed, listed_with
from comity.reading.parties import Party
from comity.reading.proxies import beside_the_state, only_brought_together, only_leads, took_part
from comity.reading.rule import Act, Rule, chronicle_rule, rules
from comity.reading.sides import is_joined, sides_of
from comity.reading.standing import standing


def acts(
    text: str,
    named: Sequence[Party],
    about: Sequence[str] = (),
    before: Sequence[str] = (),
    pair: Sequence[str] = (),
) -> Iterator[Act]:
    """Acts that a sentence tells. `named` are its parties, `about` the states that the document is about, `before`
    the two that the sentence before spoke of, where this one says "the two countries" or names nobody. What many did
    together the `pair` did, where both are among them.
    """
    if len({p.state for p in named}) < 2 and not about and not before:
        return
    best: dict[tuple[str, str, frozenset[str]], Act] = {}
    for rule in rules():
        for match in islice(rule.pattern.finditer(text), _MOST_PLACES):
            sides = _pair(rule, text, match, _of(pair, rule, named), about, before)
            if sides is None:
                continue
            pairs, doubts = sides
            if len(named) > len(_of(pair, rule, named)):
                doubts.append("it names other states too")
            status, said = standing(rule, text, match, named)
            speaks_against = tuple(dict.fromkeys((*doubts, *said)))
            for a, b in pairs[:1] if speaks_against else pairs[:_MOST_PAIRS]:
                act = Act(rule, match.start(), match.end(), a, b, status, speaks_against)
                key = (rule.kind, status, frozenset((a, b)))
                if key not in best or _is_plainer(act, best[key]):
                    best[key] = act
    yield from best.values()


_MOST_PLACES = 6
"""Places in a sentence at which a rule is tried: a sentence that says a thing oftener is a list or a trap."""


_MOST_TOGETHER = 4
"""States of which each two did something together; what more than these did says little of any two."""
_MOST_PAIRS = 24
"""Pairs of which a sentence may tell one act: those of states in one list."""


def _is_plainer(act: Act, held: Act) -> bool:
    """Whether of two readings of one kind this one has fewer doubts; a weak rule is one doubt more."""
    return len(act.doubts) + (act.rule.strength == "weak") < len(held.doubts) + (held.rule.strength == "weak")


def kindred(text: str, named: Sequence[Party]) -> Iterator[Act]:
    """What the chronicle's rules take a sentence of two states for, where no rule of `acts.csv` holds. Never likely."""
    states = tuple(dict.fromkeys(p.state for p in named))
    found = kinds_of(text) if len(states) == 2 else ()
    if found:
        rule = chronicle_rule(found[0])
        yield Act(rule, 0, 0, states[0], states[1], rule.status, ())


def _of(pair: Sequence[str], rule: Rule, named: Sequence[Party]) -> Sequence[Party]:
    """The parties of the pair alone, where a rule is of what several do together and both are named."""
    ours = [p for p in named if p.state in pair]
    return ours if rule.shape == "mutual" and len({p.state for p in ours}) == 2 else named


_Pair = tuple[list[tuple[str, str]], list[str]] | None
"""The pairs that a sentence tells an act of, the plainest first and others for the states in a list with its sides."""


def _pair(
    rule: Rule,
    text: str,
    match: re.Match[str],
    named: Sequence[Party],
    about: Sequence[str],
    before: Sequence[str],
) -> _Pair:
    doubts: list[str] = []
    acting = took_part(rule, text, match, [p for p in named if not _takes_no_part(rule, text, match, p, named, about)])
    states = list(dict.fromkeys(p.state for p in acting))
    if len(states) < 2:
        near = [p.state for p in named if not _is_beyond(text, match, p, about)]
        only_behind = bool(named) and all(p.start >= match.end() for p in named)
        return _from_around(rule, states or near, about, before, only_behind)
    subject, object = sides_of(rule, match, acting, text)
    if subject is None or object is None or _is_the_others_mission(rule, text, match, object):
        return None
    lists = [[subject.state], [object.state]]
    if rule.shape != "mutual" or all_listed(text, acting) or object.end <= match.start():
        own = [p for p in acting if p in (subject, object) or not WITHIN.search(text[: p.start])]
        lists = [[side.state, *listed_with(text, own, side)] for side in (subject, object)]
    alike = {*lists[0], *lists[1]}
    if rule.shape in ("directed", "directed_back", "by", "own") and object.state in lists[0]:
        doubts.append("who did it to whom is not plain")
    many = rule.shape == "mutual" and len(alike) > _MOST_TOGETHER
    if many or any(p.state not in alike and not _is_aside(rule, text, match, p, object) for p in acting):
        doubts.append("it names other states too")
    told = rule.shape == "mutual" and set(states) == set(about)
    whoever = rule.event in _OF_PERSONS or _hurts(rule, match, object) or _is_beset_at(rule, match, object)
    sides = (subject,) if whoever else (subject, object)
    doubts += [
        *of_people(text, sides, rule.kind != "incident"),
        *half_of(text, object),
        *beside_the_state(rule, text, match, acting, subject, object),
        *([] if told else doubts_of(rule, text, match, subject, object)),
    ]
    plain = subject.start < match.start() < object.end or (
        match.start() <= subject.start < object.start and subject.start < match.end()
    )
    if rule.shape in ("directed", "directed_back", "to", "one") and not plain:
        doubts.append("who did it to whom is not plain")
    back = rule.reversed is not None and rule.reversed.search(text[: object.start])
    if (rule.shape != "by" and _is_passive(text, match, object)) or rule.shape in ("directed_back", "own_back") or back:
        lists.reverse()
    if rule.shape.startswith("directed") and _is_done_to(text, match) and not _is_passive(text, match, object):
        doubts.append("it was done to the one that is named first")
    if rule.shape == "directed" and _BY_OTHERS.match(text, match.end() - 2) and not _is_passive(text, match, object):
        doubts.append("who did it to whom is not plain")
    if rule.shape == "mutual" and rule.event != _RULED and not told and not _together(text, match, subject, object):
        doubts.append("the two may not act together")
    return _pairs(rule, lists[0], lists[1], states), doubts


def _pairs(rule: Rule, ones: Sequence[str], others: Sequence[str], order: Sequence[str]) -> list[tuple[str, str]]:
    """Each of one list with each of the other; what is mutual is of each two of both, in the order of their names."""
    if rule.shape == "mutual":
        found = [(ones[0], others[0]), *combinations(sorted({*ones, *others}, key=order.index), 2)]
    else:
        found = [(one, other) for one in ones for other in others if one == ones[0] or other not in ones]
    held = dict.fromkeys(pair for pair in found if pair[0] != pair[1])
    return [pair for pair in held if pair == found[0] or (pair[1], pair[0]) != found[0]]


_OF_PERSONS = frozenset(("sanctions", "sanctions_lifted", "border_opened"))
"""Events that are of a state where they are of its firms or people: sanctions name those, airspace opens to them."""


def _hurts(rule: Rule, match: re.Match[str], object: Party) -> bool:
    """Whether what is done to people of a state is what the rule tells: they are killed, held, sent home, kept out."""
    struck = rule.shape in ("own", "by") and rule.event == "strike" and object.start > match.start()
    return rule.sector == "consular" or struck or (rule.kind == "incident" and object.how == "plural")


def _is_beset_at(rule: Rule, match: re.Match[str], object: Party) -> bool:
    """Whether a state is the one in which a mission was beset, by whomever: it stands behind, as a place."""
    return rule.id == BY_ANYBODY and object.start > match.end()


_RULED = "ruling"
"""A ruling is between two whom its words need not join."""


def _takes_no_part(
    rule: Rule, text: str, match: re.Match[str], party: Party, named: Sequence[Party], about: Sequence[str]
) -> bool:
    if _is_place(text, party, named, rule) or _is_beyond(text, match, party, about):
        return True
    others = {p.state for p in named if p.state != party.state}
    if others and (only_brought_together(rule, text, party) or only_leads(rule, text, match, party)):
        return True
    if rule.kind == "contact" and party.start < match.start() and _is_visited(text, party.state, named):
        return len(others) > 1 or bool(others and set(about) - others - {party.state})
    return len(others) > 1 and bool(_GO_BETWEEN.match(text, party.end))


def _is_the_others_mission(rule: Rule, text: str, match: re.Match[str], object: Party) -> bool:
    """Whether a mission that is closed is the other's, which another rule tells: closes the Chilean embassy."""
    inside = match.start() < object.start < match.end()
    return rule.id == "mission_closed" and inside and bool(_ITS_MISSION.match(text, object.end))


_ITS_MISSION = re.compile(r"(?:['’]s)?\s(?:\w+\s)?(?:embass|consulate|high commission|diplomatic mission)")


def _is_visited(text: str, state: str, named: Sequence[Party]) -> bool:
    return any(p.state == state and p.how != "people" and _VISITED.search(text[: p.start]) for p in named)


_VISITED = re.compile(
    r"\b(?:visit\w*|travel\w* to|arriv\w* (?:in|at)|fl(?:y|ies|ew) to|trips? to|tour(?:s|ed|ing)?(?: of)?)\s(?:the\s)?$"
)
"""Before the land where somebody met a third: he travelled to Chile and met the president of Peru."""
_GO_BETWEEN = re.compile(
    r"-(?:brokered|mediated|sponsored|facilitated|hosted"
    r"|led(?! (?:\w+ )?(?:coalition|alliance|forces|airstrikes|strikes|invasion)))\b"
)
"""What makes a third state the one that brought two others together, and no side of what they did."""
_ASIDE = re.compile(
    r"(?:over|about|amid|amidst|regarding|concerning|despite|during|in (?:response|retaliation|protest|return))\b"
    r"|\bdiscuss\w*\b|, (?:\w+ing|instead|his|her|its|the (?:last|first|only))\b"
)
"""Words after which a sentence turns to what the act was about, or what came of it."""


def _is_aside(rule: Rule, text: str, match: re.Match[str], party: Party, object: Party) -> bool:
    """Whether another state stands only behind the act and its two sides, where the sentence turns to other things."""
    edge = max(match.end(), object.end)
    between = text[edge : party.start]
    if party.start <= edge:
        joint = rule.shape == "mutual" and rule.kind in ("contact", "agreement")
        only_there = joint and bool(_AT_A_PLACE.match(text[: party.start]))
        tells = rule.kind != "flow" and bool(_REPORTS.match(text, party.end))
        return party.end <= match.start() and (only_there or tells)
    if rule.shape == "mutual" and object.end <= match.start():
        return not _WITH_IT.search(between)
    behind = _COMPLEMENT if rule.kind == "statement" else _PLACED
    return bool(
        AFTER_TURNS.search(between) or _ASIDE.search(between) or (rule.shape != "mutual" and behind.search(between))
    )


_AT_A_PLACE = re.compile(r"(?:In|At)\s[^,;]{0,60}?(?:\bin\s(?:the\s)?)?$")
"""A sentence that begins with where two did something together."""
_REPORTS = re.compile(
    r"[^.;,]{0,60}?\b(?:says?|said|reports?|reported|announces?|announced|confirms?|confirmed)\sthat\b"
)
"""Behind a state that tells what two others did."""
_WITH_IT = re.compile(r"(?:\b(?:with|by)|^,|^,? and)\s(?:the\s)?$|\b(?:with|by)\s(?:[^,.;]{0,60},? and\s(?:the\s)?)?$")
"""Before a third that takes part in what two do who stand before their verb."""
_COMPLEMENT = re.compile(
    r"^(?:['’]s)?\s?[^,;]{0,60}?\b(?:of|for|to|over|about|that|in|near|inside|across|at|along|on|with|from|against)\b"
)
"""Words behind the one that is spoken of that say what it is told or what about."""


_PLACED = re.compile(r"^[^,;]{0,80}\b(?:in|near|inside|across|for|at|along)\b")
"""Words behind the one to whom it was done that say where, or for what: a strike on a general in a third land."""


def _is_beyond(text: str, match: re.Match[str], party: Party, about: Sequence[str]) -> bool:
    """Whether a third state stands only in a later clause of a document about two: when it fell, after it left."""
    third = len(about) == 2 and party.state not in about and party.start > match.end()
    return third and bool(AFTER_TURNS.search(text[match.end() : party.start]))


_WITH = re.compile(r"\b(?:with|and|between|by)\b|\b(?:met|meets?|receives?|received)\b")


def _together(text: str, match: re.Match[str], subject: Party, object: Party) -> bool:
    """Whether the two are joined as those who act: A and B, between A and B, A with B."""
    if subject.start < match.start() < object.end and object.start > match.start():
        return bool(_WITH.search(text[match.start() : object.start][-60:]))
    return is_joined(text, subject, object)


def _is_passive(text: str, match: re.Match[str], object: Party) -> bool:
    """Whether the other state does it: was visited by, is accused by."""
    agent = re.search(r"\bby\s(?:(?!\b(?:in|from|near|at)\b)[^,;.]){0,40}$", text[match.start() : object.start])
    return bool(agent) and _is_done_to(text, match)


_BY_OTHERS = re.compile(r"ed\sby\s")


def _is_done_to(text: str, match: re.Match[str]) -> bool:
    if _GOES_ON.match(match[0]):
        return False
    return bool(_DONE.search(text[: match.start()]))


_GOES_ON = re.compile(r"\w+ing\b")
_DONE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s(?!to\s)(?:\w+\s){0,2}$")
"""Before what is done to the one that is named first; is doing and is to do are its own acts."""


_TOWN = re.compile(r"\b(?:in|at|near)\s[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?,\s(?:the\s)?$")
_AT_PLACE = re.compile(r"\b(?:in|at|near|outside|to|from)\s(?:the\s)?$")


def _is_place(text: str, party: Party, named: Sequence[Party], rule: Rule) -> bool:
    """Whether a capital is only where two others did something: they met in Geneva, signed at Vienna."""
    if rule.kind == "visit":
        return False
    before = text[: party.start]
    others = {p.state for p in named if p.state != party.state}
    town = _TOWN.search(before) if party.how == "name" else None
    if town is not None and not any(town.start() < p.start < town.end() and p.how == "name" for p in named):
        return len(others) >= 2 or (rule.shape == "mutual" and bool(others))
    enough = 1 if rule.shape == "mutual" and rule.kind != "contact" else 2
    return party.how == "capital" and bool(_AT_PLACE.search(before)) and len(others) >= enough


def _from_around(
    rule: Rule, states: Sequence[str], about: Sequence[str], before: Sequence[str], only_behind: bool
) -> _Pair:
    """A sentence that names fewer than two states speaks of the two of the document, or of the sentence before.

    Where the one that it names stands `only_behind` what was done, the other of the two did it.
    """
    named = set(states)
    if len(about) == 2 and named <= set(about):
        first = states[0] if states else about[0]
        other = next(s for s in about if s != first)
        done_to = named and only_behind and rule.shape in ("directed", "to")
        return [(other, first) if done_to else (first, other)], []
    if len(about) == 2 and rule.shape == "mutual":
        return [(about[0], about[1])], ["it names other states too"]
    if len(before) == 2 and not named:
        return [(before[0], before[1])], ["whom it means stands in the sentence before"]
    if len(about) == 1 and len(named) == 1 and named != set(about):
        return [(about[0], states[0])], ["it names one state only; the document is about the other"]
    return None
