"""Bilateral investment treaties by pair, with their ends and what replaced them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from comity.sources.formats.lookup import read_lookup
from comity.sources.unctad_iia.pages import BILATERAL, Treaty, treaties
from comity.tables.columns import Columns

if TYPE_CHECKING:
    import duckdb

REPLACED_WITHIN = 31
"""Days between an end and another treaty's entry into force, within which that one is said to have replaced it."""

_FIELDS = ("a", "b", "title", "signed", "in_force", "ended", "status", "successor")
_STATUS = {"In force": "in force", "Signed (not in force)": "signed", "Terminated": "ended"}

Pair = tuple[str, str]


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, Columns]:
    """The table `investment_treaties`, keyed by name. Raises BadFile as `pages.treaties` does."""
    unions = _unions()
    listed = treaties(folder)
    bound: dict[Pair, list[Treaty]] = {}
    for treaty in listed.values():
        for pair in _pairs(treaty, unions):
            bound.setdefault(pair, []).append(treaty)
    rows = [
        (*pair, t.title, t.signed, t.in_force, t.ended, _STATUS[t.status], _successor(t, all_of_pair))
        for pair, all_of_pair in sorted(bound.items())
        for t in all_of_pair
        if t.kind == BILATERAL and t.status in _STATUS and t.signed is not None
    ]
    return {"investment_treaties": dict(zip(_FIELDS, map(_column, zip(*rows, strict=True)), strict=True))}


def _unions() -> Mapping[str, tuple[str, ...]]:
    found = read_lookup(__file__, "parties.csv")
    unions: dict[str, tuple[str, ...]] = {}
    for party, state in zip(found["party"], found["state"], strict=True):
        unions[party] = (*unions.get(party, ()), state)
    return unions


def _pairs(treaty: Treaty, unions: Mapping[str, tuple[str, ...]]) -> set[Pair]:
    """Pairs that a treaty binds to each other: each country's page names the other side.

    Of treaties with investment provisions the pages of both must, or all members of a union would stand in them with
    each other's partners. Of bilateral ones a single page is enough, for some countries' pages are empty.
    """
    named: set[Pair] = set()
    for country, parties in treaty.named.items():
        mine = unions.get(country, (country,))
        for party in parties:
            named |= {(x, y) for x in mine for y in unions.get(party, (party,)) if x != y and y not in mine}
    if treaty.kind == BILATERAL:
        both = {(x, y) for x, y in named if not _same_side(x, y, treaty, unions)}
        return {(min(pair), max(pair)) for pair in both}
    return {(x, y) for x, y in named if x < y and (y, x) in named}


def _same_side(x: str, y: str, treaty: Treaty, unions: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the two are members of one union that signed: they are not bound to each other."""
    return any(x in members and y in members and union in treaty.title for union, members in unions.items())


def _successor(treaty: Treaty, of_pair: list[Treaty]) -> str | None:
    """Title of the later treaty of the same two that took over when this one ended."""
    if treaty.ended is None or treaty.signed is None:
        return None
    after = [
        (abs((t.in_force - treaty.ended).days), t.title)
        for t in of_pair
        if t.in_force is not None and t.signed is not None and t.signed > treaty.signed
    ]
    nearest = min(after, default=None)
    return nearest[1] if nearest is not None and nearest[0] <= REPLACED_WITHIN else None


def _column(values: tuple[object, ...]) -> np.ndarray[tuple[int], np.dtype[np.generic]]:
    if all(value is None or isinstance(value, date) for value in values):
        return np.array(values, dtype="datetime64[s]")
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column
