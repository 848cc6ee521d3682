"""The ledger of a warehouse: which pieces went in, what became of their rows, which files hold them now.

A file of data counts only if the ledger names it, and the ledger changes in one transaction, so a process
that is killed at any point leaves the warehouse as it was before or as it is after. Files that the ledger
does not name are left over from such a process and are removed by the next one that writes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from comity.errors import BadFile, UserError
from comity.sources.download import digest
from comity.store.place import whole_file
from comity.store.seal import sealed_text, unsealed

FORMAT = "comity/events/1"
_NAME = "ledger.sqlite"
SEAL = "ledger.seal"

_SCHEMA = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE piece (sha256 TEXT PRIMARY KEY, source TEXT NOT NULL, name TEXT NOT NULL, bytes INTEGER NOT NULL,
                    rows_read INTEGER NOT NULL, kept INTEGER NOT NULL, set_aside INTEGER NOT NULL,
                    quarantined INTEGER NOT NULL, duplicates INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE reason (sha256 TEXT NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL, rows INTEGER NOT NULL,
                     PRIMARY KEY (sha256, kind, reason)) WITHOUT ROWID;
CREATE TABLE refused (sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE part (path TEXT PRIMARY KEY, kind TEXT NOT NULL, source TEXT NOT NULL, month INTEGER NOT NULL,
                   rows INTEGER NOT NULL, low TEXT, high TEXT) WITHOUT ROWID;
CREATE INDEX part_by_month ON part (kind, source, month);
CREATE TABLE slot (source TEXT NOT NULL, slot TEXT NOT NULL, day TEXT NOT NULL, share REAL NOT NULL,
                   PRIMARY KEY (source, slot)) WITHOUT ROWID;
CREATE TABLE seal (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, touched INTEGER NOT NULL)
WITHOUT ROWID;
CREATE TABLE stale (source TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (source, day)) WITHOUT ROWID;
"""


