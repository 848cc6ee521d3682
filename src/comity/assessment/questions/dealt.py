"""What two states deal in, told by what they did: who met, what was built, given, signed and closed in these years."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from comity.assessment.page1.course import brief, in_a_row
from comity.assessment.page1.pacts import in_pacts
from comity.assessment.questions.story import told_events
from comity.assessment.record import DEFINES, Record
from comity.assessment.say import say, together
from comity.assessment.settings import threshold
from comity.chronicle.acts_of_unions import by_union
from comity.chronicle.events import Event
from comity.dossier.claim import Claim
from comity.terms.curated import curated_rows

ROOM = "questions"
MOST = 3
"""Acts told of one field."""
_DEEDS = ("talks", "works", "give")
"""Fields of what two do; the others are what binds and bars."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of dealings, and the kinds of events that belong to it."""

    id: str
    kinds: frozenset[str]


@cache
def fields() -> tuple[Field, ...]:
    """All fields, in the order of the table."""
    rows = curated_rows(Path(__file__).with_name("dealt.csv"))
    return tuple(Field(r["field"], frozenset(r["kinds"].split())) for r in rows)


def dealt(record: Record) -> tuple[Claim, ...]:
    """What the two do, and what binds and bars them, a paragraph each; nothing where the chronicle has none of it."""
    told = {f.id: _of(f, record) for f in fields()}
    said = {
        id: say(ROOM, f"dealt.{id}", what=in_a_row([brief(e) for e in events])) for id, events in told.items() if events
    }
    deeds = [said[id] for id in said if id in _DEEDS]
    bonds = [said[id] for id in said if id not in _DEEDS]
    return tuple(together(part) for part in (deeds, bonds) if part)


_ARMS = ("war", "peace", "defence")
"""Families of what two do to each other, or for each other, in arms."""
_THREAT, _WORK = "threat", "project_done"


def in_arms(record: Record) -> list[Event]:
    """The acts in arms of these years that say most, oldest first."""
    years = threshold("event_standing_years")
    held = [
        e
        for e in record.events
        if (e.kind.family in _ARMS or e.kind.id == _THREAT)
        and e.weight > 1
        and not in_pacts(e, record)
        and not by_union(e)
        if record.years_since_begun(e) <= years and not (e.sign > 0 and record.before_break(e))
    ]
    ranked = sorted(held, key=lambda e: (e.weight, e.when.start), reverse=True)[:MOST]
    return sorted(ranked, key=lambda e: (e.when.start, e.id))


def _holds(event: Event, record: Record) -> bool:
    """Whether it defines the two and is at work or in force today, however long ago it began."""
    runs = event.kind.id == _WORK and event.until is None
    return event.weight == DEFINES and (runs or record.stands(event))


def _of(field: Field, record: Record) -> list[Event]:
    """The acts of one field: what holds and defines, then what the story of the two does not tell; oldest first."""
    years = threshold("event_standing_years")
    held = [
        e
        for e in record.events
        if e.kind.id in field.kinds and not by_union(e) and not in_pacts(e, record)
        if record.years_since_begun(e) <= years or _holds(e, record)
        if not (e.sign > 0 and record.before_break(e))
    ]
    elsewhere = told_events(record)
    ranked = sorted(
        held, key=lambda e: (_holds(e, record), e.id not in elsewhere, e.weight, e.when.start), reverse=True
    )[:MOST]
    return sorted(ranked, key=lambda e: (e.when.start, e.id))
