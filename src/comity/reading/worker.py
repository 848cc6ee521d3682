"""Run as a process of its own: reads one document after another, so that no document can harm who asked for it.

A line of JSON comes in for each document and one goes out. Whatever a stranger's file does to this process, within the
memory and the CPU time that are set here, the one that asked goes on; this process opens no connection and starts
nothing but the reader of PDF.

    python -P -m comity.reading.worker
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from comity.errors import MissingExtra, UserError

MOST_MEMORY = 1_000_000_000
MOST_SECONDS = 240
"""CPU seconds for one document; a text of a thousand pages takes ten."""
MOST_PROPOSALS = 50_000
_MOST_FILE = 300_000_000
"""Bytes of a file that this process may write: the copy of a PDF for its reader."""
_FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "os.system", "os.exec", "os.posix_spawn")


def main() -> int:
    """Answer until nobody asks any more."""
    ask, answer = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints cannot be taken for an answer
    _limit()
    sys.addaudithook(_guard)
    leaders: Any = None
    for line in ask:
        said = json.loads(line)
        if "leaders" in said:
            leaders = _leaders(said["leaders"])
            continue
        _allow_seconds()
        answer.write(json.dumps(answered(said, leaders if said["led"] else None)).encode() + b"\n")
        answer.flush()
    return 0


def _guard(event: str, arguments: object) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(f"{event} while a document is read")


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on every system; there only the time of the one that asked is a limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_FILE, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def _allow_seconds() -> None:
    """Each document has its own seconds: the limit of the system counts from the start of the process."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + MOST_SECONDS
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def _leaders(terms: list[list[str]]) -> Any:
    from comity.evidence.contradictions.office import Term
    from comity.reading.parties import Leaders

    days = date.fromisoformat
    return Leaders(Term(state, name, title, days(first), days(last)) for state, name, title, first, last in terms)


def answered(said: dict[str, Any], leaders: Any = None) -> dict[str, Any]:
    """What one document says, or `refused` and why, in values that JSON holds."""
    label = said["label"]
    try:
        return _read(said, leaders)
    except MissingExtra as error:
        return {"refused": str(error), "missing": True}
    except UserError as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"refused": f"{label} takes more than {MOST_MEMORY:,} bytes of memory to read; split it"}
    except Exception as error:  # whatever a stranger's file brings about is the end of that file alone
        return {"refused": f"{label} breaks the reader ({type(error).__name__}); save its text instead, and tell us"}


def _read(said: dict[str, Any], leaders: Any) -> dict[str, Any]:
    from dataclasses import replace

    from comity.errors import BadFile
    from comity.reading.bounded import content_of
    from comity.reading.open import read_content
    from comity.reading.proposal import setting_of
    from comity.reading.read import read

    label = said["label"]
    content = content_of(Path(said["path"]))
    document = read_content(content, label)
    told: dict[str, Any] = {name: getattr(document, name) for name in ("form", "encoding", "title", "published")}
    told |= {"sha256": hashlib.sha256(content).hexdigest(), "starts": document.starts, "notes": document.notes}
    if said["want"] == "text":
        return told | {"text": document.text}
    setting = setting_of(said["setting"])
    setting = setting if setting.source else replace(setting, source=document.title or said["name"])
    proposals = read(document, setting, leaders)
    if len(proposals) > MOST_PROPOSALS:
        raise BadFile(f"{label} gives more than {MOST_PROPOSALS:,} proposals; split it")
    return told | {"source": setting.source, "proposals": [_listed(p) for p in proposals]}


def _listed(p: Any) -> list[Any]:
    return [p.rule, p.span.start, p.span.end, p.span.page, p.quote, dict(p.cells), p.doubts, p.likely]


if __name__ == "__main__":
    raise SystemExit(main())
