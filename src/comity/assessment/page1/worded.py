"""What the bottom line says that two states are to each other, in words for each kind of relationship."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from comity.assessment.page1.acts import (
    BESIDE,
    COMMERCE,
    GIFTS,
    defining,
    felt_most,
    first_alliance,
    given,
    held_by_force,
    lowered,
    peace_after_war,
    war_that_stands,
    weighed,
)
from comity.assessment.page1.at_odds import fought_and_settled, own_quarrels
from comity.assessment.page1.bonds import binds_alone
from comity.assessment.page1.claim_line import claim_line
from comity.assessment.page1.claims import claims, stands_between
from comity.assessment.page1.course import (
    all_in_short,
    brief,
    came_of,
    in_short,
    shortened,
)
from comity.assessment.page1.known import known
from comity.assessment.page1.matter import figures, people_who_matter
from comity.assessment.page1.pacts import by_pacts, in_pacts
from comity.assessment.page1.rivals_line import rivals_line
from comity.assessment.page1.said import Said
from comity.assessment.page1.silence import next_to_nothing
from comity.assessment.page1.stands_out import stands_out
from comity.assessment.page1.union import union
from comity.assessment.page1.unrecognised import unrecognised
from comity.assessment.record import DEFINES, Record
from comity.assessment.say import listed, say, state, status_told, together, when
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.chronicle.acts_of_unions import by_union
from comity.chronicle.events import Event
from comity.chronicle.sovereigns import speaks_for
from comity.dossier.claim import Claim, When, claim
from comity.terms.country import state as country
from comity.terms.membership import coexisted, existed
from comity.terms.wording import day_name

ROOM = "page1"


def what_they_are(view: View, record: Record, kind: str) -> Said:
    """What kind it is, with its date where it has one."""
    in_two = _IN_TWO.get(kind)
    if in_two is not None:
        return in_two(view, record)
    worded = _WORDED.get(kind)
    said = say(ROOM, f"bottom.{kind}") if worded is None else worded(view, record)
    if not _measured(kind, record):
        return Said([said])
    return Said([said, *people_who_matter(view, fled_alone=True)], figures=figures(view, fled_alone=True))


def _part(view: View, record: Record) -> Claim:
    """Whose the territory is, in the wording of its line of status."""
    territory = _territory(view)
    other = view.b if territory == view.a else view.a
    lines = [s for s in record.status if s.entity == territory]
    line = next((s for s in lines if "*" in (s.a, s.b)), lines[0] if lines else None)
    if speaks_for(territory, view.as_of) == other:
        said = say(ROOM, "bottom.part_own", name=state(territory), other=state(other))
    else:
        said = say(ROOM, "bottom.part", name=state(territory))
    if line is None:
        return said
    told = status_told(line)
    return together([claim(told.model_copy(update={"text": told.text.replace("; it is no state.", ".")})), said])


def _occupied(view: View, record: Record) -> Claim:
    held = held_by_force(record)
    if held is None:
        raise LookupError("occupied without an act that took land")
    truce = record.standing("ceasefire")
    if truce is None:
        return say(ROOM, "bottom.occupied", held=brief(held))
    return say(ROOM, "bottom.occupied_truce", held=brief(held), truce=when(truce))


def _estranged(view: View, record: Record) -> Claim:
    broke = lowered(record)
    if broke is None:
        raise LookupError("estranged without a rupture")
    return together([say(ROOM, "bottom.estranged", what=shortened(broke), since=when(broke)), *came_of(broke)])


def _allies(view: View, record: Record) -> Claim:
    if not record.alliances:
        treaty = first_alliance(record)
        if treaty is None:
            raise LookupError("allies without an alliance")
        return say(ROOM, "bottom.allies_since", what=shortened(treaty), since=when(treaty))
    pacts = by_pacts(record.alliances, record.as_of, short=True)
    said = say(ROOM, "bottom.allies", pacts=pacts)
    if record.unions:
        said = say(ROOM, "bottom.allies_joined", pacts=pacts, unions=by_pacts(record.unions, record.as_of, short=True))
    over = fought_and_settled(record)
    if over is not None:
        said = together([say(ROOM, "bottom.settled", fought=brief(over[0]), settled=brief(over[1])), said])
    return together([said, *(stands_between(s) for s in claims(record)[:1])])


def _measured(kind: str, record: Record) -> bool:
    """Whether it is told what people and trade weigh between the two: beside one bond, one quarrel in a union, or a
    claim, and not where more is told than that.
    """
    if kind == "allies":
        return not _own_matter(record)
    if kind == "partners":
        return not _other_bonds(record) and not _peace_in_trade(record)
    if kind == "contested":
        at_odds = bool(record.alliances) and bool(own_quarrels(record))
        return not at_odds and (bool(record.unions) or not weighed(record)[0])
    return kind == "claim"


def _own_matter(record: Record) -> bool:
    """Whether allies did something themselves that defines them: the judgements tell who and what goes between them."""
    return any(e.weight == DEFINES and not in_pacts(e, record) and not by_union(e) for e in record.events)


def _patron_client(view: View, record: Record) -> Claim:
    """Who gives, by the gift that says most, and what the two did side by side."""
    gifts = [e for e in record.events if given(e) and record.years(e) <= threshold("event_standing_years")]
    if not gifts:
        raise LookupError("a patron without a gift")
    gift = defining(record, [e for e in record.events if given(e) and e.a == gifts[-1].a])
    beside = record.last(lambda e: e.kind.id == BESIDE and e.weight == DEFINES)
    told = sorted((e for e in (gift, beside) if e is not None), key=lambda e: e.when.start)
    acts = all_in_short(told)
    given_are = listed([say(ROOM, f"gift.{g}") for g in GIFTS if any(e.kind.id == g for e in gifts)])
    return say(ROOM, "bottom.patron_client", given=given_are, giver=state(gift.a), what=acts)


def _nothing(view: View, record: Record) -> Claim:
    found, silent = known(view, record), next_to_nothing()
    newest = record.newest
    # Above an event of these years, however slight, "no dated event of weight" would read as if there were none.
    told = newest is not None and newest.kind.family != "relations" and not _long_past(record, newest)
    key = "bottom.nothing_of_state" if told else "bottom.nothing"
    if not found:
        return say(ROOM, key, silent=silent)
    return say(ROOM, f"{key}_but", known=listed(found), silent=silent)


def _long_past(record: Record, event: Event) -> bool:
    return record.years_since_begun(event) > threshold("event_standing_years")


def _partners(view: View, record: Record) -> Claim:
    bound = weighed(record)[0]
    bind = _holds_them(record, bound)
    peace = _peace_in_trade(record)
    if peace is not None:
        return say(ROOM, "bottom.peace", truce=when(peace), what=in_short(bind))
    others = _other_bonds(record)
    if not others:
        return say(ROOM, "bottom.partners", what=in_short(bind))
    other = defining(record, others)
    two = sorted((bind, other), key=lambda e: e.when.start)
    return say(ROOM, "bottom.partners", what=all_in_short(two))


def _peace_in_trade(record: Record) -> Event | None:
    """The treaty that ended a war of two whom business alone has bound since; None of any other two."""
    return peace_after_war(record) if all(e.kind.id in COMMERCE for e in weighed(record)[0]) else None


def _other_bonds(record: Record) -> list[Event]:
    """What defines partners and is of another family than what binds them most."""
    bound = weighed(record)[0]
    bind = _holds_them(record, bound)
    return [e for e in bound if e.weight == DEFINES and e.kind.family != bind.kind.family]


def _holds_them(record: Record, bound: list[Event]) -> Event:
    """What binds partners: what defines them and is in force, whatever its age, before slighter news of these years."""
    felt = felt_most(record, bound)
    lasting = [e for e in bound if e.kind.lasts and binds_alone(record, e)]
    return felt_most(record, lasting) if lasting and felt.weight < DEFINES else felt


def _bound_in_form(record: Record) -> Claim:
    pacts = by_pacts(record.alliances, record.as_of)
    if not record.unions:
        return say(ROOM, "bottom.in_form", pacts=pacts)
    return say(ROOM, "bottom.in_form_joined", pacts=pacts, unions=by_pacts(record.unions, record.as_of))


def _recognition(view: View, record: Record) -> Said:
    """What stands out beside the recognition, which the line begins with."""
    bound = weighed(record)[0]
    if not bound:
        return stands_out(view, record)
    told = say(ROOM, "bottom.ordinary", what=in_short(felt_most(record, bound)))
    return Said([told, *people_who_matter(view)], figures=figures(view))


def _contested(view: View, record: Record) -> Claim:
    bound, quarrels = weighed(record)
    at_odds = own_quarrels(record) if record.alliances else []
    if at_odds:
        open_still = [e for e in at_odds if e.until is None] or at_odds
        said = say(ROOM, "bottom.contested_allies", quarrel=in_short(felt_most(record, open_still)))
        return together([said, _bound_in_form(record)])
    quarrel = felt_most(record, quarrels)
    bind = felt_most(record, bound) if bound else None
    if bind is None or record.unions:
        unions = by_pacts(record.unions, record.as_of, short=True)
        said = say(ROOM, "bottom.contested_union", unions=unions, quarrel=in_short(quarrel))
        binds = [] if bind is None else [say(ROOM, "bottom.binds_too", what=in_short(bind))]
        return together([said, *binds])
    peace = peace_after_war(record)
    if peace is not None:
        return say(
            ROOM, "bottom.contested_peace", truce=when(peace), what=in_short(bind), quarrel=in_short(quarrel)
        )  # fmt: skip
    return say(ROOM, "bottom.contested", what=in_short(bind), quarrel=in_short(quarrel))


def _strained(view: View, record: Record) -> Claim:
    """Over what most of all; what a union did comes behind a quarrel of their own that defines these three years."""
    quarrels, years = weighed(record)[1], threshold("event_new_years")
    own = [e for e in quarrels if e.weight == DEFINES and not by_union(e) and record.years_since_begun(e) <= years]
    quarrel = felt_most(record, quarrels)
    quarrel = felt_most(record, own) if own and by_union(quarrel) else quarrel
    key = "bottom.strained_by_union" if by_union(quarrel) else "bottom.strained"
    return say(ROOM, key, quarrel=in_short(quarrel))


def _ended(view: View, record: Record) -> Claim:
    together_to = coexisted(view.a, view.b, date(view.since, 1, 1), view.as_of)
    end = together_to[1] if together_to is not None else view.as_of
    gone = next((s for s in (view.a, view.b) if not existed(s, end + timedelta(days=1), "any")), view.a)
    return say(ROOM, "bottom.ended", name=state(gone), when=When(text=day_name(end), date=end.isoformat()))


def _territory(view: View) -> str:
    return next((s for s in (view.a, view.b) if country(s).kind == "territory"), view.a)


def _at_war(view: View, record: Record) -> Claim:
    war = war_that_stands(record)
    if war is None:
        raise LookupError("a war without a war")
    broken = record.standing("relations_broken")
    if broken is None:
        return say(ROOM, "bottom.at_war", since=when(war), what=shortened(war))
    if broken.when == war.when:
        return say(ROOM, "bottom.at_war_broken_too", since=when(war), what=shortened(war))
    return say(ROOM, "bottom.at_war_broken", since=when(war), broken=when(broken), what=shortened(war))


_WORDED: dict[str, Callable[[View, Record], Claim]] = {
    "ended": _ended,
    "at_war": _at_war,
    "occupied": _occupied,
    "unrecognised": unrecognised,
    "part": _part,
    "rivals": rivals_line,
    "claim": claim_line,
    "estranged": _estranged,
    "allies": _allies,
    "patron_client": _patron_client,
    "partners": _partners,
    "contested": _contested,
    "strained": _strained,
    "nothing": _nothing,
}


_IN_TWO: dict[str, Callable[[View, Record], Said]] = {
    "ordinary": stands_out,
    "recognition": _recognition,
    "union": union,
}
"""Kinds of which registers hold the most: what stands out comes before that, and what went before between."""
