"""Documents are read in processes of their own: what a stranger's file does there ends there.

A process reads many documents, one after another. One that dies, or takes too long, costs its document alone.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from comity.errors import BadFile, MissingExtra
from comity.evidence.contradictions.office import Term
from comity.reading.proposal import Proposal, Setting
from comity.reading.text import DocumentText, Span
from comity.reading.worker import MOST_MEMORY, MOST_SECONDS
from comity.terms.names import sanitise

_PATIENCE = 2 * MOST_SECONDS
"""Seconds by the clock after which a process is ended that waits for something; its CPU time it bounds itself."""
_MOST_ANSWER = 400_000_000
_FEW = 8
"""Documents below which a second process costs more than it saves."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to read, what errors call it, and what is known of it; `led` is whether names of leaders are read."""

    path: Path
    name: str
    setting: Setting = field(default_factory=Setting)
    led: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a document says. `refused` says in one line why it could not be read, and then all else is empty."""

    refused: str = ""
    missing: bool = False
    sha256: str = ""
    form: str = ""
    encoding: str = ""
    pages: int = 0
    source: str = ""
    notes: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()


def read_all(
    wanted: Sequence[Wanted], terms: Callable[[], Iterable[Term]] = tuple, processes: int | None = None
) -> Iterator[Answer]:
    """The answer to each, in order, read by as many processes as there are cores, at most `processes`."""
    cores = processes or min(4, os.cpu_count() or 1)
    if len(wanted) < _FEW or cores == 1:
        yield from (_ours().ask(one, terms) for one in wanted)
        return
    from concurrent.futures import ThreadPoolExecutor

    readers = [_Reader() for _ in range(cores)]
    free = list(readers)

    def ask(one: Wanted) -> Answer:
        reader = free.pop()
        try:
            return reader.ask(one, terms)
        finally:
            free.append(reader)

    with ThreadPoolExecutor(cores) as pool:
        try:
            yield from pool.map(ask, wanted)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            for reader in readers:
                reader.end()


def text_of(path: Path) -> DocumentText:
    """The text of a file, read in a process of its own. `BadFile` for what cannot be read, in one line."""
    return _ours().text(path)


class _Reader:
    """One process that reads, started when it is first asked and again when it died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._led = False
        self._lock = threading.Lock()

    def ask(self, wanted: Wanted, terms: Callable[[], Iterable[Term]]) -> Answer:
        """What one document says."""
        setting = {**asdict(wanted.setting), "day": wanted.setting.day.isoformat() if wanted.setting.day else ""}
        told = self._told(wanted, {"want": "proposals", "setting": setting}, terms)
        if "refused" in told:
            return Answer(refused=told["refused"], missing=bool(told.get("missing")))
        found = tuple(_proposal(row) for row in told["proposals"])
        own = (told["sha256"], told["form"], told["encoding"], len(told["starts"]), told["source"])
        return Answer("", False, *own, tuple(told["notes"]), found)

    def text(self, path: Path) -> DocumentText:
        """The text of one document."""
        told = self._told(Wanted(path, path.name or str(path)), {"want": "text"}, tuple)
        if "refused" in told:
            raise (MissingExtra if told.get("missing") else BadFile)(told["refused"])
        text, form, encoding = told["text"], told["form"], told["encoding"]
        starts, notes = tuple(told["starts"]), tuple(told["notes"])
        return DocumentText(text, form, encoding, told["title"], told["published"], starts, notes)

    def _told(self, wanted: Wanted, more: dict[str, Any], terms: Callable[[], Iterable[Term]]) -> dict[str, Any]:
        label = sanitise(wanted.name)
        asked = {"path": str(wanted.path.absolute()), "name": wanted.name, "label": label, "led": wanted.led, **more}
        with self._lock:
            process = self._running()
            late = threading.Timer(_PATIENCE, process.kill)
            late.daemon = True
            late.start()
            try:
                line = self._exchanged(process, asked, terms)
            finally:
                late.cancel()
            if line.endswith(b"\n"):
                told: dict[str, Any] = json.loads(line)
                return told
            process.kill()
            code = process.wait()
            self._forget()
        return {"refused": f"{label} {_died(code)}"}

    def _exchanged(
        self, process: subprocess.Popen[bytes], asked: dict[str, Any], terms: Callable[[], Iterable[Term]]
    ) -> bytes:
        assert process.stdin is not None and process.stdout is not None
        try:
            if asked["led"] and not self._led:
                rows = [(t.state, t.name, t.title, t.first.isoformat(), t.last.isoformat()) for t in terms()]
                process.stdin.write(json.dumps({"leaders": rows}).encode() + b"\n")
                self._led = True
            process.stdin.write(json.dumps(asked).encode() + b"\n")
            process.stdin.flush()
            return process.stdout.readline(_MOST_ANSWER)
        except OSError:
            return b""

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._forget()
            # -P: nothing that lies in the folder where we were called is taken for a module.
            words = [sys.executable, "-P", "-m", "comity.reading.worker"]
            pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
            self._process = subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=nowhere)
        return self._process

    def _forget(self) -> None:
        if self._process is not None:
            for pipe in (self._process.stdin, self._process.stdout):
                try:
                    if pipe is not None:
                        pipe.close()
                except OSError:
                    pass
        self._process, self._led = None, False

    def end(self) -> None:
        """End the process."""
        process = self._process
        if process is not None:
            process.kill()
            process.wait()
        self._forget()


@cache
def _ours() -> _Reader:
    """The one process for few documents, which is kept until this process ends."""
    reader = _Reader()
    atexit.register(reader.end)
    return reader


if hasattr(os, "register_at_fork"):  # a copy of this process starts one of its own
    os.register_at_fork(after_in_child=_ours.cache_clear)


def _died(code: int) -> str:
    if code == -getattr(signal, "SIGXCPU", 0) or code == -signal.SIGTERM:
        return f"takes more than {MOST_SECONDS} seconds to read; split it"
    if code == -getattr(signal, "SIGKILL", 9):
        return f"takes more than {_PATIENCE} seconds or {MOST_MEMORY:,} bytes to read; split it"
    return "breaks the reader; save its text instead"


def _proposal(row: Sequence[Any]) -> Proposal:
    rule, start, end, page, quote, cells, doubts, likely = row
    return Proposal(rule, Span(start, end, page), quote, cells, tuple(doubts), likely)
