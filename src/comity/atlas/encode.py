"""How rows lie on disk: whole numbers sorted by pair, each measure at the precision it deserves.

The ends of an interval are kept as distances from the value, which are small and alike, and a second distance
equal to the first is left out; where there are bounds without a value they are kept as they are
(`measurement.interval_ends` reads them back).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from comity.atlas.measurement import NOBODY, STATES
from comity.measures.contract import Measure
from comity.terms.detail import Detail, details_from, misfit, sql_type, unpacked

if TYPE_CHECKING:
    import duckdb

_GROUP = 122_880
"""Rows of a row group."""
_PLAIN = ", DICTIONARY_SIZE_LIMIT 1"
_QUICK, _SMALL = "COMPRESSION zstd, COMPRESSION_LEVEL 22", "COMPRESSION brotli"
_PRICE = 1.3
"""What ships may be so many times as large as at its smallest, for a codec that is read back three times as fast: of a
cold assessment's time in the atlas a quarter went into the smaller one."""

OPTIONAL = ("low", "high", "n", "state", "basis")


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

    Rows before `first_year` are left out. Values are whole numbers of the measure's last decimal and of no more
    significant digits than it declares, rounded half to even, or with `exact` floats as computed.
    Raises ValueError on a pair out of order, a self-pair, a value out of the declared range, an interval
    that does not hold its value, has one end or is of no declared kind, details of another shape than declared, or a
    duplicate.
    """
    _register_codes(con, states, bases)
    given: dict[str, str] = {row[0]: row[1] for row in con.execute(f"DESCRIBE {rows}").fetchall()}
    column = {name: name if name in given else "NULL" for name in OPTIONAL}
    scale = 1 if exact else 10**measure.decimals
    first = first_year * 12 if measure.grain == "month" else first_year

    def scaled(name: str) -> str:
        return f"CAST({name} AS DOUBLE)" if exact else _whole(f"{name} * {scale}", measure.significant)

    con.execute(
        f"CREATE OR REPLACE TEMP TABLE encoded AS SELECT sa.code AS a, "
        f"CASE WHEN r.b = '-' THEN {NOBODY} ELSE sb.code END::SMALLINT AS b, "
        f"CAST(r.period AS INTEGER) AS period, {scaled('r.value')} AS value, "
        f"{scaled(column['low'])} AS low, {scaled(column['high'])} AS high, "
        f"CAST({column['n']} AS INTEGER) AS n, "
        "coalesce(st.code, CASE WHEN r.value = 0 THEN 1 WHEN r.value IS NULL THEN 2 ELSE 0 END)::TINYINT"
        " AS state, "
        f"{_details(measure, given)}bs.code AS basis "
        f"FROM {rows} r JOIN atlas_states sa ON sa.id = r.a LEFT JOIN atlas_states sb ON sb.id = r.b "
        f"LEFT JOIN atlas_value_states st ON st.id = {column['state']} "
        f"LEFT JOIN atlas_bases bs ON bs.id = {column['basis']} WHERE r.period >= {first}"
    )
    _verify(con, measure, scale)
    if measure.details is not None:
        _verify_details(con, measure.id, measure.details, states)
    _copy(con, target, exact=exact)
    counted = con.execute("SELECT count(*), min(period), max(period) FROM encoded").fetchone()
    assert counted is not None
    con.execute("DROP TABLE encoded")
    return int(counted[0]), int(counted[1] or 0), int(counted[2] or 0)


def _details(measure: Measure, given: dict[str, str]) -> str:
    """SQL for the column of details, with a comma, or nothing where the measure has none; an empty list is NULL."""
    if measure.details is None:
        if "details" in given:
            raise ValueError(f"{measure.id}: gives details and declares none")
        return ""
    wanted = sql_type(measure.details)
    if "details" not in given:
        return f"CAST(NULL AS {wanted}) AS details, "
    if given["details"].replace('"', "") != wanted.replace('"', ""):
        raise ValueError(f"{measure.id}: details are {given['details']}, not {wanted}")
    return "CASE WHEN len(r.details) > 0 THEN r.details END AS details, "


def _verify_details(con: duckdb.DuckDBPyConnection, measure: str, shape: type[Detail], states: tuple[str, ...]) -> None:
    known = frozenset(states)
    for (texts,) in con.execute(
        f"SELECT DISTINCT unnest({unpacked(shape, 'details')}) FROM encoded WHERE details IS NOT NULL"
    ).fetchall():
        (detail,) = details_from(shape, [texts])
        if (found := misfit(detail, known)) is not None:
            raise ValueError(f"{measure}: {found} in {detail}")


def _whole(value: str, significant: int | None) -> str:
    """SQL for a whole number; the last digits of a long one are zeros. Keeps order, so an interval holds its value."""
    if significant is None:
        return f"CAST(round_even({value}, 0) AS BIGINT)"
    step = f"pow(10, greatest(floor(log10(greatest(abs({value}), 1))) + 1 - {significant}, 0))"
    return f"CAST(round_even({value} / {step}, 0) * {step} AS BIGINT)"


def _copy(con: duckdb.DuckDBPyConnection, target: Path, *, exact: bool) -> None:
    """Write the table `encoded` to Parquet, sorted by pair and period.

    What ships is written with Zstandard, or with Brotli where that makes it clearly smaller, and with or without a
    dictionary of values: as its first rows come out best.
    """
    number = "DOUBLE" if exact else _narrowest(con)
    query = (
        f"SELECT * REPLACE (value::{number} AS value, coalesce(value - low, low)::{number} AS low, CASE "
        f"WHEN high - value = value - low THEN NULL ELSE coalesce(high - value, high) END::{number} AS high) "
        "FROM encoded ORDER BY a, b, period"
    )
    if exact:
        _to_parquet(con, query, target, "PARQUET_VERSION v2, COMPRESSION zstd")
        return
    sizes = {}
    for codec, price in ((_QUICK, 1.0), (_SMALL, _PRICE)):
        for options in (f"PARQUET_VERSION v1, {codec}", f"PARQUET_VERSION v1, {codec}{_PLAIN}"):
            _to_parquet(con, f"SELECT * FROM ({query} LIMIT {_GROUP})", target, options)
            sizes[options] = target.stat().st_size * price
    _to_parquet(con, query, target, min(sizes, key=lambda options: sizes[options]))


def _to_parquet(con: duckdb.DuckDBPyConnection, query: str, target: Path, options: str) -> None:
    quoted = str(target).replace("'", "''")
    con.execute(f"COPY ({query}) TO '{quoted}' (FORMAT parquet, {options}, ROW_GROUP_SIZE {_GROUP})")


def _narrowest(con: duckdb.DuckDBPyConnection) -> str:
    """The smaller type of whole numbers that holds every value and every end of an interval."""
    row = con.execute("SELECT max(greatest(abs(value), abs(low), abs(high))) FROM encoded").fetchone()
    return "INTEGER" if row is not None and (row[0] or 0) < 2**31 else "BIGINT"


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


def _undeclared(measure: Measure) -> str:
    """SQL for the rows whose ends are of no declared kind; bounds without a value carry no probability."""
    some = "(low IS NOT NULL OR high IS NOT NULL)"
    if measure.interval is None:
        return some if measure.bounds is None else f"{some} AND value IS NOT NULL"
    if measure.bounds is None and measure.interval.probability is not None:
        return f"{some} AND value IS NULL"
    return "FALSE"


def _verify(con: duckdb.DuckDBPyConnection, measure: Measure, scale: int) -> None:
    faults = {
        "a pair out of order": "a >= b" if measure.direction == "undirected" else "a = b",
        "a second member where one state is measured": f"b <> {NOBODY}" if measure.direction == "state" else "FALSE",
        "no second member": f"b IS NULL OR b = {NOBODY}" if measure.direction != "state" else "FALSE",
        "a value below the range": f"value < {measure.low} * {scale}" if measure.low is not None else "FALSE",
        "a value above the range": f"value > {measure.high} * {scale}" if measure.high is not None else "FALSE",
        "an interval that does not hold its value": "value < low OR value > high OR low > high",
        "an interval with one end": "value IS NOT NULL AND (low IS NULL) <> (high IS NULL)",
        "ends of an interval that the measure does not declare": _undeclared(measure),
    }
    for fault, condition in faults.items():
        row = con.execute(f"SELECT * FROM encoded WHERE {condition} LIMIT 1").fetchone()
        if row is not None:
            raise ValueError(f"{measure.id}: {fault} in row {row}")
    twice = con.execute("SELECT a, b, period FROM encoded GROUP BY ALL HAVING count(*) > 1 LIMIT 1").fetchone()
    if twice is not None:
        raise ValueError(f"{measure.id}: two rows for {twice}")
