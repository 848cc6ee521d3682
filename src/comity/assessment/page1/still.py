"""Whether a measure that a bottom line tells still stands: by its row, a later one, a list of sanctions, or unknown."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path

from comity.assessment.page1.course import brief
from comity.assessment.record import Record
from comity.assessment.say import chosen, over, period, say, state
from comity.assessment.view import View
from comity.chronicle.events import Event
from comity.dossier.claim import Claim
from comity.terms.curated import curated_rows
from comity.terms.ref import event_ref

ROOM = "page1"
IN_FORCE = "sanctions.in_force"
_SANCTIONS = "sanctions"
_MEASURES = (
    _SANCTIONS, "embargo", "embargo_energy", "embargo_good", "tariffs", "aid_cut", "arms_withheld",
    "treaty_suspended", "border_closed", "airspace_closed", "entry_barred", "work_barred",
)  # fmt: skip
"""Kinds of acts of which a reader takes it that they hold until told otherwise."""
_GIVEN = re.compile(
    r"\b(?:resumed|suspended|froze|halted|stopped|cut off|ended) (?:\w+ ){0,4}?(?:aid|assistance|membership)\b"
)
_SUSPENDED = re.compile(r"\b(?:suspended|barred)\b")
_BODIES = ("exit", "accession")
_DAYS = 31


def still(
    view: View, record: Record, ids: Collection[str], known_to: bool, others: Collection[str] = ()
) -> list[Claim]:
    """What is to be said of the measures among events told, by id, in their order; then of those not known.

    `others`: ids of what the line tells besides; `known_to`: whether the line says to when it is known: what stands by
    the chronicle stands to that day.
    """
    told = [e for e in record.events if event_ref(e.id) in ids and lasting(e)]
    found = [(e, _said(view, record, e, (*ids, *others))) for e in told]
    open_ = [e for e, said in found if said is None and not _silent(record, e, (*ids, *others), known_to)]
    said = [one for _, one in found if one is not None]
    for kind in dict.fromkeys(e.kind.id for e in open_):
        said.append(say(ROOM, "still.unknown", what=chosen(_words(kind), "still", kind)))
    return list({one.text: one for one in said}.values())


def lasting(event: Event) -> bool:
    """Whether an act goes on until it is undone: a measure, aid that was cut or taken up, a membership held up."""
    if event.kind.id in _MEASURES:
        return True
    return bool(_GIVEN.search(event.what)) or (event.kind.id in _BODIES and bool(_SUSPENDED.search(event.what)))


def _silent(record: Record, event: Event, ids: Collection[str], known_to: bool) -> bool:
    """Whether nothing need be said: its end or what came of it is told, or the line says to when it is known."""
    undone = record.last(lambda e: _undoes(e, event) and event_ref(e.id) in ids)
    told = event.until is not None or bool(event.later) or undone is not None
    return told or (known_to and record.stands(event))


def _said(view: View, record: Record, event: Event, ids: Collection[str]) -> Claim | None:
    if event.until is not None:
        return None
    undone = record.last(lambda e: _undoes(e, event))
    if undone is not None:
        return None if event_ref(undone.id) in ids else say(ROOM, "still.after", what=brief(undone))
    m = view.last(IN_FORCE, event.a, event.b) if event.kind.id == _SANCTIONS and view.has(IN_FORCE) else None
    if m is None:
        return None
    key = "still.listed" if m.value else "still.unlisted"
    return say(ROOM, key, a=state(event.a), b=state(event.b), when=period(m))


@cache
def _words(kind: str) -> str:
    """What is not known of an act of a kind, as a clause."""
    rows = {row["kind"]: row["words"] for row in curated_rows(Path(__file__).with_name("still.csv"))}
    return rows.get(kind, rows["*"])


def _undoes(later: Event, event: Event) -> bool:
    return later.sign > 0 and later.when.start > event.when.start and event.kind.id in later.kind.ends


def ended(event: Event) -> list[Claim]:
    """When a measure, or what else was to last or bound the two, ended that is told by its first day alone."""
    if event.until is None or event.left_open or not (event.kind.lasts or event.sign > 0 or lasting(event)):
        return []
    if not lasting(event) and str(event.until.year) in event.what:
        return []  # What came of it tells the end.
    if (event.until.end - event.when.start).days <= _DAYS:
        return []  # What was over within the month reads as over.
    return [say(ROOM, "still.ended", until=over(event))]
