"""Whether those who are counted as living in another state fled there: then nobody tells them as migrants."""

from __future__ import annotations

from comity.assessment.say import chosen, measured, period, say
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.chronicle.fled import fled_long_ago
from comity.dossier.claim import Claim
from comity.terms.period import year_of

COUNTED, REFUGEES = "people.migrants", "people.refugees"
ROOM = "questions"


def fled(view: View, m: Measurement) -> Claim | None:
    """Who most of the people of a count are, as a clause, where they are refugees; else None.

    By what is curated of those whom no count of today holds, else where the refugees and asylum seekers of about the
    same year are more than half of the count.
    """
    if m.measure != COUNTED:
        return None
    told = fled_long_ago(m.a, m.b)
    if told:
        return say(ROOM, "fled.long_ago", who=chosen(told, "fled", f"{m.a}-{m.b}"))
    now = view.last(REFUGEES, m.a, m.b)
    if now is None or not now.value or abs(year_of(now.period) - year_of(m.period)) > threshold("accounts_near_years"):
        return None
    if now.value <= threshold("fled_share") * (m.value or 0.0):
        return None
    count = measured(now).text.removesuffix(" persons")
    return say(ROOM, "fled.now", value=measured(now, count), year=period(now))
