"""What becomes of a source's rows that share a key.

Two cases are kept apart. A publisher that repeats a row under one code is taken at its word once, and refused where
it says two things. Two of its codes that are one state's in a year are two parts of that state's year: each column's
`together` says whether they add up, and rows that contradict each other are left out, since neither is the year's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.tables.schema import Field, Table

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Joined:
    """How many rows were repeated, went into another, or were left out as contradictory; the codes of the last two."""

    duplicate: int = 0
    combined: int = 0
    contradicted: int = 0
    combined_codes: dict[str, int] = field(default_factory=dict)
    contradicted_codes: dict[str, int] = field(default_factory=dict)


def join(con: duckdb.DuckDBPyConnection, table: type[Table], source: str, *, named: bool) -> Joined:
    """Make the table `together`, one row per key, from `contested`: rows that share keys, with codes as `bore_…`.

    `named` says that the codes are names: two names of a state with one and the same amount may be two spellings of
    one record or two areas, so such an amount is no sum. Raises BadFile where rows under one code differ.
    """
    read = _count(con, "contested")
    con.execute("CREATE OR REPLACE TEMP TABLE parts AS SELECT DISTINCT * FROM contested")
    distinct = _count(con, "parts")
    _expect_one_word(con, table, source)
    values = {name: f for name, f in table.fields().items() if name not in table.key}
    key = ", ".join(f'"{c}"' for c in table.key)
    columns = ", ".join(f'{_value(name, f)} AS "{name}"' for name, f in values.items())
    at_odds = " OR ".join(_at_odds(name, f, named=named) for name, f in values.items()) or "FALSE"
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE keyed AS SELECT {key}{', ' if columns else ''}{columns}, count(*) AS parts_n, "
        f"coalesce({at_odds}, FALSE) AS at_odds, {_codes(table)} AS codes FROM parts GROUP BY {key}"
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE together AS SELECT * EXCLUDE (parts_n, at_odds, codes) FROM keyed "
        "WHERE NOT at_odds"
    )
    combined = _by_codes(con, "parts_n - 1", "NOT at_odds AND parts_n > 1")
    contradicted = _by_codes(con, "parts_n", "at_odds")
    return Joined(
        duplicate=read - distinct,
        combined=sum(combined.values()),
        contradicted=sum(contradicted.values()),
        combined_codes=combined,
        contradicted_codes=contradicted,
    )


def _count(con: duckdb.DuckDBPyConnection, relation: str) -> int:
    row = con.execute(f"SELECT count(*) FROM {relation}").fetchone()
    assert row is not None
    return int(row[0])


def _expect_one_word(con: duckdb.DuckDBPyConnection, table: type[Table], source: str) -> None:
    """Refuse rows that differ under one key and the same codes."""
    bore = [f'"bore_{c}"' for c in table.state_columns()]
    alike = ", ".join([*(f'"{c}"' for c in table.key), *bore])
    shown = [*(c for c in table.key if c not in table.state_columns()), *(c.strip('"') for c in bore)]
    row = con.execute(f"SELECT {alike} FROM parts GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL LIMIT 1").fetchone()
    if row is not None:
        at = dict(zip((*table.key, *(c.strip('"') for c in bore)), row, strict=True))
        where = ", ".join(f"{name.removeprefix('bore_')}={at[name]}" for name in shown)
        raise BadFile(
            f"{source}: table {table.name} says two things of one key ({where}); "
            "compare the file with the publisher's, or fetch it again"
        )


def _value(name: str, f: Field) -> str:
    column = f'"{name}"'
    if f.together == "sum":
        return f"CAST(CASE WHEN count({column}) = count(*) THEN sum({column} ORDER BY {column}) END AS {f.type})"
    return {
        "same": f"any_value({column})",
        "largest": f"max({column})",
        "smallest": f"min({column})",
        "either": f"bool_or({column})",
    }[f.together]


def _at_odds(name: str, f: Field, *, named: bool) -> str:
    column = f'"{name}"'
    if f.together == "same":
        return f"(count(DISTINCT {column}) > 1 OR count({column}) NOT IN (0, count(*)))"
    if f.together == "sum" and named:
        amounts = f"nullif({column}, 0)"
        return f"count(DISTINCT {amounts}) < count({amounts})"
    return "FALSE"


def _codes(table: type[Table]) -> str:
    """SQL for the codes that meet in a key and the year, as in `SCG + SRB, 2006`."""
    met = [
        f"""CASE WHEN count(DISTINCT "bore_{c}") > 1 THEN
            string_agg(DISTINCT "bore_{c}", ' + ' ORDER BY "bore_{c}") END"""
        for c in table.state_columns()
    ]
    year = table.year_sql()
    return f"concat_ws(', ', {', '.join([*met, f'any_value({year})' if year else 'NULL'])})"


def _by_codes(con: duckdb.DuckDBPyConnection, rows: str, which: str) -> dict[str, int]:
    found = con.execute(
        f"SELECT codes, sum({rows})::BIGINT AS n FROM keyed WHERE {which} GROUP BY codes ORDER BY n DESC, codes"
    ).fetchall()
    return {str(codes): int(n) for codes, n in found}
