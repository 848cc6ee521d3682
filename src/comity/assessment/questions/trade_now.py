"""What the two trade now: the newest accounts of the world, each under its name, and what it weighs for either."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.salience import salience
from comity.assessment.say import measured, period, say, state, together
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim
from comity.dossier.finding import Finding
from comity.terms.period import year_of

CEPII, FUND = "exchange.exports_baci", "exchange.exports_imf"
SUPPLIES, BUYS = "exchange.partner_share", "exchange.partner_share_exports"
ROOM = "questions"
MOST_SHARES = 2


def trade_now(view: View) -> list[Judged]:
    """One finding on goods trade by the newest accounts; none where neither has the pair."""
    flows = _newest(view, CEPII)
    later = [m for m in _newest(view, FUND) if not flows or year_of(m.period) > year_of(flows[0].period)]
    if not flows and not later:
        return []
    shares = _shares(view)
    said = [*_flows(flows), *_was(view, flows), *(_fund(m) for m in later), *map(_weight, shares)]
    claim = together(said)
    largest = max((m.value or 0.0 for m in (*flows, *later)), default=0.0)
    little = largest < threshold("nothing_trade")
    finding = Finding(
        id="exchange.now",
        question="exchange",
        claim=claim.text,
        parts=claim.parts,
        confidence="moderate",
        confidence_reason="accounts of the whole world that others compile; each fills in where a state was silent",
        basis=claim.basis,
        against=("Goods only; what passes through a third state stands under that state.",),
        would_change="Both sides' customs reports for the same year.",
    )
    size = max((m.value or 0.0 for m in shares), default=0.0)
    return [Judged(finding, salience("exchange.now", "little" if little else "some", size))]


def _newest(view: View, measure: str) -> list[Measurement]:
    """Both ways in the newest year in which an account has either."""
    if not view.has(measure):
        return []
    found = [m for m in (view.last(measure), view.last(measure, view.b, view.a)) if m is not None and m.known]
    newest = max((m.period for m in found), default="")
    return [m for m in found if m.period == newest]


def _flows(flows: list[Measurement]) -> list[Claim]:
    if len(flows) == 2:
        first, second = flows
        return [
            say(
                ROOM, "trade.both", year=period(first), a=state(first.a), b=state(first.b), first=measured(first),
                second=measured(second),
            )
        ]  # fmt: skip
    return [say(ROOM, "trade.one", year=period(m), a=state(m.a), b=state(m.b), value=measured(m)) for m in flows]


def _was(view: View, flows: list[Measurement]) -> list[Claim]:
    """The larger flow some years before, where it was less than half or more than twice as much."""
    largest = max(flows, key=lambda m: m.value or 0.0, default=None)
    if largest is None or (largest.value or 0.0) < threshold("nothing_trade"):
        return []
    years = int(threshold("figure_old_years"))
    earlier = [
        m
        for m in view.series(CEPII, largest.a, largest.b)
        if m.value and year_of(largest.period) - years <= year_of(m.period) < year_of(largest.period)
    ]
    if not earlier:
        return []
    apart = max(earlier, key=lambda m: abs(_fold(m, largest)))
    return [say(ROOM, "trade.was", was=measured(apart), then=period(apart))] if abs(_fold(apart, largest)) > 1 else []


def _fold(earlier: Measurement, now: Measurement) -> float:
    """How many doublings lie between two values."""
    from math import log2

    return log2((now.value or 1.0) / (earlier.value or 1.0))


def _fund(m: Measurement) -> Claim:
    return say(ROOM, "trade.fund", a=state(m.a), b=state(m.b), value=measured(m), year=period(m))


def _shares(view: View) -> list[Measurement]:
    """The largest printed shares of either in the other's imports or exports."""
    cells = [
        m
        for measure in (SUPPLIES, BUYS)
        if view.has(measure)
        for a, b in ((view.a, view.b), (view.b, view.a))
        if (m := view.last(measure, a, b)) is not None and m.value
    ]
    return sorted(cells, key=lambda m: m.value or 0.0, reverse=True)[:MOST_SHARES]


def _weight(m: Measurement) -> Claim:
    if m.measure == SUPPLIES:
        return say(ROOM, "trade.supplier", buyer=state(m.a), seller=state(m.b), share=measured(m), year=period(m))
    return say(ROOM, "trade.customer", seller=state(m.a), buyer=state(m.b), share=measured(m), year=period(m))
