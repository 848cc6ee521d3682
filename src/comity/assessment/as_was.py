"""With which form of a state relations began, and whether before it counts as independent: no date stands for more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from comity.assessment.say import chosen, dated, listed, say, state
from comity.chronicle.events import Event
from comity.dossier.claim import Claim, claim
from comity.terms.country import Spell
from comity.terms.country import state as country
from comity.terms.curated import curated_rows
from comity.terms.dated import Dated
from comity.terms.membership import existed

ROOM = "page1"
BEGUN = "relations_begun"
LAG_DAYS = 183
"""Days by which a register may enter a state after its independence."""
SLIP_YEARS = 10
"""Years before a state's first day from which on a register's day of its relations is taken for a slip."""
FIRST_YEAR = 1900
"""Year before which states were so few and so new that the registers' days say nothing of their relations."""


@dataclass(frozen=True, slots=True)
class Form:
    """A state as it was for a time; `older_than`: when another was there already that had dealt with it before."""

    state: str
    name: str
    start: date
    end: date | None
    older_than: date | None


def as_was(said: Claim, a: str, b: str, when: Dated) -> Claim:
    """When relations began, with the form of either that they began with, or that it was before it was independent."""
    return _qualified("since", forms_of(a, b, when.start), a, b, when, said=said) or said


def _qualified(key: str, forms: list[Form], a: str, b: str, when: Dated, **slots: Claim) -> Claim | None:
    """Sentences `key`.with of the forms, or `key`.before of who was no state yet; None where there is neither."""
    if forms:
        names = listed([claim(chosen(f.name, "former_forms", f.state)) for f in forms])
        return say(ROOM, f"{key}.with", names=names, **slots)
    early = before_statehood(a, b, when.end)
    if early is None:
        return None
    who, start = early
    return say(ROOM, f"{key}.before", name=state(who), start=dated(start.isoformat()), **slots)


def forms_of(a: str, b: str, day: date) -> list[Form]:
    """The forms of the two on a day that are not what they are called today, or not what the other dealt with first."""
    return [
        f
        for one, other in ((a, b), (b, a))
        for f in _forms()
        if f.state == one and f.start <= day and (f.end is None or day < f.end)
        if f.older_than is None or existed(other, f.older_than, "any")
    ]


def before_statehood(a: str, b: str, day: date) -> tuple[str, date] | None:
    """Who of the two is entered in the registers of states long after a day, and when; None for neither."""
    if day.year < FIRST_YEAR:
        return None
    firsts = [(s, min(starts)) for s in (a, b) if (starts := [x.start for x in _spells(s)])]
    late = [(s, start) for s, start in firsts if (start - day).days > LAG_DAYS]
    return max(late, key=lambda pair: pair[1], default=None)


def in_no_form(a: str, b: str, day: date) -> tuple[str, date] | None:
    """Who of the two was no state long after a day, and in no form of old on it, and when it became one; else None."""
    return None if forms_of(a, b, day) else before_statehood(a, b, day)


def is_a_slip(a: str, b: str, day: date) -> bool:
    """Whether a list's day of relations is a slip: it lies before either is counted as a state, or long before the one
    and in no form of it, or the two are known to have begun, or broken off and begun again, on another.
    """
    if frozenset((a, b)) in _unsure():
        return True
    early = in_no_form(a, b, day)
    if early is None:
        return False
    neither = all(spells and min(x.start for x in spells) > day for spells in map(_spells, (a, b)))
    return neither or early[1].year - day.year > SLIP_YEARS


@cache
def _unsure() -> frozenset[frozenset[str]]:
    rows = curated_rows(Path(__file__).with_name("begun_unsure.csv"))
    return frozenset(frozenset((r["a"], r["b"])) for r in rows)


def told_of(event: Event) -> Claim | None:
    """What must stand beside an event by which relations began; None for any other, or where its words have it."""
    if event.kind.id != BEGUN:
        return None
    forms = [f for f in forms_of(event.a, event.b, event.when.start) if f.name.lower() not in event.what.lower()]
    return _qualified("since.that", forms, event.a, event.b, event.when)


def _spells(id: str) -> tuple[Spell, ...]:
    one = country(id)
    return (*one.spells_in("cow"), *one.spells_in("gw"))


@cache
def _forms() -> tuple[Form, ...]:
    rows = curated_rows(Path(__file__).with_name("former_forms.csv"))
    return tuple(
        Form(r["state"], r["name"], date.fromisoformat(r["from"]), _day(r["until"]), _day(r["older_than"]))
        for r in rows
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
