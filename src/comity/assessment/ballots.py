"""Years in which two states cast enough votes together for a share of them to say how alike they vote."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from comity.assessment.say import Slots, chosen
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.atlas.observed import most_observed
from comity.dossier.claim import When
from comity.terms.curated import curated_rows
from comity.terms.dated import Dated
from comity.terms.period import year_of
from comity.terms.wording import date_words

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


@dataclass(frozen=True, slots=True)
class CastBy:
    """A state whose seat is held, since a day, by the envoy of others than those who govern it."""

    state: str
    since: Dated
    by: str

    def told(self) -> Slots:
        """Since when and by whom, as slots of a sentence."""
        month = self.since.to_month
        return {"since": When(text=date_words(month), date=str(month)), "by": chosen(self.by, "votes", self.state)}


def cast_by_others(view: View, m: Measurement) -> list[CastBy]:
    """Which of the two did not cast the votes that a measurement counts: its government had no seat in that year."""
    return [row for row in _cast_by() if row.state in (view.a, view.b) and row.since.year <= year_of(m.period)]


@cache
def _cast_by() -> tuple[CastBy, ...]:
    rows = curated_rows(Path(__file__).with_name("votes_cast_by.csv"))
    return tuple(CastBy(r["state"], Dated.parse(r["since"]), r["by"]) for r in rows)
