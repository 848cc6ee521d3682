"""Whether a truce of long ago is how things stand: not where it was never broken and the two have made up since."""

from __future__ import annotations

from comity.assessment.page1.kind import refused
from comity.assessment.record import Record
from comity.assessment.settings import threshold
from comity.chronicle.events import Event

_MADE_UP = (
    "relations_begun",
    "relations_restored",
    "relations_raised",
    "partnership",
    "normalisation",
    "border_treaty",
    "dispute_settled",
    "treaty_in_force",
    "alliance",
    "mission_opened",
)
"""Acts of both after which a truce is history: it is no longer the truce that keeps them apart."""


def is_history(record: Record, truce: Event) -> bool:
    """Whether a ceasefire is older than ten years and relations, a union, a border or a partnership followed it.

    A truce between two without relations, or on land that one holds against the other, goes on being what holds.
    """
    if truce.kind.id != "ceasefire" or record.years_since_begun(truce) <= threshold("rivals_years"):
        return False
    if refused(record) or record.broken is not None or any(s.kind == "occupied" for s in record.status):
        return False
    joined = any(s.again.start > truce.when.start for s in (*record.alliances, *record.unions))
    return joined or record.last(lambda e: _made_up(e) and e.when.start > truce.when.start) is not None


def _made_up(event: Event) -> bool:
    return event.sign > 0 and (event.kind.id in _MADE_UP or (event.kind.family == "treaty" and event.weight > 1))
