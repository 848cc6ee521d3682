"""A state's ties with the powers as derived rows: how even, how weighty, how far apart, and where it votes."""

from __future__ import annotations

from comity.assessment.derived.details import Power
from comity.assessment.derived.row import Worked, worked
from comity.assessment.portfolio import Portfolio, Stand
from comity.terms.detail import StateId
from comity.terms.ref import NOBODY


def spread(state: str, one: Portfolio, powers: tuple[str, ...]) -> tuple[Worked, ...]:
    """How evenly the ties of a layer are spread, and how much the powers weigh in them; none of what is not known."""
    told = (("balance.evenness", one.evenness, None), ("balance.engagement", one.engagement, one.states))
    return tuple(
        worked(f"{id}.{one.layer.id}", (state, NOBODY), value, one.ties, n=n, details=_named(powers))
        for id, value, n in told
        if value is not None
    )


def apart(state: str, economy: Portfolio, security: Portfolio, distance: float, powers: tuple[str, ...]) -> Worked:
    """The total variation between the powers' shares in trade and in security."""
    ties = (*economy.ties, *security.ties)
    return worked("balance.apart", (state, NOBODY), distance, ties, details=_named(powers))


def position(state: str, where: Stand) -> Worked:
    """Where a state votes between the two powers that vote farthest apart: 0 beside the first named, 1 the second."""
    rows = (where.own, where.east, where.west)
    ends = min(where.low, where.high), max(where.low, where.high)
    powers = _named((where.east.a, where.west.a))
    return worked("balance.position", (state, NOBODY), where.value, rows, ends=ends, n=where.own.n, details=powers)


def _named(powers: tuple[str, ...]) -> tuple[Power, ...]:
    return tuple(Power(StateId(p)) for p in powers)
