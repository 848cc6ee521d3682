"""Bring the dyad-days of a month up to date: only days whose events have changed are folded again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.events.files import place, put, quoted, scan
from comity.events.ledger import Commit, Ledger, Part
from comity.events.queries import DAYS, MENTIONED, Choice, code_rows, small_tables, text
from comity.terms.period import month_text

if TYPE_CHECKING:
    import duckdb

_SETTING = "choice"


def chosen(ledger: Ledger) -> Choice:
    """What the warehouse's dyad-days count; the default until something else is chosen."""
    kept = ledger.setting(_SETTING)
    try:
        return Choice(**json.loads(kept)) if kept else Choice()
    except (TypeError, ValueError) as error:
        raise BadFile(f"{ledger.root}: the ledger's choice cannot be read ({error}); restore the ledger") from error


def refresh(
    root: Path,
    ledger: Ledger,
    con: duckdb.DuckDBPyConnection,
    folder: Path,
    choice: Choice | None = None,
    progress: Callable[[str], None] = lambda line: None,
) -> int:
    """Fold what is stale, month by month, each in one step of the ledger. Returns the number of months.

    Another `choice` than the warehouse has makes every day stale first, and so does another query or another score.
    """
    choice = choice or chosen(ledger)
    if choice != chosen(ledger) or ledger.setting(_MADE_BY) != _made_by(choice):
        _choose(ledger, choice)
    small_tables(con, chosen(ledger))
    months = 0
    for source in ledger.sources():
        for month, days in groupby(ledger.stale(source), key=lambda d: d.year * 12 + d.month - 1):
            _fold_month(root, ledger, con, folder, (source, month), list(days))
            months += 1
            progress(f"dyad-days of {source}, {month_text(month)}")
    return months


def _choose(ledger: Ledger, choice: Choice) -> None:
    """Record a choice; every day that holds events is stale by it."""
    days: list[tuple[str, date]] = []
    for source in ledger.sources():
        for part in ledger.parts("events", source):
            first = date(part.month // 12, part.month % 12 + 1, 1)
            days += [(source, first.replace(day=n)) for n in range(1, 32) if _exists(first, n)]
    told = {_SETTING: json.dumps(asdict(choice), sort_keys=True), _MADE_BY: _made_by(choice)}
    ledger.commit(Commit(stale=days, settings=told))


_MADE_BY = "fold"


def _made_by(choice: Choice) -> str:
    """Hash of what makes dyad-days of events: the queries, and the scores of codes."""
    told = json.dumps([text(DAYS), text(MENTIONED), code_rows(choice)])
    return hashlib.sha256(told.encode()).hexdigest()


def _exists(first: date, day: int) -> bool:
    try:
        first.replace(day=day)
    except ValueError:
        return False
    return True


def _fold_month(
    root: Path,
    ledger: Ledger,
    con: duckdb.DuckDBPyConnection,
    folder: Path,
    where: tuple[str, int],
    days: Sequence[date],
) -> None:
    source, month = where
    events = ledger.parts("events", source, month)
    old = ledger.parts("days", source, month)
    some = ", ".join(f"DATE '{d}'" for d in days)
    events_view(root, ledger, con, where, f"date IN ({some})")
    kept = f"UNION ALL BY NAME SELECT * FROM {scan(root, old)} WHERE date NOT IN ({some})" if old else ""
    temporary = folder / "days.parquet"
    con.execute(
        f"COPY (SELECT * FROM ({text(DAYS)}) {kept} ORDER BY a, b, date) TO {quoted(temporary)} "
        "(FORMAT parquet, COMPRESSION zstd)"
    )
    row = con.execute(f"SELECT count(*) FROM read_parquet({quoted(temporary)})").fetchone()
    assert row is not None
    made_from = "|".join(p.path for p in (*events, *ledger.parts("mentions", source, month), *old))
    name = hashlib.sha256(
        f"{made_from}|{ledger.setting(_SETTING)}|{ledger.setting(_MADE_BY)}|{some}".encode()
    ).hexdigest()[:16]
    target = place(root, "days", source, month, f"{name}.parquet")
    put(temporary, target)
    part = Part(target.relative_to(root).as_posix(), "days", source, month, row[0])
    drop = [p.path for p in old]
    ledger.commit(Commit(add=[part], drop=drop, fresh=[(source, d) for d in days]))
    for path in drop:
        if path != part.path:
            (root / path).unlink(missing_ok=True)


def events_view(
    root: Path, ledger: Ledger, con: duckdb.DuckDBPyConnection, where: tuple[str, int], condition: str = "TRUE"
) -> None:
    """Make the view `events` of one source and month, with what mentions add to confidence and attention."""
    source, month = where
    rows = f"SELECT * FROM {scan(root, ledger.parts('events', source, month))} WHERE {condition}"
    if mentioned := ledger.parts("mentions", source, month):
        con.execute(f"CREATE OR REPLACE TEMP VIEW held AS {rows}")
        con.execute(f"CREATE OR REPLACE TEMP VIEW mention AS SELECT * FROM {scan(root, mentioned)}")
        rows = text(MENTIONED)
    con.execute(f"CREATE OR REPLACE TEMP VIEW events AS {rows}")
