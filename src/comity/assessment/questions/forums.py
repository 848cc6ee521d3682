"""Organisations that both are in, and those that only the one is in."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.phrases import ROOM, placed, printed, several
from comity.assessment.salience import salience
from comity.assessment.say import Slots, period, say
from comity.assessment.say import state as named
from comity.assessment.view import View, ref
from comity.dossier.finding import Finding
from comity.terms.treaty_details import Membership

SHARED, MEMBERS = "igo.shared", "igo.memberships"


def forums(view: View) -> Judged | None:
    """In how many organisations both are, and how many further ones the partner is in; None where it is not known."""
    shared = view.last(SHARED)
    place = view.standing(shared)
    if shared is None or place is None:
        return None
    mine, theirs = members_of(view, view.a, shared.period), members_of(view, view.b, shared.period)
    only = sorted(theirs - mine)
    lists = [m for s in (view.a, view.b) if (m := view.at(MEMBERS, shared.period, s, "-")) is not None]
    further = several(len(only), "further one", refs=tuple(ref(m) for m in lists))
    slots: Slots = {"year": period(shared), "value": printed(shared), "place": placed(shared, place)}
    claim = say(ROOM, "forums.shared", **slots, partner=named(view.b), state=named(view.a), further=further)
    finding = Finding(
        id="access.forums",
        question="access",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(shared),
        confidence="high",
        confidence_reason="membership records",
        basis=(ref(shared), *(ref(m) for m in lists)),
        against=(f"The record ends in {shared.period}.",),
        would_change="Accession to, or exit from, an organisation.",
    )
    return Judged(finding, salience("access.forums"))


def members_of(view: View, s: str, period: str) -> set[str]:
    """The organisations that a state is in."""
    m = view.at(MEMBERS, period, s, "-")
    return {held.organisation for held in m.details_of(Membership)} if m is not None else set()
