"""Which third state stands behind one of two between whom force is threatened or used: by pact, arms or troops."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache

from comity.assessment.answer import Answer, Judged
from comity.assessment.page1.acts import fights
from comity.assessment.page1.at_odds import own_quarrels
from comity.assessment.page1.course import brief
from comity.assessment.page1.judged import graded
from comity.assessment.record import DEFINES, Record
from comity.assessment.salience import salience
from comity.assessment.say import both_since, pact_told, say, state, together
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.chronicle.events import Event, as_known, events
from comity.chronicle.pacts import Shared, shared
from comity.dossier.claim import Claim
from comity.dossier.finding import Finding
from comity.terms.mentions import mentions

ROOM = "page1"
_GIVEN = ("arms", "arms_sale", "base", "guarantee", "forces_sent", "alliance")
"""Kinds by which a third arms or guards one of the two."""
_AT_ODDS = ("at_war", "occupied", "unrecognised", "rivals", "claim", "estranged", "strained", "contested")
"""Kinds in which it is asked who stands behind a side."""
_SIZE, _TWICE = "context.gdp", 2.0
_PASSING = ("arms_sale", "forces_sent")
"""Kinds that alone bind nobody to a side: business, and forces that came for an emergency."""
_OF_AN_ALLIANCE = re.compile(r"\bNATO\b|\bbattlegroup\b")
_AGAINST = " against "
_FORCE = ("threat", "armed_support", "occupation", "annexation")
_BONDS = ("defence", "treaty")
_ENOUGH = 4
"""Weight of the acts of a third for one side from which on it stands behind it: one that defines them and another."""


@dataclass(frozen=True, slots=True)
class Behind:
    """A third state, the side that it stands behind, and by what: a pact of few, or the act that says most."""

    third: str
    side: str
    pact: Shared | None
    act: Event


def add(answers: dict[str, Answer], view: View, record: Record) -> dict[str, Answer]:
    """The answers with who stands behind either, under the question of defence; as they are where nobody does."""
    judged = _judged(view, record)
    if judged is None:
        return answers
    answer = answers[judged.finding.question]
    return answers | {judged.finding.question: replace(answer, judged=(judged, *answer.judged))}


def behind(view: View, record: Record) -> list[Behind]:
    """Who stands behind either of two between whom force was threatened or used within ten years; one for each side."""
    if not _forced(record) or (view.kind is not None and view.kind.id not in _AT_ODDS):
        return []
    found = (_of_side(view, record, side) for side in (record.a, record.b))
    return [b for b in found if b is not None]


def _forced(record: Record) -> bool:
    years = threshold("rivals_years")

    def force(e: Event) -> bool:
        return e.sign < 0 and e.weight > 1 and (fights(e) or e.kind.id in _FORCE)

    return record.last(lambda e: force(e) and (record.stands(e) or record.years(e) <= years)) is not None


def _of_side(view: View, record: Record, side: str) -> Behind | None:
    """The largest third that gave one side much in fifteen years, the other nothing, and has not fallen out with it."""
    other = record.b if side == record.a else record.a
    given, against = _given(record, side), _given(record, other)
    given = {t: left for t, acts in given.items() if (left := [e for e in acts if not _against_another(e, other)])}
    thirds = [t for t in given if t not in (side, other, *against) and not _bound(t, other, record)]
    thirds = [t for t in thirds if not _for_an_alliance(given[t]) or own_quarrels(Record.of(t, other, record.as_of))]
    thirds = [t for t in thirds if _larger(view, t, side) and not own_quarrels(Record.of(t, side, record.as_of))]
    ranked = [t for t in thirds if _of_few(t, side, record) is not None or _guards_from(t, other, given[t], record)]
    if not ranked:
        return None
    third = max(ranked, key=lambda t: (_size(view, t), sum(e.weight for e in given[t]), t))
    if any(_size(view, t) > _size(view, third) for t in given if t in against):
        return None  # Who gives most gives to both: against the other of the two nobody is armed.
    act = max(given[third], key=lambda e: (e.weight, e.when.end, e.id))
    return Behind(third, side, _of_few(third, side, record), act)


def _against_another(given: Event, other: str) -> bool:
    """Whether a row says against whom it was given, and that is not the other of the two."""
    foes = {m.state for m in mentions(given.what.partition(_AGAINST)[2])}
    return bool(foes) and other not in foes


def _for_an_alliance(given: list[Event]) -> bool:
    """Whether all that a third gave are forces that an alliance sent: they are not there against whoever comes."""
    return all(e.kind.id == "base" and _OF_AN_ALLIANCE.search(e.what) is not None for e in given)


def _guards_from(third: str, other: str, given: list[Event], record: Record) -> bool:
    """Whether a third guards a side from the other: it gave enough, and has bound itself of late to the other by no
    treaty, arms or base, where the two are not at odds.
    """
    theirs = Record.of(third, other, record.as_of)
    years = threshold("event_standing_years")

    def binds(e: Event) -> bool:
        return e.sign > 0 and e.weight > 1 and e.kind.family in _BONDS and theirs.years_since_begun(e) <= years

    return _guards(given) and (theirs.last(binds) is None or bool(own_quarrels(theirs)))


def _guards(given: list[Event]) -> bool:
    """Whether acts of a third are enough to say that it stands behind a side: to sell arms, or to send
    forces for a time, is not, and bases that stand and define the two are enough by themselves.
    """
    bases = any(e.kind.id == "base" and e.weight == DEFINES for e in given)
    return bases or (sum(e.weight for e in given) >= _ENOUGH and any(e.kind.id not in _PASSING for e in given))


def _larger(view: View, third: str, side: str) -> bool:
    """Whether a state has twice the economy of another, so that it can stand behind it; one that nobody counts is
    taken for the smaller."""
    size = _size(view, third)
    return size > 0.0 and size >= _TWICE * _size(view, side)


def _size(view: View, s: str) -> float:
    m = view.last(_SIZE, s, "-")
    return 0.0 if m is None or m.value is None else m.value


def _given(record: Record, side: str) -> dict[str, list[Event]]:
    """By giver, what others gave a state that counts today, oldest first."""
    years = threshold("event_standing_years")
    found = defaultdict(list)
    for e in _by_receiver().get(side, ()):
        here = e.kind.id == "base" and e.stands(record.as_of)
        giver = e.a if e.b == side else e.b
        if e.kind.id == "alliance" and _of_few(giver, side, record) is None:
            continue
        if e.until is not None and e.until.end <= record.as_of:
            continue  # Forces that left, and a guarantee that ended, stand behind nobody.
        if e.known(record.as_of) and (here or record.years_since_begun(e) <= years):
            found[giver].append(as_known(e, record.as_of))
    return found


def _of_few(third: str, side: str, record: Record) -> Shared | None:
    held = [
        s
        for s in shared(third, side, record.as_of)
        if s.pact.kind.allies and s.pact.word == "by" and s.pact.stage == "in_force"
    ]
    return held[0] if held else None


def _bound(third: str, other: str, record: Record) -> bool:
    return any(s.pact.kind.allies for s in shared(third, other, record.as_of))


@cache
def _by_receiver() -> dict[str, tuple[Event, ...]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for e in events():
        if e.kind.id in _GIVEN and e.weight > 1 and e.sign > 0:
            for side in (e.b,) if e.kind.directed else (e.a, e.b):
                found[side].append(e)
    return {side: tuple(held) for side, held in found.items()}


def _judged(view: View, record: Record) -> Judged | None:
    held = behind(view, record)
    if not held:
        return None
    claim = together([_told(b, record) for b in held])
    level, why = graded([b.act for b in held])
    finding = Finding(
        id="chronicle.behind",
        question="defence",
        claim=claim.text,
        parts=claim.parts,
        confidence=level,
        confidence_reason=why,
        basis=claim.basis,
        against=("What a third has given does not say what it would do.",),
        would_change="An act by which the third withdraws what it gives, or gives it to the other.",
    )
    return Judged(finding, salience("chronicle.behind"))


def _told(b: Behind, record: Record) -> Claim:
    third, side = state(b.third), state(b.side)
    if b.pact is None:
        return say(ROOM, "behind.act", third=third, side=side, act=brief(b.act))
    pact, since = pact_told(b.pact, record.as_of), both_since(b.pact)
    if b.act.kind.id == "alliance":
        return say(ROOM, "behind.pact_alone", third=third, side=side, pact=pact, since=since)
    return say(ROOM, "behind.pact", third=third, side=side, pact=pact, since=since, act=brief(b.act))
