"""What the kinds of relationship look at, and how they say by which rows one holds."""

from __future__ import annotations

from dataclasses import dataclass

from comity.assessment.record import Record
from comity.assessment.view import View
from comity.chronicle.events import Event
from comity.terms.ref import event_ref


@dataclass(frozen=True, slots=True)
class Facts:
    """What the kinds look at: the pair in the atlas and its record in the chronicle."""

    view: View
    record: Record


Found = tuple[str, ...] | None
"""Ids of the rows that show that a condition holds; None where it does not."""


def refs(*events: Event | None) -> tuple[str, ...]:
    """Ids of the rows of events; of none where there is none."""
    return tuple(event_ref(e.id) for e in events if e is not None)
