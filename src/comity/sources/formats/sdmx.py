"""Series in SDMX-CSV, editions 1.0 and 2.0, as the statistical offices' interfaces give them.

Dimensions identify an observation; attributes describe it and come and go from one edition to the next, so they
are left out but for those that a reader names. A dimension that the reader does not know would show itself by
observations that repeat a key.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.check import listed
from comity.sources.formats.text import header_of, read_delimited

if TYPE_CHECKING:
    import duckdb

_FLOW = ("DATAFLOW", "STRUCTURE_ID")


def read_sdmx(
    con: duckdb.DuckDBPyConnection, path: Path, flow: str, dimensions: Sequence[str], *, attributes: Sequence[str] = ()
) -> str:
    """Name of a table with the `dimensions`, TIME_PERIOD (text) and OBS_VALUE (double; no NULL) of one dataflow.

    The `attributes` stand in it as text, NULL where an observation has none. `flow` is the dataflow without version,
    as `IMF.STA:IMTS`. Observations without a value are left out. Raises BadFile on another dataflow, a missing column,
    a value that is no number, and a repeated key.
    """
    found = header_of(path)
    flow_column = next((name for name in _FLOW if name in found), None)
    wanted = [*dimensions, "TIME_PERIOD", "OBS_VALUE"]
    if missing := [name for name in (*wanted, *attributes) if name not in found]:
        raise BadFile(f"{path}: no column {listed(missing)}; ask the publisher for SDMX-CSV of {flow}")
    if flow_column is None:
        raise BadFile(f"{path}: no column DATAFLOW or STRUCTURE_ID; ask the publisher for SDMX-CSV of {flow}")
    names = dict.fromkeys((flow_column, *wanted, *attributes), "VARCHAR")
    rows = read_delimited(con, path, names, ignore=[name for name in found if name not in names])
    table = f"{rows.alias}_series"
    con.execute(
        f"CREATE TEMP TABLE {table} AS SELECT {', '.join([*wanted[:-1], *attributes])}, OBS_VALUE AS given, "
        f"TRY_CAST(OBS_VALUE AS DOUBLE) AS OBS_VALUE, {flow_column} AS flow FROM {rows.alias} "
        "WHERE TIME_PERIOD IS NOT NULL AND OBS_VALUE IS NOT NULL AND upper(OBS_VALUE) <> 'NAN'"
    )
    _check(con, path, table, flow, wanted[:-1])
    return table


def _check(con: duckdb.DuckDBPyConnection, path: Path, table: str, flow: str, key: Sequence[str]) -> None:
    other = con.execute(
        f"SELECT flow FROM {table} WHERE flow IS NULL OR split_part(flow, '(', 1) <> ? LIMIT 1", [flow]
    ).fetchone()
    if other is not None:
        raise BadFile(f"{path}: holds dataflow {other[0]!r}, not {flow}; fetch the right one")
    broken = con.execute(
        f"SELECT {', '.join(key)}, given FROM {table} WHERE OBS_VALUE IS NULL OR NOT isfinite(OBS_VALUE) LIMIT 1"
    ).fetchone()
    if broken is not None:
        raise BadFile(f"{path}: {broken[-1]!r} is no number, in the observation {broken[:-1]}; fetch it again")
    twice = con.execute(f"SELECT {', '.join(key)} FROM {table} GROUP BY ALL HAVING count(*) > 1 LIMIT 1").fetchone()
    if twice is not None:
        raise BadFile(f"{path}: two observations for {twice}; the publisher has added a dimension, or sent it twice")
