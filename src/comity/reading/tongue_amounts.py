"""Amounts of money in sentences of other languages than English."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from functools import cache
from pathlib import Path

from comity.chronicle.lookup import read_rows
from comity.evidence.amount import Bound
from comity.reading.amounts import Figure
from comity.reading.tongue_words import words

_HERE = Path(__file__).parent
_BOUNDS: tuple[Bound, ...] = ("lower", "upper", "about")


def figures_in(text: str, language: str, taken: Collection[tuple[int, int]] = ()) -> tuple[Figure, ...]:
    """All amounts of money, in millions, in order; none where something else was read (`taken`)."""
    found = []
    for match in _pattern(language).finditer(text):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        scale = _value("scale", language, match["scale"]) if match["scale"] else "0"
        unit = _value("unit", language, match["unit"])
        digits = _plain(match["number"], language)
        if len(digits) <= _MOST_DIGITS and re.fullmatch(r"\d+(?:\.\d+)?", digits):
            value = f"{Decimal(digits).scaleb(int(scale) - 6):f}"
            value = value.rstrip("0").rstrip(".") if "." in value else value
            found.append(
                Figure(match.start(), match.end(), value, f"{unit} million", _bound(text, match, language), True)
            )
    return tuple(found)


_MOST_DIGITS = 15


_THOUSANDS = {"zh": ",", "ar": "[,٬]"}
_POINT = {"zh": ".", "ar": "٫"}


def _plain(number: str, language: str) -> str:
    """A number without what stands between its thousands, with a full stop before its fraction."""
    thousands, point = _THOUSANDS.get(language, r"[.\s]"), _POINT.get(language, ",")
    return re.sub(rf"{thousands}(?=\d{{3}}(?:\D|$))", "", number).replace(point, ".")


def _bound(text: str, match: re.Match[str], language: str) -> Bound:
    return next((b for b in _BOUNDS if words(language, b).search(text[: match.start()])), "exact")


def _value(use: str, language: str, said: str) -> str:
    return next(value for word, value in _known(language, use) if re.fullmatch(word, said, re.IGNORECASE))


@cache
def _known(language: str, use: str) -> tuple[tuple[str, str], ...]:
    rows = read_rows("tongue_amounts", ("language", "use", "pattern", "value", "reason"), _HERE)
    held = [(r["pattern"], r["value"]) for r in rows if (r["language"], r["use"]) == (language, use)]
    return tuple(sorted(held, key=lambda pair: -len(pair[0])))


@cache
def _pattern(language: str) -> re.Pattern[str]:
    scale, unit = ("|".join(word for word, _ in _known(language, use)) for use in ("scale", "unit"))
    between = words(language, "of").pattern
    number = r"\d{1,3}(?:[.,٬\s]\d{3})+(?:[.,٫]\d+)?|\d+(?:[.,٫]\d+)?"
    return re.compile(
        rf"(?<![\d.,])(?P<number>{number})\s?(?:(?P<scale>{scale})(?:{between})?)?\s?(?P<unit>{unit})", re.IGNORECASE
    )
