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


@dataclass(frozen=True, slots=True)
class Framed:
    """The frame's columns by name, and what became of the rows.

    `of` says of each column of a measure: its id, the side (`_1`, `_2` or none), and whether it holds values or states.
    """

    columns: Columns
    account: Account
    of: dict[str, tuple[str, str, Literal["value", "state"]]]


def panel(atlas: Atlas, frame: Frame, out: Path, *, form: str = "", words: str = "") -> Account:
    """Write the frame to `out` as `form` (".parquet" or ".csv", by its ending if empty) and give an account of it.

    `words` goes into the metadata of a Parquet file, under the key `comity`. Raises UserError for another ending, and
    what `framed` raises.
    """
    options = {".parquet": "FORMAT parquet, COMPRESSION snappy", ".csv": "FORMAT csv, HEADER"}
    written = options.get(form or out.suffix.lower())
    if written is None:
        raise UserError(f"{out}: name a file that ends in .parquet or .csv")
    if words and "parquet" in written:
        written += f", KV_METADATA {{comity: {_quoted(words)}}}"
    made = framed(atlas, frame)
    with connected(2) as con:
        con.register("frame", made.columns)
        select = ", ".join(_shown(name) for name in made.columns)
        con.execute(f"COPY (SELECT {select} FROM frame) TO {_quoted(str(out))} ({written})")
    return made.account


def framed(atlas: Atlas, frame: Frame) -> Framed:
    """The frame in memory: numbers as masked arrays, states as their stored codes.

    Columns are state1, state2 (codes of the system), year, and each measure by its id; a measure of one state
    gives two columns, `id_1` and `id_2`. Raises UserError for an unknown measure and a monthly one.
    """
    entries = [_yearly(atlas, m) for m in frame.measures]
    years = frame.first_year, min(frame.last_year, atlas.as_of.year)
    rows = grid(frame.system, years, atlas.manifest.states, directed=frame.directed)
    cells = {direction: rows.sides(direction) for direction in {e.direction for e in entries}}
    in_frame = {direction: _marked(rows, sides) for direction, sides in cells.items()}
    columns, unmatched = dict(rows.columns), {}
    of: dict[str, tuple[str, str, Literal["value", "state"]]] = {}
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
            last = min(e.last, atlas.horizon(e.id))
            columns |= _join(rows, cells[e.direction], e, last, stored, place, with_states=frame.with_states)
            for side in _sides(e):
                of[f"{e.id}{side}"] = e.id, side, "value"
                of[f"{e.id}{side}{_STATE}"] = e.id, side, "state"
            place[here] = -1
    return Framed(columns, Account(len(rows.year), unmatched), of)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _sides(e: Entry) -> tuple[str, ...]:
    return ("_1", "_2") if e.direction == "state" else ("",)


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
    rows: Grid,
    sides: tuple[Places, ...],
    e: Entry,
    last: int,
    stored: Columns,
    place: NDArray[np.int32],
    *,
    with_states: bool,
) -> Columns:
    """The measure's columns for the frame's rows; `place` gives the stored row of each place of the block, or -1.

    `last` is the last year that is covered and over on the day: silence after it says nothing.
    """
    columns: Columns = {}
    silent = _silence(e, np.arange(rows.first, rows.last + 1), last)
    parts = zip(sides, rows.without(e.direction), rows.uncounted(e.direction), _sides(e), strict=True)
    for cells, elsewhere, uncounted, suffix in parts:
        found = place[cells].astype(np.intp)
        # What a row that is not found would say, by its year, its states, and the code at which the value stands.
        unsaid = silent[rows.when]
        if e.silence == "true_zero" and uncounted is not None:
            unsaid[(unsaid == _ZERO) & uncounted] = _OUTSIDE
        columns[f"{e.id}{suffix}"] = _values(e, stored["value"], found, (unsaid == _ZERO) & ~elsewhere)
        if with_states:
            states = _states(stored["state"], found, unsaid)
            states[elsewhere] = STATES.index(State.NOT_APPLICABLE)
            columns[f"{e.id}{suffix}{_STATE}"] = states
    return columns


_ZERO, _MUTE, _OUTSIDE = (
    np.int8(STATES.index(s)) for s in (State.TRUE_ZERO, State.NOT_REPORTED, State.OUTSIDE_COVERAGE)
)


def _silence(e: Entry, years: NDArray[np.int_], last: int) -> NDArray[np.int8]:
    """The code of what silence means in each year."""
    covered = (years >= e.first) & (years <= last)
    told = covered & (years <= e.last_told)
    return np.where(told, np.int8(STATES.index(State(e.silence))), np.where(covered, _MUTE, _OUTSIDE))


def _values(e: Entry, stored: Array, found: Places, zero: NDArray[np.bool_]) -> Array:
    """Values of the rows found; where silence would be a `zero`, a row that is not found is one, else masked."""
    kept, mask = np.ma.getdata(stored), np.ma.getmaskarray(stored)
    # What is not found (-1) takes the last element, which is put there for it.
    times, per = e.ratio
    value = _taken(kept if times == per else kept.astype(np.float64) * times / per, 0, found)
    missing = found < 0 if not mask.any() else _taken(mask, True, found)
    if e.silence == "true_zero":
        missing &= ~((found < 0) & zero)
    return np.ma.MaskedArray(value, mask=missing)


def _states(stored: Array, found: Places, unsaid: NDArray[np.int8]) -> Array:
    """Stored codes of the six states for the frame's rows."""
    states = _taken(stored, 0, found)
    np.copyto(states, unsaid, where=found < 0)
    return states


def _taken(stored: Array, otherwise: object, found: Places) -> Array:
    """The stored element of each row, or what stands for the rows that are not there (-1)."""
    return np.take(np.append(stored, np.asarray(otherwise, dtype=stored.dtype)), found, mode="wrap")


def _shown(column: str) -> str:
    """SQL for a column as it is written: codes of states become their names."""
    return f'{[str(s) for s in STATES]}["{column}" + 1] AS "{column}"' if column.endswith(_STATE) else f'"{column}"'
