"""Whether a warehouse is whole, what went in, and which days are missing and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from comity.engine import connected
from comity.errors import BadFile
from comity.events.files import DATA, paths
from comity.events.ledger import Ledger, is_whole
from comity.sources.feed import Outage, outages


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without full delivery between the first and the last that were delivered, and why."""

    source: str
    first: date
    last: date
    reason: str


HALF = 0.5
"""Share of a day below which it counts as a gap: a few quarter hours are often empty, half a day is not."""


def verify(root: Path) -> int:
    """Hold every file against the ledger. Returns their number; raises BadFile that names the first fault."""
    import duckdb

    with Ledger.open(root) as ledger, connected() as con:
        checked = 0
        for source in ledger.sources():
            for kind in DATA:
                for part in ledger.parts(kind, source):
                    [path] = paths(root, [part])
                    if part.seal is not None and not is_whole(Path(path), part.seal, strictly=True):
                        raise BadFile(f"{path} cannot be read: it was altered; restore it, or ingest anew")
                    if kind == "quarantine":
                        checked += 1
                        continue
                    try:
                        row = con.execute("SELECT count(*) FROM read_parquet(?)", [path]).fetchone()
                    except duckdb.Error as error:
                        raise BadFile(f"{path} cannot be read: {str(error).splitlines()[0]}; restore it") from error
                    if row is None or row[0] != part.rows:
                        raise BadFile(f"{path} has {row and row[0]} rows, the ledger says {part.rows}; restore it")
                    checked += 1
        for source, _, _, kept, *_ in ledger.accounts():
            rows = sum(p.rows for p in ledger.parts("events", source))
            if ledger.parts("events", source) and rows != kept:
                raise BadFile(f"{root}: {kept} rows of {source} were kept and {rows} are there; ingest anew")
    return checked


def account(root: Path) -> list[tuple[str, str, str, str | None, str | None, int | None, int | None]]:
    """Source, what, reason, first and last day, pieces and rows: everything that went in, or did not, and why."""
    rows: list[tuple[str, str, str, str | None, str | None, int | None, int | None]] = []
    with Ledger.open(root) as ledger:
        for source, pieces, read, kept, _, _, duplicates in ledger.accounts():
            rows += [(source, "read", "", None, None, pieces, read), (source, "kept", "", None, None, pieces, kept)]
            if duplicates:
                rows.append((source, "duplicate", "key was there already", None, None, None, duplicates))
        rows += [
            (source, kind.replace("_", " "), why, None, None, n, lost)
            for source, kind, why, n, lost in ledger.reasons()
        ]
        # The reason begins with the path that the file had; its name alone is said only where it does not.
        refused = [why if name in why else f"{name}: {why}" for name, why in ledger.refusals()]
        rows += [("", "refused", why, None, None, 1, None) for why in refused]
        held = ledger.sources()
    for source in held:
        rows += [
            (source, "gap", g.reason, g.first.isoformat(), g.last.isoformat(), None, None) for g in gaps(root, source)
        ]
    return rows


def gaps(root: Path, source: str) -> Iterator[Gap]:
    """Stretches of days that are missing or delivered in part, by reason."""
    with Ledger.open(root) as ledger:
        shares = dict(ledger.coverage(source))
    if not shares:
        return
    known = outages(source)
    day, last = min(shares), max(shares)
    run: Gap | None = None
    while day <= last:
        reason = None if shares.get(day, 0.0) >= HALF else _why(day, day in shares, known)
        if run is not None and reason == run.reason:
            run = Gap(source, run.first, day, run.reason)
        else:
            if run is not None:
                yield run
            run = Gap(source, day, day, reason) if reason else None
        day += timedelta(days=1)
    if run is not None:
        yield run


def _why(day: date, begun: bool, known: tuple[Outage, ...]) -> str:
    told = next((o.reason for o in known if o.first <= day <= o.last), None)
    return told or ("less than half of the day's pieces were ingested" if begun else "no piece of the day was ingested")
