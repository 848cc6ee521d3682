"""What tells one of a numbered row of things from another: treaty 1, the third session, Phase II, block B."""

from __future__ import annotations

import calendar
import re
from pathlib import Path

# "The first" of something is praise as often as a number.
_ORDINALS = (
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)
_MONTHS = "|".join(name[:3] for name in calendar.month_name if name)
_ROMAN = "[IVX]{1,5}"
_ENDS = (
    r"(?=$|[;:!?)]|\.(?!\d| [A-Z])|,(?!\d)|\s+(?:and|or|of|in|on|with|between|for|at|by|to|from|was|is|has|had|as)\b)"
)
_NUMBER_AFTER = re.compile(
    rf"\b(?!(?:{_MONTHS})[a-z]*\b)([^\W\d_]{{2,}})\.?\s+(?:(\d{{1,3}}){_ENDS}|({_ROMAN}|[A-Z])(?:{_ENDS}|(?=\s+[a-z])))"
)
_ORDINAL = re.compile(
    rf"\b(?:({'|'.join(_ORDINALS)})|(\d{{1,3}})(?:st|nd|rd|th))\b(?!\s+(?:of\s+)?(?:{_MONTHS.lower()})[a-z]*\b)"
)
"""Of text in small letters, which is searched faster than whatever its letters are."""
_MAY_FOLLOW = re.compile(r"\s(?:\d|[A-Z])")
"""Without it nothing stands after a word that names one of a row."""
_AMOUNTS = frozenset((Path(__file__).parent / "amounts.txt").read_text(encoding="utf-8").split())
"""Words after which a number counts or dates something, and names nothing."""


def marks(text: str) -> frozenset[str]:
    """Numbers, numerals and letters by which the text names one of a row, as text; days of a month are none."""
    found = set()
    for m in _NUMBER_AFTER.finditer(text) if _MAY_FOLLOW.search(text) else ():
        if m[1].lower() not in _AMOUNTS:
            found.add(m[2] or _roman(m[3]))
    for m in _ORDINAL.finditer(text.lower()):
        found.add(str(_ORDINALS.index(m[1]) + 2) if m[1] else m[2])
    return frozenset(found)


def _roman(text: str) -> str:
    """A numeral as a number, anything else as it is; a letter alone is a letter, except I and V and X."""
    if not re.fullmatch(_ROMAN, text):
        return text
    worth = [{"I": 1, "V": 5, "X": 10}[c] for c in text]
    pairs = zip(worth, [*worth[1:], 0], strict=True)
    return str(sum(-one if one < following else one for one, following in pairs))
