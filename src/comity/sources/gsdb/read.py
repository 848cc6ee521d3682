"""Cases by pair: cells that name several states are taken apart, and the Union is its members of the time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from comity.errors import BadFile
from comity.sources.formats.lookup import read_lookup
from comity.sources.formats.text import read_delimited
from comity.sources.registry import source
from comity.tables.columns import Columns
from comity.terms.country import state
from comity.terms.crosswalk import to_state
from comity.terms.unions import unions

if TYPE_CHECKING:
    import duckdb

ID = "gsdb"
FILE = "GSDB_V4.csv"

_KINDS = ("trade", "arms", "military", "financial", "travel", "other")
_COLUMNS = {
    "case_id": "VARCHAR", "sanctioned_state": "VARCHAR", "sanctioning_state": "VARCHAR", "begin": "SMALLINT",
    "end": "SMALLINT", **dict.fromkeys(_KINDS, "BOOLEAN"),
}  # fmt: skip
_FIELDS = ("sender", "target", "case", "through", "kinds", "first_year", "last_year")
_THROUGH = {"eu": "European Union", "mercosur": "Southern Common Market", "eaeu": "Eurasian Economic Union"}


@dataclass(frozen=True, slots=True)
class Party:
    """A state in a case, the years in which it took part, and through what."""

    name: str
    first: int
    last: int
    through: str


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, Columns]:
    """The table `sanction_cases`, keyed by name. Raises BadFile on other columns, and on years out of order."""
    path = folder / FILE
    cases = read_delimited(con, path, _COLUMNS, encoding="utf-8", ignore=source(ID).ignore).fetchall()
    forms = read_lookup(__file__, "names.csv")
    called = dict(zip(forms["name"], forms["state"], strict=True))
    listed = read_lookup(__file__, "groups.csv")
    groups = dict(zip(listed["name"], listed["union"], strict=True))
    rows: dict[tuple[str, str, str], tuple[object, ...]] = {}
    for case, targets, senders, begin, end, *flags in cases:
        if begin > end:
            raise BadFile(f"{path}: case {case} ends in {end}, before it begins in {begin}; mend it")
        kinds = "; ".join(kind for kind, flag in zip(_KINDS, flags, strict=True) if flag) or None
        for target in _parties(targets, begin, end, called, groups):
            for sender in _parties(senders, begin, end, called, groups):
                first, last = max(sender.first, target.first), min(sender.last, target.last)
                if sender.name != target.name and first <= last:
                    key = (_id(sender.name), _id(target.name), case)
                    # A state that is named beside its union takes part by itself.
                    if sender.through == "own" or key not in rows:
                        rows[key] = (sender.name, target.name, case, sender.through, kinds, first, last)
    return {"sanction_cases": {name: _column([row[i] for row in rows.values()]) for i, name in enumerate(_FIELDS)}}


def _parties(
    cell: str, begin: int, end: int, called: Mapping[str, str], groups: Mapping[str, str | None]
) -> Iterator[Party]:
    """The states that a cell names, with the members of its unions in the years in which they belonged."""
    for name in _split(cell, called):
        if name not in groups:
            yield Party(called.get(name, name), begin, end, "own")
        elif (union := groups[name]) is not None:
            for member in unions()[union]:
                first = max(begin, member.joined.year)
                last = end if member.left is None else min(end, member.left.year)
                if first <= last:
                    yield Party(state(member.state).name, first, last, _THROUGH[union])


@cache
def _id(name: str) -> str:
    """What a state is known by, whichever of its names a cell uses."""
    return str(to_state("name", [name])[0] or name)


def _split(cell: str, called: Mapping[str, str]) -> list[str]:
    """Names between commas, where a few names hold a comma themselves."""
    rest, found = cell.strip(), []
    while rest:
        held = next((name for name in called if "," in name and (rest + ",").startswith(name + ",")), None)
        name = held if held is not None else rest.partition(",")[0]
        found.append(name.strip())
        rest = rest[len(name) :].lstrip(" ,")
    return found


def _column(values: list[object]) -> np.ndarray[tuple[int], np.dtype[np.generic]]:
    if values and all(isinstance(value, int) for value in values):
        return np.array(values, dtype=np.int16)
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column
