"""How hostile the surroundings of a state are, who keeps no embassy in it, and between whom it stands."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.phrases import NOTHING, ROOM, capital, owner, per_cent, placed, printed, several
from comity.assessment.questions.parts import EMBASSY, embassies_kept, text
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, period, say, state, states, together
from comity.assessment.view import View, ref
from comity.assessment.words import name, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim, Count
from comity.dossier.finding import Finding
from comity.dossier.table import Column, TableModel
from comity.terms.details import HostileState
from comity.terms.unit import number

LAND, NEAR = "access.hostile_neighbourhood", "access.hostile_near_abroad"
DEFICIT, WEIGHTED, HOSTED = "access.embassy_deficit", "access.embassy_deficit_gdp", "representation.embassies_hosted"
BROKERAGE = "structure.brokerage"
BETWEEN = 2.0
"""Standard deviations from which brokerage is more than chance would give."""
FEW = 95.0
"""Percentile of states from which few do more."""


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
