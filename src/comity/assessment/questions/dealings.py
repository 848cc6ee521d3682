"""What two states deal in today, and what ended: relations, missions, treaties, sanctions; visas, visits, people.

Each fact is the newest of its record, with its year; past its shelf life the year comes first and the tense is past.
"""

from __future__ import annotations

from comity.assessment import agreements
from comity.assessment.as_was import as_was, is_a_slip
from comity.assessment.fled import fled
from comity.assessment.gates import ALLIANCE, bound
from comity.assessment.held_agreements import held as held_agreements
from comity.assessment.page1.acts import first_alliance, lowered, only_suspended
from comity.assessment.page1.kind import refused
from comity.assessment.page1.pacts import by_pacts
from comity.assessment.phrases import ROOM
from comity.assessment.questions.other_flows import born_in_one
from comity.assessment.questions.sanctions import in_force
from comity.assessment.say import act_told, dated, measured, period, say, state, when
from comity.assessment.settings import threshold
from comity.assessment.view import View, ref
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim, Part, Told, When, claim
from comity.terms.dated import Dated
from comity.terms.period import year_of
from comity.terms.relation_details import HighVisit, RelationFact
from comity.terms.treaty_details import InvestmentTreaty
from comity.terms.wording import date_words

EMBASSY, VISA, VISITS, MIGRANTS = (
    "representation.embassy",
    "representation.visa_free",
    "visits.high_level",
    "people.migrants",
)
SINCE, STANDS = "relations.since", "relations.in_force"
TRADE, INVESTMENT = "agreement.trade_in_force", "agreement.investment_in_force"
MOST_TITLES = 3
_AT_ODDS = ("at_war", "occupied", "unrecognised", "rivals", "estranged", "strained")
"""Kinds of relationship in which a treaty of trade or investment is not what binds the two."""


def formal(view: View) -> list[Claim]:
    """What binds or bars the two in form."""
    return [*_relations(view), *_missions(view), *treaties(view), *_alliance(view), *in_force(view)]


def between_people(view: View) -> list[Claim]:
    """Who goes from one to the other."""
    return [*_visits(view), *_visas(view), *_migrants(view)]


def overtaken(view: View, m: Measurement) -> bool:
    """Whether a war or rupture that still stands came after the figure."""
    broke = None if view.record is None else view.record.broken
    return broke is not None and year_of(m.period) < broke.when.year


def _both(view: View, measure: str) -> list[Measurement | None]:
    return [view.last(measure), view.last(measure, view.b, view.a)]


def _relations(view: View) -> list[Claim]:
    record = view.record
    gone = None if record is None else record.standing("relations_broken", "recognition_withdrawn")
    low = None if record is None else lowered(record, broken=False)
    ended = "deal.broken_for_now" if gone is not None and only_suspended(gone) else "deal.broken"
    for key, event in ((ended, gone), ("deal.lowered", low)):
        if event is not None:
            return [say(ROOM, key, since=when(event))]
    if record is not None and refused(record):
        return [say(ROOM, "deal.unrecognised")]
    stands, since = view.last(STANDS), view.last(SINCE)
    newest = None if since is None or since.value is None else _begun(since)
    begun = None if newest is None or since is None else dated(newest.when, ref(since))
    if begun is not None and view.kind is not None and view.kind.id == "ended":
        return [say(ROOM, "deal.ended", since=begun)]
    if stands is not None and not stands.value:
        return [say(ROOM, "deal.suspended", when=period(stands))]
    told = [] if begun is None or newest is None else _since_when(view, begun, newest)
    return told or ([] if stands is None else [say(ROOM, "deal.relations_stand", when=period(stands))])


def _since_when(view: View, begun: When, newest: RelationFact) -> list[Claim]:
    """When relations began or were restored; nothing where the day is a slip."""
    if newest.fact == "restored":
        return [say(ROOM, "deal.restored", since=begun)]
    if is_a_slip(view.a, view.b, newest.day):
        return []
    return [say(ROOM, "deal.relations", since=as_was(claim(begun), view.a, view.b, Dated.parse(newest.when)))]


def _begun(m: Measurement) -> RelationFact | None:
    """The newest beginning or restoration that an account dates."""
    facts = [d for d in m.details_of(RelationFact) if d.fact in ("begun", "restored")]
    return max(facts, key=lambda d: d.day, default=None)


def _missions(view: View) -> list[Claim]:
    """Embassies; between two whose relations are broken off only what is known of the time since."""
    found = [m for m in _both(view, EMBASSY) if m is not None and not overtaken(view, m)]
    kept, none = [m for m in found if m.value], [m for m in found if not m.value]
    if len(kept) == 2:
        return [_timed(view, "deal.embassies", kept[0])]
    if kept:
        return [_timed(view, "deal.embassy", kept[0], a=state(kept[0].a), b=state(kept[0].b))]
    return [_timed(view, "deal.no_embassy", none[0])] if len(none) == 2 else []


def _timed(view: View, key: str, m: Measurement, **slots: Part | Claim) -> Claim:
    """A sentence of now, or of then where the figure is past its shelf life."""
    return say(ROOM, f"{key}_then" if view.past_shelf(m) else key, when=period(m), **slots)


