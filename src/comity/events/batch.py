"""Read a batch of pieces of one source, and judge every row of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.events.files import quoted
from comity.events.queries import JUDGE, text, zero_tables
from comity.sources.feed import Feed, Layout

if TYPE_CHECKING:
    import duckdb

_STAMP = re.compile(r"(?<!\d)(\d{14}|\d{8})(?!\d)")
_LONGEST_LINE = 4 << 20
_BROKEN = {
    "MISSING COLUMNS": "too few columns",
    "TOO MANY COLUMNS": "too many columns",
    "INVALID ENCODING": "not UTF-8",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One file: where the user has it, where it can be read as text, and the hash of its content."""

    path: Path
    readable: Path
    sha256: str
    bytes: int

    @property
    def stamp(self) -> date | None:
        """The day in its name, if there is one."""
        found = _STAMP.search(self.path.name)
        if found is None:
            return None
        try:
            return datetime.strptime(found[1][:8], "%Y%m%d").date()
        except ValueError:
            return None


def read(con: duckdb.DuckDBPyConnection, feed: Feed, layout: Layout, pieces: Sequence[Piece], today: date) -> None:
    """Make `files` (one row a piece), `told` (the rows in common columns) and `broken` (lines that are no rows)."""
    import duckdb

    con.execute("CREATE OR REPLACE TEMP TABLE files (filename VARCHAR, position INTEGER, latest DATE)")
    con.executemany(
        "INSERT INTO files VALUES (?, ?, ?)",
        [(str(p.readable), i, p.stamp or today) for i, p in enumerate(pieces)],
    )
    con.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
    raw = _raw(feed, layout, pieces)
    try:
        con.execute(f"CREATE OR REPLACE TEMP TABLE told AS WITH raw AS ({raw}) {feed.select}")
    except duckdb.Error as error:
        raise BadFile(f"{pieces[0].path}: {str(error).splitlines()[0]}; fetch it again") from error
    con.execute(
        "CREATE OR REPLACE TEMP TABLE broken AS SELECT s.file_path AS filename, e.line, "
        "any_value(e.error_type)::VARCHAR AS kind, any_value(e.csv_line) AS content "
        "FROM reject_errors e JOIN reject_scans s USING (scan_id, file_id) GROUP BY ALL"
    )


def _raw(feed: Feed, layout: Layout, pieces: Sequence[Piece]) -> str:
    names = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in layout.columns)
    absent = [name for name in feed.layouts[0].columns if name not in layout.columns]
    blanks = "".join(f', NULL::VARCHAR AS "{name}"' for name in absent)
    files = ", ".join(quoted(p.readable) for p in pieces)
    mark = quoted(layout.quote)
    return (
        f"SELECT *{blanks} FROM read_csv([{files}], columns = {{{names}}}, delim = {quoted(layout.delimiter)}, "
        f"header = {str(layout.header).lower()}, quote = {mark}, escape = {mark}, auto_detect = false, "
        "strict_mode = true, ignore_errors = true, store_rejects = true, rejects_limit = 0, filename = true, "
        f"max_line_size = {_LONGEST_LINE})"
    )


def damage(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """By file, why it cannot be trusted as a whole: a row that shows what was done to all of them."""
    columns = {row[0] for row in con.execute("DESCRIBE told").fetchall()}
    told = "damaged"
    if "code" in columns:
        zero_tables(con)
        lost = "concat('event code ', code, ': codes have lost their leading zeros, as in a spreadsheet')"
        told = f"coalesce(damaged, CASE WHEN code IN (FROM lost) THEN {lost} END)"
    rows = con.execute(
        "SELECT filename, arg_min(why, place), count(*) FROM "
        f"(SELECT filename, rowid AS place, {told} AS why FROM told) WHERE why IS NOT NULL GROUP BY filename"
    ).fetchall()
    return {name: f"{reason}; rows like this: {n}" for name, reason, n in rows}


def judge(con: duckdb.DuckDBPyConnection, feed: Feed) -> None:
    """Make `judged` from `told` and the actor tables, and number the rows with the same key in `judged.copy`."""
    zero_tables(con)
    # One code that has kept its zero shows that no spreadsheet has taken them from this file.
    con.execute(
        "CREATE OR REPLACE TEMP TABLE zeroed AS SELECT filename, bool_or(code LIKE '0%') OR "
        f"{str(feed.rooted).upper()} AS sure FROM told GROUP BY filename"
    )
    con.execute(text(JUDGE).replace("$ahead", str(feed.days_ahead)))
    key = ", ".join(feed.key)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE kept AS SELECT *, CAST(row_number() OVER "
        f"(PARTITION BY {key} ORDER BY position, place) AS INTEGER) AS copy "
        "FROM judged JOIN files USING (filename) WHERE fault IS NULL AND aside IS NULL"
    )


def faults(con: duckdb.DuckDBPyConnection) -> str:
    """SQL for everything that is quarantined: file, line, event id, reason, and what was found there."""
    kinds = " ".join(f"WHEN kind = {quoted(kind)} THEN {quoted(reason)}" for kind, reason in _BROKEN.items())
    return (
        "SELECT filename, NULL::BIGINT AS line, event_id, fault AS reason, concat_ws(' | ', day_text, country_a, "
        "country_b, code_text) AS found FROM judged WHERE fault IS NOT NULL UNION ALL "
        f"SELECT filename, line, NULL, CASE {kinds} ELSE lower(kind) END, left(content, 300) FROM broken"
    )
