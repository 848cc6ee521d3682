"""What members of one union are to each other: a close one by itself, a loose one after what the two have or did."""

from __future__ import annotations

from comity.assessment.page1.acts import defining, weighed
from comity.assessment.page1.course import in_short, tie
from comity.assessment.page1.known import dealt
from comity.assessment.page1.matter import figures, fought_of_late, people_who_matter
from comity.assessment.page1.pacts import by_pacts, in_pacts
from comity.assessment.page1.said import Said
from comity.assessment.page1.stands_out import belonging, of_these
from comity.assessment.places import argued
from comity.assessment.record import DEFINES, Record
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
    people, counted = people_who_matter(view), figures(view)
    if record.close:
        said = say(ROOM, "bottom.union", unions=by_pacts(record.unions, record.as_of, short=True))
        return Said([said, *told, *people], figures=counted)
    act = [say(ROOM, "bottom.ordinary", what=one) for one in told]
    fought = fought_of_late(record)
    if people or counted:
        return Said([*act, *people, *fought], belonging(record), counted)
    weighs = argued(view)
    held = [] if weighs else dealt(view)
    also = [say(ROOM, "bottom.known", known=listed(held))] if held else []
    weighs = of_these(weighs) if act else weighs
    return Said([*act, *fought], [*also, *belonging(record)], weighs)


def _drew_closer(event: Event, record: Record) -> bool:
    """Whether it is an act of weight of both in these years by which they bound themselves: no mere meeting."""
    late = record.years_since_begun(event) <= threshold("event_new_years")
    of_both = event.sign > 0 and event.weight > 1 and not event.kind.directed and event.kind.family != "dealings"
    return late and of_both and not in_pacts(event, record) and not by_union(event)
