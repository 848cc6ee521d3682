"""The bottom line: what kind of relationship it is, which way it went lately, and the newest dated event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from comity.assessment.confidence import CREDIBLE, RELIABLE
from comity.assessment.page1.kind import GIFTS, LOWERED, first_alliance, fought, war_that_stands
from comity.assessment.page1.record import Record
from comity.assessment.say import counted, over, period, say, state, together, told, until, when
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.chronicle.events import Event, chronicle_to
from comity.dossier.claim import Claim, Told, When
from comity.dossier.page1 import Kind
from comity.dossier.statement import EvidenceRow
from comity.terms.country import state as country
from comity.terms.membership import coexisted, existed
from comity.terms.ref import event_ref
from comity.terms.wording import date_words, day_name

ROOM = "page1"
LEAST_FOR_COURSE = 3
_STALE_DAYS = 60
_DEEDS = ("visit", "agreement", "institution", "project")


def bottom_line(view: View, record: Record, kind: Kind) -> Claim:
    """One to three sentences."""
    said = [_what(view, record, kind.id), *_known_to(record, kind.id), *_course(record, kind.id), _newest(view, record)]
    return together([one for one in said if one is not None])


def event_told(event: Event) -> Claim:
    """An event as a sentence with its date, and its end where it had one on another day."""
    if event.until is not None and str(event.until) != str(event.when):
        return say(ROOM, "event.spell", what=told(event), when=when(event), until=until(event))
    return say(ROOM, "event.dated", what=told(event), when=when(event))


def _what(view: View, record: Record, kind: str) -> Claim:
    """What kind it is, with its date where it has one."""
    worded = _WORDED.get(kind)
    return say(ROOM, f"bottom.{kind}") if worded is None else worded(view, record)


def _part(view: View, record: Record) -> Claim:
    return say(ROOM, "bottom.part", name=state(_territory(view)))


def _occupied(view: View, record: Record) -> Claim:
    truce = record.standing("ceasefire")
    if truce is None:
        return say(ROOM, "bottom.occupied")
    return say(ROOM, "bottom.occupied_truce", truce=when(truce))


def _unrecognised(view: View, record: Record) -> Claim:
    two = any(s.kind == "two_governments" and "*" not in (s.a, s.b) for s in record.status)
    return say(ROOM, "bottom.unrecognised_two" if two else "bottom.unrecognised")


def _estranged(view: View, record: Record) -> Claim:
    broke = record.standing(*LOWERED)
    if broke is None:
        raise LookupError("estranged without a rupture")
    return say(ROOM, "bottom.estranged", since=when(broke))


def _allies(view: View, record: Record) -> Claim:
    treaty = first_alliance(record)
    if treaty is None:
        raise LookupError("allies without an alliance")
    return say(ROOM, "bottom.allies_since", since=when(treaty))


def _patron_client(view: View, record: Record) -> Claim:
    gift = record.last(lambda e: e.kind.id in GIFTS and e.weight > 1)
    return say(ROOM, "bottom.patron_client", giver=state(gift.a if gift else view.a))


def _known_to(record: Record, kind: str) -> list[Claim]:
    """Of a war, to when it is known: what came after the chronicle's last entry may be peace."""
    to = chronicle_to(record.as_of)
    if kind not in ("at_war", "occupied") or (record.as_of - to.end).days <= _STALE_DAYS:
        return []
    return [say(ROOM, "bottom.known_to", to=When(text=date_words(to), date=str(to)))]


def _pledged(view: View, record: Record) -> Claim:
    m = view.last("alliance.any")
    if m is None:
        raise LookupError("pledged without a record of it")
    return say(ROOM, "bottom.pledged", period=period(m))


def _ended(view: View, record: Record) -> Claim:
    together_to = coexisted(view.a, view.b, date(view.since, 1, 1), view.as_of)
    end = together_to[1] if together_to is not None else view.as_of
    gone = next((s for s in (view.a, view.b) if not _exists_after(s, end)), view.a)
    return say(ROOM, "bottom.ended", name=state(gone), when=When(text=day_name(end), date=end.isoformat()))


