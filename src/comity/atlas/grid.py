"""The rows of a dyad-year frame, and where each lies in a block of cells by year, first state and second state.

The block stands in for a hash table: two million rows meet any number of measures by place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.atlas.measurement import NOBODY
from comity.terms.crosswalk import from_state, to_state
from comity.terms.membership import dyad_years

UNKNOWN = -2
"""Number of a member of the system that the atlas does not know."""

Array = np.ndarray[Any, Any]
Columns = dict[str, Array]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Grid:
    """A frame's rows: their columns state1, state2 and year, and the atlas's numbers of the two states.

    `width` is the number of places for a state in the block: one for each state of the atlas, one for nobody,
    one for the unknown.
    """

    columns: Columns
    one: NDArray[np.int16]
    two: NDArray[np.int16]
    first: int
    last: int
    width: int

    @property
    def size(self) -> int:
        """Number of cells of the block."""
        return (self.last - self.first + 1) * self.width**2

    @property
    def year(self) -> NDArray[np.int16]:
        """Year of each row."""
        return np.asarray(self.columns["year"])

    def cells(self, a: NDArray[np.int16], b: NDArray[np.int16] | int, year: NDArray[np.int16]) -> Places:
        """The cell of each pair and year, as a flat index. The two negative numbers take the last places."""
        width = np.intp(self.width)
        return ((year - np.intp(self.first)) * width + a % width) * width + b % width

    def sides(self, direction: str) -> tuple[Places, ...]:
        """Cell of each row for a measure of that direction; one of single states is met from both sides."""
        if direction == "state":
            return self.cells(self.one, NOBODY, self.year), self.cells(self.two, NOBODY, self.year)
        if direction == "undirected":
            return (self.cells(np.minimum(self.one, self.two), np.maximum(self.one, self.two), self.year),)
        return (self.cells(self.one, self.two, self.year),)


def grid(system: str, years: tuple[int, int], states: tuple[str, ...], *, directed: bool) -> Grid:
    """The frame of a system (`cow`, `gw`, or `iso3`: that of `cow` under ISO codes) for the first to the last year.

    `states` are the atlas's, in the order of their numbers.
    """
    members = "cow" if system == "iso3" else system
    first, last = years
    rows = dyad_years(members, first, last, directed=directed)
    year = rows["year"]
    # A code's state depends on the year alone: a small table of codes by years spares sorting all rows.
    borne = np.zeros((1000, last - first + 1), dtype=bool)
    for side in ("code1", "code2"):
        borne[rows[side], year - first] = True
    code, when = np.nonzero(borne)
    ids = to_state(members, code, when + first)
    known = {name: i for i, name in enumerate(states)}
    number = np.full(borne.shape, UNKNOWN, dtype=np.int16)
    number[code, when] = [known.get(name, UNKNOWN) for name in ids]
    shown: Columns = {"code1": rows["code1"], "code2": rows["code2"]}
    if system == "iso3":
        iso = np.full(borne.shape, None, dtype=object)
        iso[code, when] = from_state("iso3", ids, when + first)
        shown = {side: iso[rows[side], year - first] for side in shown}
    return Grid(
        columns={"state1": shown["code1"], "state2": shown["code2"], "year": year},
        one=number[rows["code1"], year - first],
        two=number[rows["code2"], year - first],
        first=first,
        last=last,
        width=len(states) + 2,
    )
