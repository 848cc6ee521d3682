"""With how many pairs of rivals a state keeps treaties on both sides."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.phrases import NOTHING, ROOM, placed, printed
from comity.assessment.salience import salience
from comity.assessment.say import Slots, period, say
from comity.assessment.say import state as named
from comity.assessment.view import View, ref
from comity.assessment.words import listing, name
from comity.dossier.claim import Told
from comity.dossier.finding import Finding
from comity.terms.details import KeptPair

OPPOSED = "balance.opposed_ties"


def opposed(view: View, state: str) -> Judged | None:
    """Of how many rivalries of others it deals with both sides, by treaty; None where there is no figure."""
    m = view.last(OPPOSED, state, "-")
    place = view.standing(m)
    if m is None or place is None or m.value is None:
        return None
    pairs = [f"{name(pair.one)} and {name(pair.other)}" for pair in m.details_of(KeptPair)]
    some = say(ROOM, "stands.pairs", pairs=Told(text=listing(pairs[:3]), ref=ref(m))) if pairs else NOTHING
    slots: Slots = {"state": named(state), "value": printed(m), "year": period(m), "among": some}
    claim = say(ROOM, "stands.opposed", **slots, place=placed(m, place))
    finding = Finding(
        id=f"balance.opposed.{state}",
        question="balance",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(m),
        confidence="moderate",
        confidence_reason="treaty records; large multilateral treaties count like bilateral ones",
        basis=(ref(m),),
        against=("A treaty in force may be a dead letter.",),
        would_change="A denunciation, or a rivalry that ends.",
    )
    return Judged(finding, salience("balance.opposed"))
