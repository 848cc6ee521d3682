"""What share of some imports comes from the other, and which place among suppliers that is."""

from __future__ import annotations

from comity.assessment.phrases import NOTHING, ROOM, bounds, figure, owner, within
from comity.assessment.say import say, state
from comity.assessment.settings import threshold
from comity.assessment.words import ordinal
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim
from comity.terms.unit import format_value


def share_of(what: Claim, m: Measurement, rank: Measurement | None, open_: str) -> Claim:
    """The seller's share of some imports and its rank; their bounds, by the sentence `open_`, where it is not known."""
    if m.value is None and m.high is not None and m.high <= threshold("share_at_most"):
        most = figure(m, m.high, format_value(m.high, "share"))
        return say(ROOM, "depends.at_most", seller=owner(m.b), what=what, high=most)
    if m.value is None:
        place = NOTHING
        if rank is not None and rank.low is not None and rank.high is not None:
            low, high = (figure(rank, end, ordinal(end)) for end in (rank.low, rank.high))
            place = say(ROOM, "depends.rank_open", low=low, high=high)
        return say(ROOM, open_, seller=owner(m.b), what=what, bounds=bounds(m), rank=place)
    position = say(ROOM, "depends.rank", rank=within(rank)) if rank is not None and rank.value is not None else NOTHING
    return say(ROOM, "depends.known", seller=state(m.b), share=within(m), what=what, rank=position)
