"""What a statement's figure measures: its amount in base units, and the key of figures that may be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from math import inf
from pathlib import Path

from comity.evidence.contradictions.text import words, years
from comity.evidence.statement import Statement
from comity.terms.curated import curated_rows

_QUALIFIER = re.compile(r"\(([^)]*)\)")
_MONEY = re.compile(r"^([A-Z]{3})\b\s*")
_JOINT = re.compile(r"\b[A-Z]{3}(?:\+[A-Z]{3})+\b")
_SINCE = re.compile(r"\bsince\b[^.;,]*?\b(1[89]\d\d|20\d\d)\b", re.IGNORECASE)
_SPAN = re.compile(r"\bfrom (1[89]\d\d|20\d\d) to (1[89]\d\d|20\d\d)\b|\b((?:19|20)\d\d)-(\d\d)\b", re.IGNORECASE)
_KEPT = ("cumulative", "per side", "target", "joint", "alleged", "floor area")


@dataclass(frozen=True, slots=True)
class Quantity:
    """`low` to `high` in base units of `dimension`; `first` to `last` are the years it speaks of."""

    dimension: str
    low: float
    high: float
    first: int
    last: int
    both_ways: bool
    partial: bool
    hedged: bool

    def apart(self, other: Quantity) -> float:
        """How many times the higher exceeds the lower where they do not overlap; 1 where they do."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        if low <= high:
            return 1.0
        return low / high if high > 0 else inf

    def meets(self, other: Quantity, slack: int = 0) -> bool:
        """Whether the years of one lie within those of the other, give or take `slack`: 2014-18 and 2015-19 do not."""
        inside = self.first >= other.first - slack and self.last <= other.last + slack
        return inside or (other.first >= self.first - slack and other.last <= self.last + slack)


def quantity(s: Statement) -> Quantity | None:
    """The figure of a statement; None for one without figure, below zero, for votes and for forecasts of a year."""
    figure = s.amount
    if figure is None or figure.votes or (figure.low or 0.0) < 0:
        return None
    dimension, factor = _unit(s.unit)
    if dimension in ("count:forecast year", "count:year"):
        return None
    low = 0.0 if figure.low is None else figure.low * factor
    high = inf if figure.high is None else figure.high * factor
    first, last = _span(s)
    partial = bool(s.part_of) or s.when.precision != "year"
    hedged = figure.bound in ("about", "lower", "upper")
    return Quantity(dimension, low, high, first, last, s.both_ways, partial, hedged)


def _span(s: Statement) -> tuple[int, int]:
    year = s.when.year
    if found := _SINCE.search(s.claim):
        return min(int(found[1]), year), year
    if found := _SPAN.search(s.claim):
        first, last = (int(found[1]), int(found[2])) if found[1] else (int(found[3]), int(found[3][:2] + found[4]))
        if first <= year <= last + 1:
            return first, last
    return year, year


@lru_cache(maxsize=4_096)
def _unit(unit: str) -> tuple[str, float]:
    qualifiers = " ".join(_QUALIFIER.findall(unit))
    text = _QUALIFIER.sub("", unit).strip()
    kept = [word for word in _KEPT if word in unit]
    if joint := _JOINT.search(qualifiers):
        kept.append("+".join(sorted(joint[0].split("+"))))
    if money := _MONEY.match(text):
        text = text[money.end() :]
        kind = f"money:{money[1]}"
    else:
        kind = ""
    factor, rest = _scaled(text)
    if not kind:
        kind, rest, more = _thing(rest)
        factor *= more
    return " ".join([kind, *sorted(kept)]), factor


def _scaled(text: str) -> tuple[float, str]:
    for word, factor in (("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12)):
        if text.startswith(word):
            return factor, text[len(word) :].strip()
    return 1.0, text


def _thing(text: str) -> tuple[str, str, float]:
    """Dimension of a unit without money: a share of something, a rank, a known unit, or a count of something."""
    if text.startswith(("percent of", "% of")):
        whole = {_synonyms().get(w, w) for w in words(text.split("of", 1)[1])} - {""}
        return f"share:{' '.join(sorted(whole))}", "", 1.0
    if text in ("percent", "%"):
        return "percent", "", 1.0
    if text.startswith("rank"):
        return "rank", "", 1.0
    first, _, rest = text.partition(" ")
    for name in (text, first):
        if name in _units():
            dimension, factor = _units()[name]
            return dimension, rest if name == first else "", factor
    return f"count:{' '.join(sorted(words(text))) or text}", "", 1.0


@cache
def _units() -> dict[str, tuple[str, float]]:
    return {r["unit"]: (r["dimension"], float(r["factor"])) for r in curated_rows(Path(__file__).parent / "units.csv")}


@cache
def _synonyms() -> dict[str, str]:
    """Words of one whole: `fuel`, `crude` and `oil` name one thing; "" where the word tells nothing apart."""
    return {stem: r["meaning"] for r in curated_rows(Path(__file__).parent / "wholes.csv") for stem in words(r["word"])}


def names_period(s: Statement) -> bool:
    """Whether the claim itself says when it holds, or the date differs from that of its publication."""
    if years(s.claim) or s.part_of:
        return True
    if s.out is None:
        return s.when.precision == "year"
    return not (s.out.within(s.when) or s.when.within(s.out))
