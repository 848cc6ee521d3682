"""Forces that came in by force and are not known to have left: the fall of the government they fought ends no holding.

A row's `until` is then the day on which that government fell. Where no row of the two tells of a withdrawal, who holds
the ground since is not known of it, and the forces are told as such.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from comity.chronicle.events import Event, between, events

_CAME = ("invasion", "occupation")
_FELL = "government"
_LEFT = ("withdrawal", "base_ended", "peace_treaty")
NEAR = 3
"""Days between the end of a row and the fall of a government within which the one is taken from the other."""


def with_holding(found: tuple[Event, ...], as_of: date) -> tuple[Event, ...]:
    """Events of two as known on a day, those marked whose end is the fall of a government alone."""
    return tuple(replace(e, left_open=True) if _left_open(e, as_of) else e for e in found)


def _left_open(event: Event, as_of: date) -> bool:
    if event.kind.id not in _CAME or event.until is None:
        return False
    fell = any(abs((day - event.until.end).days) <= NEAR for day in _falls().get(event.b, ()))
    left = (e for e in between(event.a, event.b, as_of) if e.kind.id in _LEFT)
    return fell and not any(e.when.end >= event.when.start for e in left)


@cache
def _falls() -> dict[str, tuple[date, ...]]:
    """Days on which a government fell that turned relations, by either state of the row."""
    found: dict[str, tuple[date, ...]] = {}
    for e in events():
        if e.kind.id == _FELL and e.when.precision == "day":
            for s in (e.a, e.b):
                found[s] = (*found.get(s, ()), e.when.end)
    return found
