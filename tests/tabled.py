"""Harmonised tables written out in a test, and the rows that a measure makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import duckdb
import polars as pl

from comity.measures.contract import Recipe
from comity.tables import TABLES
from comity.tables.relation import as_view
from comity.tables.schema import STATE
from databases import database

MISSING = "."
"""What a written-out table says for no value."""


def records(text: str) -> list[dict[str, str | None]]:
    """Rows of a table written with blanks between the columns; the first line names them."""
    lines = [line.split() for line in text.strip().splitlines()]
    header, *rows = lines
    for row in rows:
        assert len(row) == len(header), f"{row} does not fit {header}"
    return [{k: None if v == MISSING else v for k, v in zip(header, row, strict=True)} for row in rows]


def lay(con: duckdb.DuckDBPyConnection, table: str, rows: Iterable[dict[str, Any]], *, contract: str = "") -> None:
    """Make `rows` the table of that name, in the types of its contract (or another's); columns not given are NULL."""
    fields = {n: "VARCHAR" if f.type == STATE else f.type for n, f in TABLES[contract or table].fields().items()}
    fields["source"] = "VARCHAR"
    columns = ", ".join(f'"{name}" {kind}' for name, kind in fields.items())
    con.execute(f"CREATE OR REPLACE TABLE {table} ({columns})")
    rows = list(rows)
    for row in rows:
        assert row.keys() <= fields.keys(), f"{table} has no {row.keys() - fields.keys()}"
    if rows:
        con.register("given", pl.DataFrame([_column(rows, name) for name in fields]))
        cast = ", ".join(f'CAST("{name}" AS {kind})' for name, kind in fields.items())
        con.execute(f"INSERT INTO {table} SELECT {cast} FROM given")
        con.unregister("given")


def _column(rows: list[dict[str, Any]], name: str) -> pl.Series:
    """The values of a column, as texts where they are of several types: the contract's type is made of them later."""
    values = [row.get(name, "written" if name == "source" else None) for row in rows]
    kinds = {type(v) for v in values} - {type(None)}
    if not kinds:
        return pl.Series(name, values, dtype=pl.String)
    if len(kinds) > 1 or not kinds <= {str, int, float, bool, date}:
        values = [None if v is None else str(v) for v in values]
    return pl.Series(name, values)


@contextmanager
def connected(
    recipe: Recipe, tables: dict[str, str] | dict[str, list[dict[str, Any]]]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with every table that the recipe reads, and nothing else; those not given are empty."""
    read = (*recipe.inputs, *recipe.optional)
    assert set(tables) <= set(read), f"{recipe.name} does not read {set(tables) - set(read)}"
    with database() as con:
        for name in read:
            given = tables.get(name, [])
            lay(con, name, records(given) if isinstance(given, str) else given)
        yield con


def computed(
    recipe: Recipe, tables: dict[str, Any], columns: tuple[str, ...] = ("a", "b", "period", "value")
) -> dict[str, list[tuple[Any, ...]]]:
    """By measure id the rows, sorted, with these columns (None where a row has no such column or no value)."""
    with connected(recipe, tables) as con:
        return {k: rows_of(con, rows, columns) for k, rows in recipe.compute(con).items()}


def rows_of(con: duckdb.DuckDBPyConnection, rows: Any, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """The rows that a measure gave, in whichever shape, as sorted tuples."""
    return con.execute(query).fetchall() if (query := _sorted(con, rows, columns)) else []


def frame_of(con: duckdb.DuckDBPyConnection, rows: Any, columns: tuple[str, ...]) -> pl.DataFrame:
    """The same as a frame, for what is compared whole: some measures have a million cells."""
    query = _sorted(con, rows, columns)
    return pl.DataFrame(con.sql(query).to_arrow_table()) if query else pl.DataFrame(schema=columns)


def _sorted(con: duckdb.DuckDBPyConnection, rows: Any, columns: tuple[str, ...]) -> str:
    """The query of these columns, which are NULL where the rows have none such; empty where there are no rows."""
    if not isinstance(rows, duckdb.DuckDBPyRelation) and not rows:
        return ""
    as_view(con, "found", rows)
    given = {name: kind for name, kind, *_ in con.execute("DESCRIBE found").fetchall()}
    select = ", ".join(f'{_known(c, given[c]) if c in given else "NULL"} AS "{c}"' for c in columns)
    return f"SELECT {select} FROM found ORDER BY a, b, period"


def _known(column: str, kind: str) -> str:
    """A column in SQL, with None for what is no number: done there, since some tables have a million cells."""
    quoted = f'"{column}"'
    return f"CASE WHEN isnan({quoted}) THEN NULL ELSE {quoted} END" if kind in ("FLOAT", "DOUBLE") else quoted


SCORES = "gdelt-dyad-day@written"
"""The edition of the published daily scores that tests write."""


def scored_days(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Days of `event_days` as the published daily scores give them, from rows of a, b, date and net `score`."""
    found = [_scored(row) for row in rows]
    return with_delivered(found)


def with_delivered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with their month and the days of it on which any of them lies."""
    for row in rows:
        day = date.fromisoformat(str(row["date"]))
        row["period"] = day.year * 12 + day.month - 1
    days = {(row.get("source"), row["period"]): set() for row in rows}
    for row in rows:
        days[row.get("source"), row["period"]].add(str(row["date"]))
    return [{"delivered": float(len(days[row.get("source"), row["period"]]))} | row for row in rows]


def _scored(row: dict[str, Any]) -> dict[str, Any]:
    score = row["score"]
    kept = {name: value for name, value in row.items() if name != "score"}
    sides = {"cooperation": max(score, 0.0), "hostility": max(-score, 0.0), "net": score}
    return {"source": SCORES} | kept | sides | {"netted": True, "directed": False}
