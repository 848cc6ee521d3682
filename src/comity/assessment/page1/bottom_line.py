"""The bottom line: what kind of relationship it is, which way it went lately, and the newest dated event."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from comity.assessment.page1.acts import (
    BESIDE,
    COMMERCE,
    DEFINES,
    GIFTS,
    defining,
    felt_most,
    fights,
    first_alliance,
    given,
    held_by_force,
    holding,
    lowered,
    peace_after_war,
    war_that_stands,
    weighed,
)
from comity.assessment.page1.at_odds import fought_and_settled, own_quarrels
from comity.assessment.page1.bonds import binds_alone
from comity.assessment.page1.claim_line import claim_line
from comity.assessment.page1.claims import claims, stands_between
from comity.assessment.page1.course import (
    OPPOSED,
    before,
    brief,
    came_of,
    course,
    dated,
    history,
    in_a_row,
    in_short,
    lately,
    parted,
    shortened,
    works,
)
from comity.assessment.page1.known import known, leans
from comity.assessment.page1.matter import figures, people_who_matter, weighty_dealings
from comity.assessment.page1.newest_event import newest_event, of_a_union
from comity.assessment.page1.pacts import by_pacts, in_pacts
from comity.assessment.page1.record import Record
from comity.assessment.page1.rivals_line import rivals_line
from comity.assessment.page1.said import Said, basis_of
from comity.assessment.page1.silence import next_to_nothing
from comity.assessment.page1.stands_out import of_these, recognitions, stands_out
from comity.assessment.page1.still import still
from comity.assessment.page1.third_war import named, third_wars
from comity.assessment.page1.union import union
from comity.assessment.page1.unrecognised import unrecognised, with_recognition
from comity.assessment.say import listed, over, say, state, status_told, together, when
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.chronicle.acts_of_unions import by_union
from comity.chronicle.events import Event, chronicle_to
from comity.chronicle.sovereigns import speaks_for
from comity.dossier.claim import Claim, Value, When, claim
from comity.dossier.page1 import Kind
from comity.terms.country import state as country
from comity.terms.membership import coexisted, existed
from comity.terms.ref import event_ref
from comity.terms.wording import date_words, day_name

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
    what = with_recognition(_what(view, record, kind.id), record, kind.id)
    basis = what.whole.basis
    told_by_lines = [*recognitions(record), *_broken_too(record, kind.id), *_ruled(record, kind.id)]
    elsewhere = (*elsewhere, *map(_ref, told_by_lines))
    way = [] if kind.id == "ended" else course(record, kind.id, basis)
    third = third_wars(view, record, kind.id)
    wars = [*named(third, together([what.whole, *way])), *_holding(record)]
    told_already = together([what.whole, *wars, *way])
    new = lately(record, (*told_already.basis, *elsewhere))
    told_by_now = together([told_already, *new])
    room = sum(len(told_by_now.text) < most for most in LONG)
    run = [] if kind.id in OPPOSED else works(record, (*told_by_now.basis, *elsewhere), room)
    told_by_now = together([told_by_now, *run])
    newest = newest_event(view, record, told_by_now, bool(way or new))
    union_did = of_a_union(record, told_by_now)
    news = basis_of(one for one in (newest, union_did) if one is not None)
    leads = _past_leads(view, record, kind.id, what)
    past_first = leads and not (new and kind.id == "union")
    past = before(record, (*told_by_now.basis, *elsewhere, *news), room, leads=past_first)
    leaning = [] if kind.id in _NO_TRADE else [one for one in leans(view) if not set(one.basis) <= set(basis)]
    first = past if leads else []
    ahead = new if leads and kind.id == "union" else []
    known_to = _known_to(record, kind.id, bool(wars))
    over_still = partial(still, view, record, known_to=bool(known_to), others=told_by_now.basis)
    stands = over_still(basis)
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


def _what(view: View, record: Record, kind: str) -> Said:
    """What kind it is, with its date where it has one."""
    in_two = _IN_TWO.get(kind)
    if in_two is not None:
        return in_two(view, record)
    worded = _WORDED.get(kind)
    said = say(ROOM, f"bottom.{kind}") if worded is None else worded(view, record)
    if not _measured(kind, record):
        return Said([said])
    return Said([said, *people_who_matter(view, fled_alone=True)], figures=figures(view, fled_alone=True))


def _part(view: View, record: Record) -> Claim:
    """Whose the territory is, in the wording of its line of status."""
    territory = _territory(view)
    other = view.b if territory == view.a else view.a
    lines = [s for s in record.status if s.entity == territory]
    line = next((s for s in lines if "*" in (s.a, s.b)), lines[0] if lines else None)
    if speaks_for(territory, view.as_of) == other:
        said = say(ROOM, "bottom.part_own", name=state(territory), other=state(other))
    else:
        said = say(ROOM, "bottom.part", name=state(territory))
    if line is None:
        return said
    told = status_told(line)
    return together([claim(told.model_copy(update={"text": told.text.replace("; it is no state.", ".")})), said])


def _occupied(view: View, record: Record) -> Claim:
    held = held_by_force(record)
    if held is None:
        raise LookupError("occupied without an act that took land")
    truce = record.standing("ceasefire")
    if truce is None:
        return say(ROOM, "bottom.occupied", held=brief(held))
    return say(ROOM, "bottom.occupied_truce", held=brief(held), truce=when(truce))


def _estranged(view: View, record: Record) -> Claim:
    broke = lowered(record)
    if broke is None:
        raise LookupError("estranged without a rupture")
    return together([say(ROOM, "bottom.estranged", what=shortened(broke), since=when(broke)), *came_of(broke)])


def _allies(view: View, record: Record) -> Claim:
    if not record.alliances:
        treaty = first_alliance(record)
        if treaty is None:
            raise LookupError("allies without an alliance")
        return say(ROOM, "bottom.allies_since", what=shortened(treaty), since=when(treaty))
    pacts = by_pacts(record.alliances, record.as_of, short=True)
    said = say(ROOM, "bottom.allies", pacts=pacts)
    if record.unions:
        said = say(ROOM, "bottom.allies_joined", pacts=pacts, unions=by_pacts(record.unions, record.as_of, short=True))
    over = fought_and_settled(record)
    if over is not None:
        said = together([say(ROOM, "bottom.settled", fought=brief(over[0]), settled=brief(over[1])), said])
    return together([said, *(stands_between(s) for s in claims(record)[:1])])


def _measured(kind: str, record: Record) -> bool:
    """Whether it is told what people and trade weigh between the two: beside one bond, one quarrel in a union, or a
    claim, and not where more is told than that.
    """
    if kind == "allies":
        return not _own_matter(record)
    if kind == "partners":
        return not _other_bonds(record) and not _peace_in_trade(record)
    if kind == "contested":
        at_odds = bool(record.alliances) and bool(own_quarrels(record))
        return not at_odds and (bool(record.unions) or not weighed(record)[0])
    return kind == "claim"


def _own_matter(record: Record) -> bool:
    """Whether allies did something themselves that defines them: the judgements tell who and what goes between them."""
    return any(e.weight == DEFINES and not in_pacts(e, record) and not by_union(e) for e in record.events)


def _patron_client(view: View, record: Record) -> Claim:
    """Who gives, by the gift that says most, and what the two did side by side."""
    gifts = [e for e in record.events if given(e) and record.years(e) <= threshold("event_standing_years")]
    if not gifts:
        raise LookupError("a patron without a gift")
    gift = defining(record, [e for e in record.events if given(e) and e.a == gifts[-1].a])
    beside = record.last(lambda e: e.kind.id == BESIDE and e.weight == DEFINES)
    told = sorted((e for e in (gift, beside) if e is not None), key=lambda e: e.when.start)
    acts = say(ROOM, "event.sentence", what=in_a_row([brief(e) for e in told]))
    given_are = listed([say(ROOM, f"gift.{g}") for g in GIFTS if any(e.kind.id == g for e in gifts)])
    return say(ROOM, "bottom.patron_client", given=given_are, giver=state(gift.a), what=acts)


def _nothing(view: View, record: Record) -> Claim:
    found, silent = known(view, record), next_to_nothing()
    newest = record.newest
    # Above an event of these years, however slight, "no dated event of weight" would read as if there were none.
    told = newest is not None and newest.kind.family != "relations" and not _long_past(record, newest)
    key = "bottom.nothing_of_state" if told else "bottom.nothing"
    if not found:
        return say(ROOM, key, silent=silent)
    return say(ROOM, f"{key}_but", known=listed(found), silent=silent)


def _long_past(record: Record, event: Event) -> bool:
    return record.years_since_begun(event) > threshold("event_standing_years")


def _partners(view: View, record: Record) -> Claim:
    bound = weighed(record)[0]
    bind = _holds_them(record, bound)
    peace = _peace_in_trade(record)
    if peace is not None:
        return say(ROOM, "bottom.peace", truce=when(peace), what=in_short(bind))
    others = _other_bonds(record)
    if not others:
        return say(ROOM, "bottom.partners", what=in_short(bind))
    other = defining(record, others)
    two = sorted((bind, other), key=lambda e: e.when.start)
    return say(ROOM, "bottom.partners", what=say(ROOM, "event.sentence", what=in_a_row([brief(e) for e in two])))


def _peace_in_trade(record: Record) -> Event | None:
    """The treaty that ended a war of two whom business alone has bound since; None of any other two."""
    return peace_after_war(record) if all(e.kind.id in COMMERCE for e in weighed(record)[0]) else None


def _other_bonds(record: Record) -> list[Event]:
    """What defines partners and is of another family than what binds them most."""
    bound = weighed(record)[0]
    bind = _holds_them(record, bound)
    return [e for e in bound if e.weight == DEFINES and e.kind.family != bind.kind.family]


def _holds_them(record: Record, bound: list[Event]) -> Event:
    """What binds partners: what defines them and is in force, whatever its age, before slighter news of these years."""
    felt = felt_most(record, bound)
    lasting = [e for e in bound if e.kind.lasts and binds_alone(record, e)]
    return felt_most(record, lasting) if lasting and felt.weight < DEFINES else felt


def _bound_in_form(record: Record) -> Claim:
    pacts = by_pacts(record.alliances, record.as_of)
    if not record.unions:
        return say(ROOM, "bottom.in_form", pacts=pacts)
    return say(ROOM, "bottom.in_form_joined", pacts=pacts, unions=by_pacts(record.unions, record.as_of))


def _recognition(view: View, record: Record) -> Said:
    """What stands out beside the recognition, which the line begins with."""
    bound = weighed(record)[0]
    if not bound:
        return stands_out(view, record)
    told = say(ROOM, "bottom.ordinary", what=in_short(felt_most(record, bound)))
    return Said([told, *people_who_matter(view)], figures=figures(view))


def _contested(view: View, record: Record) -> Claim:
    bound, quarrels = weighed(record)
    at_odds = own_quarrels(record) if record.alliances else []
    if at_odds:
        open_still = [e for e in at_odds if e.until is None] or at_odds
        said = say(ROOM, "bottom.contested_allies", quarrel=in_short(felt_most(record, open_still)))
        return together([said, _bound_in_form(record)])
    quarrel = felt_most(record, quarrels)
    bind = felt_most(record, bound) if bound else None
    if bind is None or record.unions:
        unions = by_pacts(record.unions, record.as_of, short=True)
        said = say(ROOM, "bottom.contested_union", unions=unions, quarrel=in_short(quarrel))
        binds = [] if bind is None else [say(ROOM, "bottom.binds_too", what=in_short(bind))]
        return together([said, *binds])
    peace = peace_after_war(record)
    if peace is not None:
        return say(
            ROOM, "bottom.contested_peace", truce=when(peace), what=in_short(bind), quarrel=in_short(quarrel)
        )  # fmt: skip
    return say(ROOM, "bottom.contested", what=in_short(bind), quarrel=in_short(quarrel))


def _strained(view: View, record: Record) -> Claim:
    quarrels = weighed(record)[1]
    quarrel = felt_most(record, quarrels)
    key = "bottom.strained_by_union" if all(map(by_union, quarrels)) else "bottom.strained"
    return say(ROOM, key, quarrel=in_short(quarrel))


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


def _ended(view: View, record: Record) -> Claim:
    together_to = coexisted(view.a, view.b, date(view.since, 1, 1), view.as_of)
    end = together_to[1] if together_to is not None else view.as_of
    gone = next((s for s in (view.a, view.b) if not existed(s, end + timedelta(days=1), "any")), view.a)
    return say(ROOM, "bottom.ended", name=state(gone), when=When(text=day_name(end), date=end.isoformat()))


def _territory(view: View) -> str:
    return next((s for s in (view.a, view.b) if country(s).kind == "territory"), view.a)


def _broken_too(record: Record, kind: str) -> list[Event]:
    """The rupture that a line on a war tells with it."""
    broken = record.standing("relations_broken") if kind == "at_war" else None
    return [] if broken is None else [broken]


def _ruled(record: Record, kind: str) -> list[Event]:
    """The rulings of the day from which a line on a claim of allies dates it: the line tells them."""
    days = {line.since for line in claims(record)} if kind == "allies" else set()
    return [e for e in record.events if e.kind.id == "ruling" and e.when in days]


def _at_war(view: View, record: Record) -> Claim:
    war = war_that_stands(record)
    if war is None:
        raise LookupError("a war without a war")
    broken = record.standing("relations_broken")
    if broken is None:
        return say(ROOM, "bottom.at_war", since=when(war), what=shortened(war))
    if broken.when == war.when:
        return say(ROOM, "bottom.at_war_broken_too", since=when(war), what=shortened(war))
    return say(ROOM, "bottom.at_war_broken", since=when(war), broken=when(broken), what=shortened(war))


_WORDED: dict[str, Callable[[View, Record], Claim]] = {
    "ended": _ended,
    "at_war": _at_war,
    "occupied": _occupied,
    "unrecognised": unrecognised,
    "part": _part,
    "rivals": rivals_line,
    "claim": claim_line,
    "estranged": _estranged,
    "allies": _allies,
    "patron_client": _patron_client,
    "partners": _partners,
    "contested": _contested,
    "strained": _strained,
    "nothing": _nothing,
}
_IN_TWO: dict[str, Callable[[View, Record], Said]] = {
    "ordinary": stands_out,
    "recognition": _recognition,
    "union": union,
}
"""Kinds of which registers hold the most: what stands out comes before that, and what went before between."""
