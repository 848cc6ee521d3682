"""The rows of a dyad-year frame, and where each lies in a block of cells by year, first state and second state.

The block stands in for a hash table: two million rows meet any number of measures by place. A state that bore two
codes of the system in a year (Yugoslavia and Serbia in 2006) has one value for the year: it stands at the code of the
year's end, and the row of the other code is there without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.atlas.measurement import NOBODY
from comity.terms.crosswalk import from_state, to_state
from comity.terms.membership import dyad_years, system_members

UNKNOWN = -2
"""Number of a member of the system that the atlas does not know."""

Array = np.ndarray[Any, Any]
Columns = dict[str, Array]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Grid:
    """A frame's rows: their columns state1, state2 and year, and the atlas's numbers of the two states.

    `width` is the number of places for a state in the block: one for each state of the atlas, one for nobody,
    one for the unknown. `former` marks, for the first and the second state, rows of a code that its state had laid
    down for another by the end of the year. `counted` marks, for each side, rows whose state
    is a member of the Correlates of War system in the year, among which alone silence is ever a zero; None: all are.
    `when` is each row's year from the first.
    """

    columns: Columns
    one: NDArray[np.int16]
    two: NDArray[np.int16]
    first: int
    last: int
    width: int
    former: tuple[NDArray[np.bool_], NDArray[np.bool_]]
    when: NDArray[np.intp]
    counted: tuple[NDArray[np.bool_], NDArray[np.bool_]] | None = None

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

    def without(self, direction: str) -> tuple[NDArray[np.bool_], ...]:
        """For each side of `sides` the rows whose value stands at another code."""
        one, two = self.former
        return self.former if direction == "state" else (one | two,)

    def uncounted(self, direction: str) -> tuple[NDArray[np.bool_] | None, ...]:
        """For each side of `sides` the rows whose silence is never a zero; None where there are none."""
        if self.counted is None:
            return (None, None) if direction == "state" else (None,)
        one, two = self.counted
        return (~one, ~two) if direction == "state" else (~(one & two),)


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
    former = np.zeros(borne.shape, dtype=bool)
    former[code, when] = _laid_down(members, code, when + first, ids)
    number[code, when] = [known.get(name, UNKNOWN) for name in ids]
    number[former] = UNKNOWN
    counted = np.zeros(borne.shape, dtype=bool)
    counted[code, when] = _among_counted(ids, when + first)
    one, two = ((rows[side], year - first) for side in ("code1", "code2"))
    shown: Columns = {"code1": rows["code1"], "code2": rows["code2"]}
    if system == "iso3":
        iso = np.full(borne.shape, None, dtype=object)
        iso[code, when] = _iso_codes(ids, when + first)
        shown = {"code1": iso[one], "code2": iso[two]}
    return Grid(
        columns={"state1": shown["code1"], "state2": shown["code2"], "year": year},
        one=number[one],
        two=number[two],
        first=first,
        last=last,
        width=len(states) + 2,
        former=(former[one], former[two]),
        when=(year - first).astype(np.intp),
        counted=None if members == "cow" else (counted[one], counted[two]),
    )


def _iso_codes(ids: Array, year: Array) -> list[str]:
    """ISO codes of states by year, each borne by one state.

    In the year in which a code passes on (`DEU`, `YEM` in 1990) it is the later state's. The other goes under our own
    id, as does a state that ISO never listed: they lie in the range that ISO leaves to users.
    """
    codes = from_state("iso3", ids, year)
    holders: dict[tuple[str, int], set[str]] = {}
    for code, id, when in zip(codes, ids, year.tolist(), strict=True):
        holders.setdefault((code, when), set()).add(id)
    later = to_state("iso3", codes, year)
    return [
        id if code is None or (len(holders[code, when]) > 1 and id != at_end) else code
        for code, id, when, at_end in zip(codes, ids, year.tolist(), later, strict=True)
    ]


def _laid_down(system: str, code: Array, year: Array, ids: Array) -> NDArray[np.bool_]:
    """Which codes are not the last that their state bore in the year, among those that bear one state then."""
    last = np.array([int(c) if c is not None else -1 for c in from_state(system, ids, year)])
    _, inverse = np.unique(np.array([str(name) for name in ids]), return_inverse=True)
    place = np.asarray(inverse) * 10_000 + year
    _, which, count = np.unique(place, return_inverse=True, return_counts=True)
    several = (count[which] > 1) & np.array([name is not None for name in ids])
    return np.asarray(several & (code != last))


def _among_counted(ids: Array, year: Array) -> list[bool]:
    """Which states are members of the Correlates of War system in the year."""
    members = {y: {id for _, id in system_members("cow", y)} for y in set(year.tolist())}
    return [id in members[y] for id, y in zip(ids, year.tolist(), strict=True)]
