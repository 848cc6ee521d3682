"""The bottom line: what kind of relationship it is, which way it went lately, and the newest dated event."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

from comity.assessment.page1.acts import fights, holding
from comity.assessment.page1.claims import claims
from comity.assessment.page1.course import (
    OPPOSED,
    before,
    came_of,
    course,
    dated,
    history,
    lately,
    parted,
    works,
)
from comity.assessment.page1.known import leans
from comity.assessment.page1.matter import people_who_matter, weighty_dealings
from comity.assessment.page1.newest_event import newest_event, of_a_union
from comity.assessment.page1.said import Said, basis_of
from comity.assessment.page1.stands_out import of_these, recognitions
from comity.assessment.page1.still import still
from comity.assessment.page1.struck_both import struck_both
from comity.assessment.page1.third_war import named, third_wars
from comity.assessment.page1.unrecognised import with_recognition
from comity.assessment.page1.worded import what_they_are
from comity.assessment.record import DEFINES, Record
from comity.assessment.say import over, say, state, together, when
from comity.assessment.view import View
from comity.chronicle.events import Event, chronicle_to
from comity.dossier.claim import Claim, Value, When
from comity.dossier.page1 import Kind
from comity.terms.ref import event_ref
from comity.terms.wording import date_words

ROOM = "page1"

LONG = (450, 650)
"""Characters of what is told of today, from each of which on there is room for one less of what went before."""
_STALE_DAYS = 60
_NO_TRADE = ("ended", "at_war", "nothing", "part")
"""Kinds in which a share of trade is not what the two are to each other."""
_MADE_THEM = ("war", "territory", "status", "defence")
"""Families of what makes two states what they are to each other for longer than a generation."""
_CENTURY = 100
"""Years after which how a state began says less of two than what goes between them today."""
_STANDING = ("at_war", "occupied", "unrecognised", "rivals", "claim", "estranged", "strained", "contested")
"""Kinds of which the bottom line says that something holds today."""


@dataclass(frozen=True, slots=True)
class Line:
    """A bottom line, and the ids of what it only sums up: acts of the last fifteen years told for completeness."""

    claim: Claim
    summed: frozenset[str]


def bottom_line(view: View, record: Record, kind: Kind) -> Claim:
    """One to three sentences, then what may not be left out, and what went before."""
    return line_of(view, record, kind).claim


def line_of(view: View, record: Record, kind: Kind, elsewhere: Collection[str] = ()) -> Line:
    """The same, with what it only sums up apart from what it is about.

    `elsewhere`: acts of these years, by id, that the first judgement tells, so that the line need not.
    """
    what = with_recognition(what_they_are(view, record, kind.id), record, kind.id)
    basis = what.whole.basis
    told_by_lines = [*recognitions(record), *_broken_too(record, kind.id), *_ruled(record, kind.id)]
    elsewhere = (*elsewhere, *map(_ref, told_by_lines))
    way = [] if kind.id == "ended" else course(record, kind.id, basis)
    third = third_wars(view, record, kind.id)
    wars = [*named(third, together([what.whole, *way])), *_holding(record), *struck_both(view, record)]
    told_already = together([what.whole, *wars, *way])
    new = lately(record, (*told_already.basis, *elsewhere))
    told_by_now = together([told_already, *new])
    room = sum(len(told_by_now.text) < most for most in LONG)
    run = [] if kind.id in OPPOSED else works(record, (*told_by_now.basis, *elsewhere), room)
    told_by_now = together([told_by_now, *run])
    known_to = _known_to(record, kind.id, bool(wars))
    over_still = partial(still, view, record, known_to=bool(known_to), others=told_by_now.basis)
    stands = over_still(basis)
    told_by_now = together([told_by_now, *stands])
    newest = newest_event(view, record, told_by_now, bool(way or new))
    union_did = of_a_union(record, together([told_by_now, *([newest] if newest is not None else [])]))
    news = basis_of(one for one in (newest, union_did) if one is not None)
    leads = _past_leads(view, record, kind.id, what)
    past_first = leads and not (new and kind.id == "union")
    past = before(record, (*told_by_now.basis, *elsewhere, *news), room, leads=past_first)
    leaning = [] if kind.id in _NO_TRADE else [one for one in leans(view) if not set(one.basis) <= set(basis)]
    first = past if leads else []
    ahead = new if leads and kind.id == "union" else []
    nothing_first = not (what.first or first or new or run)
    dated = union_did is not None or (newest is not None and bool(newest.basis))
    measured_first = nothing_first and _tells_a_figure([*what.figures, *what.inventory, *what.lists])
    ahead_of_lists = past if nothing_first and not measured_first else []
    # What registers hold of any two is told of those of whom no act is.
    inventory = [] if dated or what.first or past or new or run else what.inventory
    own, of_union = (_with_still(one, over_still, stands) for one in (newest, union_did))
    said = [
        *ahead,
        *first,
        *what.first,
        *(own if nothing_first and dated else []),
        *ahead_of_lists,
        *([*(of_these(what.figures) if dated or past else what.figures), *inventory] if nothing_first else []),
        *(of_union if nothing_first else []),
        *(what.lists if nothing_first and not dated else []),
        *stands,
        *wars,
        *way,
        *(new if not ahead else []),
        *([] if nothing_first and dated else own),
        *run,
        *known_to,
        *([] if nothing_first else of_these(what.figures)),
        *leaning,
        *(past if not first and not ahead_of_lists else []),
        *([] if nothing_first and not dated else what.lists),
        *([] if nothing_first else of_union),
    ]
    about = {*told_already.basis, *news, *map(_ref, history(record))}
    summed = frozenset(id for one in (*new, *past) for id in one.basis if id not in about)
    return Line(together(said), summed)


def _tells_a_figure(lists: list[Claim]) -> bool:
    """Whether what registers hold begins with what the one is to the other: no list of what they signed."""
    return bool(lists) and any(isinstance(part, Value) for part in lists[0].parts)


def _with_still(one: Claim | None, over_still: Callable[..., list[Claim]], told: Collection[Claim]) -> list[Claim]:
    """What is newest, and whether a measure in it still stands, where the line has not said so."""
    return [] if one is None else [one, *(more for more in over_still(one.basis) if more not in told)]


def _past_leads(view: View, record: Record, kind: str, what: Said) -> bool:
    """Whether what went before says more than what is of today: slight news, after a war; and registers' entries where
    nothing weighs between the two, or what made them what they are beside that. So it does of members of a loose union.
    """
    told = [e for e in record.events if _ref(e) in what.whole.basis and not _only_listed(e, what)]
    matter = weighty_dealings(view)
    loose = kind == "union" and not record.close and not told and not matter
    if (kind != "ordinary" and not loose) or record.stance is not None:
        return False
    old = history(record, [_ref(e) for e in told])
    if not told:
        old = [e for e in old if not matter or _made_them(e, record)]
        return any(parted(e) or e.weight == DEFINES for e in old)
    war = any(fights(e) and e.weight == DEFINES for e in old)
    # Of slight news a reader asks first what the two come from, where neither a claim nor people say more of today.
    made = any(_made_them(e, record) for e in old) and not claims(record) and not people_who_matter(view)
    return (war or made) and all(e.weight < DEFINES for e in told)


def _made_them(event: Event, record: Record) -> bool:
    """Whether it made the two what they are within a century: a war, land, a state, troops; or defines them so."""
    lasting = event.weight == DEFINES or parted(event)
    return lasting and event.kind.family in _MADE_THEM and record.years(event) < _CENTURY


def _only_listed(event: Event, what: Said) -> bool:
    """Whether the line has an event by its day alone, among what registers hold."""
    return _ref(event) not in basis_of(what.first)


def _ref(event: Event) -> str:
    return event_ref(event.id)


def event_told(event: Event) -> Claim:
    """An event as a sentence with its date, and its end where it had one on another day; then what came of it."""
    return together([say(ROOM, "event.sentence", what=dated(event)), *came_of(event)])


def _holding(record: Record) -> list[Claim]:
    """Forces that are not known to have left when the government that they fought fell."""
    came = holding(record)
    if came is None:
        return []
    a, b = state(came.a), state(came.b)
    return [say(ROOM, "holding.open", a=a, b=b, since=when(came), fell=over(came))]


def _known_to(record: Record, kind: str, at_war: bool) -> list[Claim]:
    """Of a war, a truce or a rupture told as standing, to when it is known: what came after may be otherwise."""
    to = chronicle_to(record.as_of)
    if not (at_war or kind in _STANDING) or (record.as_of - to.end).days <= _STALE_DAYS:
        return []
    return [say(ROOM, "bottom.known_to", to=When(text=date_words(to), date=str(to)))]


def _broken_too(record: Record, kind: str) -> list[Event]:
    """The rupture that a line on a war tells with it."""
    broken = record.standing("relations_broken") if kind == "at_war" else None
    return [] if broken is None else [broken]


def _ruled(record: Record, kind: str) -> list[Event]:
    """The rulings of the day from which a line on a claim of allies dates it: the line tells them."""
    days = {line.since for line in claims(record)} if kind == "allies" else set()
    return [e for e in record.events if e.kind.id == "ruling" and e.when in days]
