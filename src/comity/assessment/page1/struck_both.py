"""A third state, near to both, that struck the one and the other in the last year that the chronicle knows."""

from __future__ import annotations

from datetime import timedelta

from comity.assessment.page1.acts import fights
from comity.assessment.page1.third_war import wars
from comity.assessment.record import Record
from comity.assessment.say import say, state, when
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.chronicle.events import Event, chronicle_to, events
from comity.dossier.claim import Claim

ROOM = "page1"
_STRIKE, _DISTANCE = "strike", "geography.distance"
_NEAR_KM = 2500.0
"""Between two so near to each other and to who struck them, that blow is a matter of both."""
_YEAR = timedelta(days=365)


def struck_both(view: View, record: Record) -> list[Claim]:
    """That a third struck both, with the day of the first blow at each; nothing where none did."""
    ends = chronicle_to(record.as_of).end
    struck = [e for e in events() if e.kind.id == _STRIKE and fights(e) and e.known(record.as_of)]
    struck = [e for e in struck if e.weight > 1 and e.b in (record.a, record.b)]
    late = [e for e in struck if e.when.start > ends - _YEAR]
    said, years = [], threshold("event_new_years")
    # Who is at war with a third is told so, and not that it was struck.
    foes = {enemy for s in (record.a, record.b) for enemy, _ in wars(record.as_of).get(s, ())}
    for third in sorted({e.a for e in late} - {record.a, record.b} - foes):
        first, second = (_first(late, third, s) for s in (record.a, record.b))
        if first is not None and second is not None and _all_near(view, record, third):
            before = any(e.a == third and e not in late and record.years(e) <= years for e in struck)
            said.append(_last_told(record, third, late) if before else _told(record, third, first, second))
    return said


def _last_told(record: Record, third: str, late: list[Event]) -> Claim:
    """Of one who had struck before that year too the newest blow at each: since when is then another matter."""
    last = {e.b: e for e in sorted(late, key=lambda e: e.when.start) if e.a == third}
    a, b = state(record.a), state(record.b)
    first, second = when(last[record.a]), when(last[record.b])
    return say(ROOM, "third.struck_last", third=state(third), a=a, b=b, first=first, second=second)


def _told(record: Record, third: str, first: Event, second: Event) -> Claim:
    if first.when == second.when:
        return say(ROOM, "third.struck", third=state(third), since=when(first))
    a, b = state(record.a), state(record.b)
    return say(ROOM, "third.struck_apart", third=state(third), a=a, b=b, first=when(first), second=when(second))


def _first(late: list[Event], third: str, struck: str) -> Event | None:
    return min((e for e in late if (e.a, e.b) == (third, struck)), key=lambda e: e.when.start, default=None)


def _all_near(view: View, record: Record, third: str) -> bool:
    ways = ((record.a, record.b), (record.a, third), (record.b, third))
    apart = [view.last(_DISTANCE, *way) for way in ways]
    return all(m is not None and m.value is not None and m.value <= _NEAR_KM for m in apart)
