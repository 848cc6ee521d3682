"""What stands out between two whom no kind of relationship describes, or what the registers hold of them."""

from __future__ import annotations

from datetime import date, timedelta

from comity.assessment.page1.acts import OF_A_GROUP, defining, meanwhile, mending, on_the_mend
from comity.assessment.page1.claims import claim_between, claims, stands_between
from comity.assessment.page1.course import LIVING_MEMORY, brief, in_a_row, in_short, tie
from comity.assessment.page1.debt import debt_between
from comity.assessment.page1.known import forums, known
from comity.assessment.page1.matter import figures, people_who_matter
from comity.assessment.page1.near import silent
from comity.assessment.page1.pacts import of_pacts
from comity.assessment.page1.said import Said, basis_of
from comity.assessment.page1.silence import holds_nothing
from comity.assessment.places import argued
from comity.assessment.record import DEFINES, Record
from comity.assessment.say import listed, say, state, status_told
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.chronicle.acts_of_unions import by_union
from comity.chronicle.events import Event
from comity.dossier.claim import Claim, Value, claim
from comity.terms.dated import Dated
from comity.terms.ref import event_ref

ROOM = "page1"
_BEGAN = ("relations_begun", "relations_restored")
_GENERATION = 30
"""Years after which an old treaty that is not disputed is how things are, and stands out no more."""
_A_MONTH = timedelta(days=31)
_BINDING = ("treaty", "defence")
"""Families of what binds two for as long as it is in force."""
_DONE_BY_OTHERS = ("crisis", "war", "measures")
"""Families of which a row without a sign is by others than the two, or against others."""


def stands_out(view: View, record: Record) -> Said:
    """What stands out or weighs, and what the registers hold besides; not known is not ordinary.

    What went before comes between: registers have a line on any two.
    """
    mended = mending(record)
    if mended is not None and debt_between(record) is None:
        quarrel, mend = mended
        key = "bottom.mending" if on_the_mend(record) else "bottom.mended"
        worse = meanwhile(record, quarrel, mend)
        parted = in_a_row([brief(e) for e in (quarrel, worse) if e is not None])
        told = say(ROOM, key, quarrel=parted, mend=brief(mend))
        return Said([told, *people_who_matter(view)], belonging(record), figures(view))
    return _with_matter(view, record)


def belonging(record: Record) -> list[Claim]:
    """The loose unions to which both belong: what many share is told last."""
    unions = record.unions
    return [say(ROOM, "bottom.belong", unions=of_pacts(unions, record.as_of, short=True))] if unions else []


def _with_matter(view: View, record: Record) -> Said:
    """People who fled or define a state before what the two did, unless that defines them; figures after it."""
    people, counted = people_who_matter(view), figures(view)
    found = _acts_or_registers(view, record, [*people, *counted])
    acts = [e for e in record.events if event_ref(e.id) in basis_of(found.first)]
    leads = any(e.weight == DEFINES for e in acts) or bool(claims(record))
    first = [*found.first, *people] if leads else [*people, *found.first]
    return Said(first, [*found.lists, *belonging(record)], [*counted, *found.figures], found.inventory)


def _acts_or_registers(view: View, record: Record, above: list[Claim]) -> Said:
    """What stands out, and what the registers hold besides what is told `above`."""
    told = recognitions(record)
    day = max((e.when.start for e in told), default=date.min)
    # What parted them before the one recognised the other went before.
    events = [e for e in record.events if e not in told and (e.sign >= 0 or e.when.start >= day)]
    weighty = [e for e in events if e.weight > 1] or events
    rows = {id for one in above for id in one.basis}
    weighs = argued(view, rows)
    found = known(view, record, flows=not above and not weighs)
    lasting = [e for e in weighty if _lasts(e, record) and (_says_more(e) or _doubtful(record))]
    lasting += [e for e in weighty if tie(e, record) and e not in lasting]
    of_today = [e for e in weighty if (e in lasting or _of_these_years(e, record)) and not _quarrel_over(e)]
    of_today = [e for e in of_today if not (found or weighs) or _of_the_two(e)]
    of_today = [e for e in of_today if e.kind.id != OF_A_GROUP] or of_today
    owed = debt_between(record)
    of_today = [owed] if owed is not None else of_today
    lines = claims(record)
    if lines:
        acts = [_as_what(defining(record, of_today), owed)] if of_today else []
        held = [] if of_today else _on_record(weighs, found)
        lies_still = claim_between(record) is None and any(e.weight == DEFINES for e in of_today)
        line = stands_between(lines[0])
        return Said([*acts, line] if lies_still else [line, *acts], figures=of_these(weighs), inventory=held)
    if of_today or (weighty and not found and not above and not weighs):
        felt = max(of_today or weighty, key=lambda e: _says(e, record))
        said = _as_what(felt, owed)
        if felt.kind.id == OF_A_GROUP:
            return Said([said], figures=of_these(weighs), inventory=_on_record(weighs, found))
        seats = [say(ROOM, "bottom.seats", pacts=p) for p in forums(record)]
        return Said([said], seats, of_these(weighs))
    broken = _broke_and_mended(record)
    if broken:
        return Said([say(ROOM, "course.shaped", what=in_a_row([brief(e) for e in broken]))], figures=of_these(weighs))
    if weighty:
        near = silent(view) if all(e.weight == 1 for e in events) else None
        return Said([], [] if near is None else [near], weighs, _on_record([] if near else weighs, found))
    return _registered(view, record, weighs, found, bool(above))


