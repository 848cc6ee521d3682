"""Figures of goods trade, and shares of it, that are known to be mistaken or to mean another thing: none is told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from comity.terms.curated import curated_rows
from comity.terms.period import year_of

_ANY = "*"


@dataclass(frozen=True, slots=True)
class Unsure:
    """Of which measure, from whom to whom, `*` for all `but` some, the figures from a year on are not told."""

    measure: str
    a: str
    b: str
    but: frozenset[str]
    since: int

    def takes(self, a: str, b: str, period: str) -> bool:
        """Whether the figure of two states in a period is one of these."""
        named = self.a in (_ANY, a) and self.b in (_ANY, b) and not self.but & {a, b}
        return named and year_of(period) >= self.since


def unsure_trade(measure: str, a: str, b: str, period: str) -> bool:
    """Whether a figure of a measure is one of these; False of every measure that is not of trade."""
    return any(row.takes(a, b, period) for row in _rows().get(measure, ()))


@cache
def _rows() -> dict[str, tuple[Unsure, ...]]:
    found: dict[str, list[Unsure]] = {}
    for r in curated_rows(Path(__file__).with_name("trade_unsure.csv")):
        row = Unsure(r["measure"], r["a"], r["b"], frozenset(r["but"].split()), int(r["since"]))
        found.setdefault(row.measure, []).append(row)
    return {measure: tuple(rows) for measure, rows in found.items()}
