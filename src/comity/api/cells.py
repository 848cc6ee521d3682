"""What a frame of measurements has in its columns, and the columns of cells that are at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from comity.atlas.measurement import STATES
from comity.frames.column import Column, column

if TYPE_CHECKING:
    from comity.atlas.measurement import Measurement
    from comity.frames.column import Kind

KINDS: dict[str, Kind] = {
    "measure": "text",
    "a": "text",
    "b": "text",
    "period": "text",
    "value": "number",
    "low": "number",
    "high": "number",
    "interval": "text",
    "unit": "text",
    "value_state": "text",
    "n": "whole",
    "details": "texts",
    "basis": "texts",
}
"""Columns of a frame of measurements."""

TITLES = {
    "measure": "Id of the measure",
    "a": "First state; who sends, sells, acts or votes in what is directed",
    "b": "Second state; - for a measure of one state",
    "period": "Year or month",
    "low": "Lower end",
    "high": "Upper end",
    "interval": "What low and high are",
    "unit": "Unit of value, low and high",
    "value_state": "Why the cell holds what it holds: " + ", ".join(STATES),
    "n": "Observations behind the value",
    "details": "What a number cannot say: treaties, leaders, members, one text each",
    "basis": "Editions used",
}


def of_measurements(cells: Sequence[Measurement], said: dict[str, str]) -> list[Column]:
    """The columns of measurements; `said` is what their values are, where all are of one measure."""
    given: dict[str, Callable[[Measurement], Any]] = {
        "interval": lambda m: None if m.interval is None else str(m.interval),
        "value_state": lambda m: str(m.state),
        "details": lambda m: tuple(str(d) for d in m.details),
    }
    return [
        column(name, kind, [given[name](m) if name in given else getattr(m, name) for m in cells], told_of(name, said))
        for name, kind in KINDS.items()
    ]


def told_of(name: str, said: dict[str, str]) -> dict[str, str]:
    """What is said of one of the columns."""
    if name == "value":
        return said
    kept = ("unit", "interval", "measure") if name in ("low", "high") else ()
    return {"title": TITLES[name]} | {k: said[k] for k in kept if k in said}
