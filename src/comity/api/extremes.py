"""Of all pairs (or states) in a period, those where a measure is highest or lowest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.atlas.measurement import Measurement
    from comity.atlas.read import Atlas


@dataclass(frozen=True, slots=True)
class Extremes:
    """The first of an order, of how many in all, and the period that it is of (None: no value by the day)."""

    rows: tuple[Measurement, ...]
    total: int
    period: str | None


def extremes(atlas: Atlas, measure: str, period: str | None, most: int, *, lowest_first: bool = False) -> Extremes:
    """At most `most` measurements of a period (the newest if None) in order; ties by who they are of."""
    when = period or atlas.last_period(measure)
    if when is None:
        return Extremes((), 0, None)
    found, total = atlas.extremes(measure, when, most, lowest_first=lowest_first)
    return Extremes(tuple(found), total, when)
