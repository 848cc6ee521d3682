"""That one of the two keeps its relations with the government that the other does not recognise, and none with it."""

from __future__ import annotations

from dataclasses import dataclass

from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.chronicle.status import statuses
from comity.terms.period import year_of

_SINCE, _EMBASSY = "relations.since", "representation.embassy"
_IN_FORM = ("relations.in_force", _SINCE, _EMBASSY)
_TWO_GOVERNMENTS = "two_governments"


@dataclass(frozen=True, slots=True)
class Instead:
    """`keeper` keeps relations with `other`, by the row, and has none on record with `without`."""

    keeper: str
    other: str
    without: str
    row: Measurement


def instead(view: View) -> Instead | None:
    """With whom one of the two keeps relations in place of the other; None where nothing of the kind is on record."""
    if not view.has(*_IN_FORM):
        return None
    held = _between(view, view.a, view.b)
    for keeper, without in ((view.a, view.b), (view.b, view.a)):
        for other in _rivals(view, without):
            row = _between(view, keeper, other) if other != keeper else None
            if row is not None and (held is None or _overtaken(view, held, keeper, other)):
                return Instead(keeper, other, without, row)
    return None


def _overtaken(view: View, held: Measurement, keeper: str, other: str) -> bool:
    """Whether an embassy that a list still has is older than the relations that were begun in its place."""
    begun = view.last(_SINCE, keeper, other)
    late = begun is not None and begun.value is not None and begun.value > year_of(held.period)
    return held.measure == _EMBASSY and late


def _rivals(view: View, state: str) -> list[str]:
    """The governments that a state does not recognise because they claim what it claims."""
    lines = [s for s in statuses() if s.kind == _TWO_GOVERNMENTS and s.holds(view.as_of) and s.entity in (s.a, s.b)]
    return sorted({s.b if s.a == state else s.a for s in lines if state in (s.a, s.b) and "*" not in (s.a, s.b)})


def _between(view: View, one: str, other: str) -> Measurement | None:
    """A row that shows relations in form between two; None where no register has any."""
    for measure in _IN_FORM:
        for a, b in ((one, other), (other, one)):
            m = view.last(measure, a, b)
            if m is not None and m.value:
                return m
    return None