def _broke_and_mended(record: Record) -> list[Event]:
    """The break of relations and their restoring, as one turn, where that is the last that is known of the two."""
    restored = record.newest
    if restored is None or restored.kind.id != "relations_restored" or restored.weight == 1:
        return []
    broke = record.last(lambda e: e.kind.id == "relations_broken" and e.when.start < restored.when.start)
    return [] if broke is None else [broke, restored]


def of_these(weighs: list[Claim]) -> list[Claim]:
    """What the one is to the other, without what neither is: beside an act of the two that is no news."""
    return [one for one in weighs if any(isinstance(part, Value) for part in one.parts)]


def _as_what(event: Event, owed: Event | None) -> Claim:
    """What stands out, as an act of the two, as one on what the one owes the other, or as that of an armed group that
    neither government commands.
    """
    key = "bottom.of_a_group" if event.kind.id == OF_A_GROUP else "bottom.debt" if event is owed else "bottom.ordinary"
    return say(ROOM, key, what=in_short(event))


def _on_record(weighs: list[Claim], found: list[Claim]) -> list[Claim]:
    """What is on record besides what the one is to the other."""
    key = "bottom.also" if weighs else "bottom.ordinary_known"
    return [say(ROOM, key, known=listed(found))] if found else []


def _registered(view: View, record: Record, weighs: list[Claim], found: list[Claim], above: bool) -> Said:
    """What the registers hold of two of whom the chronicle tells nothing, or nothing but that the one recognises the
    other; what the one is to the other comes before all else.
    """
    a, b = state(record.a), state(record.b)
    if record.stance is not None:
        held = _on_record(weighs, found)
        return Said([], [] if held or weighs else [claim(status_told(record.stance))], weighs, held)
    near = silent(view)
    if near is not None:
        return Said([], [near, *_on_record([], found)], weighs)
    if above or weighs:
        said = say(ROOM, "bottom.silent", a=a, b=b, silent=holds_nothing())
        also = [say(ROOM, "bottom.also", known=listed(found))] if found else []
        return Said([], [said, *also], weighs)
    if not found:
        return Said([], [say(ROOM, "bottom.unknown_all", a=a, b=b, silent=holds_nothing())])
    return Said([], [say(ROOM, "bottom.unknown", a=a, b=b, known=listed(found), silent=holds_nothing())])


def recognitions(record: Record) -> list[Event]:
    """The acts by which the one recognised the other, where states differ over it: the line on that tells them."""
    stance = record.stance
    if stance is None or stance.kind != "recognised":
        return []
    acts = [e for e in record.events if e.sign > 0 and e.weight > 1]
    plain = [e for e in acts if e.kind.id == "recognition" and _then(e, stance.since)]
    return plain or [e for e in acts if e.kind.id in _BEGAN]


def _then(event: Event, since: Dated) -> bool:
    """Whether it is the act of the day that the list has; one that announced it is of another month."""
    return event.when.start - _A_MONTH <= since.end and since.start <= event.when.end + _A_MONTH


def _of_the_two(event: Event) -> bool:
    """Whether it is of weight and of the two: not slight, of a union alone, or done by others to both, unless that is
    what anybody knows of them.

    What an armed group does from the soil of the one is a matter of both, and is told as that group's.
    """
    others = event.sign == 0 and event.kind.family in _DONE_BY_OTHERS and event.kind.id != OF_A_GROUP
    others = others and event.weight < DEFINES
    return event.weight > 1 and not by_union(event) and not others


def _quarrel_over(event: Event) -> bool:
    """Whether it parted them until a day that has come: it went before, and is not what the two are."""
    return event.sign < 0 and event.until is not None


def _of_these_years(event: Event, record: Record) -> bool:
    """Whether it still says something: what brought two together longer than a quarrel, what defines them longest."""
    if event.weight == DEFINES:
        years = "event_standing_years"
    else:
        years = "rivals_years" if event.weight > 1 and event.sign > 0 else "strained_years"
    return record.years_since_begun(event) <= threshold(years)


def _says(event: Event, record: Record) -> tuple[bool, float, int, date, str]:
    """How much an event says of two, for comparison: of equal ones the newer."""
    return _matters(event, record), record.force(event), event.weight, event.when.end, event.id


def _matters(event: Event, record: Record) -> bool:
    """Whether it defines the two and is no settled matter of long ago: that is told before what is newer."""
    years = record.years_since_begun(event)
    holds = tie(event, record) or (event.kind.family in _BINDING and record.stands(event) and years <= LIVING_MEMORY)
    return event.weight == DEFINES and (years <= threshold("event_standing_years") or holds)


def _lasts(event: Event, record: Record) -> bool:
    """Whether it holds still and says something of today: what only belongs in an account does for a generation."""
    late = event.weight == DEFINES or record.years_since_begun(event) <= _GENERATION
    return event.weight > 1 and record.stands(event) and late


def _says_more(event: Event) -> bool:
    """Whether it says more of two states than that they deal with each other in form."""
    return event.kind.family not in ("relations", "status")


def _doubtful(record: Record) -> bool:
    """Whether one of the two is a state to some and not to others, so that to recognise it is an act of weight."""
    return any(s.kind == "partly_recognised" for s in record.status)
