"""Frames that were compiled ahead: those that most charts have, with what each compiles to.

A process that makes one assessment would compile each frame for its first chart, which takes a quarter of its drawing.
`frames.gz` is written by `tools/make_frames.py`, as packed text: the version of Vega-Lite, then a line for each frame:
the hash of its JSON, that JSON, and the JSON of what it compiles to, with tabs between. A frame that is not there is
compiled.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from functools import cache
from pathlib import Path

from comity.report.charts.theme import Spec

PATH = Path(__file__).with_name("frames.gz")


def ahead(frame: str, version: str) -> Spec | None:
    """What a frame, given as JSON, compiles to by a version of Vega-Lite; None where that was not found out ahead."""
    found = _lines(version).get(_hash(frame))
    return None if found is None else json.loads(found)


def packed(version: str, compiled: dict[str, Spec]) -> bytes:
    """The bytes of the file for frames, given as JSON, and what each compiles to."""
    lines = (f"{_hash(frame)}\t{frame}\t{json.dumps(vega, separators=(',', ':'))}" for frame, vega in compiled.items())
    return gzip.compress("\n".join((version, *sorted(lines))).encode(), 9, mtime=0)


def held() -> dict[str, Spec]:
    """All frames of the file, as JSON, and what each compiles to."""
    _, *lines = _text()
    return {frame: json.loads(vega) for _, frame, vega in (line.split("\t") for line in lines)}


@cache
def _lines(version: str) -> dict[str, str]:
    made_by, *lines = _text()
    if made_by != version:
        return {}
    return {key: vega for key, _, vega in (line.split("\t") for line in lines)}


def _text() -> list[str]:
    return gzip.decompress(PATH.read_bytes()).decode().split("\n")


def _hash(frame: str) -> str:
    return hashlib.sha256(frame.encode()).hexdigest()[:20]
