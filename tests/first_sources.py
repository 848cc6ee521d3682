"""What tests of sources share: run a reader, hold its rows against the contract of the table."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from comity.sources.registry import reader, source
from comity.tables import TABLES
from comity.tables.schema import STATE
from comity.terms.crosswalk import to_state
from databases import database

Rows = list[tuple[Any, ...]]


@contextmanager
def harvested(source_id: str, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection on which each table of the source is a view, as its reader gives it."""
    with database() as con:
        for name, rows in reader(source_id)(folder, con).items():
            if isinstance(rows, dict):
                con.register(name, rows)
            else:
                rows.create_view(name)
        yield con


def harvest(source_id: str, folder: Path, table: str) -> Rows:
    """All rows of one table, the columns in the order of its contract, sorted."""
    with harvested(source_id, folder) as con:
        columns = ", ".join(f'"{name}"' for name in columns_of(con, table))
        return con.sql(f'SELECT {columns} FROM "{table}" ORDER BY ALL').fetchall()


def columns_of(con: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """The columns that are there, in the order of the contract; all others are a fault of the reader."""
    found = {row[0] for row in con.sql(f'DESCRIBE "{table}"').fetchall()}
    fields = TABLES[table].fields()
    required = {name for name, field in fields.items() if field.required}
    assert required <= found <= set(fields), (table, found ^ set(fields))
    return [name for name in fields if name in found]


def faults(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, int]:
    """How many rows break each rule of the table: key, required values, checks."""
    contract = TABLES[table]
    key = ", ".join(f'"{name}"' for name in contract.key)
    repeated = f'SELECT {key} FROM "{table}" GROUP BY ALL HAVING count(*) > 1'
    rules = {"key": f"SELECT count(*) FROM ({repeated})"}
    for name in columns_of(con, table):
        field, column = contract.fields()[name], f'"{name}"'
        if field.required:
            rules[f"{name} given"] = f'SELECT count(*) FROM "{table}" WHERE {column} IS NULL'
        if field.check:
            test = field.check.format(column)
            rules[f"{name} as stated"] = f'SELECT count(*) FROM "{table}" WHERE NOT ({test})'
        if field.type != STATE:
            cast = f"TRY_CAST({column} AS {field.type})"
            rules[f"{name} is {field.type}"] = (
                f'SELECT count(*) FROM "{table}" WHERE {column} IS NOT NULL AND {cast} IS NULL'
            )
    counts = {rule: con.sql(sql).fetchall()[0][0] for rule, sql in rules.items()}
    return {rule: count for rule, count in counts.items() if count}


def unmatched(con: duckdb.DuckDBPyConnection, source_id: str, table: str) -> int:
    """How many rows name at least one code that is no state's in the row's year."""
    contract, codes = TABLES[table], source(source_id).provides[table].codes
    states = contract.state_columns()
    if not states:
        return 0
    dated = f'"{contract.dated_by}"' if contract.dated_by else "NULL"
    if contract.dated_by and contract.fields()[contract.dated_by].type == "DATE":
        dated = f"year({dated})"
    names = ", ".join(f'"{name}"' for name in states)
    grouped = f'SELECT {names}, {dated} AS year, count(*) AS n FROM "{table}" GROUP BY ALL'
    cells = con.sql(grouped).fetchnumpy()
    years = np.ma.filled(cells["year"], 9999).astype(np.int64) if contract.dated_by else None
    missing = np.zeros(len(cells["n"]), dtype=bool)
    for name in states:
        missing |= to_state(codes, np.ma.filled(cells[name]), years) == None  # noqa: E711
    return int(cells["n"][missing].sum())
