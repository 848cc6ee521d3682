"""One row per key out of the harmonised tables of several sources.

What a measure reads under a table's name has each key once, from the first source in order that has its unit
(`precedence`). What lost stands beside it as `<table>_others`, for measures of disagreement. Rows of two sources
that are equal in every column need no decision; where they differ and no line decides, nothing is laid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import Undecided
from comity.store.precedence import FILE, WHOLE, Line
from comity.tables import TABLES
from comity.tables.schema import STATE, Table
from comity.terms.ref import source_of

if TYPE_CHECKING:
    import duckdb

Edition = tuple[str, Path]
"""One source's share of a table: the id of its edition, `source@hash`, and the Parquet file."""


def lay(con: duckdb.DuckDBPyConnection, table: str, parts: Sequence[Edition], order: Sequence[Line]) -> None:
    """Make the view `table` with one row per key, and `<table>_others` with what lost; both say the `source`.

    Each part holds each key once. One part is laid as it is, at no cost. Raises `Undecided` where two parts differ
    in what they say of one key and no line of `order` decides.
    """
    ids = [source_of(edition) for edition, _ in parts]
    if len(set(ids)) < len(ids):
        raise ValueError(f"{table}: two editions of one source stand together: {[edition for edition, _ in parts]}")
    laid = [_Part(i, edition, f"{table}_part_{i}") for i, (edition, _) in enumerate(parts)]
    for part, (_, path) in zip(laid, parts, strict=True):
        con.execute(f"CREATE OR REPLACE TEMP VIEW {part.name} AS SELECT * FROM read_parquet({_quoted(str(path))})")
    reaches = _reaches(TABLES[table], [line for line in order if line.table == table])
    if len(laid) > 1:
        for number, reach in enumerate(reaches):
            _settle(con, TABLES[table], laid, reach, number)
    _view(con, table, [query for part in laid for query in part.kept(reaches)])
    others = [query for part in laid for query in part.lost(reaches)]
    if others:
        _view(con, f"{table}_others", others)
    else:
        empty(con, table, f"{table}_others")


def empty(con: duckdb.DuckDBPyConnection, table: str, name: str = "") -> None:
    """Create a table with the columns of `table` and no rows, under that name or another."""
    kinds = {column: "VARCHAR" if f.type == STATE else f.type for column, f in TABLES[table].fields().items()}
    columns = ", ".join(f'"{column}" {kind}' for column, kind in (kinds | {"source": "VARCHAR"}).items())
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name or table} ({columns})")


def speakers(con: duckdb.DuckDBPyConnection, table: str) -> tuple[str, ...]:
    """Editions of which a row stands in a table that was laid."""
    rows = con.execute(f"SELECT DISTINCT source FROM {table} ORDER BY source").fetchall()
    return tuple(str(row[0]) for row in rows)


@dataclass(frozen=True, slots=True)
class _Reach:
    """The rows that one line holds for, or those that no line does: an SQL condition and the unit within it."""

    condition: str
    unit: tuple[str, ...]
    order: tuple[str, ...]


@dataclass(slots=True)
class _Part:
    """One edition. `beaten` holds, by reach, the table of units in which another speaks."""

    place: int
    edition: str
    name: str
    beaten: dict[int, str] = field(default_factory=dict)

    def kept(self, reaches: Sequence[_Reach]) -> list[str]:
        """Queries for the rows that stand."""
        if not self.beaten:
            return [f"SELECT *, {_quoted(self.edition)} AS source FROM {self.name}"]
        return [self._rows(reach, "ANTI", self.beaten.get(i)) for i, reach in enumerate(reaches)]

    def lost(self, reaches: Sequence[_Reach]) -> list[str]:
        """Queries for the rows that lost."""
        return [self._rows(reaches[i], "SEMI", units) for i, units in self.beaten.items()]

    def _rows(self, reach: _Reach, join: str, units: str | None) -> str:
        same = " AND ".join(f"{column} IS NOT DISTINCT FROM u.u{i}" for i, column in enumerate(reach.unit))
        joined = f"{join} JOIN {units} u ON {same}" if units else ""
        rows = f"(SELECT * FROM {self.name} WHERE {reach.condition}) r {joined}"
        return f"SELECT *, {_quoted(self.edition)} AS source FROM {rows}"


