"""How many observations a measure rests on at most: what a count of its own can be held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.atlas.derived import derived
from comity.terms.period import period_number

if TYPE_CHECKING:
    from comity.atlas.read import Atlas


def most_observed(atlas: Atlas, measure: str, period: str) -> int:
    """The most observations behind any value of a measure in a period, as seen from the atlas's day; 0 for none.

    Raises UnknownMeasure.
    """
    counted = derived(atlas, f"most observed {measure}", lambda: _counted(atlas, measure))
    return counted.get(period_number(period), 0)


def _counted(atlas: Atlas, measure: str) -> dict[int, int]:
    """By number of the period, of all periods at once: one question of the atlas for all pairs and years."""
    query = f"SELECT period, max(n) FROM {atlas.rows(measure)} GROUP BY period"
    return {int(period): int(most or 0) for period, most in atlas._shared.files.rows(query)}
