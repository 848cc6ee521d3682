"""What is on record of two of whom the chronicle tells nothing: agreements, common seats, people, shares in trade."""

from __future__ import annotations

from comity.assessment.accounts.far_apart import lost
from comity.assessment.accounts.reporters import borne, estimated
from comity.assessment.agreements import own, titled
from comity.assessment.as_was import as_was, in_no_form, is_a_slip
from comity.assessment.held_agreements import held as held_agreements
from comity.assessment.held_agreements import of_dozens
from comity.assessment.page1.acts import UNRECOGNISED
from comity.assessment.page1.begun import form_of, office_only
from comity.assessment.page1.instead import instead
from comity.assessment.page1.kind import refused
from comity.assessment.page1.matter import shares
from comity.assessment.page1.pacts import ASSEMBLY, MEETING, by_pacts, crown
from comity.assessment.page1.people import living_there
from comity.assessment.record import DEFINES, Record
from comity.assessment.say import dated, measured, period, say, state, when
from comity.assessment.settings import threshold
from comity.assessment.ship_registers import mostly_ships
from comity.assessment.view import View, ref
from comity.atlas.measurement import Measurement
from comity.chronicle.events import Event
from comity.dossier.claim import Claim, Told
from comity.terms.dated import Dated
from comity.terms.relation_details import RelationFact
from comity.terms.treaty_details import InvestmentTreaty

ROOM = "page1"
MOST = 5
_TRADE, _INVESTMENT, _EMBASSY = (
    "agreement.trade_in_force",
    "agreement.investment_in_force",
    "representation.embassy",
)
_SINCE, _BEGUN = "relations.since", ("begun", "restored")
_ACCOUNTS = ("exchange.exports_imf", "exchange.exports_baci")
_BROKEN, _RELATIONS = "relations_broken", "relations"
_AID = "exchange.aid"
_SHARE, _BOUGHT, _PEOPLE = "exchange.partner_share", "exchange.partner_share_exports", "people.migrants"


def known(view: View, record: Record, unsaid: bool = True, *, flows: bool = True) -> list[Claim]:
    """At most five, what binds most first; empty where the registers are silent too. Nothing past its shelf life.

    `unsaid`: whether it has not been said yet that there are no relations in form; `flows`: whether goods, aid and
    people belong to it, which otherwise are told by what they are to either.
    """
    many, few = _many_and_few(view) if flows else ([], [])
    formal = [] if refused(record) or record.standing(UNRECOGNISED) else [*_embassies(view), *_relations(view, record)]
    found = [
        *(_instead(view) if unsaid else []),
        *many,
        *(say(ROOM, "known.crown", pact=told) for told in crown(record)),
        *(of_two := _agreements(view, True)),
        *((shares(view, threshold("share_known")) or _trade(view)) if flows else []),
        *(_aid(view) if flows else []),
        *([] if of_two else _agreements(view, False)),
        *few,
        *(say(ROOM, "known.forum", pacts=held) for held in forums(record, assemblies=True)),
        *_investment(view),
        *formal,
    ]
    return found[:MOST]


def dealt(view: View) -> list[Claim]:
    """What two members of a loose union have with each other: people, trade, aid."""
    many, few = _many_and_few(view)
    return [*many, *(shares(view, threshold("share_known")) or _trade(view)), *_aid(view), *few]


def _many_and_few(view: View) -> tuple[list[Claim], list[Claim]]:
    """People of the one in the other, apart by whether they are a matter of state."""
    told = [(one, m.value or 0.0) for one, m in _people(view)]
    many = [one for one, n in told if n >= threshold("refugees_weigh")]
    few = [one for one, n in told if threshold("people_worth_telling") <= n < threshold("refugees_weigh")]
    return many, few


def _aid(view: View) -> list[Claim]:
    """Aid that few pairs exceed."""
    cells = [m for m in view.fresh_ways(_AID) if (m.value or 0.0) >= threshold("flow_worth_telling")]
    most = max(cells, key=lambda m: m.value or 0.0, default=None)
    place = None if most is None else view.standing(most)
    if most is None or place is None or place.percentile < threshold("aid_weighs"):
        return []
    return [say(ROOM, "known.aid", value=measured(most), giver=state(most.a), taker=state(most.b), when=period(most))]


def _instead(view: View) -> list[Claim]:
    """That there are no relations in form because one of the two keeps them with the other's rival government."""
    kept = instead(view)
    if kept is None:
        return []
    return [say(ROOM, "known.instead", keeper=state(kept.keeper), other=state(kept.other), when=period(kept.row))]


def _agreements(view: View, of_two: bool) -> list[Claim]:
    """The agreement of the two alone, or the first of a region or union."""
    said = []
    trade = view.fresh(_TRADE)
    found = held_agreements(view, trade)
    found = [d for d in found if not of_dozens(view, d)]
    held = [d for d in found if bool(own(d, view.a, view.b)) == of_two]
    if trade is not None and held:
        since, mine = dated(str(held[0].in_force_on or held[0].in_force), ref(trade)), own(held[0], view.a, view.b)
        key = "known.agreement_own" if mine else "known.agreement"
        said.append(say(ROOM, key, titles=Told(text=mine or titled(held[0]), ref=ref(trade)), when=since))
    return said


