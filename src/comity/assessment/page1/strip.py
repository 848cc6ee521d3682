"""The strip: how things stand in six respects, each with the period it is known for and which way it moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from comity.assessment.accounts.far_apart import CEPII, FUND, cut_between, lost
from comity.assessment.accounts.leaps import leapt, near, unlike
from comity.assessment.accounts.reporters import estimated
from comity.assessment.ballots import borne_by_enough, cast_by_others, newest_with_enough
from comity.assessment.barred import barring
from comity.assessment.fled import fled
from comity.assessment.page1.acts import (
    first_alliance,
)
from comity.assessment.page1.conflict import conflict
from comity.assessment.page1.course import brief
from comity.assessment.page1.kind import grades
from comity.assessment.page1.pacts import of_pacts
from comity.assessment.page1.people import belonged, living_there
from comity.assessment.page1.representation import relations
from comity.assessment.record import Record
from comity.assessment.say import Slots, chosen, listed, measured, period, say, state, together, when
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.chronicle.events import Event
from comity.chronicle.nuclear import nuclear
from comity.chronicle.once_one import once_one
from comity.dossier.claim import Chosen, Claim, Told, When
from comity.dossier.page1 import Direction, StripCell
from comity.terms.dated import Dated
from comity.terms.period import periods_after, year_of
from comity.terms.ref import event_ref
from comity.terms.relation_details import StateReason
from comity.terms.wording import date_words

ROOM = "page1"
RELATIONS = "Relations"
_BORN = "people.migrants"
_PEOPLE = ("people.refugees", _BORN)
_TRADE = {
    "exchange.exports_imf": "the IMF's series",
    "exchange.exports_baci": "CEPII's account",
    "exchange.exports_reported_by_exporter": "the exporters' reports",
    "exchange.exports_reported_by_importer": "the importers' reports",
    "exchange.exports_compiled": "a compiled account",
}
"""Accounts of goods trade by their names, the one preferred in a year first."""
_OPPOSED = ("at_war", "occupied", "unrecognised", "rivals", "estranged")
"""Kinds of relationship in which it matters who has nuclear arms."""
_CALM = ("allies", "union", "partners", "patron_client", "contested", "recognition", "nothing", "ordinary")
"""Kinds in which an old quarrel over fish is no conflict."""
_AT_ODDS = (*_OPPOSED, "strained")
_APART = ("at_war", "occupied", "unrecognised")
MOVED_VOTES = 0.05
"""Share of votes by which agreement must have moved in five years to be told as a direction."""


def strip(view: View, record: Record, kind: str, unnamed: Sequence[tuple[str, str]] = ()) -> tuple[StripCell, ...]:
    """The cells of which something is known, in the order in which a reader asks.

    `unnamed`: ways (exporter, importer) of which the importer is known to leave the origin of goods out.
    """
    makers: list[Callable[[View, Record], StripCell | None]] = [partial(_conflict, kind=kind)]
    makers += [_nuclear] if kind in _OPPOSED else []
    makers += [_relations, partial(_trade, unnamed=unnamed), _alliance, _union, _votes, partial(_people, kind=kind)]
    cells = [cell for make in makers if (cell := make(view, record)) is not None]
    cells += [cell for cell in [_state(view, kind)] if cell is not None]
    return tuple(c for c in cells if kind not in _CALM or c.level.parts[0].kind != "value" or c.label != "Conflict")


def _cell(label: str, level: Claim, direction: Direction = "") -> StripCell:
    return StripCell(label=label, level=level, direction=direction)


def _conflict(view: View, record: Record, kind: str) -> StripCell | None:
    level = conflict(view, record, kind)
    return None if level is None else _cell("Conflict", level)


def _nuclear(view: View, record: Record) -> StripCell | None:
    """Nuclear arms of either; a state that neither confirms nor denies is not told."""
    held = [found for s in (view.a, view.b) if (found := nuclear(s, view.as_of)) is not None]
    if not held:
        return None
    since = [When(text=date_words(Dated.parse(str(h.since.year))), date=str(h.since)) for h in held]
    if len(held) == 2:
        return _cell("Nuclear arms", say(ROOM, "strip.nuclear_both", first=since[0], second=since[1],
                                         a=state(held[0].state), b=state(held[1].state)))  # fmt: skip
    return _cell("Nuclear arms", say(ROOM, "strip.nuclear", a=state(held[0].state), since=since[0]))


def _relations(view: View, record: Record) -> StripCell | None:
    told = relations(view, record)
    return None if told is None else _cell(RELATIONS, told)


def _state(view: View, kind: str) -> StripCell | None:
    """The grade by an ordered model of the records, which lag: with its year, and none that the kind belies."""
    m = view.last("relations.state")
    grade = next((d.grade for d in m.details if isinstance(d, StateReason)), "") if m is not None else ""
    if m is None or grade not in grades(kind):
        return None
    told = Told(text=grade, ref=measured(m).ref)
    return _cell("Graded by the records", say(ROOM, "strip.state", grade=told, period=period(m)))


def _trade(view: View, record: Record, unnamed: Sequence[tuple[str, str]] = ()) -> StripCell | None:
    """The newest year that any account has, both ways by that account; nothing where a break came after."""
    newest: list[Measurement] = []
    for measure in filter(view.has, _TRADE):
        found = [m for m in (view.last(measure), view.last(measure, view.b, view.a)) if m is not None and m.known]
        if found and (not newest or max(m.period for m in found) > max(m.period for m in newest)):
            newest = [m for m in found if m.period == max(x.period for x in found)]
    if not newest or view.as_of.year - year_of(newest[0].period) > threshold("figure_old_years"):
        return None
    untold, newest = _untold(view, newest)
    if untold and max((m.value or 0.0 for m in newest), default=0.0) < threshold("trade_hardly_any"):
        return _cell("Trade", listed(untold))
    if not any(m.value for m in newest):
        return _cell("Trade", say(ROOM, "strip.trade_none", period=period(newest[0])))
    if not untold and max(m.value or 0.0 for m in newest) < threshold("trade_hardly_any"):
        return _cell("Trade", say(ROOM, "strip.trade_little", period=period(newest[0]), account=_account(newest[0])))
    if all(estimated(m) for m in newest):
        return _cell("Trade", say(ROOM, "strip.estimated", period=period(newest[0])))
    if len(newest) == 2:
        first, second = newest
        level = say(
            ROOM, "strip.trade_both", first=measured(first), a=state(first.a), second=measured(second),
            b=state(second.a), period=period(first), account=_account(first),
        )  # fmt: skip
    else:
        (one,) = newest
        level = say(ROOM, "strip.trade", value=measured(one), a=state(one.a), period=period(one), account=_account(one))
        level = level if untold else _other_way(view, one, level)
    if record.embargo is None and record.broken is None:
        level = _beside(view, newest, level)
    level = _explained(view, record, newest, level, unnamed)
    broke = record.broken
    if broke is not None and year_of(newest[0].period) < broke.when.year:
        level = say(ROOM, "strip.before", level=level, broke=when(broke))
    return _cell("Trade", together([level, *untold], "; "))


def _untold(view: View, newest: list[Measurement]) -> tuple[list[Claim], list[Measurement]]:
    """Of each way that two accounts put too far apart that it cannot be told, in short; and the ways that can be."""
    ways = dict.fromkeys(way for m in newest for way in ((m.a, m.b), (m.b, m.a)))
    gone = {way: two for way in ways if (two := lost(view, *way)) is not None}
    if len(gone) > 1 and len({(new.period, old.period) for new, old in gone.values()}) == 1:
        new, old = next(iter(gone.values()))
        said = [say(ROOM, "strip.irreconcilable_both", first=period(new), second=period(old))]
    else:
        said = [
            say(ROOM, "strip.irreconcilable", a=state(new.a), first=period(new), second=period(old))
            for new, old in gone.values()
        ]
    return said, [m for m in newest if (m.a, m.b) not in gone]


def _other_way(view: View, m: Measurement, level: Claim) -> Claim:
    """The level with the way that its account leaves out, by the other account of the world where that has it."""
    back = view.last(CEPII, m.b, m.a) if m.measure == FUND and view.has(CEPII) else None
    if back is None or (back.value or 0.0) < threshold("nothing_trade") or not near(m, back):
        return level
    return say(
        ROOM, "strip.beside", level=level, a=state(back.a), value=measured(back), period=period(back),
        account=_account(back),
    )  # fmt: skip


def _beside(view: View, newest: list[Measurement], level: Claim) -> Claim:
    """The level with what the other account of the world has, where the two lie more than twofold apart."""
    apart = [
        (m, other)
        for m in newest
        if m.measure == FUND and view.has(CEPII) and (other := view.last(CEPII, m.a, m.b)) is not None
        if unlike(m, other) and not view.past_shelf(other)
    ]
    if not apart:
        return level
    m, other = max(apart, key=lambda pair: max(pair[0].value or 0.0, pair[1].value or 0.0))
    return say(
        ROOM, "strip.beside", level=level, a=state(m.a), value=measured(other), period=period(other),
        account=_account(other),
    )  # fmt: skip


def _explained(
    view: View, record: Record, newest: list[Measurement], level: Claim, unnamed: Sequence[tuple[str, str]]
) -> Claim:
    """The level with what a reader must know of its figures: a leap, goods that an account lacks, an embargo."""
    leaps = [(m, was) for m in newest if (was := leapt(view, m)) is not None]
    for m, was in leaps[:1]:
        fell = (m.value or 0.0) < (was.value or 0.0)
        act = cut_between(view, was, m) if fell and not barring(view) else None
        key = "strip.leap_barred" if fell and barring(view) else "strip.leap" if act is None else "strip.leap_after"
        slots: Slots = {} if act is None else {"what": _titled(act), "when": when(act)}
        level = say(ROOM, key, level=level, a=state(m.a), was=measured(was), then=period(was), **slots)
    for a, b in [way for way in unnamed if not _agreed(view, *way)][:1]:
        level = say(ROOM, "strip.unnamed", level=level, a=state(a), b=state(b))
    barred = record.embargo
    if barred is not None and barred.when.year <= year_of(newest[0].period):
        level = say(ROOM, "strip.barred", level=level, since=when(barred))
    return level


def _titled(event: Event) -> Told:
    """What kind of event it was: the sentence on it stands in the lines above."""
    return Told(text=event.kind.title, ref=event_ref(event.id))


def _agreed(view: View, a: str, b: str) -> bool:
    """Whether the two accounts of the world have about the same of a way, so that neither can lack much of it."""
    known = [m for measure in (FUND, CEPII) if (m := view.fresh(measure, a, b)) is not None]
    return len(known) == 2 and not unlike(*known)


def _account(m: Measurement) -> Chosen:
    return chosen(_TRADE[m.measure], "accounts", m.measure)


def _alliance(view: View, record: Record) -> StripCell | None:
    """The pacts of defence in force, with their day; else the chronicle's."""
    if record.alliances:
        return _cell("Alliance", of_pacts(record.alliances, record.as_of))
    treaty = first_alliance(record)
    return None if treaty is None else _cell("Alliance", say(ROOM, "strip.alliance_treaty", what=brief(treaty)))


