"""Trade agreements that bind the two of a view: what a register names, less what another list or an event gainsays."""

from __future__ import annotations

from comity.assessment.agreements import standing
from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.terms.treaty_details import TradeAgreement

TRADE = "agreement.trade_in_force"


def held(view: View, m: Measurement | None) -> list[TradeAgreement]:
    """Those of a row that bind the two on the day; empty where there is no row."""
    if m is None or not m.value:
        return []
    told = () if view.record is None else view.record.events
    return standing(m.details_of(TradeAgreement), view.a, view.b, view.as_of, told)
