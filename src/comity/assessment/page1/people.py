"""People of the one in the other on a first page: as refugees where a count of refugees has them, or most fled."""

from __future__ import annotations

from datetime import date

from comity.assessment.fled import REFUGEES, fled
from comity.assessment.places import many, places
from comity.assessment.say import Slots, chosen, measured, period, say, state
from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.chronicle.once_one import Whole, once_one
from comity.dossier.claim import Claim, Value, When
from comity.terms.period import year_of
from comity.terms.wording import date_words

ROOM = "page1"


def living_there(view: View, m: Measurement) -> Claim:
    """`460 thousand refugees and asylum seekers from Somalia in Kenya (2025)`, or persons, and who most of them are."""
    said = say(ROOM, "known.people", value=_counted(m), origin=state(m.a), host=state(m.b), when=period(m))
    who = fled(view, m)
    return said if who is None else say(ROOM, "known.people_fled", people=said, who=who)


def belonged(whole: Whole) -> Slots:
    """What both were parts of and until when, as slots of a sentence."""
    until = When(text=date_words(whole.until), date=str(whole.until))
    return {"whole": chosen(whole.told, "once_one", whole.name), "until": until}


def they_live_there(view: View, m: Measurement) -> Claim:
    """The same as a sentence, with the place of the one among all states where people of the other live."""
    slots: Slots = {"value": _counted(m), "origin": state(m.a), "host": state(m.b), "year": period(m)}
    who = fled(view, m)
    if who is not None:
        return say(ROOM, "matter.people_fled", who=who, **slots)
    whole = once_one(m.a, m.b, date(year_of(m.period), 1, 1)) if m.measure != REFUGEES else None
    if whole is not None:
        return say(ROOM, "matter.people_born", **slots, **belonged(whole))
    home = next((p for p in places(view) if p.role == "home" and p.m is m), None)
    return (
        say(ROOM, "matter.people", **slots)
        if home is None
        else say(ROOM, "matter.people_placed", place=many(home), **slots)
    )


def _counted(m: Measurement) -> Value:
    text = measured(m).text
    return measured(m, text.replace(" persons", " refugees and asylum seekers") if m.measure == REFUGEES else text)
