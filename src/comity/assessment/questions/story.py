"""How the two came to where they are: the chronicle told by its turns and the years between them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from comity.assessment.page1.course import brief, course, in_a_row, uncapital
from comity.assessment.record import DEFINES, Record
from comity.assessment.say import dated, in_year, say, together, told, until
from comity.chronicle.acts_of_unions import by_union
from comity.chronicle.events import Event
from comity.dossier.claim import Claim, When, claim
from comity.terms.ref import event_ref

ROOM = "questions"
TURN = 3
"""Years within which what defines two states is one turn and not several."""
MOSTLY = 3
"""Times that one way outweighs the other where a chapter went that way."""
LULL = 5
"""Years of a chapter of which one event is told before a second of the same weight."""
A_MONTH = 31
MOST_QUIET = 3
"""Events told of two of whom there is no story."""
MOST_TURNS = 5
"""Turns that open a chapter of their own; what came before the oldest of them is one chapter."""
MOST_TOLD = 6
"""Events told of one chapter; the chronology has them all."""
LEAST = 3
"""Events of weight from which on there is a story."""
_NO_TURN = ("dealings",)
"""Families that open no chapter: leaders meet within one, and what comes of it turns."""
_MADE = ("war", "status", "territory", "peace", "relations")
"""Families by which a turn is named before others."""
_WARS = ("war_begins", "invasion")
"""Kinds of war that are more than a blow or arms for others."""
_ASIDE = ("In", "After", "At", "By", "As", "With", "Under", "Before", "When", "While")
"""Words that open a clause, after which a date wants a comma."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """The years from one turn to the next: the events that opened it, and what of weight came within it."""

    opened: tuple[Event, ...]
    within: tuple[Event, ...]
    before: Event | None = None
    """What opened the next one; None where it goes on."""

    @property
    def events(self) -> tuple[Event, ...]:
        """All of it, oldest first."""
        return (*self.opened, *self.within)

    @property
    def way(self) -> str:
        """Which way the two went in it: `up`, `down`, mostly either, `both`, or `none` where nothing moved them."""
        ups, downs = (sum(e.weight for e in self.events if e.sign * way > 0) for way in (1, -1))
        if not ups and not downs:
            return "none"
        way = "up" if ups > MOSTLY * downs else "down" if downs > MOSTLY * ups else "both"
        return way if way == "both" or not min(ups, downs) else f"{way}_mostly"


def chapters(record: Record) -> tuple[Chapter, ...]:
    """The story by its turns, oldest first; empty where the chronicle has too little for one."""
    held = [e for e in record.events if e.weight > 1 and not by_union(e)]
    if len(held) < LEAST:
        return ()
    turns = _turns(held)
    openers = [t[0] for t in turns]
    first = [e for e in held if not openers or e.when.start < openers[0].when.start]
    found = [Chapter((), tuple(first), openers[0] if openers else None)] if first else []
    for turn, end in zip_longest(turns, openers[1:]):
        own = {e.id for e in turn}
        later = [
            e for e in held if e.when.start >= turn[0].when.start and (end is None or e.when.start < end.when.start)
        ]
        found.append(Chapter(turn, tuple(e for e in later if e.id not in own), end))
    return tuple(found)


def _turns(held: list[Event]) -> list[tuple[Event, ...]]:
    """Runs of what defines the two, the newest few."""
    found: list[list[Event]] = []
    for e in (e for e in held if e.weight == DEFINES and e.kind.family not in _NO_TURN):
        if found and e.when.year - found[-1][-1].when.year <= TURN:
            found[-1].append(e)
        else:
            found.append([e])
    return [tuple(run) for run in found[-MOST_TURNS:]]


def in_short(record: Record, kind: str) -> Claim | None:
    """The turns by their year, and which way it goes of late; None where there is no story."""
    found = chapters(record)
    opened = [max(c.opened, key=_says_most) for c in found if c.opened]
    # How it began belongs to what made it, however many turns came since.
    began = [e for e in found[0].events if e.weight == DEFINES][:1] if found and not found[0].opened else []
    opened = [*began, *opened]
    way = course(record, kind, ())
    if not opened:
        return together(way) if way else None
    turns = in_a_row([_by_year(e) for e in opened])
    return together([say(ROOM, "story.turns" if len(opened) > 1 else "story.turn", turns=turns), *way])


def quiet(record: Record) -> Claim:
    """That nothing on record turned the relations of the two, with the little that is on record of them."""
    held = [e for e in record.events if not by_union(e)][-MOST_QUIET:]
    if not held:
        return say(ROOM, "story.quiet")
    return say(ROOM, "story.quiet_but", events=in_a_row([brief(e) for e in held]))


def _says_most(e: Event) -> tuple[bool, int, int]:
    """Of what opened a chapter a war before single blows, those before words, and the first of the like."""
    family = _MADE.index(e.kind.family) if e.kind.family in _MADE else len(_MADE)
    return e.kind.id in _WARS, -family, -e.when.start.toordinal()


def _by_year(e: Event) -> Claim:
    return say("page1", "event.day", what=brief(e).parts[0], when=in_year(e, e.when))


def told_in_chapters(record: Record) -> tuple[Claim, ...]:
    """A paragraph for each chapter."""
    return tuple(together([_head(c), *(on_the_day(e) for e in _chosen(c, record))]) for c in chapters(record))


def _head(chapter: Chapter) -> Claim:
    """From when to when a chapter goes, and which way the two went in it."""
    start = in_year(chapter.events[0], chapter.events[0].when)
    if chapter.before is not None:
        return say(ROOM, f"story.{chapter.way}_span", start=start, end=in_year(chapter.before, chapter.before.when))
    return say(ROOM, f"story.{chapter.way}_since", start=start)


def _chosen(chapter: Chapter, record: Record) -> list[Event]:
    """What opened it, its newest, and of the rest what says most, from all of its years; oldest first."""
    kept = [*chapter.opened[:MOST_TOLD]]
    kept += [e for e in chapter.within[-1:] if chapter.before is None]
    room = max(MOST_TOLD - len(kept), 2)
    rest = [e for e in chapter.within if e not in kept]
    while rest and room:
        lulls = [e.when.year // LULL for e in kept]
        most = max(rest, key=lambda e: (e.weight, -lulls.count(e.when.year // LULL), record.stands(e), e.when.start))
        kept.append(most)
        rest.remove(most)
        room -= 1
    return sorted(kept, key=lambda e: (e.when.start, e.id))


def on_the_day(e: Event) -> Claim:
    """An event as a sentence that begins with its date, and says until when it held."""
    what, first = uncapital(claim(told(e))), e.what.partition(" ")[0]
    way = "day" if e.when.precision == "day" else "month"
    said = [say(ROOM, f"story.{way}_then" if first in _ASIDE else f"story.{way}", when=_when(e), what=what)]
    if _end_told(e):
        said.append(
            say(ROOM, "story.held_until" if e.kind.lasts and e.sign > 0 else "story.lasted_until", until=until(e))
        )
    return together(said)


def _end_told(e: Event) -> bool:
    """Whether its end wants a sentence: not of a crisis of days, nor where the row itself tells of it."""
    if e.until is None or e.left_open or str(e.until) == str(e.when):
        return False
    days = (e.until.end - e.when.start).days
    return (days > A_MONTH or e.kind.family != "crisis") and str(e.until.year) not in e.what


def _when(e: Event) -> When:
    return dated(e.when, event_ref(e.id))


def told_events(record: Record) -> frozenset[str]:
    """Ids of the events that the chapters tell."""
    return frozenset(e.id for c in chapters(record) for e in _chosen(c, record))
