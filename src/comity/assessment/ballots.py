"""Years in which two states cast enough votes together for a share of them to say how alike they vote."""

from __future__ import annotations

from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.atlas.observed import most_observed

AGREEMENT = "un.agreement"


def newest_with_enough(view: View) -> Measurement | None:
    """The newest agreement of the two in votes that enough roll calls bear; None where no year has them."""
    if not view.has(AGREEMENT):
        return None
    return next((m for m in reversed(view.series(AGREEMENT)) if m.known and borne_by_enough(view, m.period)), None)


def borne_by_enough(view: View, period: str) -> bool:
    """Whether the two cast, in a year, so many votes and such a part of all roll calls that a share says something.

    A state that was absent from most of them voted on what it came for.
    """
    m = view.at(AGREEMENT, period)
    n = 0 if m is None else m.n or 0
    return n >= threshold("least_joint_votes") and n >= threshold("least_part_of_votes") * most_observed(
        view.atlas, AGREEMENT, period
    )
