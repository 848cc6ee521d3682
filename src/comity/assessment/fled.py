"""Whether those who are counted as living in another state fled there: then nobody tells them as migrants."""

from __future__ import annotations

from comity.assessment.say import chosen, measured, period, say
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.chronicle.fled import fled_long_ago
from comity.dossier.claim import Claim, Value
from comity.terms.period import year_of

COUNTED, REFUGEES = "people.migrants", "people.refugees"
ROOM = "questions"


def fled(view: View, m: Measurement) -> Claim | None:
    """Who most of the people of a count are, as a clause, where they are refugees; else None.

    By what is curated of those whom no count of today holds, else where the refugees and asylum seekers of about the
    same year are more than half of the count. Where a fall that may be one of counting left fewer, the newest count
    comes first and none is called most, with that doubt. Refugees of whom there are more than the count holds are no
    part of it, and it is said that the two differ.
    """
    if m.measure != COUNTED:
        return None
    told = fled_long_ago(m.a, m.b)
    if told:
        return say(ROOM, "fled.long_ago", who=chosen(told, "fled", f"{m.a}-{m.b}"))
    now = view.last(REFUGEES, m.a, m.b)
    broke = view.broke(REFUGEES, m.a, m.b)
    of_then = broke[0] if broke else now
    if of_then is None or now is None or not _most(of_then, m):
        return None
    more = next((r for r in (now, of_then) if (r.value or 0.0) > (m.value or 0.0) and _printed_apart(r, m)), None)
    if more is not None:
        return say(ROOM, "fled.more", value=_number(more), year=period(more))
    if not broke:
        return say(ROOM, "fled.now", value=_number(now), year=period(now))
    key = "fled.broke" if _most(now, m) else "fled.fewer"
    return say(ROOM, key, was=_number(of_then), then=period(of_then), value=_number(now), year=period(now))


def _most(refugees: Measurement, counted: Measurement) -> bool:
    """Whether the refugees of about the year are more than half of those counted."""
    apart = abs(year_of(refugees.period) - year_of(counted.period))
    near = apart <= threshold("accounts_near_years")
    return near and (refugees.value or 0.0) > threshold("fled_share") * (counted.value or 0.0)


def _printed_apart(one: Measurement, other: Measurement) -> bool:
    """Whether a reader sees two numbers: of one printed alike none is told as the greater."""
    return measured(one).text != measured(other).text


def _number(m: Measurement) -> Value:
    return measured(m, measured(m).text.removesuffix(" persons"))
