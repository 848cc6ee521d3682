"""The war of one of the two with a third: named on the page of whoever has to do with it, and whom it arms there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from comity.assessment.page1.acts import defining, war_that_stands
from comity.assessment.page1.course import brief
from comity.assessment.record import DEFINES, Record
from comity.assessment.say import say, state, states, when
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.chronicle.events import Event, events
from comity.chronicle.sovereigns import of_both
from comity.dossier.claim import Claim, Told
from comity.terms.mentions import words_for

ROOM = "page1"
_WARS = ("war_begins", "invasion")
_WORDS = {
    "fought_beside": "beside", "arms": "arms", "arms_sale": "arms", "base": "backs", "guarantee": "backs",
    "forces_sent": "backs", "alliance": "backs", "treaty_signed": "backs",
}  # fmt: skip
"""What a third gives to a side of a war, by the sentence that tells it."""
_WITHHELD = "arms_withheld"
_PLAINEST = ("beside", "arms", "backs")
_OF_ITS_PAIR = re.compile(r"(?:They|Their|Both|The two|It|Its)\b")
"""Words at the head of a row that tell of the pair that it stands under, and so cannot be told on another's page."""
_BINDING = re.compile(r"\b(?:security|defence|military|weapons|missiles|guarantees?)\b")
"""What a treaty must be about to be of the war."""
_SAYS_WAR = re.compile(r"\b(?:invasion|invaded|war|leave|withdraw)\b")
"""An attack alone does not say that a war stands; that one should leave the other does."""
_OF_WAR = re.compile(r"\b(?:invasion|invaded|war|refugees)\b")
_TAKEN_IN_IT = ("war", "crisis", "measures", "backing")
"""Families of what is done to or for a state under attack: an embassy or a meeting may be of anything."""
_HOSTILE = ("war", "crisis")
_UNTOLD = ("at_war", "ended", "part")
"""Kinds of pair of which it is not asked: the war is their own, or they are no two states of today."""


@dataclass(frozen=True, slots=True)
class ThirdWar:
    """A war that stands between `side`, one of a pair, and `enemy`, a third; `other` is the second of the pair.

    `gave`: what `other` gave to a side since it began that says most; `to` is that side. None where it gave nothing.
    """

    side: str
    enemy: str
    other: str
    war: Event
    gave: Event | None
    to: str


@lru_cache(maxsize=64)
def wars(as_of: date) -> dict[str, tuple[tuple[str, Event], ...]]:
    """Wars that stand on a day, by each belligerent: its enemy, and the act that began it; the oldest first."""
    began = [e for e in events() if e.kind.id in _WARS and e.weight == DEFINES and e.known(as_of) and e.stands(as_of)]
    found: dict[str, tuple[tuple[str, Event], ...]] = {}
    for one, two in dict.fromkeys((e.a, e.b) for e in began):
        war = war_that_stands(Record.of(one, two, as_of))
        if war is not None:
            found[one] = (*found.get(one, ()), (two, war))
            found[two] = (*found.get(two, ()), (one, war))
    return found


def third_wars(view: View, record: Record, kind: str) -> list[ThirdWar]:
    """The wars of either with a third of which the two have events, people who fled, or arms for a side."""
    if kind in _UNTOLD:
        return []
    return [
        found
        for side, other in ((record.a, record.b), (record.b, record.a))
        for enemy, war in wars(record.as_of).get(side, ())
        if enemy != other and (found := _of(view, record, ThirdWar(side, enemy, other, war, None, ""))) is not None
    ]


def named(wars_: list[ThirdWar], told: Claim) -> list[Claim]:
    """Each war once, by its name where the line has not told it yet, and by what the other gave to a side."""
    said: list[Claim] = []
    for w in wars_:
        same = [x for x in wars_ if (x.side, x.war.when) == (w.side, w.war.when)]
        if w is same[0] and not all(_told(x, told) for x in same):
            said += _name(same, wars_)
        if w.gave is not None and not set(brief(w.gave).basis) & set(told.basis):
            key, against = f"third.{_WORDS[w.gave.kind.id]}", w.enemy if w.to == w.side else w.side
            said.append(
                say(
                    ROOM, key, giver=state(w.other), side=state(w.to), against=state(against), act=brief(w.gave)
                )
            )  # fmt: skip
    return said


def _name(of_one: list[ThirdWar], wars_: list[ThirdWar]) -> list[Claim]:
    """One war that began on a day, between a side and its enemies; where both wage it, once for both."""
    w, enemies = of_one[0], states([x.enemy for x in of_one])
    if w.war.kind.id == "invasion":
        return [say(ROOM, "third.invasion", aggressor=state(w.war.a), victim=state(w.war.b), since=when(w.war))]
    others = [x for x in wars_ if x.side == w.other and x.war.when == w.war.when]
    if {x.enemy for x in others} != {x.enemy for x in of_one}:
        return [say(ROOM, "third.war", side=state(w.side), enemies=enemies, since=when(w.war))]
    if w.side > w.other:
        return []
    return [say(ROOM, "third.both", enemies=enemies, since=when(w.war))]


