"""Join the many small files of a month to one; nothing that anyone reads changes."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.events.files import engine, place, put, quoted, scan, scratch, writing
from comity.events.ledger import Commit, Ledger, Part

if TYPE_CHECKING:
    import duckdb

_ORDER = {"events": "a, b, date, event_id", "mentions": "event_id"}


def compact(root: Path, *, least: int = 2) -> int:
    """Join the files of each source and month that has at least `least`. Returns how many files fewer there are."""
    saved = 0
    with writing(root) as ledger, scratch(root) as folder, engine(folder) as con:
        for source in ledger.sources():
            for kind in _ORDER:
                parts = ledger.parts(kind, source)
                for month in sorted({p.month for p in parts}):
                    some = [p for p in parts if p.month == month]
                    if len(some) >= least:
                        _join(root, ledger, con, folder, some)
                        saved += len(some) - 1
    return saved


def _join(root: Path, ledger: Ledger, con: duckdb.DuckDBPyConnection, folder: Path, parts: list[Part]) -> None:
    kind, source, month = parts[0].kind, parts[0].source, parts[0].month
    name = hashlib.sha256("|".join(p.path for p in parts).encode()).hexdigest()[:16]
    temporary, target = folder / "joined.parquet", place(root, kind, source, month, f"{name}.parquet")
    con.execute(
        f"COPY (SELECT * FROM {scan(root, parts)} ORDER BY {_ORDER[kind]}) TO {quoted(temporary)} "
        "(FORMAT parquet, COMPRESSION zstd)"
    )
    row = con.execute(f"SELECT count(*), min(event_id), max(event_id) FROM {quoted(temporary)}").fetchone()
    if row is None or row[0] != sum(p.rows for p in parts):
        raise BadFile(f"{root}: the files of {source}, month {month}, do not hold the rows that the ledger says")
    put(temporary, target)
    joined = Part(target.relative_to(root).as_posix(), kind, source, month, *row)
    ledger.commit(Commit(add=[joined], drop=[p.path for p in parts]))
    for part in parts:
        (root / part.path).unlink(missing_ok=True)
