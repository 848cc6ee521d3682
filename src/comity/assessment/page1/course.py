"""Which way it goes between the two, and what went before: told by named events, never by a count of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache

from comity.assessment.page1.acts import MOVEMENT, defining, undoes
from comity.assessment.page1.pacts import in_pacts
from comity.assessment.record import DEFINES, Record
from comity.assessment.say import SENTENCE, in_year, over, say, together, told, when
from comity.assessment.settings import threshold
from comity.chronicle.acts_of_unions import by_union
from comity.chronicle.events import Event, events
from comity.dossier.claim import Claim, Told, When, claim
from comity.terms.mentions import mentions
from comity.terms.ref import event_ref

ROOM = "page1"
_CLAUSE = re.compile(r"; |(?<!\b[A-Z])\. (?=[A-Z])")
"""Where a sentence of the chronicle begins to tell more."""
SIDE_CLAUSE = re.compile(
    r"; |(?<!\b[A-Z])\. (?=[A-Z])"
    r"|, (?:with|which|who|whom|whose|where|and|but|when|in which|of whom)\b(?=[^,;]*(?:;|$))"
)
"""The same, and the comma before a clause that adds; none that goes on after it."""
_DENIED = re.compile(r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?)\b")
_ANSWERED = re.compile(
    r"\b(?:protest(?:s|ed)|object(?:s|ed)|refus(?:es|ed)|disput(?:es|ed)|contest(?:s|ed)|would not"
    r"|(?:do|does|did) not (?:accept|agree|recognise|hand)|call(?:s|ed) (?:it|that|them|the charge)"
    r"|said that (?:it|he|she|they) (?:had|was|were))\b"
)
"""What the other side said to it or would not have: within a sentence it belongs to what is told of the one."""
_CAUSE = re.compile(r", who(?:se \w+)?(?: \w+)? had\b|, which(?: \w+)? had\b")
"""What the one had done before, for which the other acted: without it the act has no reason."""
_DEAD = re.compile(r"\b(?:died|dead|deaths?|killed|killing|drowned|burned|lives)\b")
_WORD = re.compile(r"\w+")
"""A word, of which those that bear a capital only at the head of a sentence are no names."""
LEAST_CLAUSE = 24
"""Characters below which the beginning of a sentence is none."""
OPPOSED = ("at_war", "occupied", "unrecognised", "rivals", "claim", "estranged", "strained")
"""Kinds in which what a reader asks is whether it eased."""
_MADE = ("war", "status", "territory")
"""Families of what made a relationship: a war, a partition, land that changed hands."""
_PARTNERSHIP = "partnership"
"""Kind by which two name what they are to each other: it answers no quarrel of a day."""
_BOUND = ("treaty_signed", "treaty_in_force", "trade", "border_treaty", "peace_treaty", _PARTNERSHIP)
"""Kinds by which the two bound themselves after it, or from the beginning."""
MOST_BEFORE = 2
LIVING_MEMORY = 60
"""Years within which an act that defines two is remembered, and told beside how they began."""
MOSTLY = 5
"""Times that a word is more often small than not within sentences, from which on it is no name."""
MOST_MADE = 2
MOST_LATE = 4
_BETWEEN_OTHERS = "mediation"
"""Kind that is a step between two at odds, and of any other two the help of the one in a quarrel of others."""
_BASE, _WORK, _PLAN = "base", "project_done", "project"
_BEGAN = ("recognition", "normalisation", "relations_begun")
"""Kinds by which relations of weight began, where no state came out of the other."""
_ATTACKS = ("war_begins", "invasion", "occupation", "annexation")


def dated(event: Event) -> Claim:
    """An event with its date, and its end where it had one on another day; a phrase within a sentence."""
    return _dated(event, shortened(event, SENTENCE))


def came_of(event: Event) -> list[Claim]:
    """What came of an event later, as a sentence of its own: the date is that of the event."""
    whole, first = told(event).text, shortened(event, SENTENCE)
    rest = whole.removeprefix(first.text).removeprefix(". ")
    return [say(ROOM, "event.later", what=first.model_copy(update={"text": rest}))] if rest else []


def in_short(event: Event) -> Claim:
    """An event as a sentence of a bottom line, by its first clause, with what came of it: it may no longer hold."""
    return together([say(ROOM, "event.sentence", what=brief(event)), *came_of(event)])


def all_in_short(events: Sequence[Event]) -> Claim:
    """Events as one sentence; each as its own, with what came of it, where anything came of one."""
    if any(map(came_of, events)):
        return together([in_short(e) for e in events])
    return say(ROOM, "event.sentence", what=in_a_row([brief(e) for e in events]))


def brief(event: Event, end: re.Pattern[str] = _CLAUSE) -> Claim:
    """The same by its first clause alone where it has several: a bottom line is short, and a judgement has the rest."""
    return _dated(event, shortened(event, end))


def _dated(event: Event, what: Told) -> Claim:
    """With its date behind its first sentence: what came of it is of another day."""
    head, rest = _sentences(what)
    if rest is not None:
        return together([_dated(event, head), claim(rest)], ". ")
    if event.until is not None and over(event).text != when(event).text and not event.left_open:
        begun, ended = when(event), over(event)
        if begun.text.endswith(ended.text):
            return say(ROOM, "event.day", what=what, when=begun)  # An end that is known to the month of its day.
        days = event.when.precision == event.until.precision == "day" and not event.by_month
        if days and event.when.month == event.until.month:
            begun = begun.model_copy(update={"text": begun.text.partition(" ")[0]})
        return say(ROOM, "event.span", what=what, when=begun, until=ended)
    return say(ROOM, "event.day", what=what, when=when(event))


def _sentences(what: Told) -> tuple[Told, Told | None]:
    """The first sentence of what was, and the others; None where there is one alone."""
    end = SENTENCE.search(what.text)
    if end is None:
        return what, None
    head, rest = what.text[: end.start()], what.text[end.end() :]
    return what.model_copy(update={"text": head}), what.model_copy(update={"text": rest})


def shortened(event: Event, end: re.Pattern[str] = _CLAUSE) -> Told:
    """What an event was, to the first end of a clause that leaves enough to be a sentence."""
    whole = told(event)
    places = (m for m in end.finditer(whole.text) if m.start() >= LEAST_CLAUSE and not _needed(m, whole.text, event))
    cut = next((m.start() for m in places), len(whole.text))
    return whole.model_copy(update={"text": whole.text[:cut]})


def _needed(found: re.Match[str], text: str, event: Event) -> bool:
    """Whether what follows may not be left out: a member of a list, why it was done, what the other side denies, its
    answer within a sentence, the dead of what befell the two, or the one of the two that only it names.
    """
    if _in_list(found, text) or _DENIED.search(text, found.start()) or _CAUSE.match(text, found.start()):
        return True
    if found[0].startswith("."):
        return False
    kept, left = text[: found.start()], SENTENCE.split(text[found.start() :], maxsplit=1)[0]
    if _ANSWERED.search(left) is not None:
        return True
    dead = event.kind.family == "crisis" and _DEAD.search(left) is not None and _DEAD.search(kept) is None
    named = {m.state for m in mentions(kept)}
    return dead or bool(({event.a, event.b} & {m.state for m in mentions(left) if m.how != "capital"}) - named)


def _in_list(found: re.Match[str], text: str) -> bool:
    """Whether an `and` closes a list, whose other members would stand without it."""
    return text[found.start() :].startswith(", and") and ", " in text[: found.start()]


def in_a_row(claims: Sequence[Claim]) -> Claim:
    """Events one after another with semicolons, the later ones without a capital where a name does not begin them."""
    first, *rest = claims
    return together([first, *map(uncapital, rest)], "; ")


def uncapital(one: Claim) -> Claim:
    """A sentence as it goes on behind another: its first word in small letters where that is no name."""
    head, *tail = one.parts
    word, space, others = head.text.partition(" ")
    if word not in _no_names():
        return one
    return claim(head.model_copy(update={"text": f"{word.lower()}{space}{others}"}), *tail)


@cache
def _no_names() -> frozenset[str]:
    """Words that head sentences of the chronicle and stand within others in small letters, hardly with a capital."""
    heads, within = set(), Counter[str]()
    for event in events():
        first, *others = _WORD.findall(event.what)
        heads.add(first)
        within.update(others)
    return frozenset(w for w in heads if within[w.lower()] > MOSTLY * within[w])


def _past(event: Event, *, whole: bool = False) -> Claim:
    """An event as history: its first clause and its years, since what ended reads as lasting without its end; the last
    that is known of the two as `whole` as news.
    """
    end = _CLAUSE if whole or event.kind.family == "war" else SIDE_CLAUSE
    (what, rest), year = _sentences(shortened(event, end)), in_year(event, event.when)
    if rest is not None:
        return together([_in_its_year(event, what, year), claim(rest)], ". ")
    return _in_its_year(event, what, year)


def _in_its_year(event: Event, what: Told, year: When) -> Claim:
    if event.until is None or event.left_open or event.until.year == event.when.year:
        return say(ROOM, "event.day", what=what, when=year)
    return say(ROOM, "event.span", what=what, when=year, until=in_year(event, event.until))


def course(record: Record, kind: str, made: Collection[str]) -> list[Claim]:
    """Which way it went since what made it so, in the last three years at most; nothing where one event is no way.

    `made`: ids of the events by which it was said what the two are to each other.
    """
    if kind == "at_war":
        return _of_a_war(record, made)
    since = [e for e in _since(record, made) if kind in OPPOSED or e.kind.id != _BETWEEN_OTHERS]
    ups, downs = [e for e in since if e.sign > 0], [e for e in since if e.sign < 0]
    opposed = "opposed" if kind in OPPOSED else "other"
    if ups and downs:
        return _turned(opposed, ups[-1], downs[-1])
    if opposed == "other" and len(since) < 2:
        return []
    if downs:
        return [say(ROOM, f"course.{opposed}_down", what=brief(downs[-1])), *came_of(downs[-1])]
    if ups:
        step = "step" if len(ups) == 1 else "up"
        return [say(ROOM, f"course.{opposed}_{step}", what=brief(ups[-1])), *came_of(ups[-1])]
    return []


def _turned(opposed: str, up: Event, down: Event) -> list[Claim]:
    """The last act each way; between two who are not opposed nothing eased by an act made for something else."""
    way, last = ("up", up) if up.when.start >= down.when.start else ("down", down)
    if opposed == "other" and last is up and (up.kind.id == _PARTNERSHIP or not undoes(up, down)):
        if not came_of(down):
            return [say(ROOM, "course.other_beside", first=brief(down), then=brief(up)), *came_of(up)]
        beside = say(ROOM, "course.beside", then=brief(up))
        return [say(ROOM, "event.sentence", what=brief(down)), *came_of(down), beside, *came_of(up)]
    return [say(ROOM, f"course.{opposed}_turned_{way}", up=brief(up), down=brief(down)), *came_of(last)]


def _of_a_war(record: Record, made: Collection[str]) -> list[Claim]:
    """Of a war its newest act, however slight, and the newest step toward its end where that came later."""
    moved = [e for e in record.events if e.sign and event_ref(e.id) not in made]
    newest = max((e for e in moved if e.sign < 0), key=lambda e: e.when.end, default=None)
    step = max((e for e in moved if e.sign > 0), key=lambda e: e.when.end, default=None)
    if newest is None or record.years_since_begun(newest) > threshold("event_new_years"):
        return []
    if step is not None and step.when.start > newest.when.end:
        return [say(ROOM, "course.opposed_turned_up", up=brief(step), down=brief(newest))]
    return [say(ROOM, "course.war", what=brief(newest))]


def _since(record: Record, made: Collection[str]) -> list[Event]:
    """Events of weight of the last three years that moved the two and came after what made it so; else slight ones."""
    makers = [e for e in record.events if event_ref(e.id) in made]
    after = max((e.when.end if e.until is None else e.until.end for e in makers), default=None)
    recent = [
        e
        for e in record.events
        if e.sign and record.years_since_begun(e) <= threshold("event_new_years")
        if event_ref(e.id) not in made and (after is None or e.when.start > after)
    ]
    # What a union did to a state is no way that one of its members and the state went.
    recent = [e for e in recent if not by_union(e)]
    # Nor is who may come a strain between two governments.
    recent = [e for e in recent if e.sign > 0 or e.kind.family != MOVEMENT]
    return [e for e in recent if e.weight > 1] or (recent if len(recent) > 1 else [])


def before(record: Record, said: Collection[str], room: int = MOST_MADE, *, leads: bool = False) -> list[Claim]:
    """What made the relationship: what is of long ago, then what is of these fifteen years; none where nothing is left.

    A specialist says it first of all; it is told as history. `said`: ids of the events told already; `room`: how many
    of the last fifteen years may be told beside what is older; `leads`: whether the line begins with it.
    """
    made = [e for e in made_of_late(record) if event_ref(e.id) not in said][:room]
    old = history(record, said)[: MOST_BEFORE if room else 1]
    last = [e for e in _last_of_old(record, said) if len(old) < MOST_BEFORE and e not in (*old, *made)]
    key = "course.shaped" if leads else "course.before"
    found = sorted({e.id: e for e in (*old, *last, *made)}.values(), key=lambda e: e.when.start)
    years = threshold("event_standing_years")
    first = [e for e in found if record.years_since_begun(e) > years]
    then = found[len(first) :]
    key_then = "course.since" if first else key
    return [*_as_past(key, first, last), *_as_past(key_then, then, last)]


def _as_past(key: str, acts: Sequence[Event], last: Collection[Event]) -> list[Claim]:
    """Acts as history, in one sentence; each in its own, with what came of it, where anything came of one."""
    told = [_past(e, whole=e in last) for e in acts]
    if not told or not any(map(came_of, acts)):
        return [say(ROOM, key, what=in_a_row(told))] if told else []
    own = [say(ROOM, key, what=told[0]), *(say(ROOM, "event.sentence", what=each) for each in told[1:])]
    return [said for act, sentence in zip(acts, own, strict=True) for said in (sentence, *came_of(act))]


def _last_of_old(record: Record, said: Collection[str]) -> list[Event]:
    """The newest event of weight where it is so old that it is no news: the last that is known of the two."""
    newest = record.newest
    if newest is None or newest.weight == 1 or by_union(newest) or in_pacts(newest, record):
        return []
    old = record.years_since_begun(newest) > threshold("event_standing_years")
    return [newest] if old and event_ref(newest.id) not in said else []


def made_of_late(record: Record) -> list[Event]:
    """The lasting tie that says most, then what defined the two in the last fifteen years: what holds, then the newer.

    Slighter news, however new, says less of what two states are to each other.
    """
    years = threshold("event_standing_years")
    ties = [e for e in record.events if tie(e, record)]
    acts = [e for e in record.events if e.weight == DEFINES and record.years_since_begun(e) <= years]
    acts = [e for e in acts if not in_pacts(e, record) and e not in ties[-1:]]
    return [*ties[-1:], *sorted(acts, key=lambda e: (not _over(e), e.when.start), reverse=True)]


def tie(event: Event, record: Record) -> bool:
    """Whether it is a work or a force that binds the two day by day: a pipeline that runs, a base that stands."""
    if event.weight != DEFINES or event.sign <= 0 or in_pacts(event, record) or record.before_break(event):
        return False
    return record.stands(event) if event.kind.id == _BASE else event.kind.id == _WORK and event.until is None


def works(record: Record, said: Collection[str], room: int = MOST_MADE) -> list[Claim]:
    """Works that run or are under way and define the two, the newest: they bind day by day, and are no past.

    `said`: ids of the events told already; `room`: how many there is room for, of which one is told in any case.
    """
    years = threshold("event_standing_years")

    def runs(e: Event) -> bool:
        late = e.kind.id == _PLAN and e.weight == DEFINES and e.sign > 0 and record.years_since_begun(e) <= years
        ours = not in_pacts(e, record) and not record.before_break(e) and not by_union(e)
        return ours and ((e.kind.id == _WORK and tie(e, record)) or (late and e.until is None))

    found = [e for e in record.events if runs(e) and event_ref(e.id) not in said][-max(room, 1) :]
    if not found:
        return []
    told = say(ROOM, "course.works", what=in_a_row([_past(e) for e in found]))
    return [told, *(one for e in found for one in came_of(e))]


def _over(event: Event) -> bool:
    return event.until is not None and event.kind.lasts


def lately(record: Record, said: Collection[str]) -> list[Claim]:
    """Acts of these years that define the two and are not told yet, as one sentence: none of them may be left out."""
    years = threshold("event_new_years")
    acts = [e for e in record.events if e.weight == DEFINES and record.years_since_begun(e) <= years]
    left = [e for e in acts if event_ref(e.id) not in said and not in_pacts(e, record)][-MOST_LATE:]
    if not left:
        return []
    if not any(map(came_of, left)):
        return [say(ROOM, "course.lately", what=in_a_row([brief(e) for e in left]))]
    # What came of an act is told behind it: as it was it may no longer be.
    first = [say(ROOM, "course.lately", what=brief(left[0])), *came_of(left[0])]
    return [*first, *(in_short(event) for event in left[1:])]


def parted(event: Event) -> bool:
    """Whether the one became a state out of the other, which made what they are to each other whatever came since."""
    return event.kind.id == "statehood" and event.weight > 1


def history(record: Record, said: Collection[str] = ()) -> list[Event]:
    """What made the relationship long ago, in one clause: how it came to be, and the last war or loss of land, or the
    treaty that still binds.

    `said`: ids of the events told already.
    """
    old = [
        e
        for e in record.events
        if (e.weight == DEFINES or parted(e)) and record.years_since_begun(e) > threshold("event_standing_years")
        if event_ref(e.id) not in said and not in_pacts(e, record)
    ]
    if not old:
        return []
    attacks = [e for e in old if e.kind.id in _ATTACKS]
    # Of several steps to a state of its own the one that defines the two, and of such the first.
    began = max((e for e in reversed(old) if e.kind.family == "status"), key=lambda e: e.weight, default=None)
    began = began or next((e for e in old if e.kind.id in _BEGAN), None)
    bound = [e for e in old if e.kind.id in _BOUND and record.stands(e)]
    found = [e for e in (began, attacks[-1] if attacks else None) if e is not None]
    found += [defining(record, bound)] if bound and len(found) < MOST_BEFORE else []
    found = found or [defining(record, [e for e in old if e.kind.family in _MADE] or old)]
    late = [e for e in old if e.weight == DEFINES and record.years_since_begun(e) <= LIVING_MEMORY]
    if late and not set(found) & set(late):
        found = [*found[-1:], defining(record, late)]
    return sorted(found, key=lambda e: e.when.start)