_UNWRITABLE = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
"""Results of SQLite that are the disk's fault and not the file's."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the warehouse. `month` is year * 12 + month - 1; `low` and `high` bound its event ids.

    `seal` is its hash, its bytes, and when it was written, in nanoseconds; None where the first edition wrote it.
    """

    path: str
    kind: str
    source: str
    month: int
    rows: int
    low: str | None = None
    high: str | None = None
    seal: tuple[str, int, int] | None = None

    def overlaps(self, low: str, high: str) -> bool:
        """Whether ids between `low` and `high` may be in the file."""
        return self.low is not None and self.high is not None and self.low <= high and self.high >= low


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the rows of one piece; kept + set_aside + quarantined + duplicates = rows_read."""

    sha256: str
    source: str
    name: str
    bytes: int
    rows_read: int
    kept: int
    set_aside: Mapping[str, int] = field(default_factory=dict)
    quarantined: Mapping[str, int] = field(default_factory=dict)
    duplicates: int = 0


@dataclass(frozen=True, slots=True)
class Commit:
    """One step of the warehouse, taken whole or not at all."""

    pieces: Sequence[Account] = ()
    add: Sequence[Part] = ()
    drop: Sequence[str] = ()
    slots: Sequence[tuple[str, str, date, float]] = ()
    stale: Sequence[tuple[str, date]] = ()
    fresh: Sequence[tuple[str, date]] = ()
    settings: Mapping[str, str] = field(default_factory=dict)


class Ledger:
    """The ledger of the warehouse in a folder."""

    def __init__(self, root: Path, connection: sqlite3.Connection) -> None:
        self.root = root
        self._db = connection

    @classmethod
    @contextmanager
    def open(cls, root: Path, *, create: bool = False) -> Iterator[Ledger]:
        """Open the ledger. Raises UserError where there is none, and BadFile when it cannot be read."""
        path = root / _NAME
        if not path.is_file():
            if not create:
                raise UserError(f"{root} is no event warehouse; make one with: comity events ingest --warehouse {root}")
            try:
                _make(path)
            except sqlite3.Error as error:
                raise UserError(f"cannot write {path}: {error}; free space, or choose another folder") from error
        connection: sqlite3.Connection | None = None
        try:
            connection = sqlite3.connect(path, isolation_level=None)
            connection.execute("PRAGMA synchronous = FULL")
            ledger = cls(root, connection)
            _expect_sealed(path)
            found = ledger.setting("format")
            if found != FORMAT:
                raise BadFile(f"{path} has the format {found}, expected {FORMAT}; use the Comity that wrote it")
            yield ledger
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in _UNWRITABLE:
                raise UserError(f"cannot write {path}: {error}; free space, or choose another folder") from error
            raise BadFile(f"{path} cannot be read ({error}); restore it, or ingest anew into another folder") from error
        finally:
            if connection is not None:
                connection.close()

    def setting(self, name: str) -> str | None:
        """A setting, None where it was never made."""
        row = self._db.execute("SELECT value FROM setting WHERE name = ?", [name]).fetchone()
        return None if row is None else str(row[0])

    def commit(self, step: Commit) -> None:
        """Write all of a step in one transaction, safe on disk when this returns."""
        db = self._db
        sealed = [(p, sealed_file(self.root / p.path)) for p in step.add]
        db.execute("BEGIN IMMEDIATE")
        try:
            self._pieces(step.pieces)
            db.executemany("DELETE FROM part WHERE path = ?", [(path,) for path in step.drop])
            db.executemany(
                "INSERT INTO part VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(p.path, p.kind, p.source, p.month, p.rows, p.low, p.high) for p in step.add],
            )
            db.executemany("DELETE FROM seal WHERE path = ?", [(path,) for path in step.drop])
            db.executemany("INSERT OR REPLACE INTO seal VALUES (?, ?, ?, ?)", [(p.path, *seal) for p, seal in sealed])
            db.executemany(
                "INSERT OR IGNORE INTO slot VALUES (?, ?, ?, ?)",
                [(s, k, d.isoformat(), n) for s, k, d, n in step.slots],
            )
            db.executemany("INSERT OR IGNORE INTO stale VALUES (?, ?)", [(s, d.isoformat()) for s, d in step.stale])
            db.executemany(
                "DELETE FROM stale WHERE source = ? AND day = ?", [(s, d.isoformat()) for s, d in step.fresh]
            )
            db.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", list(step.settings.items()))
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise

    def _pieces(self, pieces: Sequence[Account]) -> None:
        for a in pieces:
            asides, faults = sum(a.set_aside.values()), sum(a.quarantined.values())
            if a.kept + asides + faults + a.duplicates != a.rows_read:
                raise ValueError(f"{a.name}: the account of its {a.rows_read} rows does not add up: {a}")
            self._db.execute(
                "INSERT INTO piece VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (a.sha256, a.source, a.name, a.bytes, a.rows_read, a.kept, asides, faults, a.duplicates),
            )
            reasons = [("set_aside", *item) for item in a.set_aside.items()]
            reasons += [("quarantined", *item) for item in a.quarantined.items()]
            self._db.executemany("INSERT INTO reason VALUES (?, ?, ?, ?)", [(a.sha256, *row) for row in reasons])
            self._db.execute("DELETE FROM refused WHERE sha256 = ?", [a.sha256])

    def refuse(self, sha256: str, name: str, reason: str) -> None:
        """Remember a piece that was refused whole."""
        self._db.execute("INSERT OR REPLACE INTO refused VALUES (?, ?, ?)", [sha256, name, reason])

    def holds(self, sha256: str) -> bool:
        """Whether a piece with this content went in before, whatever its name."""
        return self._db.execute("SELECT 1 FROM piece WHERE sha256 = ?", [sha256]).fetchone() is not None

    def sources(self) -> list[str]:
        """Sources whose events the warehouse holds."""
        return [r[0] for r in self._db.execute("SELECT DISTINCT source FROM part WHERE kind = 'events' ORDER BY 1")]

    def parts(self, kind: str, source: str, month: int | None = None) -> list[Part]:
        """Files of a kind (events, mentions, days, pairs) in the order of month and path."""
        where = "" if month is None else " AND month = ?"
        seals = "sha256, bytes, touched FROM part LEFT JOIN seal USING (path)"
        if not self._has_seals():
            seals = "NULL, NULL, NULL FROM part"
        rows = self._db.execute(
            f"SELECT path, kind, source, month, rows, low, high, {seals} "
            f"WHERE kind = ? AND source = ?{where} ORDER BY month, path",
            [kind, source, *(() if month is None else (month,))],
        )
        return [
            Part(row[0], row[1], row[2], int(row[3]), int(row[4]), row[5], row[6], row[7:] if row[7] else None)
            for row in rows
        ]

    def _has_seals(self) -> bool:
        return self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'seal'").fetchone() is not None

    def named(self) -> set[str]:
        """Every file of data that the ledger names."""
        return {row[0] for row in self._db.execute("SELECT path FROM part")}

    def stale(self, source: str) -> list[date]:
        """Days whose events changed since they were last folded."""
        rows = self._db.execute("SELECT day FROM stale WHERE source = ? ORDER BY day", [source])
        return [date.fromisoformat(row[0]) for row in rows]

    def coverage(self, source: str) -> list[tuple[date, float]]:
        """Days that pieces of the source delivered, with the share of the day, 0 to 1."""
        rows = self._db.execute(
            "SELECT day, min(sum(share), 1.0) FROM slot WHERE source = ? GROUP BY day ORDER BY day", [source]
        )
        return [(date.fromisoformat(day), float(share)) for day, share in rows]

    def pieces(self, source: str) -> list[tuple[str, str, int, int]]:
        """Hash, name, rows read and rows kept of every piece of a source, in the order of names."""
        return list(
            self._db.execute(
                "SELECT sha256, name, rows_read, kept FROM piece WHERE source = ? ORDER BY name, sha256", [source]
            )
        )

    def accounts(self) -> list[tuple[str, int, int, int, int, int, int]]:
        """By source: pieces, rows read, kept, set aside, quarantined, duplicates."""
        return list(
            self._db.execute(
                "SELECT source, count(*), sum(rows_read), sum(kept), sum(set_aside), sum(quarantined), sum(duplicates) "
                "FROM piece GROUP BY source ORDER BY source"
            )
        )

    def reasons(self) -> list[tuple[str, str, str, int, int]]:
        """By source, kind and reason: pieces and rows."""
        return list(
            self._db.execute(
                "SELECT source, kind, reason, count(*), sum(rows) FROM reason JOIN piece USING (sha256) "
                "GROUP BY 1, 2, 3 ORDER BY 1, 2, 5 DESC, 3"
            )
        )

    def refusals(self) -> list[tuple[str, str]]:
        """Name and reason of every piece that was refused whole."""
        return list(self._db.execute("SELECT name, reason FROM refused ORDER BY name, sha256"))

    def unseal(self) -> None:
        """What a writer does first: the ledger's own seal holds again when `seal` has been called."""
        (self.root / SEAL).unlink(missing_ok=True)
        if not self._has_seals():
            self._db.execute(
                "CREATE TABLE seal (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, "
                "touched INTEGER NOT NULL) WITHOUT ROWID"
            )