def treaties(view: View) -> list[Claim]:
    """Agreements of trade and investment by the registers' newest year, and those that ended.

    In a union to which both belong its own market stands in their place, and took the place of investment treaties.
    """
    said = []
    trade = view.last(TRADE)
    held = held_agreements(view, trade)
    if joined(view):
        held = [d for d in held if agreements.own(d, view.a, view.b)]
    if trade is not None and held:
        named = agreements.told(held, view.a, view.b, MOST_TITLES)
        key = "deal.on_paper" if suspended(view) else "deal.trade"
        said.append(
            say(ROOM, key, titles=Told(text=named, ref=ref(trade)), when=period(trade))
            if key == "deal.on_paper"
            else _timed(view, key, trade, titles=Told(text=named, ref=ref(trade)))
        )
    return [*said, *_investment(view)]


def joined(view: View) -> bool:
    """Whether both belong to a union with a market of its own."""
    return view.record is not None and bool(view.record.unions)


def suspended(view: View) -> bool:
    """Whether a rupture or an embargo stands, beside which an agreement of trade is paper."""
    return view.record is not None and (view.record.broken is not None or view.record.embargo is not None)


def on_paper(view: View) -> bool:
    """Whether what the two agreed binds them on paper alone: they are at odds, or have broken off."""
    return suspended(view) or (view.kind is not None and view.kind.id in _AT_ODDS)


def _investment(view: View) -> list[Claim]:
    m = view.last(INVESTMENT)
    if m is None:
        return []
    treaties = m.details_of(InvestmentTreaty)
    if m.value and treaties and not any(t.ended for t in treaties):
        signed = str(treaties[-1].signed)
        return [_timed(view, "deal.investment", m, signed=When(text=_day(signed), date=signed, ref=ref(m)))]
    ended = [t for t in treaties if t.ended is not None and not t.replaced_by]
    if m.value or not ended or joined(view):
        return []
    day = str(ended[-1].ended)
    return [say(ROOM, "deal.investment_ended", ended=When(text=_day(day), date=day, ref=ref(m)))]


def _day(text: str) -> str:
    return date_words(Dated.parse(text))


def _alliance(view: View) -> list[Claim]:
    if view.record is not None and view.record.alliances:
        return [say(ROOM, "pact.in_force", pacts=by_pacts(view.record.alliances, view.as_of))]
    treaty = None if view.record is None else first_alliance(view.record)
    if treaty is not None:
        return [say(ROOM, "deal.alliance", what=act_told(treaty), when=when(treaty))]
    owed = [m for m in _both(view, ALLIANCE) if m is not None and bound(m) and not overtaken(view, m)]
    if len(owed) == 2:
        return [say(ROOM, "deal.allied_both", when=period(owed[0])), say(ROOM, "pact.unnamed")]
    said = [say(ROOM, "deal.allied", when=period(m), a=state(m.a), b=state(m.b)) for m in owed]
    return [*said, say(ROOM, "pact.unnamed")] if said else []


def _visits(view: View) -> list[Claim]:
    """The newest visit of a leader or foreign minister either way; whose lists they are says the measure."""
    made = [
        (visit, m)
        for a, b in ((view.a, view.b), (view.b, view.a))
        for m in view.series(VISITS, a, b)[-2:]
        for visit in m.details_of(HighVisit)
        if visit.day <= view.as_of
    ]
    if not made:
        return []
    visit, m = max(made, key=lambda pair: (pair[0].day, pair[0].who))
    day = When(text=_day(str(visit.day)), date=str(visit.day), ref=ref(m))
    who = Told(text=visit.who, ref=ref(m))
    return [say(ROOM, "deal.visit", who=who, office=Told(text=visit.office, ref=ref(m)), host=state(m.b), day=day)]


def _visas(view: View) -> list[Claim]:
    first, second = _both(view, VISA)
    if first is None or second is None:
        return []
    if bool(first.value) == bool(second.value):
        return [_timed(view, "deal.visa_both" if first.value else "deal.visa_none", first)]
    free, bound = (first, second) if first.value else (second, first)
    return [_timed(view, "deal.visa_one", free, a=state(free.a), b=state(bound.a))]


def _migrants(view: View) -> list[Claim]:
    found = [m for m in _both(view, MIGRANTS) if m is not None and (m.value or 0) >= threshold("refugees_on_record")]
    # Both ways hold who moved within what was one state then; that is said once.
    return [*(_living_there(view, m) for m in found), *(born_in_one(MIGRANTS, m.a, m.b, m)[0] for m in _born(found))]


def _born(found: list[Measurement]) -> list[Measurement]:
    """The first count in which one state of then stands behind two of now."""
    return [m for m in found if born_in_one(MIGRANTS, m.a, m.b, m)][:1]


def _living_there(view: View, m: Measurement) -> Claim:
    said = say(ROOM, "deal.migrants", when=period(m), value=measured(m), origin=state(m.a), host=state(m.b))
    refugees = fled(view, m)
    return said if refugees is None else say(ROOM, "deal.fled", said=said, who=refugees)