def _union(view: View, record: Record) -> StripCell | None:
    """The unions and markets to which both belong."""
    return _cell("Union", of_pacts(record.unions, record.as_of)) if record.unions else None


def _votes(view: View, record: Record) -> StripCell | None:
    enough = newest_with_enough(view)
    m = None if enough is None else view.at("un.same_vote", enough.period)
    if m is None or m.value is None:
        return None
    then = periods_after(m.period, -5)
    before = view.at("un.same_vote", then)
    direction: Direction = ""
    if before is not None and before.value is not None and borne_by_enough(view, then):
        moved = m.value - before.value
        direction = "up" if moved > MOVED_VOTES else "down" if moved < -MOVED_VOTES else "level"
    level = say(ROOM, "strip.votes", value=measured(m), period=period(m))
    for one in cast_by_others(view, m):
        level = say(ROOM, "strip.votes_by", level=level, whose=state(one.state), **one.told())
        direction = ""
    return _cell("UN votes", level, direction)


def _people(view: View, record: Record, kind: str) -> StripCell | None:
    """The larger number of the one in the other that is not past its shelf life: an old count is not how it stands.

    A few thousand in the land of a state that does not recognise theirs nobody has counted: the UN filled them in.
    """
    most = max(view.fresh_ways(*_PEOPLE), key=lambda m: m.value or 0.0, default=None)
    least = threshold("people_between_the_estranged" if kind in _APART else "refugees_on_record")
    if most is None or (most.value or 0) < least:
        return None
    level = living_there(view, most)
    whole = once_one(view.a, view.b, view.as_of) if most.measure == _BORN and fled(view, most) is None else None
    if whole is not None:
        level = say(ROOM, "strip.people_once", level=level, **belonged(whole))
    return _cell("People", level)
