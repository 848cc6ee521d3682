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
    return derived(atlas, f"most observed {measure} {period}", lambda: _counted(atlas, measure, period))


def _counted(atlas: Atlas, measure: str, period: str) -> int:
    query = f"SELECT max(n) FROM {atlas.rows(measure)} WHERE period = {period_number(period)}"
    ((most,),) = atlas._shared.files.rows(query)
    return int(most or 0)
