"""One pair's whole history from a warehouse: its directed dyad-days or dyad-months, and the documents of a month."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from comity.engine import connected
from comity.errors import UserError
from comity.events.files import quoted, scan
from comity.events.ledger import Ledger, Part
from comity.events.queries import DOCUMENTS, MONTHS, small_tables, text
from comity.events.refresh import chosen, events_view

if TYPE_CHECKING:
    import duckdb

    from comity.terms.dyad import Dyad

_DAYS = (
    "SELECT a, b, date, acts, documents, mentions, verbal_cooperation, material_cooperation, verbal_conflict, "
    "material_conflict, CAST(warm_tenths AS DOUBLE) / 10 AS cooperation, CAST(cold_tenths AS DOUBLE) / 10 AS hostility "
    "FROM dyad_days"
)
"""Days in the names and units that months have."""

DOCUMENT_COLUMNS = ("source", "a", "b", "period", "side", "place", "date", "code", "score", "mentions", "outlet", "url")

By = Literal["day", "month"]
Table = tuple[tuple[str, ...], list[tuple[Any, ...]]]


def history(root: Path, pair: Dyad, by: By = "month", source: str | None = None) -> Table:
    """Columns and rows of a pair, both directions, oldest first, every source of the warehouse unless one is named.

    Reads the index by pair, and the days of the months that changed since it was made.
    """

    with Ledger.open(root) as ledger, connected() as con:
        con.execute("SET threads = 2")
        columns: tuple[str, ...] = ()
        rows: list[tuple[Any, ...]] = []
        for each in _sources(ledger, source):
            _pair_days(con, root, ledger, each, pair)
            small_tables(con, chosen(ledger), ledger.coverage(each))
            query = text(MONTHS) if by == "month" else _DAYS
            order = "period" if by == "month" else "date"
            found = con.execute(f"SELECT {quoted(each)} AS source, * FROM ({query}) ORDER BY {order}, a, b")
            columns = tuple(name for name, *_ in found.description or ())
            rows += found.fetchall()
    return columns, rows


def documents(root: Path, pair: Dyad, month: int, source: str | None = None) -> Table:
    """Columns and rows of the documents behind one month of a pair; `month` is year * 12 + month - 1.

    Documents of quiet acts, which have no score or none but zero, are among them: a month counts them too.
    """

    with Ledger.open(root) as ledger, connected() as con:
        con.execute("SET threads = 2")
        rows: list[tuple[Any, ...]] = []
        for each in _sources(ledger, source):
            if not ledger.parts("events", each, month):
                continue
            small_tables(con, chosen(ledger), ledger.coverage(each), quiet=True)
            events_view(root, ledger, con, (each, month), _of_pair(pair))
            found = con.execute(
                f"SELECT {quoted(each)} AS source, * FROM ({text(DOCUMENTS)}) ORDER BY a, b, side, place"
            )
            rows += found.fetchall()
    return DOCUMENT_COLUMNS, rows


def _sources(ledger: Ledger, source: str | None) -> list[str]:
    held = ledger.sources()
    if source is not None and source not in held:
        raise UserError(f"the warehouse holds no events of {source!r}; it holds: {', '.join(held) or 'none'}")
    return [source] if source else held


def _of_pair(pair: Dyad) -> str:
    # One scan for both directions: to open an index of a hundred million events costs as much as to read a pair in it.
    return f"a IN ({quoted(pair.a)}, {quoted(pair.b)}) AND b IN ({quoted(pair.a)}, {quoted(pair.b)})"


def _pair_days(con: duckdb.DuckDBPyConnection, root: Path, ledger: Ledger, source: str, pair: Dyad) -> None:
    """Make the table `dyad_days` of a pair."""
    if ledger.stale(source):
        raise UserError(f"{root}: an ingest was stopped before its days were folded; run: comity events fold")
    days = [p for p in ledger.parts("days", source) if p.rows]
    index = ledger.parts("pairs", source)
    told = json.loads(ledger.setting(f"pairs/{source}") or "{}") if index else {}
    indexed = {int(month): path for month, path in told.items()}
    fresh = [p for p in days if indexed.get(p.month) != p.path]
    held = {p.path for p in days}
    changed = [m for m, path in indexed.items() if path not in held]
    parts = []
    if index:
        outdated = f" AND year(date) * 12 + month(date) - 1 NOT IN ({', '.join(map(str, changed))})" if changed else ""
        parts.append(f"SELECT * FROM {scan(root, index)} WHERE {_of_pair(pair)}{outdated}")
    if fresh:
        parts.append(f"SELECT * FROM {scan(root, fresh)} WHERE {_of_pair(pair)}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE dyad_days AS {' UNION ALL '.join(parts) or _empty(root, days)}")


def _empty(root: Path, days: Sequence[Part]) -> str:
    if not days:
        raise UserError(f"{root} holds no act of one state on another yet")
    return f"SELECT * FROM {scan(root, days[:1])} LIMIT 0"
