"""Amounts in English sentences: a number with its unit or money, and whether it is a bound."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from comity.chronicle.lookup import read_rows
from comity.evidence.amount import Bound

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount at `text[start:end]`: `value` in `unit` as columns of evidence hold them; money is in millions."""

    start: int
    end: int
    value: str
    unit: str
    bound: Bound
    money: bool


_SCALES = {
    "thousand": 3,
    "million": 6,
    "mln": 6,
    "mn": 6,
    "m": 6,
    "billion": 9,
    "bln": 9,
    "bn": 9,
    "b": 9,
    "trillion": 12,
}
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_BOUNDS: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    (
        "lower",
        re.compile(
            r"\b(?:at least|more than|over|exceed\w*|above|no less than|not less than|upwards of)\s(?:\w+\s)?$", re.I
        ),
    ),
    (
        "upper",
        re.compile(
            r"\b(?:up to|at most|less than|under|below|no more than|not more than|nearly|almost)\s(?:\w+\s)?$", re.I
        ),
    ),
    (
        "about",
        re.compile(
            r"\b(?:about|around|some|approximately|roughly|an estimated|estimated at|close to|near)\s(?:\w+\s)?$", re.I
        ),
    ),
)


def figures(text: str, taken: Collection[tuple[int, int]] = ()) -> tuple[Figure, ...]:
    """All amounts with a unit that `amounts.csv` holds, in order; none where something else was read (`taken`)."""
    found = []
    for match in _pattern().finditer(text):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        said = _figure(text, match)
        if said is not None:
            found.append(said)
    return tuple(found)


def _figure(text: str, match: re.Match[str]) -> Figure | None:
    sign, word = match["sign"], match["word"]
    unit, money = _units().get((sign or word or "").lower(), ("", False))
    if not unit or (sign and word and _units().get(word.lower(), ("", False))[1] and _units()[word.lower()][0] != unit):
        return None
    scale = _SCALES.get((match["scale"] or "").lower(), 0)
    if match["scale"] in ("m", "b", "M", "B") and not money:
        return None
    numbers = [_number(match[name], scale, money) for name in ("low", "high") if match[name]]
    if any(len(re.sub(r"\D", "", n)) > 15 for n in numbers):
        return None
    if len(numbers) == 2 and float(numbers[0]) >= float(numbers[1]):
        return None
    bound: Bound = "range" if len(numbers) == 2 else _bound(text[: match.start()])
    return Figure(match.start(), match.end(), "-".join(numbers), f"{unit} million" if money else unit, bound, money)


def _number(text: str, scale: int, money: bool) -> str:
    """The number itself; of money in millions."""
    value = Decimal(text.replace(",", "")).scaleb(scale - (6 if money else 0))
    said = f"{value:f}"
    return said.rstrip("0").rstrip(".") if "." in said else said


def _bound(before: str) -> Bound:
    return next((name for name, pattern in _BOUNDS if pattern.search(before)), "exact")


@cache
def _units() -> dict[str, tuple[str, bool]]:
    """A sign or word -> its unit, and whether it is money."""
    rows = read_rows("amounts", ("word", "unit", "money", "reason"), _HERE)
    return {row["word"].lower(): (row["unit"], row["money"] == "yes") for row in rows}


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_units(), key=len, reverse=True)
    signs = "|".join(re.escape(w) for w in words if _units()[w][1])
    after = "|".join(re.escape(w) for w in words)
    return re.compile(
        rf"(?<![\w.,])(?:(?P<sign>{signs})\s?)?(?P<low>{_NUMBER})(?:\s?(?:-|–|to)\s?(?:(?:{signs})\s?)?(?P<high>{_NUMBER}))?"
        rf"(?:[\s-]?(?P<scale>{_SCALE})\b)?(?:[\s-]?(?P<word>{after})(?!\w))?",
        re.IGNORECASE,
    )
