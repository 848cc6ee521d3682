"""What to watch: what stands or hangs between the two, with the date on which it began or falls due."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path

from comity.assessment.page1.acts import BESIDE, DEFINES, EASED, LOWERED, MENDED, REPEATED, fights, fought
from comity.assessment.page1.course import SENTENCE, shortened
from comity.assessment.page1.record import Record
from comity.assessment.promises import between_the_two
from comity.assessment.say import chosen, dated, say, told, when
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.chronicle.events import Event
from comity.chronicle.runs_out import RunsOut, runs_out
from comity.dossier.claim import Told
from comity.dossier.page1 import Watch
from comity.terms.curated import curated_rows
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
_ENDED = re.compile(
    r"\b(?:pardoned|lifted|dropped|withdrawn|withdrew|freed|released|returned|restored|reopened|opened again|settled|"
    r"gave up|given up|gave it up|repealed|made up|fought again|broke down|collapsed|suspended|softened|void|"
    r"let (?:\w+ ){1,2}(?:go|home)|paid again|flew again|found for|in(?:to)? force|took effect|left office|"
    r"(?:was|were) over|talks? again|resumed|kept it for)\b"
)
"""Words by which what a row tells of later has brought its matter to an end."""
_NOT = re.compile(r"\b(?:not|no|never|hardly any|half)\b")
"""Words by which it has not."""
_ANSWERED = ("extradition", "mediation", "talks", "threat", "ambassador_recalled", "forces_sent")
"""Kinds that ask one thing, so that whatever their row tells of later is the answer."""
_AGAIN = re.compile(r"\bagain\b")
"""A word by which a threat was renewed."""
_SEVERAL = ("dispute", "entry_barred")
"""Kinds of which two may ask different things: quarrels over two matters, or what each side bars."""
_OPENS = ("border_opened", "mission_opened", "entry_opened", "work_agreed", "arms", "arms_sale", "aid", "loan")
"""Kinds of acts by which what was shut or held back is open or given as a whole."""
_CALLED_HOME, _THREAT, _QUARREL = "ambassador_recalled", "threat", "dispute"
_GIVEN_UP = ("treaty_suspended", "treaty_ended")
_DUTIES = "tariffs"
_LOWERED = re.compile(r"\b(?:lower|cut|drop|reduc|lift|suspend)\w*\b[^.]*\b(?:dut(?:y|ies)|tariffs)\b")
_ANEW = (*EASED, *MENDED, "treaty_signed", "summit", "talks", "trade")
"""Acts of both after which, where they define the two, a quarrel of the years before is not what is open."""
_SEALED = ("normalisation", "relations_restored", "relations_raised", "peace_treaty")
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
        key = "watch.runs_out" if end.due.end >= record.as_of else "watch.ran_out"
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
    """What acts leave open, a line for each question and, but for some, for each kind; none of those told by id."""
    seen: dict[str, Event] = {}
    for event in sorted(record.events, key=lambda e: (record.force(e), e.when.start), reverse=True):
        whether = _whether(record, event)
        alike = event.kind.id not in _SEVERAL and any(e.kind is event.kind for e in seen.values())
        if whether and whether not in seen and not alike and event.id not in told:
            seen[whether] = event
    return [
        Watch(
            what=say(
                "page1",
                "watch.stands",
                whether=chosen(whether, "watched", event.kind.id),
                what=shortened(event),
                when=when(event),
            )
        )
        for whether, event in seen.items()
    ]


def _whether(record: Record, event: Event) -> str:
    """What is open about an event; "" where nothing is: it was over at once or is too long ago."""
    line = _line(event)
    if line is None or not line["whether"] or event.weight == 1 or not _open_by_its_words(event, line["words"]):
        return ""
    if event.kind.id in _WARS and fought(record, threshold("fighting_years")) is None:
        return ""
    if event.sign != event.kind.sign or (event.kind.id in _ATTEMPTS and _overtaken(record, event)):
        return _FAILED.get(event.kind.id, "") if event.sign < 0 < event.kind.sign and _newest_of(record, event) else ""
    if _closed(record, event):
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


def _closed(record: Record, event: Event) -> bool:
    """Whether a quarrel, a suit or a bar has come to its end since, by its own row or a later one."""
    if _told_over(event) or _undone(record, event) or _over_with_the_next(record, event):
        return True
    if event.kind.id == "treaty_signed":
        return _given_up(record, event)
    if event.kind.id == _CALLED_HOME:
        return _back_or_gone(record, event)
    if event.kind.id in (_QUARREL, "extradition"):
        return _settled(record, event)
    if event.kind.id == _THREAT:
        return record.last(lambda e: _befriends(e) and e.when.start > event.when.start) is not None
    return event.kind.id in ("ruling_sought", "interim_ruling") and _decided(record, event)


def _told_over(event: Event) -> bool:
    """Whether what the row tells of later has ended its matter."""
    later = told(event).text.removeprefix(shortened(event, SENTENCE).text)
    if not later or _NOT.search(later) is not None:
        return False
    if event.kind.id in REPEATED and _AGAIN.search(later) is not None:
        return False
    return event.kind.id in _ANSWERED or _ENDED.search(later) is not None


def _over_with_the_next(record: Record, event: Event) -> bool:
    """Whether a later act of its kind left the same open, and its row tells that this came to an end."""
    line = _line(event)

    def over(later: Event) -> bool:
        same = later.kind.id == event.kind.id and later.when.start > event.when.start
        return same and _line(later) == line and _told_over(later)

    return record.last(over) is not None


def _back_or_gone(record: Record, recall: Event) -> bool:
    """Whether ambassadors went back since, or relations were lowered altogether, which is what is open then."""

    def ends(later: Event) -> bool:
        return later.weight > 1 and later.when.start > recall.when.start and later.kind.id in (*EASED, *LOWERED)

    return record.last(ends) is not None


def _given_up(record: Record, signed: Event) -> bool:
    """Whether one of the two suspended or ended a treaty since: whether that is taken up again is what is open."""
    return record.last(lambda e: e.kind.id in _GIVEN_UP and e.when.start > signed.when.start) is not None


def _undone(record: Record, event: Event) -> bool:
    """Whether what was shut was opened since, or duties were lowered."""

    def undoes(later: Event) -> bool:
        if later.sign <= 0 or later.weight == 1 or later.when.start <= event.when.start:
            return False
        opens = later.kind.id in _OPENS and event.kind.id in later.kind.ends
        return opens or (event.kind.id == _DUTIES and _LOWERED.search(later.what) is not None)

    return record.last(undoes) is not None


def _newest_of(record: Record, event: Event) -> bool:
    """Whether nothing of its kind came after, and it is not long ago."""
    newest = record.last(lambda e: e.kind.id == event.kind.id)
    return newest is event and record.years(event) <= DUE_YEARS


def _overtaken(record: Record, talks: Event) -> bool:
    """Whether a treaty or pact was signed after the talks, leaders met and agreed, or war came instead."""

    def sealed(event: Event) -> bool:
        if event.kind.id in _WARS or (fights(event) and event.weight == DEFINES):
            return True
        agreed = event.kind.id in _SEALED or (event.kind.id == "summit" and event.sign > 0)
        return agreed or event.kind.family in ("treaty", "defence")

    return record.last(lambda e: sealed(e) and e.when.start > talks.when.start) is not None


def _decided(record: Record, suit: Event) -> bool:
    """Whether the court, or the two, ended the matter since."""
    ends = ("ruling", "dispute_settled", "border_treaty")

    def ends_it(event: Event) -> bool:
        return event.kind.id in ends and event.when.start > suit.when.start

    return record.last(ends_it) is not None


def _settled(record: Record, quarrel: Event) -> bool:
    """Whether it was settled since, or the two have become allies or members of one union."""
    joined = any(s.again.start > quarrel.when.start for s in (*record.alliances, *record.unions))
    return joined or record.last(lambda e: _makes_up(e, quarrel) and e.when.start > quarrel.when.start) is not None


def _befriends(event: Event) -> bool:
    """Whether leaders met or forces fought side by side, and it defines the two: neither threatens the other then."""
    return event.sign > 0 and event.weight == DEFINES and event.kind.id in (BESIDE, "summit", *_SEALED)


def _makes_up(event: Event, quarrel: Event) -> bool:
    """Whether an act settles a quarrel, or is one of both that defines them anew; a person is wanted all the same."""
    both = event.sign > 0 and event.weight == DEFINES and not event.kind.directed
    anew = both and event.kind.id in _ANEW and quarrel.kind.id == _QUARREL
    return quarrel.kind.id in event.kind.ends or anew


def _line(event: Event) -> dict[str, str] | None:
    """The first line of the table for its kind whose words its row has, where the line has words: of the act itself."""
    act = shortened(event, SENTENCE).text
    lines = (r for r in _watched() if r["kind"] == event.kind.id)
    fits = (r for r in lines if not r["words"] or re.search(r["words"], act))
    return next(fits, None)


@cache
def _watched() -> tuple[dict[str, str], ...]:
    return tuple(curated_rows(Path(__file__).with_name("watched.csv")))
