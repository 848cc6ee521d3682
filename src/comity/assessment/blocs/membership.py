"""Who belonged to which bloc on a day.

Full members come from the lists of organisations in the atlas, in their last year up to the day; what changed after
that, and blocs that those lists do not know, stand in `changes.csv` with date, source and reason. A bloc counts as
known to the end of the year up to which its membership was checked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from comity.atlas.derived import derived
from comity.atlas.read import Atlas
from comity.terms.curated import curated_rows
from comity.terms.membership import coexisted
from comity.terms.treaty_details import Membership

_ROOM = Path(__file__).parent
MEMBERSHIPS = "igo.memberships"


@dataclass(frozen=True, slots=True)
class Bloc:
    """A group of states; `members` on the day that was asked for. `origin` says who lists them."""

    id: str
    name: str
    members: frozenset[str]
    origin: str


@dataclass(frozen=True, slots=True)
class Named:
    """A bloc as a study names it; without members where the study leaves them to Comity."""

    id: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    id: str
    name: str
    organisation: str
    carried_to: int


@dataclass(frozen=True, slots=True)
class _Change:
    bloc: str
    state: str
    joined: bool
    day: date


@cache
def _known() -> tuple[_Known, ...]:
    return tuple(_Known(r["id"], r["name"], r["organisation"], int(r["carried_to"])) for r in _read("blocs.csv"))


@cache
def _changes() -> tuple[_Change, ...]:
    rows = (
        _Change(r["bloc"], r["state"], r["change"] == "joined", date.fromisoformat(r["date"]))
        for r in _read("changes.csv")
    )
    return tuple(sorted(rows, key=lambda c: (c.day, c.bloc, c.state)))


def _read(name: str) -> list[dict[str, str]]:
    return curated_rows(_ROOM / name)


def blocs(atlas: Atlas, named: Sequence[Named] = ()) -> tuple[Bloc, ...]:
    """Blocs that had members on the atlas's day: a study's own first, then the curated ones that it does not name.

    A study's bloc without members takes those of the curated bloc of the same id, or has none.
    """
    ours = derived(atlas, "blocs", lambda: _curated(atlas))
    given = [_named(n, ours.get(n.id), atlas.as_of) for n in named]
    taken = {b.id for b in given}
    return (*given, *(b for b in ours.values() if b.id not in taken and b.members))


def _curated(atlas: Atlas) -> dict[str, Bloc]:
    lists = _lists(atlas)
    return {b.id: _bloc(b, lists, atlas.as_of) for b in _known()}


def _named(asked: Named, ours: Bloc | None, day: date) -> Bloc:
    if asked.members:
        return Bloc(asked.id, asked.name, _alive(asked.members, day), "the study")
    return Bloc(asked.id, asked.name, ours.members if ours else frozenset(), ours.origin if ours else "")


def _bloc(known: _Known, lists: Mapping[str, frozenset[str]], day: date) -> Bloc:
    members = set(lists.get(known.organisation, frozenset())) if known.organisation else set()
    for change in _changes():
        if change.bloc == known.id and change.day <= day:
            (members.add if change.joined else members.discard)(change.state)
    origin = f"lists of memberships, and changes known to us up to {known.carried_to}"
    return Bloc(known.id, known.name, _alive(members, day), origin)


def _alive(members: Sequence[str] | set[str], day: date) -> frozenset[str]:
    return frozenset(m for m in members if coexisted(m, m, day, day) is not None)


def _lists(atlas: Atlas) -> dict[str, frozenset[str]]:
    """Full members of every organisation in the newest year of the atlas up to its day."""
    found: dict[str, set[str]] = {}
    period = atlas.last_period(MEMBERSHIPS) if atlas.has(MEMBERSHIPS) else None
    for state, held in atlas.details(MEMBERSHIPS, Membership, period).items() if period else ():
        for membership in held:
            if membership.full:
                found.setdefault(membership.organisation, set()).add(state)
    return {name: frozenset(states) for name, states in found.items()}
