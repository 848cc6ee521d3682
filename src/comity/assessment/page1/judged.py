"""What the chronicle says of the two, as findings: one for each topic of `topics.csv` that has an event."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from comity.assessment.answer import Answer, Judged
from comity.assessment.as_was import told_of
from comity.assessment.page1.acts import REPEATED
from comity.assessment.page1.bottom_line import event_told
from comity.assessment.page1.course import SIDE_CLAUSE, brief, history, in_a_row
from comity.assessment.page1.pacts import in_pacts
from comity.assessment.questions.parts import printed
from comity.assessment.record import DEFINES, Record
from comity.assessment.salience import salience
from comity.assessment.say import listed, say, together, when
from comity.assessment.settings import threshold
from comity.chronicle.acts_of_unions import by_union
from comity.chronicle.events import Event
from comity.dossier.claim import Claim, claim
from comity.dossier.finding import Finding
from comity.dossier.strict import Confidence
from comity.dossier.table import Column, TableModel
from comity.terms.curated import curated_rows
from comity.terms.ref import event_ref
from comity.terms.wording import date_words

LONGEST = 330
"""Characters of a judgement: with more, six do not fit on a page with all else."""
_FOUGHT = ("strike", "armed_support")
"""What a truce may end beside what its kind names."""
LONGEST_LULL = 60
"""Days between the end of a fighting and the truce that seals it."""
LONGEST_FUSE = 30
"""Days within which a killing or a threat that fighting follows is what set it off."""
LONGEST_STORY = 15 * 366
"""Days over which events are one story, told from its beginning; the newest of a longer run leads."""
_FIGHTING = "war"
ROOM = "page1"
MOST_TOLD = 3
"""Events in one judgement; the chronology of the evolution section has them all."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: the question it stands under, and the families of kinds it takes.

    `signed`: `kind` takes events that did to the two what their kind does, `row` those that did not, or whose kind
    neither parts two nor brings them together; `any` all.
    """

    id: str
    question: str
    families: tuple[str, ...]
    signed: str

    def takes(self, event: Event, record: Record) -> bool:
        """Whether an event belongs under it; what set off a fighting is told with it."""
        if sparked(event, record) is not None:
            return self.signed == "kind" and _FIGHTING in self.families
        usual = event.sign == event.kind.sign != 0
        return event.kind.family in self.families and (self.signed == "any" or usual == (self.signed == "kind"))


@cache
def topics() -> tuple[Topic, ...]:
    """All topics, in the order of the table."""
    return tuple(
        Topic(r["topic"], r["question"], tuple(r["families"].split()), r["as"])
        for r in curated_rows(Path(__file__).with_name("topics.csv"))
    )


def add(answers: dict[str, Answer], record: Record) -> dict[str, Answer]:
    """The answers with what the chronicle says under each question; a question that had none is answered by it."""
    found = dict(answers)
    for topic in topics():
        judged = _judged(topic, record)
        if judged is None:
            continue
        answer = found[topic.question]
        if answer.state == "no_evidence" and _of_today(judged, record):
            answer = replace(
                answer, state="answered", answer=judged.finding.claim, reason="dated events of the chronicle"
            )
        found[topic.question] = replace(answer, judged=(judged, *answer.judged))
    if table := chronology(record):
        evolution = found["evolution"]
        found["evolution"] = replace(evolution, tables=(table, *evolution.tables))
    return found


def _of_today(judged: Judged, record: Record) -> bool:
    """Whether any event of a judgement stands or is of the last thirty years: what is older answers nothing."""
    told = [e for e in record.events if event_ref(e.id) in judged.finding.basis]
    return any(record.stands(e) or record.years(e) <= threshold("event_living_years") for e in told)


def chronology(record: Record) -> TableModel | None:
    """What any account of the two has to tell, oldest first; None where the chronicle has nothing."""
    told = [e for e in record.events if e.weight > 1] or list(record.events)
    if not told:
        return None
    rows, note = printed(
        told,
        "Grades: reliability of the source A to F, credibility of the fact 1 to 6 (Admiralty); F means general "
        "knowledge, for which no source was opened.",
        "report.json",
    )
    cells = tuple(
        (_when(e), e.what, f"{e.reliability}{e.credibility}", f"{e.source}, {e.locator}".rstrip(", ")) for e in rows
    )
    return TableModel(
        id="table.chronicle",
        question="evolution",
        title="What happened between the two",
        columns=tuple(Column(name=name) for name in ("When", "What", "Grade", "Source")),
        rows=cells,
        note=note,
    )


def _when(event: Event) -> str:
    """When an event was, and until when what began with it held."""
    begun = date_words(event.when)
    if event.until is None or str(event.until) == str(event.when) or event.left_open:
        return begun
    return f"{begun} to {date_words(event.until)}"


def retold(judged: Judged, record: Record, told: Collection[str]) -> Judged:
    """A judgement of events without those that stand above it in full, where others are left; any other as it is.

    `told`: ids of events. What belongs together (a fighting, what set it off, and its end) stays together.
    """
    topic = next((t for t in topics() if judged.finding.id == f"chronicle.{t.id}"), None)
    again = None if topic is None else _judged(topic, record, told)
    return judged if again is None else again


def _judged(topic: Topic, record: Record, told_above: Collection[str] = ()) -> Judged | None:
    held = [e for e in record.events if topic.takes(e, record) and not in_pacts(e, record)]
    held = [e for e in held if not (by_union(e) and e.weight == 1 and _of_long_ago(e, record))]
    events = [e for e in held if event_ref(e.id) not in told_above or len(_matter(e, held, record)) > 1]
    if not events:
        return None
    told = _without_history(chosen_events(events, record), record)
    force = max(record.force(e) for e in told)
    caption = _caption(told)
    like = _the_like(told, [e for e in events if event_ref(e.id) not in told_above], record)
    forms = [said for e in told if (said := told_of(e)) is not None]
    said = together([_in_order(told), *forms, *_likewise(like)])
    return Judged(_finding(topic, said, [*told, *like]), salience(f"chronicle.{topic.id}", size=force, caption=caption))


def _of_long_ago(event: Event, record: Record) -> bool:
    return record.years_since_begun(event) > threshold("event_standing_years")


def _the_like(told: list[Event], events: list[Event], record: Record) -> list[Event]:
    """Acts of a series of these years that are not told by themselves, where one of the series is."""
    series = {(e.kind.id, e.a) for e in told if e.kind.id in REPEATED}
    years = threshold("strained_years")
    like = [e for e in events if (e.kind.id, e.a) in series and e.weight > 1 and e.sign < 0 and e not in told]
    return [e for e in like if record.years_since_begun(e) <= years]


def _likewise(like: list[Event]) -> list[Claim]:
    """Each of a series by its days."""
    return [say(ROOM, "event.likewise", days=listed([claim(when(e)) for e in like]))] if like else []


def _without_history(told: list[Event], record: Record) -> list[Event]:
    """What is told of a topic without what the bottom line tells as history, where anything newer is left.

    A treaty stays beside what was done to it.
    """
    past = [e for e in history(record) if e.kind.family != "treaty"]
    newer = [e for e in told if e not in past]
    late = newer and (newer[-1].when.start - told[0].when.start).days > LONGEST_STORY
    return newer if late else told


_COURT = "Before the courts"
"""A court may rule on anything: what it decided is no matter of land because a claim to land stands beside it."""


def _caption(told: list[Event]) -> str:
    """What is told, in a word or three: by the kind of all of it, or by both kinds where one of the two has a caption
    that would be false of the other; "" where several kinds are told under one topic.
    """
    captions = list(dict.fromkeys(e.kind.caption for e in told))
    if len(captions) == 2 and _COURT in captions:
        return f"{captions[0]}, {captions[1][:1].lower()}{captions[1][1:]}"
    return captions[0] if len(captions) == 1 else ""


def _in_order(told: list[Event]) -> Claim:
    """Oldest first; where the newest came a generation after the others it leads, and they follow as what was before.

    So an act on a treaty comes before the treaty that it is about.
    """
    newest = told[-1]
    late = [e for e in told if (newest.when.start - e.when.start).days <= LONGEST_STORY]
    earlier = [e for e in told if e not in late]
    said = [event_told(e) for e in late]
    if earlier:
        said.append(say(ROOM, "event.earlier", what=in_a_row([brief(e, SIDE_CLAUSE) for e in earlier])))
    return together(said)


def sparked(event: Event, record: Record) -> Event | None:
    """The fighting that an incident or threat set off within weeks; None where it set off none."""
    if event.kind.family != "crisis" or event.sign >= 0 or event.weight == 1:
        return None
    fights = (e for e in record.events if e.kind.family == _FIGHTING and e.sign < 0 and e.weight > 1)
    return next((f for f in fights if 0 <= (f.when.start - event.when.start).days <= LONGEST_FUSE), None)


def chosen_events(events: list[Event], record: Record) -> list[Event]:
    """The few that count most today, oldest first: of equal force the newer; a war and its end are one matter."""
    ranked = sorted(events, key=lambda e: (_defines_still(e, record), record.force(e), e.when.start), reverse=True)
    kept: list[Event] = []
    for event in ranked[:MOST_TOLD]:
        matter = [e for e in _matter(event, events, record) if e not in kept]
        fits = sum(len(e.what) for e in (*kept, *matter)) <= LONGEST
        if not kept or (fits and record.force(event) >= record.force(ranked[0]) / 2):
            kept += matter
    return sorted(kept, key=lambda e: (e.when.start, e.id))


def _defines_still(event: Event, record: Record) -> bool:
    """Whether it defines the two and is of the last fifteen years: slighter news does not crowd it out."""
    return event.weight == DEFINES and record.years_since_begun(event) <= threshold("event_standing_years")


def _matter(event: Event, events: list[Event], record: Record) -> list[Event]:
    """An event with what belongs to it: what set off a fighting, and the truce that ended it."""
    if event.kind.family == "peace":
        before = [e for e in events if e.weight > 1 and e.when.start <= event.when.start and not _long_over(e, event)]
        ended = [e for e in before if e.kind.id in event.kind.ends] or [e for e in before if e.kind.id in _FOUGHT]
        return [*(e for e in events if ended and sparked(e, record) is ended[-1]), *ended[-1:], event]
    spark = sparked(event, record)
    if spark is not None:
        return _matter(spark, events, record)
    ends = [e for e in events if e.kind.family == "peace" and event.kind.id in e.kind.ends]
    over = [] if event.until is None else [e for e in ends if event.when.start <= e.when.start <= event.until.end]
    return [*(e for e in events if sparked(e, record) is event), event, *over[-1:]]


def _long_over(fight: Event, truce: Event) -> bool:
    """Whether a fighting had ended long before a truce, and so is not what that ended."""
    return fight.until is not None and (truce.when.start - fight.until.end).days > LONGEST_LULL


def _finding(topic: Topic, said: Claim, told: list[Event]) -> Finding:
    confidence, why = graded(told)
    if confidence == "high" and any(told_of(e) is not None for e in told):
        confidence, why = "moderate", "a list dates the relations from a state that was another then, or none yet"
    return Finding(
        id=f"chronicle.{topic.id}",
        question=topic.question,
        claim=said.text,
        parts=said.parts,
        confidence=confidence,
        confidence_reason=why,
        basis=said.basis,
        would_change="A source that dates or tells these events otherwise.",
    )


def graded(told: list[Event]) -> tuple[Confidence, str]:
    """Confidence in what events say: of the worst graded, and whether its source was read for the row."""
    worst = max(told, key=lambda e: (e.reliability not in "AB", e.credibility, not e.opened))
    good = worst.reliability in "AB" and worst.credibility <= 2 and worst.opened
    level: Confidence = "high" if good else "low" if worst.credibility > 3 else "moderate"
    read = "read for this row" if worst.opened else "from general knowledge, not read for this row"
    return level, f"the weakest of the sources is graded {worst.reliability}{worst.credibility} and was {read}"
