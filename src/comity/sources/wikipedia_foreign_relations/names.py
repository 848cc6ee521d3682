"""Whom a cell of a list of relations names: by the template of a flag, or by a link."""

from __future__ import annotations

import re

_FLAG = re.compile(r"\{\{\s*(?:no)?flag[a-z]*\s*\|\s*(?:1=)?([^|{}]+?)\s*(?:\|[^{}]*)?\}\}", re.IGNORECASE)
_FLAG_ALONE = re.compile(r"\{\{\s*flag(?:icon|deco|link)[^{}]*\}\}", re.IGNORECASE)
_SHORT = re.compile(r"\{\{\s*([A-Z]{3})\s*\}\}")
_LINK = re.compile(r"\[\[(?:[^|\[\]]*\|)?([^\[\]]+)\]\]")


def partner(cell: str) -> str | None:
    """The name or code in a cell, as written; None where a cell names nobody."""
    without = _FLAG_ALONE.sub(" ", cell)
    for form in (_FLAG, _SHORT, _LINK):
        if found := form.search(without):
            return found[1].strip() or None
    words = re.sub(r"\s*\(.*", "", re.sub(r"\{\{.*?\}\}", "", without, flags=re.DOTALL)).strip(" '*\n")
    return words if words and len(words) < 60 and "\n" not in words else None
