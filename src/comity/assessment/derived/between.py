"""The chance of a state as the go-between of two others as a derived row."""

from __future__ import annotations

from comity.assessment.derived.details import PlaceAmong
from comity.assessment.derived.row import Worked, last_month, worked
from comity.assessment.mediators.features import (
    ALLIANCE,
    CAPABILITY,
    DEMOCRACY,
    DIALOGUE,
    DISTANCE,
    EMBASSY,
    FORUMS,
    RIVALRY,
    TRADE,
)
from comity.assessment.mediators.score import Ranked, Ranking
from comity.assessment.view import View
from comity.atlas.measurement import Measurement

TIED = (FORUMS, DISTANCE, TRADE, ALLIANCE, DIALOGUE, EMBASSY)
"""What ties a candidate to each side."""


def chance(view: View, side: str, rival: str, ranking: Ranking, row: Ranked) -> Worked:
    """The chance of the state of a row between the two, with its place; of the newest month that the ranking knows."""
    known = [last_month(period) for period in ranking.candidates.periods.values() if period]
    return worked(
        f"intermediary.chance.{rival}",
        (side, row.state),
        row.score,
        _behind(view, side, rival, row.state),
        ends=(row.low, row.high),
        n=len(ranking.rows),
        details=(PlaceAmong(row.rank, row.rank_low, row.rank_high, len(ranking.rows)),),
    ).of(max(known))


def _behind(view: View, side: str, rival: str, other: str) -> list[Measurement]:
    """The measurements of the candidate with both sides, and the rivalry."""
    found = [view.last(RIVALRY, side, rival)]
    found += [view.last(m, other, "-") for m in (CAPABILITY, DEMOCRACY)]
    for end in (side, rival):
        found += [view.last(TRADE, end, other)]
        found += [view.last(m, other, end) for m in TIED]
    return [m for m in found if m is not None]
