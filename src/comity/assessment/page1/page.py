"""The first page put together: status, bottom line, judgements, strip, what to watch, newest data."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from comity.assessment.answer import Judged
from comity.assessment.causes import unnamed_ways
from comity.assessment.judgements import key_judgements
from comity.assessment.page1.behind import behind
from comity.assessment.page1.bottom_line import line_of
from comity.assessment.page1.judged import retold
from comity.assessment.page1.kind import both_named, kind_of_relations, leads
from comity.assessment.page1.newest import newest
from comity.assessment.page1.once import once
from comity.assessment.page1.pacts import pact_rows
from comity.assessment.page1.strip import RELATIONS, strip
from comity.assessment.page1.third_war import third_wars
from comity.assessment.page1.watch import watch
from comity.assessment.recognition import STANCES
from comity.assessment.record import DEFINES, Record
from comity.assessment.say import SENTENCE, chosen, say, state, status_told
from comity.assessment.view import View
from comity.chronicle.events import Event
from comity.chronicle.once_one import last_day
from comity.chronicle.status import Status
from comity.dossier.chronicle import EventRow, StatusRow
from comity.dossier.claim import Claim, When, claim, rows_told
from comity.dossier.finding import KeyJudgement
from comity.dossier.page1 import Page1, StripCell
from comity.terms.ref import event_ref, status_ref
from comity.terms.wording import date_words

MOST_STATUS = 3


def first_page(view: View, record: Record, judged: Sequence[Judged], former: Sequence[tuple[str, str]] = ()) -> Page1:
    """What stands above the first section; `former`: former states that were asked for, with whom they are read as."""
    kind = view.kind or kind_of_relations(view, record)
    head = line_of(view, record, kind)
    line = head.claim
    told = rows_told(line.parts)
    whole = {event_ref(e.id) for e in record.events if _stands_in(e, line)}
    cells = strip(view, record, kind.id, unnamed_ways([j.finding for j in judged], view.a, view.b))
    slight = _slight_in(cells, record)

    def chosen_with(summed: Collection[str]) -> tuple[KeyJudgement, ...]:
        said = [once(retold(j, record, whole.difference(summed)), line) for j in judged]
        return key_judgements(said, record, told | slight, summed, leads(kind.id))

    judgements = chosen_with(head.summed)
    first = _told_by(judgements[:1]) & head.summed
    if first != head.summed:
        # What the line sums up the first judgement may tell in its stead; the others tell what it leaves out.
        judgements = chosen_with(first)
    below = _told_by(judgements)
    return Page1(
        kind=kind,
        status=(*(line for each in former for line in _read_as(each)), *_status(record, told)),
        bottom_line=line_of(view, record, kind, first | (below - told)).claim,
        judgements=judgements,
        strip=cells,
        watch=() if kind.id == "ended" else watch(view, record),
        newest=newest(view, record),
    )


def _stands_in(event: Event, line: Claim) -> bool:
    """Whether a line has an event with what came of it; the date stands between the two."""
    return all(one.removesuffix(".") in line.text for one in SENTENCE.split(event.what))


def _told_by(judgements: Sequence[KeyJudgement]) -> frozenset[str]:
    return rows_told([part for j in judgements for part in j.parts])


def _slight_in(cells: Collection[StripCell], record: Record) -> set[str]:
    """Slight events whose day the strip has, and that relations were taken up: no judgement tells them again."""
    days = {part.ref for c in cells for part in c.level.parts if isinstance(part, When)}
    relations = next((c for c in cells if c.label == RELATIONS), None)
    begun = [e for e in record.events if e.kind.id == "relations_begun" and relations is not None]
    told = [e for e in record.events if e.weight == 1 and event_ref(e.id) in days]
    return {event_ref(e.id) for e in (*told, *begun) if e.weight < DEFINES}


def _read_as(former: tuple[str, str]) -> list[Claim]:
    """That a former state was asked for, of which nothing is told but under another's name."""
    name, heir = former
    said = say("page1", "status.read_as", former=chosen(name, "former", heir), heir=state(heir))
    last = last_day(name)
    if last is None:
        return [said]
    return [said, say("page1", "status.lasted", until=When(text=date_words(last), date=str(last)))]


def _status(record: Record, told: Collection[str]) -> tuple[Claim, ...]:
    """Lines that name both come before those that concern one of the two with everybody; none that is told already.

    Who recognises whom is what the bottom line begins with.
    """
    both = [s for s in both_named(record) if s.kind not in STANCES]
    entities = {s.entity for s in both}
    others = [s for s in record.status if "*" in (s.a, s.b) and s.entity not in entities]
    return tuple(claim(status_told(s)) for s in (*both, *others)[:MOST_STATUS] if status_ref(s.id) not in told)


def event_rows(view: View, record: Record) -> tuple[EventRow, ...]:
    """The chronicle of the two as the report lists it, and the acts by which thirds stand behind either."""
    thirds = [b.act for b in behind(view, record)]
    if view.kind is not None:
        thirds += [e for w in third_wars(view, record, view.kind.id) for e in (w.war, w.gave) if e is not None]
    found = {e.id: e for e in (*record.events, *thirds)}
    return tuple(_event(record, e) for e in found.values())


def status_rows(view: View, record: Record) -> tuple[StatusRow, ...]:
    """The lines of status as the report lists them, and the pacts to which both belong."""
    of_thirds = [b.pact for b in behind(view, record) if b.pact is not None]
    return (*(_line(s) for s in record.status), *pact_rows(record, of_thirds))


def _event(record: Record, e: Event) -> EventRow:
    return EventRow(
        id=event_ref(e.id),
        date=str(e.when),
        a=e.a,
        b=e.b,
        kind=e.kind.id,
        title=e.kind.title,
        what=e.what,
        until="" if e.until is None else str(e.until),
        stands=record.stands(e),
        weight=e.weight,
        sign=e.sign,
        grade=f"{e.reliability}{e.credibility}",
        source=e.source,
        locator=e.locator,
        opened=e.opened,
    )


def _line(s: Status) -> StatusRow:
    return StatusRow(
        id=status_ref(s.id),
        entity=s.entity,
        kind=s.kind,
        date=str(s.since),
        until="" if s.until is None else str(s.until),
        what=s.what,
        source=s.source,
        locator=s.locator,
        opened=s.opened,
    )