def _investment(view: View) -> list[Claim]:
    """The newest treaty on investment in force: a text of the drawer, told after what the two deal in."""
    m = view.fresh(_INVESTMENT)
    treaties = () if m is None else m.details_of(InvestmentTreaty)
    if m is None or not treaties:
        return []
    return [say(ROOM, "known.investment", when=dated(str(treaties[-1].signed), ref(m)))]


def forums(record: Record, *, assemblies: bool = False) -> list[Claim]:
    """The bodies in which both sit, as one phrase; none where they share none of the table.

    Those of dozens of states only where asked: beside what is of the two alone they say nothing.
    """
    kinds = (*MEETING, ASSEMBLY) if assemblies else MEETING
    held = [s for s in record.pacts if s.pact.kind.id in kinds]
    return [by_pacts(held, record.as_of, short=True)] if held else []


def _trade(view: View) -> list[Claim]:
    """The larger way of goods by the newest account, where it is more than a trifle, and none that cannot be told."""
    if mostly_ships(view) or lost(view, view.a, view.b) or lost(view, view.b, view.a):
        return []
    for account in _ACCOUNTS:
        flows = [m for m in view.fresh_ways(account) if not estimated(m)]
        most = max(flows, key=lambda m: m.value or 0.0, default=None)
        if most is not None and (most.value or 0.0) >= threshold("nothing_trade"):
            a, b = state(most.a), state(most.b)
            return [say(ROOM, "known.trade", value=measured(most), seller=a, buyer=b, when=period(most))]
    return []


def _people(view: View) -> list[tuple[Claim, Measurement]]:
    cells = [m for m in view.fresh_ways(_PEOPLE) if (m.value or 0.0) >= threshold("refugees_on_record")]
    most = max(cells, key=lambda m: m.value or 0.0, default=None)
    return [] if most is None else [(living_there(view, most), most)]


def _embassies(view: View) -> list[Claim]:
    held = view.fresh_ways(_EMBASSY)
    return [say(ROOM, "known.embassies", when=period(held[0]))] if len(held) == 2 else []


def _relations(view: View, record: Record) -> list[Claim]:
    """When relations were established, where both lists date it; by the chronicle where they were broken and restored.

    Whether what began before the world war held through it is not known of itself.
    """
    if (record.stance is not None and _RELATIONS in record.stance.what) or record.standing(_BROKEN) is not None:
        return []  # The line on who recognises whom has the relations; and what was broken off is not on record.
    restored = record.standing("relations_restored")
    if restored is not None:
        # What defines the two is told as an act.
        return [] if restored.weight == DEFINES else [_restored(record, restored)]
    m = view.last(_SINCE)
    facts = [] if m is None or m.value is None else [d for d in m.details_of(RelationFact) if d.fact in _BEGUN]
    if m is None or not facts:
        return []
    newest = max(facts, key=lambda d: d.day)
    day = newest.day
    if newest.fact == "begun" and (in_no_form(view.a, view.b, day) or is_a_slip(view.a, view.b, day)):
        return []  # A day before the one was a state needs more words than a line on what is on record has.
    since = dated(newest.when, ref(m))
    form = form_of(facts, newest, view.a, view.b)
    if form == "_one":
        said = say(ROOM, "known.relations_one", since=since, whose=state(newest.account))
        return [] if office_only(view) else [as_was(said, view.a, view.b, Dated.parse(newest.when))]
    said = say(ROOM, f"known.relations{form}", since=since)
    return [said if form == "_restored" else as_was(said, view.a, view.b, Dated.parse(newest.when))]


def leans(view: View) -> list[Claim]:
    """The largest share of one in the other's trade, where it alone says what the two are to each other."""
    cells = [] if mostly_ships(view) else [borne(view, m) for m in view.fresh_ways(_SHARE, _BOUGHT)]
    held = max((s for s in cells if s.bearing != "apart"), key=lambda s: s.least, default=None)
    if held is None or held.least < threshold("share_defines"):
        return []
    m, by = held.m, "" if held.bearing == "whole" else "_mirrored"
    whose, partner = state(m.a), state(m.b)
    if m.measure == _SHARE:
        return [say(ROOM, f"lean.imports{by}", buyer=whose, seller=partner, share=measured(m), year=period(m))]
    return [say(ROOM, f"lean.exports{by}", seller=whose, buyer=partner, share=measured(m), year=period(m))]


def _restored(record: Record, restored: Event) -> Claim:
    """That relations were restored, and when they had been broken off where the chronicle tells it."""
    broke = record.last(lambda e: e.kind.id == _BROKEN and e.when.start < restored.when.start)
    if broke is None:
        return say(ROOM, "known.relations_restored", since=when(restored))
    return say(ROOM, "known.relations_mended", broke=when(broke), since=when(restored))
