"""The share of goods of high technology in what a state sells: the sum of two classes as a derived row."""

from __future__ import annotations

from collections.abc import Mapping

from comity.assessment.derived.row import Worked, worked
from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.terms.technology import TITLES

TO_PARTNER, TO_WORLD = "complementarity.technology", "complementarity.technology_to_world"
SUMS = {TO_PARTNER: "complementarity.high_technology", TO_WORLD: "complementarity.high_technology_to_world"}
"""By the family of its classes, the id of the sum of those of high technology."""
_HIGH = ("ht1", "ht2")


def newest_classes(view: View, family: str, a: str, b: str) -> dict[str, Measurement]:
    """Shares of all classes in the newest year that has any, numbers or bounds."""
    found = {kind: series[-1] for kind in TITLES if (series := view.series(f"{family}.{kind}", a, b))}
    newest = max((m.period for m in found.values()), default="")
    return {kind: m for kind, m in found.items() if m.period == newest}


def high_technology(family: str, a: str, b: str, shares: Mapping[str, Measurement]) -> Worked | None:
    """The sum of the two classes, its ends what surely belongs to them and what may; None where one is not known."""
    parts = [shares[kind] for kind in _HIGH if kind in shares and shares[kind].value is not None]
    if len(parts) < len(_HIGH):
        return None
    value, low, high = (sum(getattr(m, end) or 0.0 for m in parts) for end in ("value", "low", "high"))
    value = min(value, 1.0)
    return worked(SUMS[family], (a, b), value, parts, ends=(min(low, value), min(high, 1.0)))
