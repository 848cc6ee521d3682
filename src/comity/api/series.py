"""One series as every door gives it: a row for each period, with its reason where there is no value."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.atlas.measurement import Measurement

COLUMNS = ("measure", "a", "b", "period", "value", "low", "high", "unit", "state", "n")
Row = tuple[str, str, str, str, float | int | None, float | None, float | None, str, str, int | None]


def series_row(m: Measurement) -> Row:
    """A measurement as a row of `COLUMNS`; a calendar year is a whole number."""
    value = int(m.value) if m.unit == "year" and m.value is not None else m.value
    return m.measure, m.a, m.b, m.period, value, m.low, m.high, m.unit, m.state.value, m.n
