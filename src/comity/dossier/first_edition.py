"""A report of the first edition (`comity/assessment/1`) in the shape of this one: its masthead becomes a first page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FIRST = "comity/assessment/1"
_MOVED = ("character", "key_judgements", "glance")


def of_today(content: Mapping[str, Any], today: str) -> dict[str, Any]:
    """The content of a report of the first edition as one of `today`'s schema.

    It told no kind of relationship, no status and no chronicle, so none is made up.
    """
    said = str(content.get("character") or "")
    line = _claim(said or "The first edition said nothing in one line.")
    kept = {name: value for name, value in content.items() if name not in _MOVED}
    page1 = {
        "kind": {"id": "untold", "name": "not told", "reason": _claim("The first edition told no kind.")},
        "bottom_line": line,
        "judgements": content.get("key_judgements") or [],
        "newest": [],
    }
    return kept | {"schema": today, "page1": page1}


def _claim(text: str) -> dict[str, Any]:
    return {"text": text, "parts": [{"kind": "words", "text": text}]}
