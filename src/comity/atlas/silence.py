"""What the absence of a row means, by what its measure declares and who was a state then."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from comity.atlas.manifest import Entry
from comity.atlas.measurement import State
from comity.terms.membership import coexisted, system_members


def silence(entry: Entry, a: str, b: str, period: int, horizon: int) -> State:
    """What it means that a pair (or state) has no row in a period, up to the last period that the day can know."""
    year = period // 12 if entry.grain == "month" else period
    members = [a] if entry.direction == "state" else [a, b]
    if not all(_existed_in(s, year) for s in members):
        return State.NOT_APPLICABLE
    if not entry.first <= period <= min(entry.last, horizon):
        return State.OUTSIDE_COVERAGE
    if entry.silence == "not_reported" or period > entry.last_told:
        return State.NOT_REPORTED
    counted = all(_existed_in(s, year, "cow") for s in members)
    return State.TRUE_ZERO if counted else State.OUTSIDE_COVERAGE


@lru_cache(maxsize=50_000)
def _existed_in(state: str, year: int, system: str = "") -> bool:
    """Membership on any day of a year; an entity that no system lists is taken to have always been there."""
    if coexisted(state, state, date(year, 1, 1), date(year, 12, 31)) is None:
        return False
    return not system or state in {member for _, member in system_members(system, year)}
