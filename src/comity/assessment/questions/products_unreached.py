"""Products: what one sells and the other buys, but not from each other."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.phrases import NOTHING, ROOM, after, ends, figure, several
from comity.assessment.salience import salience
from comity.assessment.say import Slots, period, say, state, together
from comity.assessment.view import View, ref
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Told
from comity.dossier.finding import Finding
from comity.terms.detail import listed
from comity.terms.unit import format_value

UNREACHED = "potential.unreached_share"
_LEAST_PRODUCTS = 10
"""Products below which a basket says nothing about a pair."""


def product_findings(view: View) -> tuple[Judged, ...]:
    """One finding for each direction with trade by product in the atlas."""
    found = (view.last(UNREACHED, *d, least_n=_LEAST_PRODUCTS) for d in ((view.a, view.b), (view.b, view.a)))
    return tuple(_finding(view, m) for m in found if m is not None)


def _finding(view: View, m: Measurement) -> Judged:
    slots: Slots = {"seller": state(m.a), "buyer": state(m.b), "year": period(m)}
    slots["products"] = several(m.n or 0, "product", refs=(ref(m),))
    slots["share"] = figure(m, m.value, format_value(m.value, m.unit))
    slots["span"] = NOTHING if m.low is None or m.low == m.high else ends(m)
    said = say(ROOM, "unreached.said", **slots, place=after(m, view.standing(m), "semicolon"))
    widest = [say(ROOM, "unreached.widest", named=Told(text=listed(m.details), ref=ref(m)))] if m.details else []
    claim = together([said, *widest])
    finding = Finding(
        id=f"potential.products.{m.a}-{m.b}",
        question="potential",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(m),
        confidence="low",
        confidence_reason="transport, tariffs and taste are not in it, and the products are those at hand",
        basis=(ref(m),),
        against=("A basket differs from world averages for good reasons, distance first.",),
        would_change="Tariffs and transport costs by product.",
    )
    return Judged(finding, salience("potential.products"))