def seal(root: Path) -> None:
    """Write the seal of a ledger that is closed."""
    with whole_file(root / SEAL) as temporary:
        temporary.write_text(sealed_text({_NAME: sealed_file(root / _NAME)}), encoding="utf-8")


def sealed_file(path: Path) -> tuple[str, int, int]:
    """Hash, bytes and time of writing of a file, by which a change is noticed."""
    found = path.stat()
    return digest(path), found.st_size, found.st_mtime_ns


def is_whole(path: Path, told: tuple[str, int, int], *, strictly: bool = False) -> bool:
    """Whether a file is as it was sealed. One that nobody has written to since is read only if `strictly`."""
    found = path.stat()
    if not strictly and (found.st_size, found.st_mtime_ns) == (told[1], told[2]):
        return True
    return found.st_size == told[1] and digest(path) == told[0]


def _expect_sealed(path: Path) -> None:
    """Raise BadFile where the ledger was altered. A killed writer leaves no seal, and none is asked for then."""
    if not (path.parent / SEAL).exists():
        return
    try:
        told = unsealed(path.parent / SEAL)[_NAME]
    except BadFile as error:
        raise BadFile(f"{error}; restore it, or ingest anew into another folder") from error
    if not is_whole(path, tuple(told)):
        raise BadFile(f"{path} was altered (its seal differs); restore it, or ingest anew into another folder")


def _make(path: Path) -> None:
    """A new ledger, which appears whole: a process killed while making one leaves none."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    connection = sqlite3.connect(fresh)
    try:
        connection.executescript(_SCHEMA)
        connection.execute("INSERT INTO setting VALUES ('format', ?)", [FORMAT])
        connection.commit()
    finally:
        connection.close()
    fresh.replace(path)
