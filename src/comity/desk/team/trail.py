"""`audit.jsonl`: who did what and when, from which role; one line each, only ever added to, with no word of a study."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock

from comity.errors import BadFile

NAME = "audit.jsonl"
_TAIL = 400_000
"""Bytes at the end of the trail that are looked at for its newest lines."""


@dataclass(frozen=True, slots=True)
class Trail:
    """The trail in `home`. Each line holds the hash of the line before it, so that one taken out is missed."""

    home: Path
    clock: Callable[[], datetime]
    _lock: Lock = field(default_factory=Lock)

    def note(self, who: str, role: str, what: str, **more: str | int) -> None:
        """Add a line, on disk when this returns. `more` are ids, names of accounts and numbers. Raises BadFile."""
        said = {"at": self.clock().isoformat(timespec="seconds"), "who": who, "role": role, "what": what}
        said |= {name: str(value) for name, value in more.items() if value not in (None, "")}
        try:
            with self._lock, _Alone(self.home / NAME) as place:
                last = _last_line(place)
                if last and not last.endswith(b"\n"):
                    # Whoever wrote it was ended in the middle: what is there stays, and the next line is whole.
                    os.write(place, b"\n")
                line = json.dumps({**said, "after": _hash(last)}, ensure_ascii=False)
                os.write(place, line.encode() + b"\n")
                os.fsync(place)
        except OSError as error:
            raise BadFile(f"{NAME} cannot be written ({error.strerror}); nothing is done without its line") from None

    def newest(self, most: int) -> list[dict[str, str]]:
        """The last lines, the newest first; a line that is none is left out."""
        path = self.home / NAME
        if not path.is_file():
            return []
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL))
            lines = file.read().splitlines()
        found = [_read(line) for line in lines[-most - 1 :]]
        return [line for line in reversed(found) if line][:most]

    def broken(self) -> int:
        """The number of the first line that does not follow from the one before it; 0 where all do."""
        before = b""
        path = self.home / NAME
        if not path.is_file():
            return 0
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                said = _read(line)
                # A line that was cut off says nothing; the one after it follows from what is left of it.
                if said and said.get("after") != _hash(before):
                    return number
                before = line
        return 0


class _Alone:
    """The file, open to be added to, with nobody else adding."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> int:
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        self.place = os.open(self.path, flags, 0o600)
        try:
            import fcntl
        except ImportError:  # no such system: one process adds then
            return self.place
        fcntl.flock(self.place, fcntl.LOCK_EX)
        return self.place

    def __exit__(self, *_: object) -> None:
        os.close(self.place)


def _last_line(place: int) -> bytes:
    size = os.fstat(place).st_size
    end = os.pread(place, 8_192, max(0, size - 8_192)) if size else b""
    return end[:-1].rpartition(b"\n")[2] + end[-1:]


def _hash(line: bytes) -> str:
    return hashlib.sha256(line.rstrip(b"\n")).hexdigest()[:16]


def _read(line: bytes) -> dict[str, str]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}
