"""Mentions of events that the warehouse holds: how many articles, and how sure the coder was of the best."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from comity.events.batch import Piece
from comity.events.files import AT_ONCE, place, put, quoted, scan
from comity.events.ledger import Account, Commit, Part

if TYPE_CHECKING:
    import duckdb

MENTIONED = "gdelt-events"
"""The source whose events are mentioned."""

_SOURCE = "gdelt-mentions"


def take_mentions(
    con: duckdb.DuckDBPyConnection, root: Path, folder: Path, pieces: Sequence[Piece], held: Sequence[Part], tag: str
) -> Commit:
    """Sum the mentions in `told` by event. A mention of an event that is not held is set aside and counted."""
    _match(con, root, held)
    months = con.execute("SELECT DISTINCT year(date) * 12 + month(date) - 1 FROM matched ORDER BY 1").fetchall()
    parts = [_write(con, root, folder, month, tag) for (month,) in months]
    days = con.execute("SELECT DISTINCT date FROM matched ORDER BY 1").fetchall()
    return Commit(
        pieces=[_account(con, piece) for piece in pieces],
        add=parts,
        stale=[(MENTIONED, day) for (day,) in days],
    )


def _match(con: duckdb.DuckDBPyConnection, root: Path, held: Sequence[Part]) -> None:
    con.execute("CREATE OR REPLACE TEMP TABLE dated (event_id VARCHAR, date DATE)")
    low, high = con.execute("SELECT min(event_id), max(event_id) FROM told").fetchone() or (None, None)
    near = [p for p in held if low is not None and p.overlaps(low, high)]
    for start in range(0, len(near), AT_ONCE):
        con.execute(
            f"INSERT INTO dated SELECT event_id, date FROM {scan(root, near[start : start + AT_ONCE])} "
            f"WHERE event_id BETWEEN {quoted(low)} AND {quoted(high)}"
        )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE matched AS SELECT DISTINCT t.event_id, d.date, t.url, t.outlet, "
        "TRY_CAST(t.confidence AS DOUBLE) AS confidence FROM told t JOIN dated d USING (event_id) "
        "WHERE TRY_CAST(t.confidence AS DOUBLE) BETWEEN 0 AND 100"
    )


def _write(con: duckdb.DuckDBPyConnection, root: Path, folder: Path, month: int, tag: str) -> Part:
    temporary = folder / "mentions.parquet"
    con.execute(
        "COPY (SELECT event_id, max(confidence) AS confidence, CAST(count(DISTINCT url) AS BIGINT) AS mentions "
        f"FROM matched WHERE year(date) * 12 + month(date) - 1 = {month} GROUP BY event_id ORDER BY event_id) "
        f"TO {quoted(temporary)} (FORMAT parquet, COMPRESSION zstd)"
    )
    row = con.execute(
        f"SELECT count(*), min(event_id), max(event_id) FROM read_parquet({quoted(temporary)})"
    ).fetchone()
    assert row is not None
    target = place(root, "mentions", MENTIONED, month, f"{tag}.parquet")
    put(temporary, target)
    return Part(target.relative_to(root).as_posix(), "mentions", MENTIONED, month, *row)


def _account(con: duckdb.DuckDBPyConnection, piece: Piece) -> Account:
    name = str(piece.readable)
    row = con.execute(
        "SELECT count(*), count(*) FILTER (sound AND event_id IN (SELECT event_id FROM dated)), "
        "count(*) FILTER (sound AND event_id NOT IN (SELECT event_id FROM dated)), count(*) FILTER (NOT sound) "
        "FROM (SELECT event_id, event_id IS NOT NULL AND "
        "coalesce(TRY_CAST(confidence AS DOUBLE) BETWEEN 0 AND 100, FALSE) AS sound FROM told WHERE filename = ?)",
        [name],
    ).fetchone()
    broken = con.execute("SELECT count(*) FROM broken WHERE filename = ?", [name]).fetchone()
    assert row is not None and broken is not None
    asides = {"event is not held": row[2]} if row[2] else {}
    bad = {k: n for k, n in (("not a number", row[3]), ("broken line", broken[0])) if n}
    return Account(
        piece.sha256, _SOURCE, piece.path.name, piece.path.stat().st_size, row[0] + broken[0], row[1], asides, bad
    )