def _reaches(table: type[Table], lines: Sequence[Line]) -> list[_Reach]:
    found = [_Reach(_condition(table, line), _unit(table, line), line.order) for line in lines]
    rest = f"NOT coalesce({' OR '.join(f'({reach.condition})' for reach in found)}, FALSE)" if found else "TRUE"
    return [*found, _Reach(rest, _key(table), ())]


def _condition(table: type[Table], line: Line) -> str:
    role = [f'"{table.role}" = {_quoted(line.role)}'] if line.role else []
    years = [f"{table.year_sql()} BETWEEN {line.span[0]} AND {line.span[1]}"] if (line.first or line.last) else []
    return " AND ".join([*role, *years]) or "TRUE"


def _unit(table: type[Table], line: Line) -> tuple[str, ...]:
    if line.unit == (WHOLE,):
        return ("TRUE",)
    return _columns(table, line.unit or table.key)


def _key(table: type[Table]) -> tuple[str, ...]:
    """The unit where no line says one: a row, or the whole table where publishers number rows each in their way."""
    return ("TRUE",) if table.numbered else _columns(table, table.key)


def _columns(table: type[Table], names: Sequence[str]) -> tuple[str, ...]:
    """Columns as SQL; the two of a pair without direction in the order of their names."""
    swap = {"a": 'least("a", "b")', "b": 'greatest("a", "b")'} if table.undirected else {}
    return tuple(swap.get(column, f'"{column}"') for column in names)


def _settle(
    con: duckdb.DuckDBPyConnection, table: type[Table], parts: Sequence[_Part], reach: _Reach, number: int
) -> None:
    """Find for each part the units of a reach in which another part speaks."""
    # Sources that meet in a table seldom meet in a role: whoever is alone there needs no comparing of keys.
    here = f"SELECT 1 FROM {{}} WHERE {reach.condition} LIMIT 1"
    parts = [part for part in parts if con.execute(here.format(part.name)).fetchall()]
    ranked = sorted(
        (part for part in parts if source_of(part.edition) in reach.order),
        key=lambda part: reach.order.index(source_of(part.edition)),
    )
    others = sorted((part for part in parts if part not in ranked), key=lambda part: part.edition)
    speaking: list[_Part] = []
    for part in (*ranked, *others):
        if part in others:
            for other in speaking:
                _expect_equal(con, table, part, other, reach)
        _mark(con, part, speaking, reach, number)
        speaking.append(part)


def _mark(con: duckdb.DuckDBPyConnection, part: _Part, before: Sequence[_Part], reach: _Reach, number: int) -> None:
    if not before:
        return
    units = f"{part.name}_beaten_{number}"
    heard = " UNION ".join(_units(other, reach) for other in before)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {units} AS {_units(part, reach)} INTERSECT ({heard})")
    if con.execute(f"SELECT 1 FROM {units} LIMIT 1").fetchall():
        part.beaten[number] = units


def _units(part: _Part, reach: _Reach) -> str:
    columns = ", ".join(f"{column} AS u{i}" for i, column in enumerate(reach.unit))
    return f"SELECT DISTINCT {columns} FROM {part.name} WHERE {reach.condition}"


def _expect_equal(con: duckdb.DuckDBPyConnection, table: type[Table], part: _Part, other: _Part, reach: _Reach) -> None:
    """Refuse a part of which no line speaks where it says of a unit what the other does not."""
    columns = ", ".join(f'"{column}"' for column in table.fields())
    same = " AND ".join(f"{column} IS NOT DISTINCT FROM u.u{i}" for i, column in enumerate(reach.unit))
    both = f"({_units(part, reach)} INTERSECT {_units(other, reach)})"
    differing = con.execute(
        f"SELECT {columns} FROM (SELECT * FROM {part.name} WHERE {reach.condition}) r SEMI JOIN {both} u ON {same} "
        f"EXCEPT SELECT {columns} FROM {other.name} ORDER BY ALL LIMIT 1"
    ).fetchall()
    for values in differing:
        row = dict(zip(table.fields(), values, strict=True))
        where = ", ".join(f"{name}={row[name]}" for name in table.key)
        raise Undecided(
            f"{table.name}: {other.edition} and {part.edition} differ ({where}) and no line says which one speaks; "
            f"write a line for {table.name} in {FILE}"
        )


def _view(con: duckdb.DuckDBPyConnection, name: str, queries: Sequence[str]) -> None:
    con.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {' UNION ALL BY NAME '.join(queries)}")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
