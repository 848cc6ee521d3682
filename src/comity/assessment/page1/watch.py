"""What to watch: what stands or hangs between the two, with the date on which it began or falls due."""

from __future__ import annotations

import re
from collections.abc import Collection

from comity.assessment.page1.acts import REPEATED, fought
from comity.assessment.page1.closed import closed, overtaken
from comity.assessment.page1.course import came_of, shortened
from comity.assessment.page1.watched import line_of
from comity.assessment.promises import between_the_two
from comity.assessment.record import DEFINES, Record
from comity.assessment.say import chosen, dated, say, together, when
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.chronicle.acts_of_unions import by_union
from comity.chronicle.events import Event
from comity.chronicle.runs_out import RunsOut, runs_out
from comity.dossier.claim import Claim, Told
from comity.dossier.page1 import Watch
from comity.terms.dated import Dated
from comity.terms.ref import event_ref

MOST = 3
DUE_YEARS = 2
"""A promise that falls due later is nothing to watch yet."""
_WARS = ("war_begins", "invasion")
_DONE = re.compile(
    r"\b(?:pardoned|freed|released|sent home|sent back|handed over|exchanged?|refused|declared|arrested|"
    r"extradit\w+|called|let go|handed its|handed the|dug up|dig up|took charge)\b"
)
"""Words of a deed that is done, or of a stand that is taken: nothing of it is open."""
_SEVERAL = ("dispute", "entry_barred")
"""Kinds of which two may ask different things: quarrels over two matters, or what each side bars."""
_ATTEMPTS = ("talks", "mediation")
_FAILED = {"talks": "Whether talks are taken up again", "summit": "Whether talks are taken up again"}
"""What is open about an attempt that one of the two broke off."""


def watch(view: View, record: Record) -> tuple[Watch, ...]:
    """At most three lines: promises of the study that fall due, then what the chronicle leaves open."""
    ends = _running_out(record)
    lines = [*_promised(view), *(line for _, line in ends), *_open(record, [event.id for event, _ in ends])]
    return tuple(lines[:MOST])


def _running_out(record: Record) -> list[tuple[Event, Watch]]:
    """What is to run out within two years, or was to within the last and of which nothing is told since; by its day."""
    ends = [(runs_out()[e.id], e) for e in record.events if e.id in runs_out()]
    near = [(end, e) for end, e in ends if end.near(record.as_of, DUE_YEARS) and not _renewed(record, e, end)]
    found = []
    for end, event in sorted(near, key=lambda pair: pair[0].due.start):
        due = dated(end.due, event_ref(event.id))
        key = f"watch.{end.on_that_day}" if end.due.end >= record.as_of else f"watch.{end.on_that_day}_past"
        whether = chosen(end.whether, "runs_out", event.id)
        said = say("page1", key, whether=whether, due=due, what=shortened(event), when=when(event))
        found.append((event, Watch(date=str(end.due), what=said)))
    return found


def _renewed(record: Record, event: Event, end: RunsOut) -> bool:
    """Whether the two did something of the kind after it was to run out, or it was ended before."""
    if event.until is not None:
        return True
    last = record.last(lambda e: e.kind.family == event.kind.family and e.weight > 1)
    return last is not None and last.when.start >= end.due.start


def _promised(view: View) -> list[Watch]:
    """Plans whose day is yet to come, the nearest first."""
    coming = [p for p in between_the_two(view) if p.due and _near(p.due, view)]
    rows = {row.id: row for row in view.evidence}
    found = []
    for promise in sorted(coming, key=lambda p: p.due):
        row = rows[promise.row]
        due = dated(promise.due, row.id)
        what = Told(text=row.claim.rstrip("."), ref=row.id)
        found.append(Watch(date=promise.due, what=say("page1", "watch.promise", what=what, due=due)))
    return found


def _near(due: str, view: View) -> bool:
    """Whether a day is yet to come, and within two years."""
    when_due = Dated.parse(due)
    return when_due.end > view.as_of and when_due.year <= view.as_of.year + DUE_YEARS


def _open(record: Record, told: Collection[str]) -> list[Watch]:
    """What acts leave open, of equal force the two's own before a union's: a line for each question and, but for some,
    for each kind; none of those told by id.
    """
    seen: dict[str, Event] = {}
    for event in sorted(record.events, key=lambda e: (record.force(e), not by_union(e), e.when.start), reverse=True):
        whether = _whether(record, event)
        alike = event.kind.id not in _SEVERAL and any(e.kind is event.kind for e in seen.values())
        if whether and whether not in seen and not alike and event.id not in told:
            seen[whether] = event
    return [Watch(what=together([_asked(whether, event), *came_of(event)])) for whether, event in seen.items()]


def _asked(whether: str, event: Event) -> Claim:
    asked = chosen(whether, "watched", event.kind.id)
    return say("page1", "watch.stands", whether=asked, what=shortened(event), when=when(event))


def _whether(record: Record, event: Event) -> str:
    """What is open about an event; "" where nothing is: it was over at once or is too long ago."""
    line = line_of(event)
    if line is None or not line["whether"] or event.weight == 1 or not _open_by_its_words(event, line["words"]):
        return ""
    if event.kind.id in _WARS and fought(record, threshold("fighting_years")) is None:
        return ""
    if event.sign != event.kind.sign or (event.kind.id in _ATTEMPTS and overtaken(record, event)):
        return _FAILED.get(event.kind.id, "") if event.sign < 0 < event.kind.sign and _newest_of(record, event) else ""
    if closed(record, event):
        return ""
    lasting = event.kind.lasts or (event.until is not None and event.kind.id not in REPEATED)
    if lasting and not record.stands(event):
        return ""
    most = (line["fair_years"] if event.weight < DEFINES else "") or line["most_years"]
    return "" if most and record.years(event) > float(most) else line["whether"]


def _open_by_its_words(event: Event, words: str) -> bool:
    """Whether the row tells of what its kind leaves open: a prisoner sent home is no talk that leads to anything."""
    if event.kind.id != "talks":
        return True
    return re.search(words, event.what) is not None and _DONE.search(event.what) is None


def _newest_of(record: Record, event: Event) -> bool:
    """Whether nothing of its kind came after, and it is not long ago."""
    newest = record.last(lambda e: e.kind.id == event.kind.id)
    return newest is event and record.years(event) <= DUE_YEARS
