"""What is between two first of all, whatever they signed: people who fled or came, a main share in trade, fighting."""

from __future__ import annotations

from comity.assessment.accounts.reporters import borne
from comity.assessment.fled import fled
from comity.assessment.page1.acts import alone, fought
from comity.assessment.page1.course import brief
from comity.assessment.page1.people import they_live_there
from comity.assessment.places import shares_said
from comity.assessment.record import Record
from comity.assessment.say import measured, period, say, state
from comity.assessment.settings import threshold
from comity.assessment.ship_registers import mostly_ships
from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim

_REFUGEES = "people.refugees"
_PEOPLE = (_REFUGEES, "people.migrants")
_SHARES = {"exchange.partner_share": "known.share", "exchange.partner_share_exports": "known.share_sold"}
ROOM = "page1"
_POPULATION = "context.population"


def fought_of_late(record: Record) -> list[Claim]:
    """The last fighting of the two in these years; empty where there was none."""
    last = fought(record, threshold("rivals_years"), 2)
    if last is None:
        return []
    return [say(ROOM, "bottom.last_struck" if alone(record, last) else "bottom.last_fought", fought=brief(last))]


def weighty_dealings(view: View) -> list[Claim]:
    """Sentences on the people of the one in the other, where they weigh with either's population, and on a main share
    in trade.
    """
    return [*people_who_matter(view), *figures(view)]


def people_who_matter(view: View, *, fled_alone: bool = False) -> list[Claim]:
    """The sentence on people who fled from the one to the other, or, unless `fled_alone`, who are so many of a people
    that nothing else says as much; empty of any other two.
    """
    people = _people(view)
    return [they_live_there(view, people)] if people is not None and _of_state(view, people, fled_alone) else []


def figures(view: View, *, fled_alone: bool = False) -> list[Claim]:
    """Other people of the one in the other where they weigh, and a main share in trade: how much, after what."""
    people = _people(view)
    counted = people is not None and not _of_state(view, people, fled_alone)
    return [
        *([they_live_there(view, people)] if counted and people is not None else []),
        *shares_said(view, threshold("share_matters")),
    ]


def _of_state(view: View, people: Measurement, fled_alone: bool) -> bool:
    """Whether people are a matter of state: refugees, who fled, or so many in a hundred of the smaller's people."""
    if people.measure == _REFUGEES or fled(view, people) is not None or fled_alone:
        return people.measure == _REFUGEES or fled(view, people) is not None
    smaller = _smaller_population(view)
    return smaller > 0.0 and (people.value or 0.0) >= threshold("people_define") * smaller


def shares(view: View, least: float) -> list[Claim]:
    """The larger share of one in the other's imports, and in its exports, that surely reaches `least`."""
    found: list[Claim] = []
    if mostly_ships(view):
        return found
    for measure, key in _SHARES.items():
        cells = [borne(view, m) for m in view.fresh_ways(measure)]
        held = max((s for s in cells if s.bearing != "apart"), key=lambda s: s.least, default=None)
        if held is not None and held.least >= least:
            m, by = held.m, "" if held.bearing == "whole" else "_mirrored"
            found.append(
                say(ROOM, f"{key}{by}", share=measured(m), whose=state(m.a), partner=state(m.b), when=period(m))
            )
    return found


def _people(view: View) -> Measurement | None:
    """The largest such number: of hundreds of thousands and more than one in a hundred of the smaller's people, or of
    so many in a hundred that nothing else weighs as much.
    """
    most = max(view.fresh_ways(*_PEOPLE), key=lambda m: m.value or 0.0, default=None)
    if most is None or (most.value or 0.0) < threshold("people_worth_telling"):
        return None
    number, smaller = most.value or 0.0, _smaller_population(view)
    weighs = number >= threshold("refugees_weigh") and number >= threshold("people_of_weight") * smaller
    return most if weighs or (smaller > 0.0 and number >= threshold("people_define") * smaller) else None


def _smaller_population(view: View) -> float:
    """The people of the smaller of the two; 0 where neither is counted."""
    sizes = [m.value for s in (view.a, view.b) if (m := view.last(_POPULATION, s, "-")) is not None and m.value]
    return min(sizes, default=0.0)