def _exists_after(id: str, day: date) -> bool:
    return existed(id, day + timedelta(days=1), "any")


def _territory(view: View) -> str:
    return next((s for s in (view.a, view.b) if country(s).kind == "territory"), view.a)


def _at_war(view: View, record: Record) -> Claim:
    war = war_that_stands(record)
    if war is None:
        raise LookupError("a war without a war")
    broken = record.standing("relations_broken")
    if broken is None:
        return say(ROOM, "bottom.at_war", since=when(war))
    if broken.when == war.when:
        return say(ROOM, "bottom.at_war_broken_too", since=when(war))
    return say(ROOM, "bottom.at_war_broken", since=when(war), broken=when(broken))


def _rivals(view: View, record: Record) -> Claim:
    newest = fought(record, threshold("rivals_years"), 2)
    if newest is None:
        both = [view.last("alliance.any", a, b) for a, b in ((view.a, view.b), (view.b, view.a))]
        allied = all(m is not None and m.value for m in both)
        return say(ROOM, "bottom.rivals_allied" if allied else "bottom.rivals")
    truce = record.standing("ceasefire", "peace_treaty")
    if truce is None or truce.when.start < newest.when.start:
        return say(ROOM, "bottom.rivals_fought", fought=over(newest))
    return say(ROOM, "bottom.rivals_truce", fought=over(newest), truce=when(truce))


def _course(record: Record, kind: str) -> list[Claim]:
    """Which way the events of the last three years went, where there are several and the kind does not say it."""
    if kind in ("ended", "at_war"):
        return []
    recent = [e for e in record.events if e.kind.sign and record.years_since_begun(e) <= threshold("event_new_years")]
    if len(recent) < LEAST_FOR_COURSE:
        return []
    ids = tuple(event_ref(e.id) for e in recent)
    joined = [e for e in recent if e.kind.sign > 0]
    every, since = counted(len(recent), ids), when(recent[0])
    if 2 * len(joined) >= len(recent):
        refs = tuple(event_ref(e.id) for e in joined)
        return [say(ROOM, "course.joined", all=every, since=since, joined=counted(len(joined), refs))]
    parted = [event_ref(e.id) for e in recent if e.kind.sign < 0]
    return [say(ROOM, "course.parted", all=every, since=since, parted=counted(len(parted), tuple(parted)))]


def _newest(view: View, record: Record) -> Claim:
    """The newest event of the chronicle, or of the study where it holds a later one from a usually reliable source."""
    newest, studied = record.newest, _studied(view)
    if studied is not None and (newest is None or studied.when.end > newest.when.end):
        day = When(text=date_words(studied.when), date=studied.date, ref=studied.id)
        return say(ROOM, "newest.event", what=Told(text=studied.claim.rstrip("."), ref=studied.id), when=day)
    if newest is None:
        return say(ROOM, "newest.none", a=state(record.a), b=state(record.b))
    return say(ROOM, "newest.event", what=told(newest), when=when(newest))


def _studied(view: View) -> EvidenceRow | None:
    """The newest deed between the two that the study holds."""
    deeds = [r for r in view.between if r.kind in _DEEDS and r.status != "plan"]
    sound = [r for r in deeds if r.grade[:1] in RELIABLE and r.grade[1:2] in CREDIBLE and r.when.end <= view.as_of]
    return max(sound, key=lambda r: (r.when.end, r.id), default=None)


_WORDED: dict[str, Callable[[View, Record], Claim]] = {
    "ended": _ended,
    "at_war": _at_war,
    "occupied": _occupied,
    "unrecognised": _unrecognised,
    "part": _part,
    "rivals": _rivals,
    "estranged": _estranged,
    "allies": _allies,
    "patron_client": _patron_client,
    "pledged": _pledged,
}
