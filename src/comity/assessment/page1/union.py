"""What members of one union are to each other: a close one by itself, a loose one after what the two have or did."""

from __future__ import annotations

from comity.assessment.page1.acts import DEFINES, defining, weighed
from comity.assessment.page1.course import in_short, tie
from comity.assessment.page1.known import dealt
from comity.assessment.page1.matter import fought_of_late, weighty_dealings
from comity.assessment.page1.pacts import by_pacts, in_pacts, of_pacts
from comity.assessment.page1.record import Record
from comity.assessment.page1.said import Said
from comity.assessment.places import argued
from comity.assessment.say import listed, say
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.chronicle.acts_of_unions import by_union
from comity.chronicle.events import Event

ROOM = "page1"


def union(view: View, record: Record) -> Said:
    """A union of law, money or a market by itself; a loose one after what the two have with each other."""
    bound = [e for e in weighed(record)[0] if e.weight == DEFINES and not in_pacts(e, record)]
    acts = [e for e in dict.fromkeys([*bound, *(e for e in record.events if tie(e, record))]) if not by_union(e)]
    if not acts and not record.close:
        acts = [e for e in record.events if _drew_closer(e, record)]
    told = [in_short(defining(record, acts))] if acts else []
    if record.close:
        said = say(ROOM, "bottom.union", unions=by_pacts(record.unions, record.as_of, short=True))
        return Said([said, *told, *weighty_dealings(view)])
    act = [say(ROOM, "bottom.ordinary", what=one) for one in told]
    belong = say(ROOM, "bottom.belong", unions=of_pacts(record.unions, record.as_of, short=True))
    matter, fought = weighty_dealings(view), fought_of_late(record)
    late = any(
        record.years_since_begun(e) <= threshold("event_standing_years") or _holds_still(e, record) for e in acts
    )
    if matter:
        return Said([*act, *matter, *fought] if late else [*matter, *fought, *act], [belong])
    weighs = argued(view)
    held = [] if weighs else dealt(view)
    also = [say(ROOM, "bottom.known", known=listed(held))] if held else []
    return Said([*act, *fought], [*weighs, *also, belong])


def _holds_still(event: Event, record: Record) -> bool:
    """Whether a treaty that defines the two is in force between them, however long ago it was."""
    return event.kind.id == "treaty_in_force" and event.weight == DEFINES and record.stands(event)


def _drew_closer(event: Event, record: Record) -> bool:
    """Whether it is an act of weight of both in these years by which they bound themselves: no mere meeting."""
    late = record.years_since_begun(event) <= threshold("event_new_years")
    of_both = event.sign > 0 and event.weight > 1 and not event.kind.directed and event.kind.family != "dealings"
    return late and of_both and not in_pacts(event, record) and not by_union(event)
