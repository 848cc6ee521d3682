"""How many states keep no embassy with the one."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.phrases import ROOM, per_cent, printed
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, period, say, state
from comity.assessment.view import View, ref
from comity.dossier.claim import Count
from comity.dossier.finding import Finding
from comity.terms.unit import number

DEFICIT, WEIGHTED, HOSTED = "access.embassy_deficit", "access.embassy_deficit_gdp", "representation.embassies_hosted"


def unrepresented(view: View, s: str) -> Judged | None:
    """States that keep no embassy, raw and weighed by their economies."""
    raw, weighed = view.last(DEFICIT, s, "-"), view.last(WEIGHTED, s, "-")
    place = view.standing(raw)
    if raw is None or place is None:
        return None
    weight = say(ROOM, "missions.no_weight")
    if weighed is not None:
        weight = say(ROOM, "missions.weight", value=printed(weighed))
    senders = Count(text=number(raw.n), number=raw.n or 0, refs=(ref(raw),))
    slots: Slots = {"senders": senders, "value": printed(raw), "state": state(s), "year": period(raw), "weight": weight}
    among = chosen(place.among, "among", raw.measure)
    claim = say(ROOM, "missions.lacking", **slots, share=per_cent(raw, place.percentile), among=among)
    finding = Finding(
        id=f"access.embassy_deficit.{s}",
        question="access",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(raw),
        confidence="low",
        confidence_reason="the list is incomplete, so the true share is lower; recognition itself is not covered",
        basis=tuple(ref(x) for x in (raw, weighed) if x is not None),
        against=("Small states keep few embassies anywhere: to lack theirs is no isolation.",),
        would_change="The foreign ministry's list of missions.",
    )
    return Judged(finding, salience("access.embassy_deficit", size=(weighed.value if weighed is not None else 0) or 0))