def _told(w: ThirdWar, told: Claim) -> bool:
    """Whether an act that the line tells names the war: by what is printed of its row, and not by words of ours."""
    acts = [part.text for part in told.parts if isinstance(part, Told)]
    return any(_SAYS_WAR.search(act) and _names(act, w.enemy) and _names(act, w.side) for act in acts)


def _names(text: str, s: str) -> bool:
    return any(word in text for word in words_for(s))


def _of(view: View, record: Record, w: ThirdWar) -> ThirdWar | None:
    gifts = [] if _fights_too(record, w) else _gifts(record, w)
    if gifts:
        plainest = min((_WORDS[e.kind.id] for e in gifts), key=_PLAINEST.index)
        gave = defining(record, [e for e in gifts if _WORDS[e.kind.id] == plainest])
        return ThirdWar(w.side, w.enemy, w.other, w.war, gave, w.side if w.side in (gave.a, gave.b) else w.enemy)
    about = any(_about(e, w) for e in record.events)
    return w if about or _fled(view, w) else None


def _fights_too(record: Record, w: ThirdWar) -> bool:
    """Whether the other is told as one who arms those who fight the side, or is at war with the same enemy."""
    backed = record.last(lambda e: e.kind.id == "armed_support" and e.when.start >= w.war.when.start)
    return backed is not None or any(enemy == w.enemy for enemy, _ in wars(record.as_of).get(w.other, ()))


def _gifts(record: Record, w: ThirdWar) -> list[Event]:
    """What the other gave to either side since the war began; nothing where it gave to both."""
    theirs = of_both(w.other, w.enemy, record.as_of)
    to_enemy = [e for e in theirs if _gift(e, w, w.enemy) and _OF_ITS_PAIR.match(e.what) is None]
    to_side = [e for e in record.events if _gift(e, w, w.side)]
    to_enemy, to_side = (_still_given(gifts, held) for gifts, held in ((to_enemy, theirs), (to_side, record.events)))
    return [] if to_enemy and to_side else to_enemy or to_side


def _still_given(gifts: list[Event], held: Sequence[Event]) -> list[Event]:
    """What the giver has not ended since: arms that were given are told in the present."""
    ended = [e for e in held if e.kind.id == _WITHHELD]
    return [g for g in gifts if not any(e.a == g.a and e.when.start > g.when.start for e in ended)]


def _gift(e: Event, w: ThirdWar, to: str) -> bool:
    """Whether an event is what the other gave to a side in this war.

    What is given to a state that was invaded is given in its war. Of any other side the row must name the enemy, and
    who fights beside it must be told to fight against him: forces of two meet in other wars too.
    """
    if e.kind.id not in _WORDS or e.sign <= 0 or e.weight == 1 or e.when.start < w.war.when.start:
        return False
    if (e.kind.directed and e.a != w.other) or (e.kind.id == "treaty_signed" and _BINDING.search(e.what) is None):
        return False
    foe = w.enemy if to == w.side else w.side
    if _WORDS[e.kind.id] == "beside":
        return _names(e.what.partition(" against ")[2], foe)
    return (w.war.kind.id == "invasion" and to == w.war.b) or _names(e.what, foe)


def _about(e: Event, w: ThirdWar) -> bool:
    """Whether an event of the two is of the war: it came since, and is fighting or names the enemy or the war.

    Of whom the war was made so is what sets him against others too; of a state that was invaded what is given to it,
    barred or withheld.
    """
    if e.weight == 1 or e.when.start < w.war.when.start:
        return False
    if w.war.kind.id != "invasion":
        hostile = _HOSTILE if w.war.b == w.side else _HOSTILE[:1]
        return e.kind.family in hostile or _SAYS_WAR.search(e.what) is not None or _names(e.what, w.enemy)
    given = w.war.b == w.side and (e.kind.id in _WORDS or e.kind.family in _TAKEN_IN_IT)
    return given or _OF_WAR.search(e.what) is not None or _names(e.what, w.enemy)


def _fled(view: View, w: ThirdWar) -> bool:
    """Whether so many fled from who was attacked to the other that they are a matter between the two."""
    if w.war.kind.id != "invasion" or w.war.a == w.side:
        return False
    m = view.last("people.refugees", w.side, w.other)
    return m is not None and (m.value or 0.0) >= threshold("refugees_weigh")
