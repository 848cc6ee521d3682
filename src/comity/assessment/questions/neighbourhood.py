"""How hostile the surroundings of a state are, who keeps no embassy in it, and between whom it stands."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.phrases import NOTHING, ROOM, capital, owner, placed, printed, several
from comity.assessment.questions.parts import EMBASSY, embassies_kept, text
from comity.assessment.questions.standing_between import BROKERAGE
from comity.assessment.questions.unrepresented import DEFICIT, HOSTED, WEIGHTED
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, period, say, states, together
from comity.assessment.view import View, ref
from comity.assessment.words import name, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim
from comity.dossier.finding import Finding
from comity.dossier.table import Column, TableModel
from comity.terms.details import HostileState

LAND, NEAR = "access.hostile_neighbourhood", "access.hostile_near_abroad"


def hostile(view: View, s: str) -> Judged | None:
    """The hostile share of the land neighbourhood and of the near abroad, with the names of the hostile."""
    land, near = view.last(LAND, s, "-"), view.last(NEAR, s, "-")
    m = land or near
    place = view.standing(m)
    if m is None or place is None:
        return None
    where = [p for p in (_land(s, land), _near(near)) if p is not None]
    first = chosen(" by the first count" if len(where) > 1 else "", "counts", str(len(where)))
    said = [capital(say(ROOM, "around.said", where=together(where, "; ")))]
    if m.value:
        said.append(capital(say(ROOM, "around.higher", place=placed(m, place), first=first)))
    claim = together(said)
    finding = Finding(
        id=f"access.neighbourhood.{s}",
        question="access",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(m),
        confidence="moderate",
        confidence_reason="rivalries are coded late and disputes end early; a peace of recent years does not show",
        basis=tuple(ref(x) for x in (land, near) if x is not None),
        against=("Capability counts mass: a small hostile neighbour can weigh more than its share.",),
        would_change="A rivalry declared ended, or a new one.",
    )
    return Judged(
        finding, salience("access.neighbourhood", size=max(x.value or 0 for x in (land, near) if x is not None))
    )


def _land(s: str, m: Measurement | None) -> Claim | None:
    if m is None:
        return None
    whose: Slots = {"owner": owner(s), "year": period(m)}
    if m.n == 1:
        if m.value:
            return say(ROOM, "around.only_hostile", **whose, names=_named(m))
        return say(ROOM, "around.only", **whose)
    many = several(m.n or 0, "land neighbour", refs=(ref(m),))
    if not m.value:
        return say(ROOM, "around.none", **whose, many=many)
    return say(ROOM, "around.weight", **whose, many=many, value=printed(m), names=_named(m))


_REACH = chosen("400", "reach", "400 miles")


def _near(m: Measurement | None) -> Claim | None:
    if m is None:
        return None
    slots: Slots = {"reach": _REACH, "year": period(m)}
    if m.n == 1:
        if m.value:
            return say(ROOM, "around.near_only_hostile", **slots, names=_named(m))
        return say(ROOM, "around.near_only", **slots)
    many = several(m.n or 0, "state", refs=(ref(m),))
    if not m.value:
        return say(ROOM, "around.near_none", **slots, many=many)
    return say(ROOM, "around.near_weight", **slots, many=many, value=printed(m), names=_named(m))


def _named(m: Measurement) -> Claim:
    """The hostile by name, in brackets; nothing where the row names none."""
    held = [h.state for h in m.details_of(HostileState)] if m.details else []
    return say(ROOM, "around.names", names=states(held)) if held else NOTHING


def surroundings(view: View) -> tuple[TableModel, ...]:
    """Both states side by side."""
    lines = (
        ("Hostile share of land neighbours' weight", LAND),
        ("Hostile share of the near abroad's weight", NEAR),
        ("States without an embassy in it", DEFICIT),
        ("The same, weighed by economy", WEIGHTED),
        ("Embassies hosted", HOSTED),
        ("Brokerage between states without embassies", BROKERAGE),
    )
    rows = []
    for title, measure in lines:
        found = [view.last(measure, s, "-") for s in (view.a, view.b)]
        if any(found):
            rows.append((title, *(f"{text(m)} ({m.period})" if m else "–" for m in found)))
    if rows and view.has(EMBASSY):
        rows.append(("Embassies it keeps, on the list", *(embassies_kept(view, s) for s in (view.a, view.b))))
    if not rows:
        return ()
    return (
        TableModel(
            id="table.surroundings",
            question="access",
            title="Surroundings and representation",
            columns=(Column(name=""), *(Column(name=sentence(name(s))) for s in (view.a, view.b))),
            rows=tuple(rows),
            note="A dash: no land neighbours, or not covered. The list of embassies is incomplete, so what is missing "
            "is at most this.",
            source=view.source(*(m for _, m in lines)),
        ),
    )
