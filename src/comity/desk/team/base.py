"""`team.sqlite`: accounts, who keeps which study, sessions and tries, in one file that its owner alone reads."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from comity.errors import BadFile, UserError

NAME = "team.sqlite"
_WAIT = 10.0
"""Seconds that a writer waits for another one."""
_TABLES = """
CREATE TABLE IF NOT EXISTS account (
    name TEXT PRIMARY KEY, role TEXT NOT NULL, hash TEXT NOT NULL, subject TEXT UNIQUE, made TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS edits (
    name TEXT NOT NULL REFERENCES account ON DELETE CASCADE, study TEXT NOT NULL, PRIMARY KEY (name, study));
CREATE TABLE IF NOT EXISTS session (
    hash TEXT PRIMARY KEY, name TEXT NOT NULL REFERENCES account ON DELETE CASCADE, begun REAL NOT NULL,
    seen REAL NOT NULL);
CREATE TABLE IF NOT EXISTS tries (what TEXT PRIMARY KEY, count INTEGER NOT NULL, last REAL NOT NULL);
"""


@dataclass
class Base:
    """The file in `home`. What one block writes is there as a whole, on disk, or not at all."""

    home: Path
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _con: sqlite3.Connection | None = None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The tables, to be read. Raises BadFile."""
        with self._lock, _told():
            yield self._connected()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The tables, to be written. Raises BadFile."""
        with self._lock, _told():
            con = self._connected()
            con.execute("BEGIN IMMEDIATE")
            try:
                yield con
            except BaseException:
                con.execute("ROLLBACK")
                raise
            con.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._con is not None:
                self._con.close()
                self._con = None

    def _connected(self) -> sqlite3.Connection:
        if self._con is None:
            path = self.home / NAME
            if path.is_symlink():
                raise BadFile(f"{path} is a link; put the file itself there")
            # Made for its owner alone before anything is in it; SQLite gives what stands beside it the same mode.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            made = sqlite3.connect(path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
            made.execute("PRAGMA journal_mode=WAL")
            made.execute("PRAGMA synchronous=FULL")
            made.execute("PRAGMA foreign_keys=ON")
            made.executescript(_TABLES)
            self._con = made
        return self._con


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise UserError(f"{NAME}: somebody else is writing; try again in a moment") from None
        raise BadFile(f"{NAME} cannot be read or written ({error})") from None
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError):
            raise
        raise BadFile(f"{NAME} is not what it was ({error}); put back a copy of it") from None
    except OSError as error:
        raise BadFile(f"{NAME} cannot be opened ({error.strerror})") from None
