"""Whether quarrels strain two: several, or one of these years or kept up by a measure."""

from __future__ import annotations

from datetime import date, timedelta

from comity.assessment.page1.acts import EASED, enough, on_the_mend, weighed
from comity.assessment.record import DEFINES, Record
from comity.assessment.settings import threshold
from comity.chronicle.acts_of_unions import by_union
from comity.chronicle.events import Event

_OF_PERSONS = ("extradition",)
ONE_QUARREL = timedelta(days=366)
"""Time within which one act and the answer to it are one quarrel."""


def strains(record: Record) -> list[Event]:
    """The quarrels that make a strained relationship; none where something binds the two as much, or it has eased."""
    weighty, quarrels = weighed(record)
    if sum(map(record.force, quarrels)) <= sum(map(record.force, weighty)):
        return []
    newest = max((e.when.end for e in quarrels), default=date.min)
    eased = record.last(lambda e: e.kind.id in EASED and e.weight > 1 and e.sign > 0)
    turned = record.last(_turns)
    since = [e for e in quarrels if turned is None or e.when.start > turned.when.start]
    if not enough(quarrels) or not enough(since) or (eased is not None and eased.when.start > newest):
        return []
    one = quarrels[-1].when.start - quarrels[0].when.start <= ONE_QUARREL
    if one and not any(_strains_alone(record, e) for e in quarrels):
        return []
    if on_the_mend(record) or _apart_from_union(record):
        return []
    fresh = any(record.stands(e) or record.years(e) <= threshold("strained_years") for e in quarrels)
    return quarrels if fresh else []


def _apart_from_union(record: Record) -> bool:
    """Whether what defines a quarrel is a union's alone, and an act of the two's own that binds them defines them."""
    weighty, quarrels = weighed(record)
    own = [e for e in quarrels if e.weight == DEFINES and not by_union(e)]
    return not own and any(e.weight == DEFINES and not by_union(e) for e in weighty)


def _strains_alone(record: Record, quarrel: Event) -> bool:
    """Whether one quarrel says what two are to each other: a government's measure that stands, or what is of these
    three years; never a matter of one person.
    """
    if quarrel.kind.id in _OF_PERSONS:
        return False
    late = record.years_since_begun(quarrel) <= threshold("event_new_years")
    return late or (record.stands(quarrel) and quarrel.kind.family in ("measures", "war", "territory"))


def _turns(event: Event) -> bool:
    """Whether the end of sanctions defines the two anew: a single quarrel after it makes no strain."""
    return event.kind.id == "sanctions_lifted" and event.weight == DEFINES
