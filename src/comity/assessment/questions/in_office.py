"""Who leads each of the two, and since when."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.phrases import ROOM
from comity.assessment.salience import salience
from comity.assessment.say import chosen, dated, period, say
from comity.assessment.say import state as state_name
from comity.assessment.view import View, ref
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim, Part, Told
from comity.dossier.finding import Finding
from comity.quantities.shelf import shelf
from comity.terms.dated import as_precise
from comity.terms.relation_details import OfficeHolder

LEADER = "context.leader"
OFFICES = ("context.head_of_state", "context.head_of_government")
_OFFICE = {"context.head_of_state": "head of state", "context.head_of_government": "head of government"}


def heads(view: View, s: str, *, short: bool = False) -> list[Claim]:
    """Who held the two offices on the day that the list is of; nobody where the list is older than names keep."""
    found = [m for office in OFFICES if (m := view.last(office, s, "-")) is not None]
    held = [(m, one) for m in found if not stale(view, m) for one in m.details_of(OfficeHolder)[:1]]
    if not held:
        return []
    key, names = "about.heads" + ("_short" if short else ""), [_person(one.name) for _, one in held]
    slots: dict[str, Part | Claim] = {
        "state": state_name(s),
        "day": period(held[0][0]) if short else dated(str(held[0][1].told), ref(held[0][0])),
    }
    if len(held) == 2 and held[0][1].name != held[1][1].name:
        for which, (m, one), who in zip(("first", "second"), held, names, strict=True):
            slots[which] = Told(text=who, ref=ref(m))
            if not short:
                slots[f"{which}_since"] = dated(as_precise(one.since, one.precision), ref(m))
        return [say(ROOM, key, **slots)]
    m, one = held[0]
    if not short:
        slots["since"] = dated(as_precise(one.since, one.precision), ref(m))
    office = "head of state and of government" if len(held) == 2 else _OFFICE[m.measure]
    office_part = chosen(office, "offices", m.measure, tuple(ref(x) for x, _ in held))
    return [say(ROOM, f"{key}_one", who=Told(text=names[0], ref=ref(m)), office=office_part, **slots)]


def _person(listed: str) -> str:
    """A name as people write it: lists that print surnames in capitals are not followed."""
    return " ".join(part.capitalize() if len(part) > 3 and part.isupper() else part for part in listed.split())


def stale(view: View, m: Measurement) -> bool:
    """Whether the row is too old for a name to be told: who leads changes, and an old name misleads."""
    return shelf(LEADER).is_past(m.period, view.as_of)


def in_office(view: View, s: str) -> Judged | None:
    """Who leads a state, in a finding of its own; None where no list tells of today."""
    said = heads(view, s)
    if not said:
        return None
    (claim,) = said
    finding = Finding(
        id=f"context.leader.{s}",
        question="context",
        claim=claim.text,
        parts=claim.parts,
        confidence="high",
        confidence_reason="a list of office holders of one day",
        basis=claim.basis,
        against=("Who decides on relations abroad need not hold either office.",),
        would_change="A change of office since.",
    )
    return Judged(finding, salience("context.leader"))
