"""A dyad-year frame for statistics: one row per pair and year of a state system, one column per measure.

Rows come from the system's membership to the day; measures are joined on, never the other way round. What a
source has but the frame has not is counted per measure. Missing is NULL, never zero; a zero stands where the
source's silence is declared to be one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from comity.atlas.manifest import Entry
from comity.atlas.measurement import NOBODY
from comity.atlas.read import Atlas
from comity.errors import UserError
from comity.terms.crosswalk import from_state, to_state
from comity.terms.membership import dyad_years

if TYPE_CHECKING:
    import duckdb

System = Literal["cow", "gw", "iso3"]


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
    import duckdb

    options = {".parquet": "FORMAT parquet, COMPRESSION snappy", ".csv": "FORMAT csv, HEADER"}
    written = options.get(form or out.suffix.lower())
    if written is None:
        raise UserError(f"{out}: name a file that ends in .parquet or .csv")
    entries = [_yearly(atlas, m) for m in frame.measures]
    with duckdb.connect(config={"threads": 2, "preserve_insertion_order": False}) as con:
        _base(con, atlas, frame)
        select, joins = _columns(atlas, entries, frame)
        quoted = str(out).replace("'", "''")
        con.execute(f"COPY (SELECT {select} FROM base {joins}) TO '{quoted}' ({written})")
        row = con.execute("SELECT count(*) FROM base").fetchone()
        assert row is not None
        return Account(row[0], {e.id: _unmatched(con, atlas, e) for e in entries})


def _yearly(atlas: Atlas, measure: str) -> Entry:
    entry = atlas.entry(measure)
    if entry.grain != "year":
        raise UserError(f"{measure} is monthly; a panel takes yearly measures")
    return entry


def _base(con: duckdb.DuckDBPyConnection, atlas: Atlas, frame: Frame) -> None:
    """The frame as table `base` with codes and, for joining, the atlas's numbers of the two states."""
    system = "cow" if frame.system == "iso3" else frame.system
    last = min(frame.last_year, atlas.as_of.year)
    rows: dict[str, NDArray[Any]] = dict(dyad_years(system, frame.first_year, last, directed=frame.directed))
    numbers = {name: np.int16(i) for i, name in enumerate(atlas.manifest.states)}
    keys = {}
    for side in ("code1", "code2"):
        code = rows[side].astype(np.int64)
        pairs, back = np.unique(code * 10_000 + rows["year"], return_inverse=True)
        ids = to_state(system, pairs // 10_000, pairs % 10_000)
        keys[side] = np.array([numbers.get(name, np.int16(-2)) for name in ids], dtype=np.int16)[back]
        if frame.system == "iso3":
            rows[side] = from_state("iso3", ids, pairs % 10_000)[back]
    con.register(
        "frame",
        {
            "state1": rows["code1"],
            "state2": rows["code2"],
            "year": rows["year"],
            "k1": keys["code1"],
            "k2": keys["code2"],
        },
    )
    con.execute("CREATE TEMP TABLE base AS SELECT *, least(k1, k2) AS lo, greatest(k1, k2) AS hi FROM frame")


def _columns(atlas: Atlas, entries: list[Entry], frame: Frame) -> tuple[str, str]:
    select, joins = ["state1", "state2", "base.year"], []
    for i, e in enumerate(entries):
        rows = f"(SELECT a, b, CAST(period AS SMALLINT) AS period, value, state FROM {atlas.rows(e.id)})"
        sides = {"directed": [("", "k1", "k2")], "undirected": [("", "lo", "hi")]}.get(
            e.direction, [("_1", "k1", str(NOBODY)), ("_2", "k2", str(NOBODY))]
        )
        for side, a, b in sides:
            alias = f"m{i}{side}"
            joins.append(
                f"LEFT JOIN {rows} {alias} ON {alias}.a = {a} AND {alias}.b = {b} AND {alias}.period = base.year"
            )
            value = f"{alias}.value" if e.scale == 1 else f"{alias}.value / {e.scale}"
            silent = f"WHEN base.year BETWEEN {e.first} AND {e.last} THEN 0" if e.silence == "true_zero" else ""
            select.append(f'CASE WHEN {alias}.a IS NOT NULL THEN {value} {silent} END AS "{e.id}{side}"')
            if frame.with_states:
                select.append(f'{_state(e, alias)} AS "{e.id}{side}.state"')
    return ", ".join(select), " ".join(joins)


def _state(e: Entry, alias: str) -> str:
    names = "['value', 'true_zero', 'not_reported', 'outside_coverage', 'not_applicable', 'unmatched']"
    return (
        f"CASE WHEN {alias}.a IS NOT NULL THEN {names}[{alias}.state + 1] "
        f"WHEN base.year BETWEEN {e.first} AND {e.last} THEN '{e.silence}' ELSE 'outside_coverage' END"
    )


def _unmatched(con: duckdb.DuckDBPyConnection, atlas: Atlas, e: Entry) -> int:
    """Rows of the measure, in the frame's years, whose pair is not in the frame in that year."""
    if e.direction == "state":
        present = "SELECT k1 AS a, -1 AS b, year FROM base UNION SELECT k2, -1, year FROM base"
    elif e.direction == "undirected":
        present = "SELECT lo AS a, hi AS b, year FROM base"
    else:
        present = "SELECT k1 AS a, k2 AS b, year FROM base"
    row = con.execute(
        f"SELECT count(*) FROM {atlas.rows(e.id)} m ANTI JOIN ({present}) p "
        "ON m.a = p.a AND m.b = p.b AND m.period = p.year "
        "WHERE m.period BETWEEN (SELECT min(year) FROM base) AND (SELECT max(year) FROM base)"
    ).fetchone()
    assert row is not None
    return int(row[0])
