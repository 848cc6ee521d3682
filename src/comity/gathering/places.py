"""The named places: what each is, and the documents that an offline mirror of it holds about a pair."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from comity.chronicle.lookup import read_rows
from comity.errors import UserError
from comity.gathering.current_events import current_events
from comity.gathering.foreign_relations import foreign_relations
from comity.gathering.gathered import Gathered, Passage
from comity.gathering.general_debate import general_debate
from comity.gathering.historian import historian
from comity.gathering.treaties import investment_treaties
from comity.terms.country import State, display_name

Reader = Callable[[Path, State, State], Iterator[tuple[tuple[State, ...], tuple[Passage, ...]]]]
"""Gives for a folder and a pair whom each document is about and its passages."""

READERS: dict[str, Reader] = {
    "current-events": current_events,
    "foreign-relations": foreign_relations,
    "general-debate": general_debate,
    "historian": historian,
    "investment-treaties": investment_treaties,
}


@dataclass(frozen=True, slots=True)
class Place:
    """One place; `title` and `address` name the state that a document is about where they hold `{a}`. `note` says
    what in its documents are words of our own.
    """

    id: str
    folder: str
    title: str
    address: str
    licence: str
    note: str


@cache
def places() -> dict[str, Place]:
    """All places by id."""
    columns = ("place", "folder", "title", "address", "licence", "note", "reason")
    rows = read_rows("places", columns, Path(__file__).parent)
    return {r["place"]: Place(r["place"], r["folder"], r["title"], r["address"], r["licence"], r["note"]) for r in rows}


def place(id: str) -> Place:
    """One place. `UserError` that names those there are."""
    if id not in places():
        raise UserError(f"no place {id[:40]!r}; there are: {', '.join(places())}")
    return places()[id]


def documents_of(at: Place, folder: Path, a: State, b: State) -> Iterator[Gathered]:
    """The documents about a pair that the folder of a place holds; none without a passage."""
    for about, passages in READERS[at.id](folder, a, b):
        if not passages:
            continue
        one = display_name(about[0]) if about else ""
        ids = tuple(s.id for s in about)
        name = "-".join((at.id, *(ids or (a.id, b.id)))) + ".txt"
        url = at.address.format(a=one.replace(" ", "_"))
        yield Gathered(at.id, name, at.title.format(a=one), url, at.licence, ids, passages, at.note)
