"""Trade agreements that bind the two of a view: what a register names, less what another list or an event gainsays."""

from __future__ import annotations

from comity.assessment.agreements import own, standing, titled
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.atlas.derived import derived
from comity.atlas.measurement import Measurement
from comity.terms.treaty_details import TradeAgreement

TRADE = "agreement.trade_in_force"


def held(view: View, m: Measurement | None) -> list[TradeAgreement]:
    """Those of a row that bind the two on the day; empty where there is no row."""
    if m is None or not m.value:
        return []
    told = () if view.record is None else view.record.events
    return standing(m.details_of(TradeAgreement), view.a, view.b, view.as_of, told)


def of_dozens(view: View, agreement: TradeAgreement) -> bool:
    """Whether it binds no two of its parties: preferences on some goods, or an agreement that one of the two shares
    with dozens of states. One of the two alone always binds them.
    """
    if own(agreement, view.a, view.b):
        return False
    return agreement.kind == "partial scope" or _shared_by(view, titled(agreement)) >= threshold("agreement_of_dozens")


def _shared_by(view: View, title: str) -> int:
    """With how many states the first of the two shares an agreement of a name."""
    period = view.atlas.last_period(TRADE)
    if period is None:
        return 0

    def count() -> dict[str, int]:
        found: dict[str, int] = {}
        for m in view.atlas.partners(TRADE, view.a, period):
            for name in {titled(d) for d in m.details_of(TradeAgreement)}:
                found[name] = found.get(name, 0) + 1
        return found

    return derived(view.atlas, f"agreements shared by {view.a} {period}", count).get(title, 0)
