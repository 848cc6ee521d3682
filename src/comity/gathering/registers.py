"""What registers hold of two states, told in words of our own: treaties, missions, visas, nuclear cooperation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from comity.gathering.gathered import Found, Passage
from comity.sources.registry import reader, source
from comity.terms.country import State, display_name, name_holder
from comity.terms.crosswalk import to_state
from comity.terms.names import normalise

Row = Mapping[str, Any]
Teller = Callable[[Row, str, str], Iterator[tuple[object, str]]]
"""Gives for a row and the names of its two states days (or years) and sentences."""


def register(
    id: str, table: str, sides: tuple[str, str], tell: Teller, editions: bool = False
) -> Callable[[Path, State, State], Iterator[Found]]:
    """A reader of a place: of the rows of a source's table that name the two, a sentence for each day that they give.

    Where a register comes in `editions` that repeat each other, only what is new in one is told.
    """

    def documents(folder: Path, a: State, b: State) -> Iterator[Found]:
        names = {s.id: display_name(s) for s in (a, b)}
        found: dict[tuple[str, ...], list[Passage]] = {}
        for row in _rows(id, table, folder, sides, names):
            way = tuple(str(row[side]) for side in sides)
            one, other = (names[state] for state in way)
            told = found.setdefault(way if editions else (), [])
            told += [Passage(str(day)[:10], said) for day, said in tell(row, one, other) if _given(day)]
        passages = [p for told in found.values() for p in (_changes(told) if editions else told)]
        yield Found((a, b), tuple(sorted(set(passages))))

    return documents


def _changes(told: list[Passage]) -> list[Passage]:
    """Of what editions say one after another, each time what differs from the edition before."""
    ordered = sorted(told)
    return [p for before, p in zip((None, *ordered), ordered, strict=False) if before is None or p.text != before.text]


def _given(day: object) -> bool:
    return day is not None and str(day) not in ("", "NaT", "nan", "<NA>", "None")


def _rows(id: str, table: str, folder: Path, sides: tuple[str, str], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Rows that name the two, their sides as ids of states."""
    import duckdb

    codes = source(id).provides[table].codes
    with duckdb.connect() as con:
        held = reader(id)(folder, con)[table]
        if isinstance(held, duckdb.DuckDBPyRelation):
            columns, rows = held.columns, held.fetchall()
        else:
            columns = list(held)
            rows = list(zip(*(list(held[name]) for name in columns), strict=True))
    places = [columns.index(side) for side in sides]
    ids = {said: _state(codes, said) for at in places for said in {row[at] for row in rows}}
    found = [dict(zip(columns, row, strict=True)) for row in rows if {ids[row[at]] for at in places} == set(names)]
    return [{**row, **{side: ids[row[side]] for side in sides}} for row in found]


def _state(codes: str, said: object) -> str | None:
    if codes == "name":
        return name_holder(normalise(str(said)), None, for_files=True)
    found: str | None = to_state(codes, [str(said)], None)[0]
    return found


def investment_treaty(row: Row, one: str, other: str) -> Iterator[tuple[object, str]]:
    """Signature, entry into force and end of a treaty on the protection of investment."""
    yield row["signed"], f"{one} and {other} signed an agreement on the protection of investment."
    yield row["in_force"], f"The agreement of {one} and {other} on the protection of investment entered into force."
    yield row["ended"], f"The agreement of {one} and {other} on the protection of investment was terminated."


def trade_agreement(row: Row, one: str, other: str) -> Iterator[tuple[object, str]]:
    """Years of a trade agreement that binds the two, alone or among others."""
    title = " ".join(str(row["title"]).split())
    yield row["signed_year"], f"{one} and {other} signed a trade agreement, under the title {title}."
    yield row["in_force_year"], f"The trade agreement of {one} and {other} ({title}) entered into force."
    yield row["ended_year"], f"The trade agreement of {one} and {other} ({title}) was terminated."


def mission(row: Row, one: str, other: str) -> Iterator[tuple[object, str]]:
    """A mission on the day of the list."""
    at = f" in {row['city']}" if row["city"] else ""
    yield row["listed"], f"{one} has its {row['kind']} to {other}{at}."


_ENTRY = {
    "free": "without a visa",
    "on-arrival": "with a visa given on arrival",
    "electronic": "with an electronic visa or authorisation",
    "required": "with a visa applied for before",
    "refused": "under no visa at all",
}


def visa(row: Row, one: str, other: str) -> Iterator[tuple[object, str]]:
    """How citizens of one enter the other, by the edition that is the first to say so."""
    how = _ENTRY[str(row["requirement"])]
    yield row["edition"], f"{other} lets holders of passports of {one} in {how}."


def nuclear_agreement(row: Row, one: str, other: str) -> Iterator[tuple[object, str]]:
    """The year of an agreement on nuclear cooperation, with its kind."""
    yield row["year"], f"{one} and {other} signed an agreement on nuclear cooperation ({row['kind']})."
