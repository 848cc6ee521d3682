"""Products near to what the one sells that the other buys."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.phrases import ROOM, placed, printed
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, period, say, state
from comity.assessment.view import View, ref
from comity.assessment.words import name, possessive, sentence
from comity.dossier.finding import Finding

NEAR = "complementarity.near_openings"


def near_openings(view: View, a: str, b: str) -> Judged | None:
    """The share of what b buys that lies near to what a sells well; None where it is not known."""
    m = view.last(NEAR, a, b)
    place = view.standing(m)
    if m is None or place is None:
        return None
    slots: Slots = {
        "maker": state(a),
        "buyer": state(b),
        "value": printed(m),
        "range": chosen("0 to 1", "scale", "0 to 1"),
        "year": period(m),
    }
    said = say(ROOM, "technology.near", **slots, place=placed(m, place))
    finding = Finding(
        id=f"complementarity.near_openings.{a}-{b}",
        question="complementarity",
        claim=said.text,
        parts=said.parts,
        estimate=view.estimate(m),
        confidence="low",
        confidence_reason="nearness of products is read from what states sell together, not from what can be made",
        basis=(ref(m),),
        against=(f"{sentence(possessive(name(a)))} range alone moves it: who makes much is near to everything.",),
        would_change="Firms' capacities, and prices at which they would deliver.",
    )
    return Judged(finding, salience("complementarity.near_openings"))
