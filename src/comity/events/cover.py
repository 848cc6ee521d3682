"""Which days a batch of pieces proves to have been delivered. A day without a piece is missing, not quiet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from comity.events.batch import Piece

if TYPE_CHECKING:
    import duckdb

    from comity.sources.feed import Feed

Slot = tuple[str, str, date, float]


def slots(con: duckdb.DuckDBPyConnection, feed: Feed, pieces: Sequence[Piece]) -> list[Slot]:
    """Source, slot, day and share of the day. All rows count, not only those that are kept.

    Where the publisher stamps its rows, each moment stands for its share of the day, a stamp without a time
    for the whole of it; elsewhere each day that has a row does.
    """
    if feed.cover == "day":
        rows = con.execute("SELECT DISTINCT day FROM told WHERE day IS NOT NULL ORDER BY 1").fetchall()
        return [(feed.source, day.isoformat(), day, 1.0) for (day,) in rows]
    stamps = con.execute(
        "SELECT DISTINCT added, try_strptime(left(added, 8), '%Y%m%d')::DATE AS day FROM told "
        "WHERE added IS NOT NULL ORDER BY ALL"
    ).fetchall()
    return [
        (feed.source, stamp, day, 1.0 if len(stamp) == 8 else 1 / feed.slots)
        for stamp, day in stamps
        if day is not None
    ]
