"""Manifests of earlier formats, read as today's: atlases that users built before still open."""

from __future__ import annotations

import re
from typing import Any

from comity.terms.absence import Why

FIRST = "comity/atlas/1"
"""Its `absent` held sentences, measures that have no interval said that it was one of 80 %, and what a number cannot
say was packed into one text, which is not taken apart: measures that have such are read as absent."""

_NEEDS = re.compile(r"needs (?P<tables>[\w, ]+), which none of the sources at hand gives")
_WORDS = {
    "no room in the atlas that ships; comity build makes it": Why.NO_ROOM,
    "the sources at hand hold nothing from which it can be computed": Why.NO_ROWS,
}


def upgraded(content: dict[str, Any], newest: str) -> dict[str, Any]:
    """A manifest's content in the form of `newest`. Raises ValueError on a reason that no edition wrote."""
    if content.get("format") != FIRST:
        return content
    absent = {measure: _absence(words) for measure, words in content.get("absent", {}).items()}
    measures = content.get("measures", {})
    packed = {id: {"why": Why.NEWER} for id, entry in measures.items() if entry.get("labelled")}
    kept = {
        id: {name: value for name, value in entry.items() if name != "labelled"}
        for id, entry in measures.items()
        if id not in packed
    }
    return content | {"format": newest, "absent": absent | packed, "measures": kept}


def _absence(words: str) -> dict[str, Any]:
    if needs := _NEEDS.fullmatch(words):
        return {"why": Why.NO_SOURCE, "tables": needs["tables"].split(", ")}
    if words not in _WORDS:
        raise ValueError(f"absent for a reason that no edition writes: {words!r}")
    return {"why": _WORDS[words]}
