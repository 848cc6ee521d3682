"""Visits and trips between a historian's own state and another, and the history of the relations of the two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from comity.gathering.gathered import Found, Passage
from comity.sources.formats.archive import members
from comity.sources.formats.xml_records import records
from comity.sources.us_state_historian.read import HOME, TRAVELS, VISITS, archive
from comity.terms.country import State, display_name, name_holder, resolve
from comity.terms.mentions import mentions
from comity.terms.names import normalise

ARTICLES = "rdcr.tar.xz"
_GOVERNMENT = re.compile(r"\s*\([^()]*\)$")
_TITLES = {"president": "President", "secretary": "Secretary of State"}
_TEI = "{http://www.tei-c.org/ns/1.0}"


def historian(folder: Path, a: State, b: State) -> Iterator[Found]:
    """One document: where one of the two is the historian's own state what happened between the two, by day; for two
    others the remarks on its trips and visits that name both.
    """
    home = resolve(HOME)
    if home.id not in (a.id, b.id):
        yield Found((), tuple(sorted(_of_others(folder, home, a, b), key=_by_day)), home)
        return
    other = b if a.id == home.id else a
    travels, visits = archive(folder, TRAVELS), archive(folder, VISITS)
    dated = sorted({*_trips(travels, home, other), *_visits(visits, home, other)}, key=_by_day)
    yield Found((home, other), (*_history(folder / ARTICLES, other), *dated), home)


def _of_others(folder: Path, home: State, a: State, b: State) -> Iterator[Passage]:
    trips, visits = _files(archive(folder, TRAVELS), "-travels/"), _files(archive(folder, VISITS), "/data/")
    for where, content in (*trips, *visits):
        is_trip = "-travels/" in where
        for record in records(content, *(("trips", "trip") if is_trip else ("visits", "visit")), where):
            remarks = _ended(record.get("remarks" if is_trip else "description", ""))
            if {a.id, b.id} <= {m.state for m in mentions(remarks)}:
                who = record.get("name" if is_trip else "visitor", "")
                at = display_name(home) if not is_trip else record.get("country", "")
                yield Passage(record.get("start-date", ""), f"{who} in {at}. {remarks}")


def _by_day(passage: Passage) -> tuple[str, str]:
    return passage.day, passage.text


def _files(path: Path, folder: str) -> Iterator[tuple[str, bytes]]:
    if path.is_file():
        yield from sorted(members(path, wanted=lambda member: folder in member and member.endswith(".xml")))


def _is(name: str, state: State) -> bool:
    return name_holder(normalise(_GOVERNMENT.sub("", name)), None, for_files=True) == state.id


def _trips(path: Path, home: State, other: State) -> Iterator[Passage]:
    for where, content in _files(path, "-travels/"):
        for trip in records(content, "trips", "trip", where):
            if _is(trip.get("country", ""), other):
                who = f"{_TITLES.get(trip.get('role', ''), 'An official')} {trip.get('name', '')} of the {HOME}"
                at = ", ".join(filter(None, (trip.get("locale", ""), display_name(other))))
                yield Passage(trip.get("start-date", ""), f"{who} visited {at}. {_ended(trip.get('remarks', ''))}")


def _visits(path: Path, home: State, other: State) -> Iterator[Passage]:
    for where, content in _files(path, "/data/"):
        for visit in records(content, "visits", "visit", where):
            if _is(visit.get("from", ""), other):
                who = f"{visit.get('visitor', '')} of {display_name(other)}"
                said = f"{who} visited the {HOME}. {_ended(visit.get('description', ''))}"
                yield Passage(visit.get("start-date", ""), said)


def _ended(text: str) -> str:
    said = " ".join(text.split())
    return said if said.endswith((".", "!", "?")) or not said else f"{said}."


def _history(path: Path, other: State) -> Iterator[Passage]:
    for where, content in _files(path, "/articles/"):
        if not _is(PurePosixPath(where).stem.replace("-", " "), other):
            continue
        for node in _parsed(content).iter(f"{_TEI}p"):
            if said := " ".join("".join(node.itertext()).split()):
                yield Passage("", said)


def _parsed(content: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
