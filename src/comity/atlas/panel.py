"""A dyad-year frame for statistics: one row per pair and year of a state system, one column per measure.

Rows come from the system's membership to the day; measures are joined on, never the other way round. What a
source has but the frame has not is counted per measure. Missing is NULL, never zero; a zero stands where the
source's silence is declared to be one. The yearly value of a state that bore two codes in a year stands once, at the
code of the year's end.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from comity.atlas.grid import Array, Columns, Grid, Places, grid
from comity.atlas.manifest import Entry
from comity.atlas.measurement import STATES, State
from comity.atlas.read import Atlas
from comity.engine import connected
from comity.errors import UserError

System = Literal["cow", "gw", "iso3"]
_STATE = ".state"


@dataclass(frozen=True, slots=True)
class Frame:
    """What frame to make. `iso3` is the Correlates of War frame under ISO codes."""

    measures: tuple[str, ...]
    first_year: int
    last_year: int
    system: System = "cow"
    directed: bool = True
    with_states: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """Rows of the frame, and per measure how many rows of the atlas in those years met none of them."""

    rows: int
    unmatched: dict[str, int]


def panel(atlas: Atlas, frame: Frame, out: Path, *, form: str = "") -> Account:
    """Write the frame to `out` as `form` (".parquet" or ".csv", by its ending if empty) and give an account of it.

    Columns are state1, state2 (codes of the system), year, and each measure by its id; a measure of one state
    gives two columns, `id_1` and `id_2`. Raises UserError for an unknown measure, a monthly one, or another ending.
    """

    options = {".parquet": "FORMAT parquet, COMPRESSION snappy", ".csv": "FORMAT csv, HEADER"}
    written = options.get(form or out.suffix.lower())
    if written is None:
        raise UserError(f"{out}: name a file that ends in .parquet or .csv")
    entries = [_yearly(atlas, m) for m in frame.measures]
    years = frame.first_year, min(frame.last_year, atlas.as_of.year)
    rows = grid(frame.system, years, atlas.manifest.states, directed=frame.directed)
    cells = {direction: rows.sides(direction) for direction in {e.direction for e in entries}}
    in_frame = {direction: _marked(rows, sides) for direction, sides in cells.items()}
    columns, unmatched = dict(rows.columns), {}
    # One block for all measures: it is large, and fresh memory costs more than clearing what was written.
    place = np.full(rows.size, -1, dtype=np.int32)
    with connected(2) as con:
        for e in entries:
            stored = con.execute(
                f"SELECT a, b, period, value, state FROM {atlas.rows(e.id)} "
                f"WHERE period BETWEEN {years[0]} AND {years[1]}"
            ).fetchnumpy()
            here = rows.cells(stored["a"], stored["b"], stored["period"])
            unmatched[e.id] = int(np.count_nonzero(~in_frame[e.direction][here]))
            place[here] = np.arange(len(here), dtype=np.int32)
            columns |= _join(rows, cells[e.direction], e, stored, place, with_states=frame.with_states)
            place[here] = -1
        con.register("frame", columns)
        select = ", ".join(_shown(name) for name in columns)
        quoted = str(out).replace("'", "''")
        con.execute(f"COPY (SELECT {select} FROM frame) TO '{quoted}' ({written})")
    return Account(len(rows.year), unmatched)


def _yearly(atlas: Atlas, measure: str) -> Entry:
    entry = atlas.entry(measure)
    if entry.grain != "year":
        raise UserError(f"{measure} is monthly; a panel takes yearly measures")
    return entry


def _marked(rows: Grid, sides: tuple[Places, ...]) -> NDArray[np.bool_]:
    """Which places of the block belong to a row of the frame."""
    marked = np.zeros(rows.size, dtype=bool)
    for cells in sides:
        marked[cells] = True
    return marked


def _join(
    rows: Grid, sides: tuple[Places, ...], e: Entry, stored: Columns, place: NDArray[np.int32], *, with_states: bool
) -> Columns:
    """The measure's columns for the frame's rows; `place` gives the stored row of each place of the block, or -1."""
    covered = (rows.year >= e.first) & (rows.year <= e.last)
    told = covered & (rows.year <= e.last_told)
    columns: Columns = {}
    suffixes = ("_1", "_2") if e.direction == "state" else ("",)
    for cells, elsewhere, suffix in zip(sides, rows.without(e.direction), suffixes, strict=True):
        found = place[cells]
        columns[f"{e.id}{suffix}"] = _values(e, stored["value"], found, told & ~elsewhere)
        if with_states:
            states = _states(e, stored["state"], found, covered, told)
            states[elsewhere] = STATES.index(State.NOT_APPLICABLE)
            columns[f"{e.id}{suffix}{_STATE}"] = states
    return columns


def _values(e: Entry, stored: Array, found: NDArray[np.int32], told: NDArray[np.bool_]) -> Array:
    """Values of the rows found; a row of a told year that is not found is a zero where silence is one, else masked."""
    # What is not found (-1) takes the last element, which is put there for it.
    value = np.append(np.ma.getdata(stored), 0)[found]
    missing = np.append(np.ma.getmaskarray(stored), True)[found]
    if e.silence == "true_zero":
        missing &= ~((found < 0) & told)
    times, per = e.ratio
    return np.ma.MaskedArray(value if times == per else value.astype(np.float64) * times / per, mask=missing)


def _states(
    e: Entry, stored: Array, found: NDArray[np.int32], covered: NDArray[np.bool_], told: NDArray[np.bool_]
) -> Array:
    """Stored codes of the six states for the frame's rows."""
    silent, mute, outside = (
        np.int8(STATES.index(s)) for s in (State(e.silence), State.NOT_REPORTED, State.OUTSIDE_COVERAGE)
    )
    unsaid = np.where(told, silent, np.where(covered, mute, outside))
    return np.where(found >= 0, np.append(stored, silent)[found], unsaid)


def _shown(column: str) -> str:
    """SQL for a column as it is written: codes of states become their names."""
    return f'{[str(s) for s in STATES]}["{column}" + 1] AS "{column}"' if column.endswith(_STATE) else f'"{column}"'
