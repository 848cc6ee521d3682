"""Where a warehouse keeps its files, and how one gets there whole."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from comity.engine import connected
from comity.errors import BadFile, UserError
from comity.events.ledger import Ledger, Part, is_whole, seal
from comity.store.place import locked, writable
from comity.terms.period import month_text

if TYPE_CHECKING:
    import duckdb

DATA = ("events", "mentions", "days", "pairs", "quarantine")
_DATA_FILE = re.compile(r"[a-z]+/source=[^/]+/(month=\d{4}-\d{2}/)?[^/]+\.parquet|quarantine/source=[^/]+/[^/]+\.csv")
AT_ONCE = 50
"""Files that one query opens to look for keys."""

MEMORY = "1000MB"
"""What DuckDB may hold before it writes to disk; the process itself needs some 300 MB more."""


@contextmanager
def writing(root: Path, *, create: bool = False) -> Iterator[Ledger]:
    """The ledger, with the lock that only one writer holds, after left-over files are removed."""
    if root.exists() and (not root.is_dir() or (any(root.iterdir()) and not _is_warehouse(root))):
        raise UserError(f"{root} holds other files; choose another folder for the warehouse")
    if not create and not _is_warehouse(root):
        raise UserError(f"{root} is no event warehouse; make one with: comity events ingest --warehouse {root}")
    with locked(root, "warehouse"), _blamed(root):
        with Ledger.open(root, create=create) as ledger:
            ledger.unseal()
            sweep(root, ledger)
            yield ledger
        seal(root)


@contextmanager
def _blamed(root: Path) -> Iterator[None]:
    """Turn a full disk, and a file that DuckDB cannot read, into one line: neither is a fault of ours."""
    import duckdb

    try:
        yield
    except (duckdb.IOException, duckdb.InvalidInputException, duckdb.OutOfMemoryException) as error:
        told = str(error).splitlines()[0]
        raise UserError(f"{root}: {told}; free space, or restore the file and run the same command again") from error


def _is_warehouse(root: Path) -> bool:
    return any((root / name).exists() for name in ("ledger.sqlite", "warehouse.lock", ".ledger.sqlite.new"))


def sweep(root: Path, ledger: Ledger) -> list[str]:
    """Remove what a killed process left: scratch, and files of data that the ledger does not name (returned).

    Files in any other place or of another ending than a warehouse gives them are somebody else's, and stay.
    """
    named = ledger.named()
    found = [p for kind in DATA for p in (root / kind).rglob("*") if p.is_file() and not p.is_symlink()]
    ours = [p for p in found if _DATA_FILE.fullmatch(p.relative_to(root).as_posix())]
    lost = [p for p in ours if p.relative_to(root).as_posix() not in named]
    for path in lost:
        path.unlink()
    for leftover in root.glob(".incoming-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    return [p.relative_to(root).as_posix() for p in lost]


@contextmanager
def scratch(root: Path) -> Iterator[Path]:
    """A folder of the warehouse's own disk for what is on its way."""
    with writable(root), TemporaryDirectory(prefix=".incoming-", dir=root) as name:
        yield Path(name)


@contextmanager
def engine(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB with bounded memory that spills into `folder`."""

    with connected() as con:
        con.execute(f"SET threads = 2; SET memory_limit = '{MEMORY}'; SET preserve_insertion_order = true")
        con.execute(f"SET temp_directory = {quoted(folder / 'spill')}")
        yield con


def place(root: Path, kind: str, source: str, month: int | None, name: str) -> Path:
    """The path of a new file of data; a month is its own folder."""
    folder = root / kind / f"source={source}"
    return (folder if month is None else folder / f"month={month_text(month)}") / name


def put(temporary: Path, target: Path) -> None:
    """Move a finished file to its place, its bytes on disk before its name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with temporary.open("rb") as stream:
        os.fsync(stream.fileno())
    temporary.replace(target)


def paths(root: Path, parts: Sequence[Part]) -> list[str]:
    """Where the files of the ledger are. Raises BadFile when one is missing or its name leads out of the folder."""
    found = []
    for part in parts:
        path = root / part.path
        if not path.resolve().is_relative_to(root.resolve()):
            raise BadFile(f"{root}: the ledger names {part.path!r}, which leads out of the warehouse; do not use it")
        if not path.is_file():
            raise BadFile(f"{path} is missing; restore it, or ingest anew into another folder")
        if part.seal is not None and not is_whole(path, part.seal):
            raise BadFile(f"{path} cannot be read: it was altered; restore it, or ingest anew into another folder")
        found.append(str(path))
    return found


def scan(root: Path, parts: Sequence[Part]) -> str:
    """SQL that reads the files of the ledger; there must be at least one."""
    return f"read_parquet([{', '.join(quoted(p) for p in paths(root, parts))}])"


def quoted(text: str | Path) -> str:
    """A string constant of SQL."""
    return "'" + str(text).replace("'", "''") + "'"
