"""The bottom line: what kind of relationship it is, which way it went lately, and the newest dated event."""

from __future__ import annotations

from datetime import date

from comity.assessment.page1.kind import fought, war_that_stands
from comity.assessment.page1.record import Record
from comity.assessment.say import counted, say, state, together, told, until, when
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.chronicle.events import Event
from comity.dossier.claim import Claim, When
from comity.dossier.page1 import Kind
from comity.terms.membership import coexisted
from comity.terms.ref import event_ref
from comity.terms.wording import day_name

ROOM = "page1"
LEAST_FOR_COURSE = 3


def bottom_line(view: View, record: Record, kind: Kind) -> Claim:
    """One to three sentences."""
    said = [_what(view, record, kind.id), *_course(record, kind.id), _newest(record)]
    return together([one for one in said if one is not None])


def event_told(event: Event) -> Claim:
    """An event as a sentence with its date, and its end where it had one on another day."""
    if event.until is not None and str(event.until) != str(event.when):
        return say(ROOM, "event.spell", what=told(event), when=when(event), until=until(event))
    return say(ROOM, "event.dated", what=told(event), when=when(event))


def _what(view: View, record: Record, kind: str) -> Claim:
    match kind:
        case "ended":
            return _ended(view)
        case "at_war":
            return _at_war(record)
        case "part":
            return say(ROOM, "bottom.part", name=state(_territory(view)))
        case "occupied":
            truce = record.standing("ceasefire")
            if truce is None:
                return say(ROOM, "bottom.occupied")
            return say(ROOM, "bottom.occupied_truce", truce=when(truce))
        case "unrecognised":
            two = any(s.kind == "two_governments" and "*" not in (s.a, s.b) for s in record.status)
            return say(ROOM, "bottom.unrecognised_two" if two else "bottom.unrecognised")
        case "rivals":
            return _rivals(record)
        case "estranged":
            broke = record.standing("relations_broken", "relations_lowered", "recognition_withdrawn", "mission_closed")
            return say(ROOM, "bottom.estranged", since=when(broke)) if broke else say(ROOM, "bottom.ordinary")
        case "allies":
            treaty = record.standing("alliance")
            return say(ROOM, "bottom.allies_since", since=when(treaty)) if treaty else say(ROOM, "bottom.allies")
        case "patron_client":
            giver = record.last(lambda e: e.kind.id in ("arms", "aid", "base") and e.weight > 1)
            return say(ROOM, "bottom.patron_client", giver=state(giver.a if giver else view.a))
        case _:
            return say(ROOM, f"bottom.{kind}")


def _ended(view: View) -> Claim:
    together_to = coexisted(view.a, view.b, date(view.since, 1, 1), view.as_of)
    end = together_to[1] if together_to is not None else view.as_of
    gone = next((s for s in (view.a, view.b) if not _exists_after(s, end)), view.a)
    return say(ROOM, "bottom.ended", name=state(gone), when=When(text=day_name(end), date=end.isoformat()))


def _exists_after(id: str, day: date) -> bool:
    from datetime import timedelta

    from comity.terms.membership import existed

    return existed(id, day + timedelta(days=1), "any")


def _territory(view: View) -> str:
    from comity.terms.country import state as known

    return next((s for s in (view.a, view.b) if known(s).kind == "territory"), view.a)


def _at_war(record: Record) -> Claim:
    war = war_that_stands(record)
    if war is None:
        raise LookupError("a war without a war")
    broken = record.standing("relations_broken")
    if broken is None:
        return say(ROOM, "bottom.at_war", since=when(war))
    return say(ROOM, "bottom.at_war_broken", since=when(war), broken=when(broken))


def _rivals(record: Record) -> Claim:
    newest = fought(record, threshold("rivals_years"), 2)
    if newest is None:
        return say(ROOM, "bottom.rivals")
    truce = record.standing("ceasefire", "peace_treaty")
    if truce is None or truce.when.start < newest.when.start:
        return say(ROOM, "bottom.rivals_fought", fought=when(newest))
    return say(ROOM, "bottom.rivals_truce", fought=when(newest), truce=when(truce))


def _course(record: Record, kind: str) -> list[Claim]:
    """Which way the events of the last three years went, where there are several and the kind does not say it."""
    if kind in ("ended", "at_war"):
        return []
    recent = [e for e in record.events if e.kind.sign and record.years(e) <= threshold("event_new_years")]
    if len(recent) < LEAST_FOR_COURSE:
        return []
    ids = tuple(event_ref(e.id) for e in recent)
    joined = [e for e in recent if e.kind.sign > 0]
    slots = {"all": counted(len(recent), ids), "since": when(recent[0])}
    if 2 * len(joined) >= len(recent):
        refs = tuple(event_ref(e.id) for e in joined)
        return [say(ROOM, "course.joined", **slots, joined=counted(len(joined), refs))]
    parted = [event_ref(e.id) for e in recent if e.kind.sign < 0]
    return [say(ROOM, "course.parted", **slots, parted=counted(len(parted), tuple(parted)))]


def _newest(record: Record) -> Claim:
    newest = record.newest
    if newest is None:
        return say(ROOM, "newest.none", a=state(record.a), b=state(record.b))
    return say(ROOM, "newest.event", what=told(newest), when=when(newest))
