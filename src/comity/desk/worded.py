"""A measurement as a cell of a page: its value in words, or the reason why there is none, said as plainly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.desk.tables import Cell
from comity.report.numerals import quantity, span
from comity.terms.unit import UNITS

if TYPE_CHECKING:
    from comity.atlas.measurement import Measurement

REASONS = {
    "not_reported": "not reported",
    "outside_coverage": "not covered",
    "not_applicable": "did not exist",
    "unmatched": "not matched",
}


def value_words(m: Measurement | None) -> str:
    """The value with its unit, its bounds where it has none, or why there is neither."""
    if m is None:
        return "no value"
    if m.value is not None:
        return UNITS[m.unit].text(m.value) if m.unit in UNITS else quantity(m.value, m.unit)
    if m.low is not None and m.high is not None:
        return f"between {span(m.low, m.high, m.unit, ' and ')}"
    return REASONS.get(m.state.value, m.state.value.replace("_", " "))


def interval_words(m: Measurement) -> str:
    """The ends about a value, or nothing."""
    if m.value is None or m.low is None or m.high is None:
        return ""
    return span(m.low, m.high, m.unit)


def value_cell(m: Measurement | None, href: str = "", *, note: str = "", past: bool = False) -> Cell:
    """A cell that leads to the series behind it."""
    without = m is None or m.value is None
    return Cell(value_words(m), "" if m is None else href, True, note, "none" if without else "past" if past else "")
