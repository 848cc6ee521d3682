"""What rivals are to each other: by their last fighting, by a war through others, by a quarrel or by a list."""

from __future__ import annotations

from comity.assessment.page1.acts import QUARRELS, alone, backed, felt_most, fought, lowered, weighed
from comity.assessment.page1.course import brief, came_of
from comity.assessment.page1.pacts import by_pacts
from comity.assessment.page1.rivals import armed
from comity.assessment.record import DEFINES, Record
from comity.assessment.say import period, say, state, together, when
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.chronicle.acts_of_unions import by_union
from comity.chronicle.events import Event
from comity.dossier.claim import Claim

ROOM = "page1"


def rivals_line(view: View, record: Record) -> Claim:
    """Who arms whose enemies, or the last fighting and what came of it, or over what the two are rivals."""
    newest, arms = fought(record, threshold("rivals_years"), 2), backed(record, threshold("fighting_years"))
    if arms is not None and (newest is None or arms.when.start > newest.when.start):
        return say(ROOM, "bottom.rivals_backed", what=brief(arms))
    if newest is None:
        return _unfought(view, record)
    truce = record.standing("ceasefire", "peace_treaty")
    if truce is None or truce.when.start < newest.when.start:
        return together([_fought(record, newest), *came_of(newest)])
    kind = "bottom.rivals_treaty" if truce.kind.id == "peace_treaty" else "bottom.rivals_truce"
    return together([say(ROOM, kind, fought=brief(newest), truce=when(truce)), *came_of(newest)])


def _fought(record: Record, newest: Event) -> Claim:
    if alone(record, newest):
        return say(ROOM, "bottom.rivals_struck", a=state(newest.a), b=state(newest.b), fought=brief(newest))
    return say(ROOM, "bottom.rivals_fought", fought=brief(newest))


def _unfought(view: View, record: Record) -> Claim:
    """Rivals of whom no fighting of these years is on record: over what, or by whose list."""
    if record.alliances:
        return say(ROOM, "bottom.rivals_allied", pacts=by_pacts(record.alliances, record.as_of, short=True))
    quarrels = weighed(record)[1] or [e for e in (lowered(record),) if e is not None]
    if quarrels:
        quarrel = felt_most(record, [*_of_these_years(record), *quarrels])
        return together([say(ROOM, "bottom.rivals_over", quarrel=brief(quarrel)), *came_of(quarrel)])
    conflict = armed(view)
    if conflict is not None:
        return say(ROOM, "bottom.rivals_armed", to=period(conflict))
    listed_as = view.last("conflict.rivalry")
    if listed_as is not None and listed_as.value:
        return say(ROOM, "bottom.rivals_listed", to=period(listed_as))
    return say(ROOM, "bottom.rivals")


def _of_these_years(record: Record) -> list[Event]:
    """Quarrels of the last three years that define the two, over or not: what undid one is told behind it."""
    years = threshold("event_new_years")
    acts = [e for e in record.events if e.sign < 0 and e.weight == DEFINES and e.kind.family in QUARRELS]
    return [e for e in acts if record.years_since_begun(e) <= years and not by_union(e)]
