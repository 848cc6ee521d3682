"""Products: what one sells and the other buys, but not from each other."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.salience import salience
from comity.assessment.view import View, ref
from comity.assessment.words import above, counted, name, sentence
from comity.atlas.measurement import Measurement
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
    place = view.standing(m)
    among = "" if place is None else f"; {above(place.percentile, place.among)}"
    span = "" if m.low is None or m.low == m.high else f" ({m.interval} {_share(m, m.low)} to {_share(m, m.high)})"
    widest = f" The widest gaps are in HS {listed(m.details)}." if m.details else ""
    claim = (
        f"Over {counted(m.n or 0, 'product')} that {name(m.a)} sells and {name(m.b)} buys, {_share(m, m.value)}{span} "
        f"of what supply and demand would suggest lies in products that {name(m.a)} sells {name(m.b)} less of, in "
        f"{m.period}{among}."
    )
    finding = Finding(
        id=f"potential.products.{m.a}-{m.b}",
        question="potential",
        claim=sentence(claim) + widest,
        estimate=view.estimate(m),
        confidence="low",
        confidence_reason="transport, tariffs and taste are not in it, and the products are those at hand",
        basis=(ref(m),),
        against=("A basket differs from world averages for good reasons, distance first.",),
        would_change="Tariffs and transport costs by product.",
    )
    return Judged(finding, salience("potential.products"))


def _share(m: Measurement, value: float | None) -> str:
    return format_value(value, m.unit)
