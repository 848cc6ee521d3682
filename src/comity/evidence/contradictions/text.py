"""Words and years of a text, as they are compared."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

_WORD = re.compile(r"[^\W\d_][\w'-]{2,}")
_STOP = frozenset((Path(__file__).parent / "stop.txt").read_text(encoding="utf-8").split())
"""Words that tell no two subjects apart."""
_NOTHING = frozenset(("",))
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


def words(text: str) -> frozenset[str]:
    """Content words of a text, lower case, with plain plural and verb endings taken off."""
    return frozenset(map(_stem, _WORD.findall(text))) - _NOTHING


@lru_cache(maxsize=65_536)
def _stem(found: str) -> str:
    """A word as it is compared, "" for one that tells no subjects apart; kept once, however many texts hold it."""
    word = found.lower().removesuffix("'s")
    if word in _STOP:
        return ""
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def years(text: str) -> frozenset[int]:
    """Years that a text names."""
    return frozenset(int(y) for y in _YEAR.findall(text))
