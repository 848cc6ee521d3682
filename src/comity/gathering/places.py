"""The named places: what each is, and the documents that an offline mirror of it holds about a pair."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import quote

from comity.chronicle.lookup import read_rows
from comity.errors import UserError
from comity.gathering.current_events import current_events, of_days
from comity.gathering.factbook import factbook
from comity.gathering.foreign_relations import foreign_relations
from comity.gathering.gathered import Found, Gathered
from comity.gathering.general_debate import general_debate
from comity.gathering.historian import historian
from comity.gathering.registers import (
    investment_treaty,
    mission,
    nuclear_agreement,
    register,
    trade_agreement,
    visa,
)
from comity.terms.country import State, display_name

Reader = Callable[[Path, State, State], Iterator[Found]]
"""Gives for a folder and a pair what it holds about the two."""

_PARTIES = ("a", "b")

READERS: dict[str, Reader] = {
    "current-events": current_events,
    "foreign-relations": foreign_relations,
    "general-debate": general_debate,
    "factbook": factbook,
    "historian": historian,
    "investment-treaties": register("unctad-iia", "investment_treaties", _PARTIES, investment_treaty),
    "trade-agreements": register("desta-2.3", "trade_agreements", _PARTIES, trade_agreement),
    "nuclear-agreements": register("nca", "nuclear_agreements", _PARTIES, nuclear_agreement),
    "missions": register("embassies", "missions", ("sender", "host"), mission),
    "visas": register("passport-index", "visas", ("passport", "destination"), visa, editions=True),
}

KEPT: dict[str, Callable[[Mapping[date, str], State, State], Iterator[Found]]] = {"new-days": of_days}
"""Of places that no mirror holds: what is found in their pages by day, with which the user's store was brought up."""


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
    return _documents(at, READERS[at.id](folder, a, b), a, b)


def documents_in(at: Place, texts: Mapping[date, str], a: State, b: State) -> Iterator[Gathered]:
    """The same out of pages by day."""
    return _documents(at, KEPT[at.id](texts, a, b), a, b)


def _documents(at: Place, given: Iterable[Found], a: State, b: State) -> Iterator[Gathered]:
    for found in given:
        if not found.passages:
            continue
        one = found.called or (display_name(found.of) if found.of else "")
        ids = tuple(s.id for s in found.about)
        name = "-".join((at.id, *(ids or ((found.of.id,) if found.of else (a.id, b.id))))) + ".txt"
        url = at.address.format(a=quote(one.replace(" ", "_")))
        speaker = found.of.id if found.of and found.spoken else ""
        yield Gathered(at.id, name, at.title.format(a=one), url, at.licence, ids, found.passages, at.note, speaker)
