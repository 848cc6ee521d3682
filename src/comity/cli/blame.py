"""Whose a failure is: what the machine, a file or the user did, told in one line; all else is a fault of ours."""

from __future__ import annotations

import errno
import re
import traceback

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NO_SPACE = re.compile(r"no space left|disk is full|disk quota|\berrno\W+28\b", re.IGNORECASE)
_DAMAGED = re.compile(r"magic bytes|too small|corrupt|parquet|snappy|zstd|thrift|metadata", re.IGNORECASE)
_OF_FILES = ("InvalidInputException", "SerializationException")
_DETAIL = re.compile(r"\{.*?\"exception_message\":\"((?:[^\"\\]|\\.)*)\".*\}", re.DOTALL)
"""What stands in an error of DuckDB's that carries another one, written as JSON."""
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
    kind = type(error).__name__
    said = _DETAIL.sub(lambda found: found[1].replace('\\"', ""), str(error))
    lines = re.sub(r"^(\w+ ){1,3}(Error|Exception): ", "", said).splitlines() or [""]
    first = lines[0].strip() or "a file cannot be read"
    if _NO_SPACE.search(said):
        return "could not be written: No space left on device; free space, or write elsewhere"
    if re.search(r"(could not|cannot|failed to) write|write failed", said, re.IGNORECASE):
        return f"{first}; free space, or write elsewhere"
    if kind == "OutOfMemoryException":
        return f"{first}; ask for fewer years or measures, or free memory and disk"
    if kind == "IOException" or (kind in _OF_FILES and _DAMAGED.search(lines[0])):
        return f"{first}; if that file is damaged, make it again"
    return None


def _of_the_ledger(error: BaseException) -> str | None:
    """What SQLite says of the disk and of a ledger that is none."""
    if type(error).__module__ != "sqlite3":
        return None
    text = str(error)
    if "full" in text:
        return "could not be written: No space left on device; free space, or write elsewhere"
    if re.search("locked|unable to open|readonly|disk I/O|not a database|malformed", text):
        return f"the ledger of the warehouse: {text}; check the folder, and that no other run writes to it"
    return None


def _of_depth(error: BaseException) -> str | None:
    """A file that is nested deeper than any reader goes: such a depth is made, not written."""
    if not isinstance(error, RecursionError):
        return None
    frames = traceback.extract_tb(error.__traceback__)
    if frames and re.search(r"[/\\](json|yaml)[/\\]", frames[-1].filename):
        return "a file that was read is nested too deeply; it is none of Comity's"
    return None


def first_that_tells(error: BaseException) -> str | None:
    """What `not_ours` says of the error, or of the one that caused it."""
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        if said := not_ours(at):
            return said
        seen.add(id(at))
        at = at.__cause__
    return None
