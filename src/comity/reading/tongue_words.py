"""Small words of a language, as patterns by their use: `tongue_words.csv`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from comity.chronicle.lookup import read_rows

_HERE = Path(__file__).parent
_NEVER = re.compile(r"(?!)")


@cache
def words(language: str, use: str) -> re.Pattern[str]:
    """The pattern of a use in a language; one that never holds where the language has no words for it."""
    found = (p for (spoken, used), p in _all() if (spoken, used) == (language, use))
    return next(found, _NEVER)


def commonest() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Language -> the words that every text in it holds."""
    return tuple((language, pattern) for (language, use), pattern in _all() if use == "common")


@cache
def _all() -> tuple[tuple[tuple[str, str], re.Pattern[str]], ...]:
    rows = read_rows("tongue_words", ("language", "use", "pattern", "reason"), _HERE)
    return tuple(((r["language"], r["use"]), re.compile(r["pattern"])) for r in rows)
