"""What a union did in all its members' name, or another state to it: each member has that with the other state.

`acts_of_unions.csv` tells an act once; by the dated membership of `pact_members.csv` it is an event of every member.
One that lasts, such as sanctions or a treaty, binds those too who joined while it stood, and no longer those who left.
`without` has the members that took no part in it: they were suspended, refused, or voted against. Where the chronicle
tells of the same between the two themselves, that is told and not this.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from comity.chronicle.events import COLUMNS as OF_EVENTS
from comity.chronicle.events import Event, as_known, between, read_events
from comity.chronicle.lookup import read_rows
from comity.chronicle.pacts import Member, spells_in
from comity.terms.dated import Dated

COLUMNS = ("date", "union", "other", "acted", *OF_EVENTS[3:], "without")
UNION, OTHER = "union", "other"
_WEIGHTY = ("exit", "sanctions", "embargo", "embargo_energy", "embargo_good", "border_closed", "airspace_closed")
"""Kinds of act that weigh between a member and a state as if it were the member's own."""
NEAR = 10
"""Days within which a union and one of its members act upon the same."""


@dataclass(frozen=True, slots=True)
class Act:
    """An act of a union toward a state, or of the state toward the union; its event names the union as a party."""

    union: str
    other: str
    event: Event
    without: frozenset[str] = frozenset()


@cache
def acts() -> tuple[Act, ...]:
    """All acts that ship, oldest first."""
    return read_acts(read_rows("acts_of_unions", COLUMNS))


def read_acts(rows: Iterable[dict[str, str]]) -> tuple[Act, ...]:
    """Acts from rows of text. Raises UserError for a date, and KeyError for a kind, that is none."""
    found = []
    for row in rows:
        a, b = (row["union"], row["other"]) if row["acted"] == UNION else (row["other"], row["union"])
        (event,) = read_events([{c: row[c] for c in OF_EVENTS if c in row} | {"a": a, "b": b}])
        found.append(Act(row["union"], row["other"], event, frozenset(filter(None, row["without"].split(";")))))
    return tuple(found)


def acts_between(a: str, b: str, as_of: date) -> tuple[Event, ...]:
    """The acts of unions to which one of two belongs that concern the other, as known on a day, oldest first."""
    found = [
        event
        for member, other in ((a, b), (b, a))
        for act in _toward().get(other, ())
        if (event := _of_member(act, member, as_of)) is not None
    ]
    own = between(a, b, as_of)
    weighty = any(e.weight > 1 for e in own)
    acts = [_beside(e) if weighty and _light(e) else e for e in found if not _told(e, own)]
    return tuple(sorted(acts, key=lambda e: (e.when.start, e.when.end, e.id)))


def by_union(event: Event) -> bool:
    """Whether it is an act of a union, which says less of one member than what the two did themselves."""
    return event.id in _ids()


@cache
def _ids() -> frozenset[str]:
    return frozenset(act.event.id for act in acts())


def _light(act: Event) -> bool:
    return act.sign > 0 or act.kind.id not in _WEIGHTY


def _beside(act: Event) -> Event:
    """What all members have with a state says less of two who have events of weight of their own."""
    return replace(act, weight=1)


def _told(act: Event, own: tuple[Event, ...]) -> bool:
    """Whether events of the two themselves tell of it: one of its family and sign, few days away."""
    return any(
        e.kind.family == act.kind.family and e.sign == act.sign and abs((e.when.start - act.when.start).days) <= NEAR
        for e in own
    )


@cache
def _toward() -> dict[str, tuple[Act, ...]]:
    found: dict[str, list[Act]] = {}
    for act in acts():
        found.setdefault(act.other, []).append(act)
    return {other: tuple(held) for other, held in found.items()}


def _of_member(act: Act, member: str, as_of: date) -> Event | None:
    """The act as an event of one member; None where it was none of its own."""
    spell = next((s for s in spells_in(act.union, member) if _bound(act.event, s)), None)
    if member in act.without or spell is None or spell.since.end > as_of or not act.event.known(as_of):
        return None
    event = replace(act.event, a=member) if act.event.a == act.union else replace(act.event, b=member)
    if spell.since.start > event.when.start:
        event = replace(event, weight=1)  # Who joined later took it over, and had no part in it.
    left = _bound_after().get((act.union, member), spell.until)
    if event.kind.lasts and left is not None and (event.until is None or left.end < event.until.end):
        event = replace(event, until=left)
    return as_known(event, as_of)


@cache
def _bound_after() -> dict[tuple[str, str], Dated]:
    """By pact and member the day to which its acts bound a member that had left it before."""
    rows = read_rows("bound_after", ("pact", "member", "until", "reason"))
    return {(r["pact"], r["member"]): Dated.parse(r["until"]) for r in rows}


def _bound(event: Event, spell: Member) -> bool:
    """Whether a member belonged when the union acted, or joined while what began with it stood."""
    left: Dated | None = spell.until
    if left is not None and left.end <= event.when.start:
        return False
    if spell.since.start <= event.when.start:
        return True
    return event.kind.lasts and (event.until is None or event.until.start > spell.since.end)
