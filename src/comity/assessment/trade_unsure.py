"""Figures of goods trade, and shares of it, that are known to be mistaken or to mean another thing: none is told."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from comity.assessment.directed import Directed
from comity.terms.curated import curated_rows
from comity.terms.period import year_of


def unsure_trade(measure: str, a: str, b: str, period: str) -> bool:
    """Whether a figure of a measure is one of these; False of every measure that is not of trade."""
    return any(year_of(period) >= since and of.takes(a, b) for of, since in _rows().get(measure, ()))


@cache
def _rows() -> dict[str, tuple[tuple[Directed, int], ...]]:
    """By measure, from whom to whom and from which year on its figures are not told."""
    found: dict[str, list[tuple[Directed, int]]] = {}
    for r in curated_rows(Path(__file__).with_name("trade_unsure.csv")):
        found.setdefault(r["measure"], []).append((Directed.of(r["a"], r["b"], r["but"]), int(r["since"])))
    return {measure: tuple(rows) for measure, rows in found.items()}
