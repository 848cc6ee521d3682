"""Quarrels of two whom one pact or union names friends: which weigh more than the pact, and which are settled."""

from __future__ import annotations

from comity.assessment.page1.acts import QUARRELS, fights, weighed
from comity.assessment.record import DEFINES, Record
from comity.assessment.settings import threshold
from comity.chronicle.acts_of_unions import by_union
from comity.chronicle.events import Event

_SETTLES = ("border_treaty", "peace_treaty", "dispute_settled", "relations_restored", "normalisation")


def own_quarrels(record: Record) -> list[Event]:
    """Quarrels of the two that the pact between them hides, oldest first; none where the last word was not a quarrel.

    Of these five years, one of which defines the two, and together more than what brought them closer; or one that goes
    on a quarrel of these ten years that had defined them, where no act of these five years binds them.
    """
    years = threshold("strained_years")
    own = [e for e in record.events if e.sign and e.weight > 1 and not by_union(e)]
    if not own or own[-1].sign > 0 or record.years_since_begun(own[-1]) > years:
        return []
    parted = [e for e in own if e.sign < 0 and e.kind.family in QUARRELS]
    late = [e for e in parted if record.years_since_begun(e) <= years]
    closer = [e for e in own if e.sign > 0 and record.years_since_begun(e) <= years]
    heavier = sum(map(record.force, late)) > sum(map(record.force, closer))
    if heavier and any(e.weight == DEFINES for e in late):
        return late
    goes_on = [e for e in parted if e.weight == DEFINES and record.years_since_begun(e) <= threshold("rivals_years")]
    binds = any(record.years_since_begun(e) <= years for e in weighed(record)[0])
    return [*goes_on, *late] if goes_on and late and not binds else []


def fought_and_settled(record: Record) -> tuple[Event, Event] | None:
    """The last fighting of these ten years that defined the two and the act that settled it since; else None."""
    years = threshold("rivals_years")
    fought = record.last(lambda e: fights(e) and e.weight == DEFINES and record.years_since_begun(e) <= years)
    if fought is None:
        return None
    settled = record.last(lambda e: e.kind.id in _SETTLES and e.weight > 1 and e.when.start > fought.when.start)
    return None if settled is None else (fought, settled)
