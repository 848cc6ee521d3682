"""Read files of a folder that someone else may have written: nothing outside it, nothing endless."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from comity.errors import BadFile
from comity.terms.names import sanitise

# A pipe must not hang the reader, nor a link that is put there after the check mislead it.
_FLAGS = os.O_RDONLY
for _flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):
    _FLAGS |= getattr(os, _flag, 0)


def read_text(path: Path, label: str, limit: int) -> str:
    """Text of a regular file of at most `limit` bytes in UTF-8, with or without a byte order mark.

    `BadFile`, which speaks of the file as `label`, for links, pipes, folders and whatever cannot be read.
    """
    raw = read_bytes(path, label, limit)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        raise BadFile(f"{label}, row {row}: not UTF-8 text; save the file as UTF-8") from None


def read_bytes(path: Path, label: str, limit: int) -> bytes:
    """Content of a regular file of at most `limit` bytes; `BadFile` as `read_text`."""
    with open_regular(path, label) as file:
        raw = file.read(limit + 1)
    if len(raw) > limit:
        raise BadFile(f"{label} is larger than {limit:,} bytes; split it, or leave out what is not evidence")
    return raw


def open_regular(path: Path, label: str) -> BinaryIO:
    """A regular file opened to read its bytes; `BadFile` for links, pipes, folders and what cannot be read."""
    if path.is_symlink():
        raise BadFile(f"{label} is a link; put the file itself into the study folder")
    try:
        handle = os.open(path, _FLAGS)
    except OSError as error:
        reason = sanitise(error.strerror or "unknown error")
        raise BadFile(f"{label} cannot be read ({reason}); check that it is there and may be read") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise BadFile(f"{label} is not a regular file; put a file of text there")
    return os.fdopen(handle, "rb")


_EVIDENCE = (".csv", ".yaml", ".yml")


def evidence_files(folder: Path, label: str, limit: int) -> tuple[Path, ...]:
    """CSV and YAML files in `folder`, in order of name; none where the folder is absent.

    `BadFile` when the folder is a link or a file, or holds more than `limit` such names.
    """
    if folder.is_symlink():
        raise BadFile(f"{label} is a link; put the folder itself into the study folder")
    if not folder.exists():
        return ()
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix.lower() in _EVIDENCE)
    except OSError as error:
        reason = sanitise(error.strerror or "unknown error")
        raise BadFile(f"{label} cannot be listed ({reason}); it should be a folder of CSV files") from None
    if len(found) > limit:
        raise BadFile(f"{label} holds {len(found)} CSV and YAML files, more than {limit}; join some of them")
    return tuple(found)
