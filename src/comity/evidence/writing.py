"""Change the CSV files of a study: one writer at a time, whole or not at all, nothing outside the folder."""

import csv
import os
import re
import secrets
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import BinaryIO

from comity.errors import BadFile, UserError
from comity.evidence.guarded import read_text
from comity.evidence.visible import guarded
from comity.terms.names import sanitise

LOCK = ".comity.lock"
UNFINISHED = ".writing-"
"""How the name of a file begins that is being written."""
PRIVATE, INTERVIEWS = "private", "interviews.csv"
"""What tells of people: a folder and a file that are made for their owner alone."""
WAIT = 30.0
"""Seconds that a writer waits for another one."""
MOST_BYTES = 200_000_000
MOST_KEPT = 20
"""Older copies of one file that may stand beside it."""
_TEMPORARY = re.compile(re.escape(UNFINISHED) + r"[a-z0-9_]{8,16}")
_mine = threading.local()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the study alone: whoever else wants to write waits, and must read again what is there then.

    Who holds it already goes on: what one writer does in several steps is done as one.
    """
    from filelock import FileLock, Timeout

    place = folder / LOCK
    if place.is_symlink():
        raise BadFile(f"{LOCK} is a link; remove it from the study folder")
    held: set[Path] = _mine.__dict__.setdefault("places", set())
    if (own := place.absolute()) in held:
        yield
        return
    try:
        with FileLock(place, timeout=WAIT):
            held.add(own)
            try:
                _sweep(folder)
                yield
            finally:
                held.discard(own)
    except Timeout:
        raise UserError(f"{sanitise(str(folder), 200)}: somebody else is saving; try again in a moment") from None
    except OSError as error:
        raise BadFile(f"{sanitise(str(folder), 200)} cannot be written ({sanitise(error.strerror or '')})") from None


def _sweep(folder: Path) -> None:
    """Remove what a killed writer left. Every writer holds the lock, so what is there now is nobody's."""
    for home in (folder, *(folder / name for name in ("evidence", "documents", PRIVATE))):
        if home.is_symlink():
            continue
        for path in home.glob(f"{UNFINISHED}*"):
            if _TEMPORARY.fullmatch(path.name) and path.is_file() and not path.is_symlink():
                path.unlink(missing_ok=True)


def append_rows(folder: Path, name: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Add rows to the end of the file `name` of a study; what stands in it stays byte for byte.

    A new file gets `columns` as its first row; in one that is there, a column that a row needs must exist.
    To be called while the study is `locked`.
    """
    path = folder / name
    added = list(rows)
    if not added:
        return
    before = read_text(path, name, MOST_BYTES) if path.exists() or path.is_symlink() else ""
    header = [cell.strip() for cell in next(csv.reader(StringIO(before)), [])] or list(columns)
    for row in added:
        if missing := [column for column, cell in row.items() if cell and column not in header]:
            raise BadFile(
                f"{name}, row 1: no column {', '.join(missing)}; add it to the first row, or use another file"
            )
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    if not before.strip():
        writer.writerow(header)
    elif not before.endswith("\n"):
        text.write("\n")
    writer.writerows([guarded(row.get(column, "")) for column in header] for row in added)
    replace_text(folder, name, before.lstrip("\n") + text.getvalue())


def rewrite(folder: Path, name: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Put these rows in place of whatever the file `name` held. To be called while the study is `locked`."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([guarded(row.get(column, "")) for column in columns] for row in rows)
    replace_text(folder, name, text.getvalue())


def replace_text(folder: Path, name: str, text: str) -> None:
    """The file `name` of a study holds `text` afterwards, or what it held before."""
    replace_bytes(folder, name, text.encode("utf-8"))


def replace_bytes(folder: Path, name: str, content: bytes) -> None:
    """The file `name` of a study holds `content` afterwards, or what it held before.

    A new file is as open as the user's mask lets it be, one that was there no more open than it was; what tells of
    people is for its owner alone.
    """
    path = inside(folder, name)
    try:
        path.parent.mkdir(exist_ok=True, mode=0o700 if path.parent.name == PRIVATE else 0o777)
        with new_file(path.parent, _is_private(name)) as (file, temporary):
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            if path.exists():
                temporary.chmod(path.stat().st_mode & temporary.stat().st_mode & 0o777)
            temporary.replace(path)
    except OSError as error:
        raise BadFile(f"{name} cannot be written ({sanitise(error.strerror or 'unknown error')})") from None


def _is_private(name: str) -> bool:
    return name == INTERVIEWS or Path(name).parts[0] == PRIVATE


@contextmanager
def new_file(folder: Path, private: bool = False) -> Iterator[tuple[BinaryIO, Path]]:
    """A new file in `folder` under a name of no meaning, open to be written; it is gone afterwards unless moved.

    Its mode is that of the user's mask; a private one is for its owner alone.
    """
    path = folder / f"{UNFINISHED}{secrets.token_hex(8)}"
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600 if private else 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file, path
    finally:
        path.unlink(missing_ok=True)


def inside(folder: Path, name: str) -> Path:
    """The place of a file of the study; `BadFile` where it, or a folder on the way, is a link."""
    path = folder
    for part in Path(name).parts:
        if part in ("..", "/") or part.startswith("\\"):
            raise BadFile(f"{sanitise(name)} leads out of the study folder; give a plain name")
        path = path / part
        if path.is_symlink():
            raise BadFile(f"{sanitise(name)} is a link; put the file itself into the study folder")
    return path


def keep_beside(folder: Path, name: str, content: bytes) -> str:
    """Keep what a file of the study held as `name.old`, or `.old2` and so on: what stands there is never replaced.

    Returns the name under which it is kept; no new one where the same content is kept already. As open as the file
    itself. To be called while the study is `locked`.
    """
    path = inside(folder, name)
    for number in range(1, MOST_KEPT + 1):
        kept = inside(folder, f"{name}.old{number if number > 1 else ''}")
        if not kept.exists():
            try:
                with new_file(kept.parent, private=True) as (file, temporary):
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                    temporary.chmod(path.stat().st_mode & 0o777)
                    temporary.replace(kept)
            except OSError as error:
                why = sanitise(error.strerror or "unknown error")
                raise BadFile(f"{sanitise(kept.name)} cannot be written ({why})") from None
            return kept.relative_to(folder).as_posix()
        if kept.is_file() and kept.stat().st_size == len(content) and kept.read_bytes() == content:
            return kept.relative_to(folder).as_posix()
    raise BadFile(f"{sanitise(name)}: {MOST_KEPT} older copies stand beside it; move some of them elsewhere")
