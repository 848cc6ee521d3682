"""Which states recognise a state or government that others do not, since when, and who took it back.

Two tables: `recognised.csv`, the entities of which this is asked, with the sentences that say it; `recognitions.csv`,
who recognised each and until when. A state with no row does not: the lists name all that do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal

from comity.chronicle.lookup import read_rows
from comity.terms.country import state
from comity.terms.dated import Dated

ENTITIES = (
    "entity", "date", "stands", "holds", "ended", "contested", "never", "rival", "instead", "claimant",
    "against", "with_it", "source", "locator", "opened", "reason",
)  # fmt: skip
COLUMNS = ("entity", "state", "since", "until", "contested", "source", "locator", "opened")


@dataclass(frozen=True, slots=True)
class Entity:
    """What is recognised by some: from which day it is asked, and the sentences.

    `stands`: what a state that does not recognise it is to it: `refused`, no relations as with a state; `set_aside`
    where the entity is a territory and it is another body that is not recognised. `rival` is the state that has no
    relations with whoever recognises the entity, and `instead` says so. `claimant` is the state that holds the entity
    to be its own: `against` tells it who recognises the entity, and `with_it` who does not, where that is worth a line.
    The source is that of the list, and so of its not naming a state.
    """

    id: str
    since: Dated
    stands: Literal["refused", "set_aside"]
    holds: str
    ended: str
    contested: str
    never: str
    rival: str
    instead: str
    claimant: str
    against: str
    with_it: str
    source: str
    locator: str
    opened: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Recognition:
    """One spell in which a state recognised an entity; `contested` where one of the two says that its end was none."""

    entity: str
    state: str
    since: Dated
    until: Dated | None
    contested: bool
    source: str
    locator: str
    opened: bool


_PLURAL_NAME = "Islands"
_PLURAL_VERBS = {"recognises": "recognise", "has": "have", "does": "do", "is": "are", "keeps": "keep", "holds": "hold"}


def _plural(verb: re.Match[str]) -> str:
    return _PLURAL_VERBS[verb[0]]


@dataclass(frozen=True, slots=True)
class Stance:
    """What one state holds of an entity on a day: the last spell, None where there never was one."""

    entity: Entity
    other: str
    spell: Recognition | None
    holds: bool
    count: int
    """States that recognise it on the day."""
    rival: bool = False
    """Whether it is asked of the other state and the rival of the entity, with which it then has no relations."""
    claimed: bool = False
    """Whether it is asked of the other state and the claimant of the entity."""

    def told(self, name: str) -> str:
        """The sentence, with the other state's name as it begins one; of islands the verb is a plural."""
        said = self._told(name)
        if not name.endswith(_PLURAL_NAME):
            return said
        return re.sub(rf"(?<={_PLURAL_NAME} )({'|'.join(_PLURAL_VERBS)})\b|(?<=, and )has\b", _plural, said)

    def _told(self, name: str) -> str:
        if self.rival:
            within = name if not name.startswith("The ") else name[:1].lower() + name[1:]
            return self.entity.instead.format(within=within, count=self.count)
        if self.spell is None:
            return (self.entity.with_it if self.claimed else self.entity.never).format(other=name)
        until = "" if self.spell.until is None else self.spell.until.year
        disputed = self.spell.contested and self.spell.until is not None
        holds = self.entity.against if self.claimed else self.entity.holds
        form = self.entity.contested if disputed else holds if self.holds else self.entity.ended
        return form.format(other=name, since=self.spell.since.year, until=until, count=self.count)


def stance(a: str, b: str, as_of: date) -> Stance | None:
    """What the one holds of the other, where it is asked of either and the other is a state; None for any other two."""
    for id, other in ((a, b), (b, a)):
        entity = _entities().get(id)
        if entity is not None and _asked_of(entity, other):
            return None if entity.since.end > as_of else _stance(entity, other, as_of)
    return _instead(a, b, as_of) or _instead(b, a, as_of)


def _asked_of(entity: Entity, other: str) -> bool:
    """Whether the other is a state whose answer is known: of two that are both in doubt only where a list has it."""
    return state(other).kind == "state" and (other not in _entities() or (entity.id, other) in _spells())


def _instead(rival: str, other: str, as_of: date) -> Stance | None:
    """That the other recognises the entity whose rival the first is, and so has no relations with the first."""
    entity = next((e for e in _entities().values() if e.rival == rival), None)
    if entity is None or entity.id == other or entity.since.end > as_of:
        return None
    held = _stance(entity, other, as_of)
    return replace(held, holds=False, rival=True) if held.holds else None


def stances_to_claimant(a: str, b: str, as_of: date) -> tuple[Stance, ...]:
    """What the one holds of each entity that the other claims as its own, where that is worth a line between them."""
    found = []
    for entity in _entities().values():
        for claimant, other in ((a, b), (b, a)):
            if entity.claimant == claimant and entity.since.end <= as_of and _is_third(entity, other):
                held = replace(_stance(entity, other, as_of), claimed=True)
                found += [held] if held.spell is not None or entity.with_it else []
    return tuple(found)


def _is_third(entity: Entity, other: str) -> bool:
    return other != entity.id and _asked_of(entity, other)


def _stance(entity: Entity, other: str, as_of: date) -> Stance:
    spells = _spells().get((entity.id, other), ())
    begun = [_as_known(s, as_of) for s in spells if s.since.end <= as_of]
    last = begun[-1] if begun else None
    held = last is not None and (last.until is None or last.contested)
    return Stance(entity, other, last, held, _count(entity.id, as_of))


def _as_known(spell: Recognition, as_of: date) -> Recognition:
    """The spell as it could be told on a day: an end yet to come is left out."""
    return spell if spell.until is None or spell.until.end <= as_of else replace(spell, until=None)


def _count(entity: str, as_of: date) -> int:
    of_it = [s for (id, _), spells in _spells().items() if id == entity for s in spells]
    return sum(s.since.end <= as_of and (s.until is None or s.until.end > as_of or s.contested) for s in of_it)


@cache
def _entities() -> dict[str, Entity]:
    return {
        r["entity"]: Entity(
            r["entity"], Dated.parse(r["date"]), r["stands"],  # type: ignore[arg-type]
            r["holds"], r["ended"], r["contested"], r["never"], r["rival"], r["instead"],
            r["claimant"], r["against"], r["with_it"],
            r["source"], r["locator"], r["opened"] == "yes",
            r["reason"],
        )
        for r in read_rows("recognised", ENTITIES)
    }  # fmt: skip


@cache
def _spells() -> dict[tuple[str, str], tuple[Recognition, ...]]:
    found: dict[tuple[str, str], list[Recognition]] = {}
    for spell in recognitions():
        found.setdefault((spell.entity, spell.state), []).append(spell)
    return {key: tuple(sorted(held, key=lambda s: s.since.start)) for key, held in found.items()}


@cache
def recognitions() -> tuple[Recognition, ...]:
    """All spells that ship, in the order of the file."""
    return tuple(_read(read_rows("recognitions", COLUMNS)))


def _read(rows: Iterable[dict[str, str]]) -> Iterable[Recognition]:
    for r in rows:
        until = Dated.parse(r["until"]) if r["until"] else None
        since, contested, opened = Dated.parse(r["since"]), r["contested"] == "yes", r["opened"] == "yes"
        yield Recognition(r["entity"], r["state"], since, until, contested, r["source"], r["locator"], opened)
