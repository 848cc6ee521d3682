"""Two accounts of one flow of goods that lie so far apart that neither is a figure of it, or between which it fell."""

from __future__ import annotations

from datetime import date

from comity.assessment.barred import barring
from comity.assessment.record import DEFINES
from comity.assessment.say import Slots, act_told, measured, period, say, state, when
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.chronicle.events import Event
from comity.dossier.claim import Claim
from comity.terms.period import year_of

CEPII, FUND = "exchange.exports_baci", "exchange.exports_imf"
ROOM = "questions"
_CUTS, _WARS = ("measures", "relations"), ("war", "territory")
"""Families of acts after which a flow may fall to nothing; of wars and lands those that define the two."""
_NO_GOODS = ("aid_cut", "airspace_closed", "arms_withheld")
"""Measures that leave goods as they are."""
_GRAVE = ("war", "measures")
Two = tuple[Measurement, Measurement]
"""The newest figure of the Fund's series and of CEPII's account."""


def lost(view: View, a: str, b: str) -> Two | None:
    """The newest figure of either account for what a sells to b, where they cannot both be; else None.

    Not where the flow fell and what the two broke off, barred or fought says why.
    """
    two = _far(view, a, b)
    return None if two is None or _explained(view, two) else two


def told_lost(two: Two) -> Claim:
    """That it cannot be told, with both figures."""
    new, old = two
    return say(
        ROOM, "trade.irreconcilable", a=state(new.a), b=state(new.b), first=measured(new), year=period(new),
        second=measured(old), then=period(old),
    )  # fmt: skip


def told_fell(view: View, a: str, b: str) -> Claim | None:
    """That what a sells to b fell to less than a tenth, and what says why; None where it did not, or nothing does."""
    two = _far(view, a, b)
    if two is None or not _explained(view, two):
        return None
    old, new = _in_time(two)
    slots: Slots = {"a": state(a), "b": state(b), "year": period(new), "was": measured(old), "then": period(old)}
    act = None if barring(view) else cut_between(view, old, new)
    if act is None:
        return say(ROOM, "trade.fell_barred", **slots)
    return say(ROOM, "trade.fell_after", **slots, what=act_told(act), when=when(act))


def _far(view: View, a: str, b: str) -> Two | None:
    if not view.has(FUND, CEPII):
        return None
    fund, cepii = view.last(FUND, a, b), view.last(CEPII, a, b)
    if fund is None or cepii is None or not fund.known or not cepii.known:
        return None
    x, y = fund.value or 0.0, cepii.value or 0.0
    years = abs(year_of(fund.period) - year_of(cepii.period))
    far = max(x, y) >= threshold("reports_irreconcilable") * min(x, y)
    weighs = max(x, y) >= threshold("nothing_trade")
    return (fund, cepii) if far and weighs and years <= threshold("far_apart_years") else None


def _in_time(two: Two) -> Two:
    """The older figure first; of one year the Fund's is the newer."""
    fund, cepii = two
    return (fund, cepii) if fund.period < cepii.period else (cepii, fund)


def _explained(view: View, two: Two) -> bool:
    old, new = _in_time(two)
    if (new.value or 0.0) >= (old.value or 0.0):
        return False
    record = view.record
    cut = record is not None and (record.embargo is not None or record.broken is not None)
    return cut or barring(view) or cut_between(view, old, new) is not None


def _halts_goods(act: Event) -> bool:
    """Whether an act against the other may halt goods: a shot at the border does not, nor what bars arms or aid."""
    if act.kind.family in _WARS:
        return act.weight == DEFINES
    return act.kind.family in _CUTS and act.kind.id not in _NO_GOODS


def cut_between(view: View, old: Measurement, new: Measurement) -> Event | None:
    """The gravest act that goods may not have got past, from the year of the older figure to that of the newer; wars
    and measures before all else.
    """
    first, last = year_of(old.period), year_of(new.period)
    acts = [] if view.record is None else [e for e in view.record.events if e.sign < 0 and e.weight > 1]
    # What was done late in the newer year cannot have made what was counted in all of it.
    acts = [e for e in acts if _halts_goods(e) and date(first, 1, 1) <= e.when.start <= date(last, 6, 30)]
    return max(acts, key=lambda e: (e.kind.family in _GRAVE, e.weight, e.when.end), default=None)
