"""What most of a flow of goods is, where one good that a register names makes most of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from comity.assessment.accounts.far_apart import CEPII
from comity.assessment.accounts.reporters import silent_in
from comity.assessment.say import chosen, period, say, state
from comity.assessment.settings import threshold
from comity.assessment.view import View, ref
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim
from comity.terms.curated import curated_rows
from comity.terms.details import FoodItem

ROOM = "questions"
_FOOD = ("exchange.food_reported_by_exporter", "exchange.food_reported_by_importer")
_MILLION = 1e6


def mostly(view: View, seller: str, buyer: str) -> Claim | None:
    """That what the one sells to the other is mostly one good; None where none is known to make half of it.

    Item and flow are of one year, and an item larger than the flow by more than freight explains names nothing; nor is
    anything named where the account lacks the report of either, since what is left of the flow may be its farm goods.
    """
    if not view.has(CEPII):
        return None
    flows = {m.period: m for m in view.series(CEPII, seller, buyer) if m.value and not view.past_shelf(m)}
    for measure in filter(view.has, _FOOD):
        for m in reversed(view.series(measure, seller, buyer)):
            flow = flows.get(m.period)
            if flow is None:
                continue
            good = "" if {seller, buyer} & silent_in(view, m.period) else _most_of(m, flow)
            if good:
                rows = (ref(m), ref(flow))
                name = chosen(good, "goods_named", measure, rows)
                return say(ROOM, "trade.mostly", seller=state(seller), buyer=state(buyer), good=name, year=period(m))
            break
    return None


def _most_of(m: Measurement, flow: Measurement) -> str:
    """The name of the largest item where it makes most of a flow of weight; "" where none does or it has no name.

    Nor where all items together are more than the flow: then the two accounts are not of one trade.
    """
    items = m.details_of(FoodItem)
    largest = max(items, key=lambda i: i.million, default=None)
    if largest is None or (flow.value or 0.0) < threshold("nothing_trade"):
        return ""
    whole = (flow.value or 1.0) / _MILLION
    every = sum(item.million for item in items)
    named = threshold("mostly") * whole <= largest.million and every <= threshold("mostly_at_most") * whole
    return _names().get(largest.item, "") if named else ""


@cache
def _names() -> dict[str, str]:
    return {row["item"]: row["words"] for row in curated_rows(Path(__file__).with_name("goods_named.csv"))}
