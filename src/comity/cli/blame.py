"""Whose a failure is: what the machine, a file or the user did, told in one line; all else is a fault of ours."""

from __future__ import annotations

import errno
import re
import traceback
from collections.abc import Callable

_FULL = (errno.ENOSPC, errno.EDQUOT)
_LONGEST = 80


def unwritten(error: OSError) -> str:
    """The line for what was not written."""
    return f"could not be written: {error.strerror or error}; free space, or write elsewhere"


def not_ours(error: BaseException) -> str | None:
    """One line that says what happened and what to do next, if it is no fault of Comity's; else None."""
    for tell in (_of_the_system, _of_the_database, _of_the_ledger, _of_depth):
        if said := tell(error):
            return said
    return None


def _of_the_system(error: BaseException) -> str | None:
    """What the operating system refused: the disk, a name, a right."""
    if isinstance(error, MemoryError):
        return "the memory of this machine does not suffice; close other programs, or ask for fewer years or measures"
    if not isinstance(error, OSError) or error.errno is None:
        return None
    if error.errno in _FULL:
        return unwritten(error)
    name = _named(error.filename) + (f" and {_named(error.filename2)}" if error.filename2 else "")
    if error.errno == errno.ENAMETOOLONG:
        return f"{name or 'a path'}: too long a name for this system; give a shorter one"
    where = f"{name}: " if name else ""
    return f"{where}{error.strerror or error}; check that the place is there and may be read and written"


def _named(path: object) -> str:
    if path is None:
        return ""
    text = path.decode(errors="replace") if isinstance(path, bytes) else str(path)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 2 :]}"


def _of_the_database(error: BaseException) -> str | None:
    """What DuckDB says of files and of the machine; of its other complaints the query is to blame, which is ours."""
    if type(error).__module__.split(".")[0] not in ("duckdb", "_duckdb"):
        return None
    text = str(error)
    lines = text.splitlines() or [""]
    first = re.sub(r"\{.*", "", re.sub(r"^[\w ]*(Error|Exception): ", "", lines[0])).strip()
    kind = type(error).__name__
    if re.search(r"[Nn]o space left|disk is full|ENOSPC|Disk quota", text):
        return "could not be written: No space left on device; free space, or write elsewhere"
    if kind == "OutOfMemoryException":
        return f"{first or 'out of memory'}; ask for fewer years or measures, or free memory and disk"
    if kind == "IOException" or re.search(r"[Mm]agic bytes|[Pp]arquet|too small to be|[Cc]orrupt|Snappy|ZSTD", text):
        return f"{first or 'a file cannot be read'}; if that file is damaged, make it again"
    return None


def _of_the_ledger(error: BaseException) -> str | None:
    """What SQLite says of the disk and of a ledger that is none."""
    if type(error).__module__ != "sqlite3":
        return None
    text = str(error)
    if re.search("full", text):
        return "could not be written: No space left on device; free space, or write elsewhere"
    if re.search("locked|unable to open|readonly|disk I/O|not a database|malformed", text):
        return f"the ledger of the warehouse: {text}; check the folder, and that no other run writes to it"
    return None


def _of_depth(error: BaseException) -> str | None:
    """A file that is nested deeper than any reader goes: such a depth is made, not written."""
    if not isinstance(error, RecursionError):
        return None
    last = traceback.extract_tb(error.__traceback__)[-1].filename
    if re.search(r"[/\\](json|yaml)[/\\]", last):
        return "a file that was read is nested too deeply; it is none of Comity's"
    return None


def first_that_tells(error: BaseException, tell: Callable[[BaseException], str | None] = not_ours) -> str | None:
    """What `tell` says of the error, or of the one that caused it."""
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        if said := tell(at):
            return said
        seen.add(id(at))
        at = at.__cause__
    return None
