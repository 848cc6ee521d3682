"""Whether what two have done with each other makes partners of them: a treaty in force, or acts of several matters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from comity.assessment.record import DEFINES, Record
from comity.assessment.settings import threshold
from comity.chronicle.events import Event
from comity.terms.curated import curated_rows

_IN_FORCE = (
    "treaty_signed", "treaty_in_force", "trade", "base", "guarantee", "alliance", "border_treaty", "partnership",
)  # fmt: skip
"""Kinds by which one act that defines two and is in force binds them."""
_GENERATION = 30
"""Years after which a treaty that was signed and of which no day of force is told is how things are."""
_MATTERS = {
    "project": "works",
    "project_done": "works",
    "aid": "works",
    "loan": "works",
    "debt_terms": "works",
    "work_agreed": "workers",
    "arms": "arms",
    "arms_sale": "arms",
    "base": "forces",
    "forces_sent": "forces",
    "fought_beside": "forces",
    "exercise": "forces",
}
"""Matters of acts that are alike; any other act is a matter of its own."""


def partners(record: Record, weighty: Sequence[Event]) -> bool:
    """Whether acts that bind two make partners: one in force that is of more than one matter, or two of different ones.

    One sale of arms, one work, one gift or one paper on workers is what stands out between two, and no partnership.
    """
    if any(binds_alone(record, e) for e in weighty):
        return True
    late = [e for e in weighty if record.stands(e) or record.years_since_begun(e) <= threshold("event_standing_years")]
    works = sum(e.weight == DEFINES for e in late)
    return works > 1 or len({_matter(e) for e in late}) > 1


def binds_alone(record: Record, event: Event) -> bool:
    """Whether one act that defines the two is a treaty, a trade agreement or a base that is in force."""
    if event.weight < DEFINES or event.kind.id not in _IN_FORCE or not record.stands(event):
        return False
    old = event.kind.id == "treaty_signed" and record.years_since_begun(event) > _GENERATION
    return not (old and not _borne_out(record)) and event.id not in _of_one_matter()


def _borne_out(record: Record) -> bool:
    """Whether the last that is known of weight between the two, of these years, is an act of both that bears them out:
    a treaty of old is then still what they are to each other."""
    newest = record.newest
    of_both = newest is not None and newest.sign > 0 and newest.weight > 1 and not newest.kind.directed
    return of_both and newest is not None and record.years_since_begun(newest) <= threshold("event_new_years")


def _matter(event: Event) -> str:
    if event.id in _of_one_matter():
        return _of_one_matter()[event.id]
    return _MATTERS.get(event.kind.id, event.id)


@cache
def _of_one_matter() -> dict[str, str]:
    return {row["event"]: row["matter"] for row in curated_rows(Path(__file__).with_name("one_matter.csv"))}
