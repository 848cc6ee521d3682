"""Which money a sign before a number stands for, and whether a unit names another."""

import re
from functools import cache
from pathlib import Path

from comity.terms.curated import curated_rows

_FILE = Path(__file__).with_name("money.csv")
_WORD = re.compile(r"[^\W\d_]*[^\w\s()/.,;:*+-]|[^\W\d_]+")


def is_money(sign: str) -> bool:
    """Whether a sign stands for money: one of `money.csv`, or a code of ISO 4217."""
    return sign in _signs() or sign in _names()


def fits(sign: str, unit: str) -> bool:
    """Whether a unit names the money of a sign, or names none that is known: `€` does not fit `million US$`."""
    named = [codes for word in _WORD.findall(unit) if (codes := _named(word))]
    return not named or any(codes & _named(sign) for codes in named)


def _named(word: str) -> frozenset[str]:
    """The codes that a sign, a code or an English word may stand for; none where it names no money."""
    if word in _names():
        return frozenset({word})
    if word in _signs():
        return _signs()[word]
    return _called(word.lower().removesuffix("s"))


@cache
def _called(last: str) -> frozenset[str]:
    """All money whose English name ends with a word: `dollar` is that of many states."""
    return frozenset(code for code, name in _names().items() if name.lower().split()[-1] == last)


@cache
def _signs() -> dict[str, frozenset[str]]:
    rows = {row["sign"]: row["money"].split() for row in curated_rows(_FILE)}
    return {
        sign: frozenset().union(*(_called(word) if word.islower() else {word} for word in money))
        for sign, money in rows.items()
    }


@cache
def _names() -> dict[str, str]:
    """Code of ISO 4217 -> English name without the years in which it was money."""
    from babel import Locale

    return {code: re.sub(r" \(.*\)", "", name) for code, name in Locale("en").currencies.items()}
