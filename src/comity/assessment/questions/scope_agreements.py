"""Agreements of trade and investment of the two, and how much they tell of them."""

from __future__ import annotations

from comity.assessment.agreements import own
from comity.assessment.answer import Judged
from comity.assessment.held_agreements import TRADE, held, of_dozens
from comity.assessment.questions.dealings import on_paper
from comity.assessment.salience import salience
from comity.assessment.say import together
from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim
from comity.dossier.finding import Finding
from comity.terms.treaty_details import InvestmentTreaty, TradeAgreement


def both_ways(view: View, measure: str) -> list[Measurement]:
    """The newest of a measure for each way that it has."""
    if not view.has(measure):
        return []
    directed = view.atlas.entry(measure).direction == "directed"
    pairs = [(view.a, view.b), (view.b, view.a)] if directed else [(view.a, view.b)]
    found = [view.last(measure, a, b) for a, b in pairs]
    return [m for m in found if m is not None]


def agreements_of_two(view: View, said: list[Claim]) -> Judged:
    """Agreements of trade and investment, by name and year."""
    told = together(said)
    finding = Finding(
        id="scope.agreements",
        question="scope",
        claim=told.text,
        parts=told.parts,
        confidence="high",
        confidence_reason="registers to which states notify their agreements",
        basis=told.basis,
        against=(
            "What is in force may be little used.",
            "An agreement that nobody has notified yet is in no register.",
        ),
        would_change="A later edition of the registers.",
    )
    joined = view.record is not None and bool(view.record.unions)
    part = view.kind is not None and view.kind.id == "part" and not _own(view)
    if (
        part
        or _told_as_events(view)
        or on_paper(view)
        or not _in_force(view)
        or (not joined and _only_preferences(view))
    ):
        return Judged(finding, salience("scope.agreements", "slight"))
    return Judged(finding, salience("scope.agreements", "joined" if joined else "alone"))


def _own(view: View) -> bool:
    """Whether a trade agreement of the two alone is in force, and not one of a union with its members' territories."""
    return any(own(d, view.a, view.b) for d in _trade(view))


def _told_as_events(view: View) -> bool:
    """Whether all that is in force are treaties of the two alone whose signing or entry the chronicle tells."""
    trade = _trade(view)
    if view.record is None or any(not own(d, view.a, view.b) for d in trade):
        return False
    told = {e.when.year for e in view.record.events if e.kind.family == "treaty"}
    made = [{d.signed, d.in_force} for d in trade]
    for m in both_ways(view, "agreement.investment_in_force"):
        made += [{d.signed.year, d.in_force.year} for d in m.details_of(InvestmentTreaty)]
    return bool(made) and all(years & told for years in made)


def _in_force(view: View) -> bool:
    """Whether any agreement is in force, and not only one that ended."""
    return bool(_trade(view)) or any(m.value for m in both_ways(view, "agreement.investment_in_force"))


def _only_preferences(view: View) -> bool:
    """Whether all that is in force between the two is what dozens of states share, as preferences on some goods."""
    if any(m.value for m in both_ways(view, "agreement.investment_in_force")):
        return False
    trade = _trade(view)
    return bool(trade) and all(of_dozens(view, d) for d in trade)


def _trade(view: View) -> list[TradeAgreement]:
    return [d for m in both_ways(view, TRADE) for d in held(view, m)]
