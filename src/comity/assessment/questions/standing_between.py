"""Between how many others a state stands."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.phrases import NOTHING, ROOM
from comity.assessment.salience import salience
from comity.assessment.say import chosen, period, say, state
from comity.assessment.view import View, ref
from comity.dossier.finding import Finding

BROKERAGE = "structure.brokerage"
BETWEEN = 2.0
"""Standard deviations from which brokerage is more than chance would give."""
FEW = 95.0
"""Percentile of states from which few do more."""


def standing_between(view: View, s: str) -> Judged | None:
    """Brokerage in the network of embassies, where it is more than chance would give; the table has it for all.

    How much more is not told: the chance that it is held against has thin tails, and the real thing has not.
    """
    m = view.last(BROKERAGE, s, "-")
    place = view.standing(m)
    if m is None or m.value is None or place is None:
        return None
    if m.value < BETWEEN:
        return None
    few = place.percentile >= FEW
    rank = say(ROOM, "broker.rank", place=chosen("few states do so more", "rank", m.measure)) if few else NOTHING
    claim = say(ROOM, "broker.between", state=state(s), year=period(m), rank=rank)
    finding = Finding(
        id=f"access.brokerage.{s}",
        question="access",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(m),
        confidence="low",
        confidence_reason="an incomplete list of one day: a missing row makes a broker",
        basis=(ref(m),),
        against=("Large diplomatic services broker by their size.",),
        would_change="A complete list of missions.",
    )
    return Judged(finding, salience("access.brokerage"))
