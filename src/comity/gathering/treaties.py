"""Investment treaties of the two, as the register lists them: when each was signed, entered into force and ended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from comity.gathering.gathered import Passage
from comity.sources.registry import reader
from comity.terms.country import State, display_name, name_holder
from comity.terms.names import normalise

SOURCE = "unctad-iia"


def investment_treaties(folder: Path, a: State, b: State) -> Iterator[tuple[tuple[State, ...], tuple[Passage, ...]]]:
    """One document of both: a sentence for each day that the register gives of a treaty, in words of our own."""
    import duckdb

    with duckdb.connect() as con:
        table = reader(SOURCE)(folder, con)["investment_treaties"]
        rows = list(zip(*(table[name] for name in ("a", "b", "signed", "in_force", "ended")), strict=True))
    found: list[Passage] = []
    for one, other, signed, in_force, ended in rows:
        if {_state(str(one)), _state(str(other))} == {a.id, b.id}:
            found += _told(f"{display_name(a)} and {display_name(b)}", signed, in_force, ended)
    yield (a, b), tuple(found)


def _state(name: str) -> str | None:
    return name_holder(normalise(name), None, for_files=True)


def _told(two: str, signed: object, in_force: object, ended: object) -> Iterator[Passage]:
    for day, said in (
        (signed, f"{two} signed an agreement on the protection of investment."),
        (in_force, f"The agreement of {two} on the protection of investment entered into force."),
        (ended, f"The agreement of {two} on the protection of investment was terminated."),
    ):
        if day is not None and str(day) not in ("", "NaT", "nan"):
            yield Passage(str(day)[:10], said)
