"""Mediations of the two on record in a study."""

from __future__ import annotations

from collections import Counter

from comity.assessment.answer import Judged
from comity.assessment.confidence import of_statements
from comity.assessment.hypotheses import decides_any
from comity.assessment.phrases import CAME_ABOUT, NOTHING, ROOM, ids, several, stated, written_day
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, say, state, states, together
from comity.assessment.say import counted as counted_part
from comity.assessment.view import View
from comity.assessment.words import lowered
from comity.dossier.claim import Told, When
from comity.dossier.finding import Finding
from comity.dossier.statement import EvidenceRow


def mediations(view: View) -> Judged | None:
    """Mediations that one of the pair hosted, offered or was thanked for."""
    rows = [r for r in view.evidence if r.kind == "mediation" and r.sender in (view.a, view.b)]
    done = [r for r in rows if r.status in CAME_ABOUT]
    if not rows:
        return None
    who = Counter(r.sender for r in rows).most_common(1)[0][0]
    rows = [r for r in rows if r.sender == who]
    done = [r for r in rows if r.status in CAME_ABOUT]
    rivals = {*view.rivals_of(view.a)}
    touching = [r for r in rows if r.receiver in rivals]
    about = NOTHING
    if touching:
        whom = states(list(dict.fromkeys(r.receiver for r in touching)))
        about = say(ROOM, "mediates.touching", many=counted_part(len(touching), ids(touching)), whom=whom)
    rest = [r for r in rows if r not in done]
    if rest:
        offers = all(r.status == "plan" for r in rest)
        tail = ", the rest are offers" if offers else ", of the rest that is not on record"
        many = counted_part(len(done), ids(done), "" if done else "none")
        came = say(
            ROOM, "mediates.some", many=many, rest=chosen(tail, "status", "plan" if offers else "open", ids(rest))
        )
    else:
        word = "it" if len(done) == 1 else "all of them"
        came = say(ROOM, "mediates.all", all=chosen(word, "status", "done", ids(done)))
    slots: Slots = {"who": state(who), "offices": several(len(rows), "good office", refs=ids(rows))}
    slots["since"] = When(text=str(rows[0].when.year), date=str(rows[0].when.year), ref=rows[0].id)
    claim = together(
        [
            say(ROOM, "mediates.record", **slots, touching=about, came=came),
            say(ROOM, "mediates.newest", day=written_day(rows[-1]), said=Told(text=_within(rows[-1]), ref=rows[-1].id)),
        ]
    )
    confidence, reason = of_statements(rows, "fair", "counted, not weighed", view.as_of, view.register)
    finding = Finding(
        id="intermediary.record",
        question="intermediary",
        claim=claim.text,
        parts=claim.parts,
        confidence=confidence,
        confidence_reason=reason,
        basis=ids(rows),
        against=("To host talks is not to mediate, and an offer is not a mandate.",),
        would_change="A mandate that both sides to a dispute accept.",
    )
    return Judged(
        finding,
        salience("intermediary.record", "beside_odds" if decides_any(view.contests, view.evidence) else "alone"),
    )


_OPENERS = frozenset(("A", "An", "After", "As", "At", "Before", "By", "For", "From", "In", "On", "The", "To", "With"))


def _within(r: EvidenceRow) -> str:
    """The claim for use after a comma: a small word that opens it is written small."""
    said = stated(r).text
    return lowered(said) if said.partition(" ")[0] in _OPENERS else said
