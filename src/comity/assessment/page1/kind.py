"""What kind of relationship it is: the first kind of `kinds.csv` whose condition holds, with the rows that show it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from comity.assessment.page1.acts import (
    UNRECOGNISED,
    alone,
    backed,
    fights,
    first_alliance,
    fought,
    held_by_force,
    lowered,
    mending,
    met_since,
    on_the_mend,
    peace_after_war,
    war_that_stands,
    weighed,
)
from comity.assessment.page1.at_odds import own_quarrels
from comity.assessment.page1.bonds import partners
from comity.assessment.page1.bound import (
    bound_as_partners,
    bound_by_union,
    bound_loosely,
    giver_and_receiver,
    open_still,
)
from comity.assessment.page1.claims import claim_between
from comity.assessment.page1.claims import leads as claim_leads
from comity.assessment.page1.debt import debt_between
from comity.assessment.page1.facts import Facts, Found, refs
from comity.assessment.page1.near import land_border, something
from comity.assessment.page1.rivals import rivals
from comity.assessment.page1.strain import strains
from comity.assessment.recognition import REFUSED
from comity.assessment.record import DEFINES, Record
from comity.assessment.say import chosen, say
from comity.assessment.settings import threshold
from comity.assessment.view import View, ref
from comity.chronicle.events import Event
from comity.chronicle.recognition import stance
from comity.chronicle.status import Status
from comity.dossier.page1 import Kind
from comity.terms.country import state
from comity.terms.curated import curated_rows
from comity.terms.membership import coexisted
from comity.terms.ref import pact_ref, status_ref

_EMBASSY = "representation.embassy"

LONG_LOWERED = 30
"""Years after which missions of low rank are the usual form."""
_REFUSED = ("two_governments", "partly_recognised", "unrecognised", "refused")
"""Kinds of status by which one of the two does not recognise the other."""
_STATE_TO_SOME = ("partly_recognised", "occupied", "associated", "recognised")
"""Kinds of status of what is a state to some, and keeps relations with them."""
_FLOWS = (
    "exchange.exports_compiled",
    "exchange.exports_reported_by_exporter",
    "exchange.exports_reported_by_importer",
    "exchange.exports_imf",
    "exchange.exports_baci",
)


def kind_of_relations(view: View, record: Record) -> Kind:
    """The first kind whose condition holds, by the order of the table."""
    facts = Facts(view, record)
    for line in _kinds():
        found = _CONDITIONS[line["when"]](facts)
        if found is not None:
            rule = chosen(line["reason"], "kinds", line["when"], found)
            return Kind(id=line["kind"], name=line["name"], reason=say("page1", "kind.reason", rule=rule))
    raise LookupError("kinds.csv must end with a kind that always holds")


def grades(kind: str) -> tuple[str, ...]:
    """Grades of the records that do not contradict a kind: beside it no other says anything that holds."""
    return next(tuple(line["grades"].split(";")) for line in _kinds() if line["kind"] == kind)


def leads(kind: str) -> str:
    """The finding that comes first where it is worth a line: what makes two states what the kind says; "" for none."""
    return next(line["leads"] for line in _kinds() if line["kind"] == kind)


@cache
def _kinds() -> tuple[dict[str, str], ...]:
    return tuple(curated_rows(Path(__file__).with_name("kinds.csv")))


def _ended(facts: Facts) -> Found:
    view = facts.view
    together = coexisted(view.a, view.b, date(view.since, 1, 1), view.as_of)
    return () if together is not None and together[1] < view.as_of else None


def _at_war(facts: Facts) -> Found:
    war = war_that_stands(facts.record)
    return None if war is None else refs(war, fought(facts.record, threshold("fighting_years")))


def _status(facts: Facts, *kinds: str) -> Found:
    lines = [s for s in both_named(facts.record) if s.kind in kinds]
    return tuple(status_ref(s.id) for s in lines) or None


def both_named(record: Record) -> list[Status]:
    """The lines of status that are about these two with each other."""
    return [s for s in record.status if "*" not in (s.a, s.b)]


def refused(record: Record) -> bool:
    """Whether a line of status leaves no relations in form between the two."""
    return any(s.kind in _REFUSED for s in both_named(record))


def _rival_recognised(facts: Facts) -> Found:
    """One of the two recognises the government that the other holds to have no right to be one."""
    record = facts.record
    held = stance(record.a, record.b, record.as_of)
    return _status(facts, REFUSED) if held is not None and held.rival else None


def _recognised_by_few(facts: Facts) -> Found:
    record = facts.record
    held = stance(record.a, record.b, record.as_of)
    if held is None or held.count > threshold("recognised_by_few"):
        return None
    return _status(facts, "recognised")


def _recognised(facts: Facts) -> Found:
    return _status(facts, "recognised")


def _unrecognised(facts: Facts) -> Found:
    """A line of status says so, or the one withdrew its recognition and has not given it again."""
    withdrawn = facts.record.standing(UNRECOGNISED)
    return _status(facts, *_REFUSED) or (refs(withdrawn) or None)


def _part(facts: Facts) -> Found:
    """A territory that no line of status calls partly recognised is no state to the other."""
    record = facts.record
    doubtful = {s.entity for s in record.status if s.kind in _STATE_TO_SOME}
    territories = [s for s in (record.a, record.b) if state(s).kind == "territory" and s not in doubtful]
    if not territories:
        return None
    return tuple(status_ref(s.id) for s in record.status if s.entity in territories)


def _occupied(facts: Facts) -> Found:
    record, lines = facts.record, _status(facts, "occupied")
    held = held_by_force(record)
    return None if held is None or lines is None else (*refs(held), *lines)


def _claim(facts: Facts) -> Found:
    """A claim on which the two have acted within ten years, of two whom no pact, union or partnership binds."""
    record = facts.record
    claim = None if record.alliances else claim_between(record)
    if claim is None:
        return None
    years = threshold("rivals_years")
    felt = any(e.weight == DEFINES and record.years_since_begun(e) <= years for e in claim.acts)
    # What many belong to stands above a claim that lies still, and below one that has defined the two.
    bound = record.close or (record.unions and not felt) or partners(record, weighed(record)[0])
    return None if bound else (*refs(claim.act), status_ref(claim.line.id))


def _claim_leads(facts: Facts) -> Found:
    """A claim before a court, or that defined the two within five years, of two who deal with each other and have not
    fought: a list that counts them as rivals says less.
    """
    record = facts.record
    claim = claim_between(record)
    parted = lowered(record) is not None or fought(record, threshold("rivals_years"), 2) is not None
    if record.alliances or parted or claim is None or not claim_leads(record, claim):
        return None
    return (*refs(claim.act), status_ref(claim.line.id))


def _estranged(facts: Facts) -> Found:
    record = facts.record
    low = lowered(record)
    if low is None or low.weight == 1:
        return None
    # A rank that has been low for longer than anyone remembers is how two deal with each other, not what parted them.
    usual = low.kind.id != "relations_broken" and record.years_since_begun(low) > LONG_LOWERED
    return None if usual or only_shut(record, low) else refs(low)


def only_shut(record: Record, low: Event) -> bool:
    """Whether all that is left is a mission shut long ago, for fear or want of money, or one beside which the two have
    met and agreed since.
    """
    if low.kind.id != "mission_closed":
        return False
    return low.sign >= 0 or record.years_since_begun(low) > threshold("event_standing_years") or met_since(record, low)


def _allies_at_odds(facts: Facts) -> Found:
    """Allies who quarrel as the last that is known of them."""
    record = facts.record
    quarrels = own_quarrels(record)
    if not record.alliances or not quarrels:
        return None
    return (*refs(*quarrels[-3:]), *(pact_ref(s.pact.id) for s in record.alliances))


def _allies(facts: Facts) -> Found:
    record = facts.record
    if record.alliances:
        return tuple(pact_ref(s.pact.id) for s in record.alliances)
    treaty = first_alliance(record)
    return None if treaty is None else refs(treaty)


def _union_at_odds(facts: Facts) -> Found:
    record = facts.record
    _, quarrels = weighed(record)
    if not record.unions or not quarrels or bound_loosely(facts) is not None:
        return None
    return (*refs(*sorted(quarrels, key=record.force)[-2:]), *(pact_ref(s.pact.id) for s in record.unions))


def _contested(facts: Facts) -> Found:
    record = facts.record
    weighty, quarrels = weighed(record)
    felt = [e for e in weighty if record.force(e) > threshold("event_long_settled")]
    bound = partners(record, weighty) or (weighty and peace_after_war(record) is not None)
    if (
        bound_loosely(facts) is not None
        or not bound
        or not quarrels
        or on_the_mend(record)
        or not (felt or not open_still(record))
    ):
        return None
    return refs(*sorted(weighty, key=record.force)[-2:], *sorted(quarrels, key=record.force)[-2:])


def _one_of_two(facts: Facts) -> Found:
    """What was fought lately was fought with the one of two governments that few recognise, and with nobody else."""
    record = facts.record
    lines = [s for s in record.status if s.kind == "two_governments"]
    others = [e for e in weighed(record)[1] if not fights(e)]
    found = rivals(facts.view, record) if lines and not others else None
    return None if found is None else (*found, *(status_ref(s.id) for s in lines))


def _attacked(facts: Facts) -> Found:
    """One struck the other of late, and nothing else makes the two rivals: no list, clash or arms for its foes."""
    record = facts.record
    found, years = rivals(facts.view, record), threshold("rivals_years")
    newest = fought(record, threshold("fighting_years"), 2)
    if found is None or newest is None or not alone(record, newest) or backed(record, years) is not None:
        return None
    acts = [e for e in record.events if fights(e) and e.weight > 1 and record.years(e) <= years]
    if any(e.kind.id != newest.kind.id or e.a != newest.a for e in acts):
        return None
    return found if set(found) <= set(refs(*acts)) else None


def _rivals(facts: Facts) -> Found:
    return rivals(facts.view, facts.record)


def _strained(facts: Facts) -> Found:
    quarrels = strains(facts.record) if bound_loosely(facts) is None else []
    return refs(*sorted(quarrels, key=facts.record.force)[-3:]) if quarrels else None


def _debtor(facts: Facts) -> Found:
    """What the one owes the other is the matter of the two."""
    owed = debt_between(facts.record)
    return None if owed is None else refs(owed)


def _on_the_mend(facts: Facts) -> Found:
    """What parted the two was undone within three years."""
    return _mended(facts) if on_the_mend(facts.record) else None


def _mended(facts: Facts) -> Found:
    """What parted the two was undone within five years, and nothing of weight came since or is left of it."""
    found = mending(facts.record)
    return None if found is None else refs(*found)


def _neighbours(facts: Facts) -> Found:
    """The two share a border by land."""
    m = land_border(facts.view)
    return None if m is None else (ref(m),)


def _nothing(facts: Facts) -> Found:
    view = facts.view
    cells = [m for a, b in ((view.a, view.b), (view.b, view.a)) if (m := view.last(_EMBASSY, a, b)) is not None]
    flows = [
        m
        for measure in _FLOWS
        for a, b in ((view.a, view.b), (view.b, view.a))
        if (m := view.last(measure, a, b)) is not None
    ]
    much = any((m.value or 0) >= threshold("nothing_trade") for m in flows)
    if any(e.weight > 1 for e in facts.record.events) or any(m.value for m in cells) or much:
        return None
    if something(view, facts.record):
        return None
    return tuple(ref(m) for m in (*cells, *flows))


def _always(facts: Facts) -> Found:
    return refs(*facts.record.events[-1:])


_CONDITIONS: dict[str, Callable[[Facts], Found]] = {
    "ended": _ended,
    "at_war": _at_war,
    "occupied": _occupied,
    "rival_recognised": _rival_recognised,
    "unrecognised": _unrecognised,
    "part": _part,
    "one_of_two": _one_of_two,
    "attacked": _attacked,
    "rivals": _rivals,
    "claim": _claim,
    "claim_leads": _claim_leads,
    "estranged": _estranged,
    "allies_at_odds": _allies_at_odds,
    "allies": _allies,
    "recognised_by_few": _recognised_by_few,
    "patron_client": giver_and_receiver,
    "union": bound_by_union,
    "partners": bound_as_partners,
    "union_at_odds": _union_at_odds,
    "contested": _contested,
    "strained": _strained,
    "recognised": _recognised,
    "debtor": _debtor,
    "on_the_mend": _on_the_mend,
    "mended": _mended,
    "neighbours": _neighbours,
    "loose_union": bound_loosely,
    "nothing": _nothing,
    "ordinary": _always,
}
