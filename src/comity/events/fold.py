"""Fold a warehouse to dyad-months, keep the result in the store, and index dyad-days by pair."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import UserError
from comity.events.files import engine, place, put, quoted, scan, scratch, writing
from comity.events.ledger import Commit, Ledger, Part
from comity.events.queries import DOCUMENTS, EVENT_DAYS, MONTHS, Choice, small_tables, text
from comity.events.refresh import chosen, events_view, refresh
from comity.sources.registry import source as declaration
from comity.store.snapshot import Snapshot, adopt
from comity.tables.events import EventDay, EventDocument, EventMonth
from comity.tables.schema import Table
from comity.terms.period import month_text

if TYPE_CHECKING:
    import duckdb

FOLDED: dict[str, type[Table]] = {MONTHS: EventMonth, DOCUMENTS: EventDocument, EVENT_DAYS: EventDay}
"""Each query of the fold, and the table that it fills."""

PAIR_ROWS = 20_480
"""Rows in a row group of the index by pair: few, since one pair is asked for at a time."""


@dataclass(frozen=True, slots=True)
class Folded:
    """One source's fold: its snapshot in the store, rows of months and of documents, and the months it spans."""

    snapshot: Snapshot
    months: int
    documents: int
    first: str
    last: str


def fold(
    root: Path,
    store: Path,
    choice: Choice | None = None,
    progress: Callable[[str], None] = lambda line: None,
    *,
    spark: str | None = None,
) -> list[Folded]:
    """Fold every source of the warehouse at `root` and keep the results in the store, for `comity build`.

    `choice` is what to count, where it differs from what the warehouse counts so far. Memory does not grow
    with the warehouse: a month is folded at a time. With `spark`, the address of a Spark master, the same
    queries run there over all months at once, and the result is the same bytes. Raises UserError when no
    day has been delivered.
    """
    found = []
    with writing(root) as ledger, scratch(root) as folder, engine(folder) as con:
        refresh(root, ledger, con, folder, choice, progress)
        for source in ledger.sources():
            progress(f"fold {source}")
            found.append(_fold_source(_Work(root, ledger, con, folder, source, store), spark))
            index_pairs(root, ledger, con, folder, source)
    if not found:
        raise UserError(f"{root} holds no act of one state on another; ingest more with: comity events ingest")
    return found


@dataclass(frozen=True, slots=True)
class _Work:
    root: Path
    ledger: Ledger
    con: duckdb.DuckDBPyConnection
    folder: Path
    source: str
    store: Path


def _fold_source(work: _Work, spark: str | None) -> Folded:
    coverage = work.ledger.coverage(work.source)
    delivered = {day.year * 12 + day.month - 1 for day, _ in coverage}
    days = [p for p in work.ledger.parts("days", work.source) if p.rows and p.month in delivered]
    if not days:
        raise UserError(f"{work.source}: no day of the warehouse was delivered with an act of one state on another")
    waiting = work.folder / work.source
    waiting.mkdir()
    folds = {name: table for name, table in FOLDED.items() if table.name in declaration(work.source).provides}
    small_tables(work.con, chosen(work.ledger), coverage)
    if spark:
        from comity.events.spark import fold_on_spark

        made = fold_on_spark(spark, work.root, work.ledger, work.source, work.folder, tuple(folds))
        for name, table in folds.items():
            (work.folder / name).mkdir(exist_ok=True)
            for month in made[name].glob("month=*"):
                query = f"SELECT * FROM read_parquet({quoted(month / '*.parquet')}, hive_partitioning = false)"
                _write(work.con, query, table, work.folder / name / f"{month.name.removeprefix('month=')}.parquet")
    else:
        _by_month(work, days, folds)
    rows = {
        name: _join(work.con, work.folder / name, waiting / f"{table.name}.parquet") for name, table in folds.items()
    }
    _pieces(work.ledger, work.source, waiting / "pieces.csv")
    kept = adopt(declaration(work.source), waiting, work.store, coverage[-1][0])
    return Folded(kept, rows[MONTHS], rows[DOCUMENTS], month_text(days[0].month), month_text(days[-1].month))


def _by_month(work: _Work, days: list[Part], folds: Mapping[str, type[Table]]) -> None:
    """Write every fold's rows, a file for each month, into the folder of its name."""
    for name in folds:
        (work.folder / name).mkdir(exist_ok=True)
    for part in days:
        work.con.execute(f"CREATE OR REPLACE TEMP VIEW dyad_days AS SELECT * FROM {scan(work.root, [part])}")
        events_view(work.root, work.ledger, work.con, (work.source, part.month))
        for name, table in folds.items():
            _write(work.con, text(name), table, work.folder / name / f"{part.month}.parquet")


def _write(con: duckdb.DuckDBPyConnection, query: str, table: type[Table], target: Path) -> None:
    """Write a query's rows by month and key, so that every engine gives the same bytes."""
    order = ", ".join(dict.fromkeys(("period", *table.key)))
    con.execute(
        f"COPY (SELECT * FROM ({query}) ORDER BY {order}) TO {quoted(target)} (FORMAT parquet, COMPRESSION zstd)"
    )


def _rows(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    row = con.execute(f"SELECT count(*) FROM read_parquet({quoted(path)})").fetchone()
    assert row is not None
    return int(row[0])


def _join(con: duckdb.DuckDBPyConnection, folder: Path, target: Path) -> int:
    """Months in their order as one file; the parts are removed."""
    parts = sorted(folder.iterdir(), key=lambda p: int(p.stem))
    files = ", ".join(quoted(p) for p in parts)
    con.execute(f"COPY (FROM read_parquet([{files}])) TO {quoted(target)} (FORMAT parquet, COMPRESSION zstd)")
    for part in parts:
        part.unlink()
    return _rows(con, target)


def _pieces(ledger: Ledger, source: str, target: Path) -> None:
    """Write which files of the publisher, by name and hash, the fold rests on."""
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("sha256", "name", "rows_read", "kept"))
        writer.writerows(ledger.pieces(source))


def index_pairs(root: Path, ledger: Ledger, con: duckdb.DuckDBPyConnection, folder: Path, source: str) -> None:
    """Write all dyad-days of a source in the order of pairs, so that one pair is found without reading the rest."""
    days = [p for p in ledger.parts("days", source) if p.rows]
    made_from = {str(p.month): p.path for p in days}
    if ledger.setting(f"pairs/{source}") == json.dumps(made_from) or not days:
        return
    name = hashlib.sha256("|".join(made_from.values()).encode()).hexdigest()[:16]
    temporary, target = folder / "pairs.parquet", place(root, "pairs", source, None, f"{name}.parquet")
    con.execute(
        f"COPY (SELECT * FROM {scan(root, days)} ORDER BY a, b, date) TO {quoted(temporary)} "
        f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {PAIR_ROWS})"
    )
    put(temporary, target)
    old = [p.path for p in ledger.parts("pairs", source)]
    part = Part(target.relative_to(root).as_posix(), "pairs", source, 0, sum(p.rows for p in days))
    ledger.commit(Commit(add=[part], drop=old, settings={f"pairs/{source}": json.dumps(made_from)}))
    for path in old:
        if path != part.path:
            (root / path).unlink(missing_ok=True)
