"""What to watch: what stands or hangs between the two, with the date on which it began or falls due."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from comity.assessment.page1.kind import fought
from comity.assessment.page1.record import Record
from comity.assessment.promises import between_the_two
from comity.assessment.say import chosen, say, told, when
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.chronicle.events import Event
from comity.dossier.claim import Told, When
from comity.dossier.page1 import Watch
from comity.terms.dated import Dated
from comity.terms.wording import date_words

MOST = 3
DUE_YEARS = 2
"""A promise that falls due later is nothing to watch yet."""
_WARS = ("war_begins", "invasion")
_FAILED = {"talks": "Whether talks are taken up again", "summit": "Whether talks are taken up again"}
"""What is open about an attempt that one of the two broke off."""


def watch(view: View, record: Record) -> tuple[Watch, ...]:
    """At most three lines: promises of the study that fall due, then what the chronicle leaves open."""
    return tuple([*_promised(view), *_open(record)][:MOST])


def _promised(view: View) -> list[Watch]:
    """Plans whose day is yet to come, the nearest first."""
    coming = [p for p in between_the_two(view) if p.due and _near(p.due, view)]
    rows = {row.id: row for row in view.evidence}
    found = []
    for promise in sorted(coming, key=lambda p: p.due):
        row = rows[promise.row]
        due = When(text=date_words(Dated.parse(promise.due)), date=promise.due, ref=row.id)
        what = Told(text=row.claim.rstrip("."), ref=row.id)
        found.append(Watch(date=promise.due, what=say("page1", "watch.promise", what=what, due=due)))
    return found


def _near(due: str, view: View) -> bool:
    """Whether a day is yet to come, and within two years."""
    when_due = Dated.parse(due)
    return when_due.end > view.as_of and when_due.year <= view.as_of.year + DUE_YEARS


def _open(record: Record) -> list[Watch]:
    seen: dict[str, Event] = {}
    for event in sorted(record.events, key=lambda e: (record.force(e), e.when.start), reverse=True):
        whether = _whether(record, event)
        if whether and whether not in seen:
            seen[whether] = event
    return [
        Watch(
            what=say(
                "page1",
                "watch.stands",
                whether=chosen(whether, "watched", event.kind.id),
                what=told(event),
                when=when(event),
            )
        )
        for whether, event in seen.items()
    ]


def _whether(record: Record, event: Event) -> str:
    """What is open about an event; "" where nothing is: it was over at once or is too long ago."""
    line = _watched().get(event.kind.id)
    if line is None or event.weight == 1:
        return ""
    if event.kind.id in _WARS and fought(record, threshold("fighting_years")) is None:
        return ""
    if event.sign != event.kind.sign or (event.kind.id == "talks" and _overtaken(record, event)):
        return _FAILED.get(event.kind.id, "") if event.sign < 0 < event.kind.sign and _newest_of(record, event) else ""
    if event.kind.id == "ruling_sought" and _decided(record, event):
        return ""
    lasting = event.kind.lasts or event.until is not None
    if lasting and not record.stands(event):
        return ""
    most = float(line["most_years"]) if line["most_years"] else None
    return "" if most is not None and record.years(event) > most else line["whether"]


def _newest_of(record: Record, event: Event) -> bool:
    """Whether nothing of its kind came after, and it is not long ago."""
    newest = record.last(lambda e: e.kind.id == event.kind.id)
    return newest is event and record.years(event) <= DUE_YEARS


def _overtaken(record: Record, talks: Event) -> bool:
    """Whether a treaty or pact was signed after the talks."""
    return record.last(lambda e: e.kind.family in ("treaty", "defence") and e.when.start > talks.when.start) is not None


def _decided(record: Record, suit: Event) -> bool:
    """Whether the court, or the two, ended the matter since."""
    ends = ("ruling", "dispute_settled", "border_treaty")
    return record.last(lambda e: e.kind.id in ends and e.when.start > suit.when.start) is not None


@cache
def _watched() -> dict[str, dict[str, str]]:
    with Path(__file__).with_name("watched.csv").open(encoding="utf-8", newline="") as stream:
        return {row["kind"]: row for row in csv.DictReader(stream)}
