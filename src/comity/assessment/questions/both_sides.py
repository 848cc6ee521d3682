"""Dealings of the one with the other state and with that state's rivals."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.confidence import of_statements
from comity.assessment.phrases import ROOM, clause, day_of, ids, owner, several, stated, written_day
from comity.assessment.salience import salience
from comity.assessment.say import Slots, say, state
from comity.assessment.say import counted as counted_part
from comity.assessment.say import listed as in_a_row
from comity.assessment.view import View
from comity.dossier.claim import claim as claimed
from comity.dossier.finding import Finding
from comity.dossier.statement import INSTRUMENTS


def both_sides(view: View) -> Judged | None:
    """Dealings of the partner with the other state and with that state's rivals."""
    rivals = [r for r in view.rivals_of(view.a) if r not in (view.a, view.b)]
    with_a = [r for r in view.between if r.kind in INSTRUMENTS and r.status != "plan"]
    with_rivals = {
        rival: [
            r for r in view.evidence if {r.a, r.b} == {view.b, rival} and r.kind in INSTRUMENTS and r.status != "plan"
        ]
        for rival in rivals
    }
    held = {rival: rows for rival, rows in with_rivals.items() if rows}
    if not held or not with_a:
        return None
    with_each = [
        say(ROOM, "sides.with_rival", many=counted_part(len(found), ids(found)), rival=state(rival))
        for rival, found in held.items()
    ]
    rows = [*with_a, *(r for found in held.values() for r in found)]
    last = max((r for found in held.values() for r in found), key=lambda r: r.date)
    slots: Slots = {"partner": state(view.b), "state": state(view.a), "owner": owner(view.a)}
    slots["dealings"] = several(len(with_a), "dealing", refs=ids(with_a))
    slots |= {"rivals": in_a_row(with_each), "day": written_day(last), "newest": stated(last)}
    claim = say(ROOM, "sides.both", **slots)
    confidence, reason = of_statements(rows, "fair", "counted, not weighed", view.as_of, view.register)
    finding = Finding(
        id="balance.both_sides",
        question="balance",
        claim=claim.text,
        parts=claim.parts,
        confidence=confidence,
        confidence_reason=reason,
        basis=ids(rows),
        against=("Dealings with rivals were gathered for this study in less depth than those between the two.",),
        would_change="A breach of relations with either side.",
    )
    among: Slots = {"partner": state(view.b), "state": state(view.a)}
    among |= {"rivals": in_a_row([claimed(state(rival)) for rival in held]), "day": day_of(last)}
    short = say(ROOM, "sides.short", **among, newest=clause(last))
    return Judged(finding, salience("balance.both_sides"), short)
