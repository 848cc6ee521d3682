"""How rows lie on disk: whole numbers sorted by pair, each measure at the precision it deserves.

The ends of an interval are kept as distances from the value, which are small and alike; where there are
bounds without a value they are kept as they are.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from comity.atlas.measurement import NOBODY, STATES
from comity.measures.contract import Measure

if TYPE_CHECKING:
    import duckdb

OPTIONAL = ("low", "high", "n", "state", "label", "basis")


def write(  # noqa: PLR0913  (what is written, how, and where)
    con: duckdb.DuckDBPyConnection,
    rows: str,
    measure: Measure,
    states: tuple[str, ...],
    bases: tuple[str, ...],
    target: Path,
    *,
    first_year: int,
    exact: bool,
) -> tuple[int, int, int]:
    """Write the view `rows` of one measure to `target`. Returns (rows, first period, last period).

    Rows before `first_year` are left out. Values are whole numbers of the measure's last decimal, rounded half
    to even, or with `exact` floats as computed.
    Raises ValueError on a pair out of order, a self-pair, a value out of the declared range, an interval
    that does not hold its value, or a duplicate.
    """
    _register_codes(con, states, bases)
    given = {row[0] for row in con.execute(f"DESCRIBE {rows}").fetchall()}
    column = {name: name if name in given else "NULL" for name in OPTIONAL}
    scale = 1 if exact else 10**measure.decimals
    first = first_year * 12 if measure.grain == "month" else first_year

    def scaled(name: str) -> str:
        return f"CAST({name} AS DOUBLE)" if exact else f"CAST(round_even({name} * {scale}, 0) AS BIGINT)"

    con.execute(
        f"CREATE OR REPLACE TEMP TABLE encoded AS SELECT sa.code AS a, "
        f"CASE WHEN r.b = '-' THEN {NOBODY} ELSE sb.code END::SMALLINT AS b, "
        f"CAST(r.period AS INTEGER) AS period, {scaled('r.value')} AS value, "
        f"{scaled(column['low'])} AS low, {scaled(column['high'])} AS high, "
        f"CAST({column['n']} AS INTEGER) AS n, "
        "coalesce(st.code, CASE WHEN r.value = 0 THEN 1 WHEN r.value IS NULL THEN 2 ELSE 0 END)::TINYINT"
        " AS state, "
        f"CAST({column['label']} AS VARCHAR) AS label, bs.code AS basis "
        f"FROM {rows} r JOIN atlas_states sa ON sa.id = r.a LEFT JOIN atlas_states sb ON sb.id = r.b "
        f"LEFT JOIN atlas_value_states st ON st.id = {column['state']} "
        f"LEFT JOIN atlas_bases bs ON bs.id = {column['basis']} WHERE r.period >= {first}"
    )
    _verify(con, measure, scale)
    # Brotli takes ten times as long and saves a tenth: worth it for what ships, not for what a user builds.
    codec = "zstd" if exact else "brotli"
    con.execute(
        "COPY (SELECT * REPLACE (coalesce(value - low, low) AS low, coalesce(high - value, high) AS high) "
        "FROM encoded ORDER BY a, b, period) TO "
        f"'{str(target).replace(chr(39), chr(39) * 2)}' (FORMAT parquet, PARQUET_VERSION v2, "
        f"COMPRESSION {codec}, ROW_GROUP_SIZE 122880)"
    )
    counted = con.execute("SELECT count(*), min(period), max(period) FROM encoded").fetchone()
    assert counted is not None
    con.execute("DROP TABLE encoded")
    return int(counted[0]), int(counted[1] or 0), int(counted[2] or 0)


def _register_codes(con: duckdb.DuckDBPyConnection, states: tuple[str, ...], bases: tuple[str, ...]) -> None:
    for name, ids in (
        ("atlas_states", states),
        ("atlas_bases", bases),
        ("atlas_value_states", tuple(map(str, STATES))),
    ):
        code = np.arange(len(ids), dtype=np.int16)
        con.register("ids", {"id": np.asarray(ids, dtype=object), "code": code})
        con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM ids")
        con.unregister("ids")


def _verify(con: duckdb.DuckDBPyConnection, measure: Measure, scale: int) -> None:
    faults = {
        "a pair out of order": "a >= b" if measure.direction == "undirected" else "a = b",
        "a second member where one state is measured": f"b <> {NOBODY}" if measure.direction == "state" else "FALSE",
        "no second member": f"b IS NULL OR b = {NOBODY}" if measure.direction != "state" else "FALSE",
        "a value below the range": f"value < {measure.low} * {scale}" if measure.low is not None else "FALSE",
        "a value above the range": f"value > {measure.high} * {scale}" if measure.high is not None else "FALSE",
        "an interval that does not hold its value": "value < low OR value > high OR low > high",
    }
    for fault, condition in faults.items():
        row = con.execute(f"SELECT * FROM encoded WHERE {condition} LIMIT 1").fetchone()
        if row is not None:
            raise ValueError(f"{measure.id}: {fault} in row {row}")
    twice = con.execute("SELECT a, b, period FROM encoded GROUP BY ALL HAVING count(*) > 1 LIMIT 1").fetchone()
    if twice is not None:
        raise ValueError(f"{measure.id}: two rows for {twice}")
