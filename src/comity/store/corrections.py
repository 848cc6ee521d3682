"""Mistakes of publishers that people mend: `corrections.csv` beside a source's declaration, in the publisher's terms.

Each row names the wrong value that it expects, so that none outlives the mistake: where the publisher has mended it,
or a later edition has not been looked at, the build stops and says so.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.errors import BadFile
from comity.tables.relation import as_view

if TYPE_CHECKING:
    import duckdb

NAME = "corrections.csv"
COLUMNS = ("table", "where", "column", "expect", "value", "until", "reason")


@dataclass(frozen=True, slots=True)
class Correction:
    """In the rows of `table` that `where` picks, `column` reads `expect` and should read `value` (empty: no value).

    `until` is the last day of release of which editions were looked at; `origin` names file and row.
    """

    table: str
    where: tuple[tuple[str, str], ...]
    column: str
    expect: str
    value: str
    until: date
    reason: str
    origin: str


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections of a source, in order; none where there is no such file. Raises BadFile for any fault."""
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise BadFile(f"{path}: the columns must be {','.join(COLUMNS)}")
        return tuple(_correction(row, f"{path}, row {number}") for number, row in enumerate(rows, 2))


def _correction(row: dict[str, str], origin: str) -> Correction:
    if None in row or None in row.values() or not all(row[n].strip() for n in ("table", "where", "column", "reason")):
        raise BadFile(f"{origin}: write table, where, column and reason, and as many fields as there are columns")
    if row["expect"] == row["value"]:
        raise BadFile(f"{origin}: value is what is expected; write the right value or remove the row")
    pairs = tuple(part.strip().partition("=") for part in row["where"].split(";"))
    if not all(name and sign for name, sign, _ in pairs):
        raise BadFile(f"{origin}: where {row['where']!r} is not column=value, with semicolons between")
    try:
        until = date.fromisoformat(row["until"])
    except ValueError:
        raise BadFile(f"{origin}: until {row['until']!r} is no day; write YYYY-MM-DD") from None
    where = tuple((name.strip(), value.strip()) for name, _, value in pairs)
    return Correction(row["table"], where, row["column"], row["expect"], row["value"], until, row["reason"], origin)


def correct(
    con: duckdb.DuckDBPyConnection, table: str, rows: Any, corrections: Sequence[Correction], known: date
) -> Any:
    """The rows of a table as a reader gives them, with the corrections of that table made.

    `known` is the day from which the edition was known. Raises BadFile for a correction whose row is not there, does
    not read as expected, or was not looked at for so late an edition.
    """
    chosen = [c for c in corrections if c.table == table]
    if not chosen:
        return rows
    as_view(con, "uncorrected", rows)
    con.execute("CREATE OR REPLACE TEMP TABLE corrected AS SELECT * FROM uncorrected")
    known_columns = {row[0] for row in con.execute("DESCRIBE corrected").fetchall()}
    for each in chosen:
        if unknown := {each.column, *(name for name, _ in each.where)} - known_columns:
            raise BadFile(f"{each.origin}: {table} has no column {', '.join(sorted(unknown))}")
        if known > each.until:
            raise BadFile(
                f"{each.origin}: expired; the edition of {known} is later than {each.until}: see whether it still says "
                f"{each.expect!r}, then move the day or remove the row"
            )
        _make(con, each)
    return con.sql("FROM corrected")


def _make(con: duckdb.DuckDBPyConnection, each: Correction) -> None:
    picked = " AND ".join(f"coalesce(CAST(\"{name}\" AS VARCHAR), '') = ?" for name, _ in each.where)
    values = [value for _, value in each.where]
    read = f"coalesce(CAST(\"{each.column}\" AS VARCHAR), '')"
    found = con.execute(f"SELECT DISTINCT {read} FROM corrected WHERE {picked} ORDER BY 1", values).fetchall()
    where = ", ".join(f"{name}={value}" for name, value in each.where)
    if not found:
        raise BadFile(f"{each.origin}: no row of {each.table} where {where}; update or remove the row")
    if found != [(each.expect,)]:
        told = next(value for (value,) in found if value != each.expect)
        raise BadFile(
            f"{each.origin}: {each.column} where {where} reads {told!r}, not {each.expect!r}; "
            "where the publisher has mended it, remove the row"
        )
    con.execute(f'UPDATE corrected SET "{each.column}" = ? WHERE {picked}', [each.value or None, *values])


def expect_tables(corrections: Sequence[Correction], tables: Sequence[str]) -> None:
    """Raise BadFile for a correction of a table that the source does not give."""
    for each in corrections:
        if each.table not in tables:
            raise BadFile(f"{each.origin}: the source gives no table {each.table}; there are: {', '.join(tables)}")
