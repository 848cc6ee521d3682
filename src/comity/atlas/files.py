"""The Parquet files of an atlas: checked against their hashes, and asked through a cursor of each thread's own."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.atlas.manifest import NAME, Entry
from comity.engine import connected
from comity.errors import BadFile

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray

_Stamp = tuple[int, int, int]


@dataclass
class Files:
    """What all readers of one atlas share. Every answer is fetched before it is given, so none can mix with another."""

    _checked: dict[Path, _Stamp] = field(default_factory=dict)
    _paths: dict[tuple[Path, str], Path] = field(default_factory=dict)
    _connection: duckdb.DuckDBPyConnection | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _own: threading.local = field(default_factory=threading.local)

    def checked(self, folder: Path, entry: Entry) -> Path:
        """The file of a measure, whose bytes are those that the manifest names: read once, and again when it changed.

        Raises BadFile for one that leads out of the folder, cannot be read, or has another hash.
        """
        # A path is put together once: an assessment asks some three hundred times.
        place = (folder, entry.file)
        path = self._paths.get(place) or self._paths.setdefault(place, folder / entry.file)
        try:
            stamp = _stamp(path)
            if self._checked.get(path) == stamp:
                return path
            if not path.resolve().is_relative_to(folder.resolve()):
                raise BadFile(f"{folder / NAME}: {entry.file} leads out of the atlas; build it again")
            found = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise BadFile(f"{path} cannot be read ({error.strerror}); build the atlas again") from error
        if found != entry.sha256:
            raise BadFile(f"{path} is truncated or altered (its hash differs); build the atlas again")
        self._checked[path] = stamp
        return path

    def unchanged(self) -> bool:
        """Whether every file that was checked lies there as it did."""
        try:
            return all(_stamp(path) == stamp for path, stamp in tuple(self._checked.items()))
        except OSError:
            return False

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """All rows of an answer."""
        return self._cursor().execute(query).fetchall()

    def arrays(self, query: str) -> dict[str, NDArray[np.generic]]:
        """All columns of an answer by name."""
        return self._cursor().execute(query).fetchnumpy()

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        """This thread's own: an answer on a shared connection would be cut off by the next thread's question."""
        cursor: duckdb.DuckDBPyConnection | None = getattr(self._own, "cursor", None)
        if cursor is None:
            cursor = self._own.cursor = self._connected().cursor()
        return cursor

    def _connected(self) -> duckdb.DuckDBPyConnection:
        with self._lock:
            if self._connection is None:
                # One thread a question: each is small, and the threads that ask are the caller's.
                self._connection = connected(1)
            return self._connection


def _stamp(path: Path) -> _Stamp:
    """What changes when a file is written anew."""
    found = path.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino
