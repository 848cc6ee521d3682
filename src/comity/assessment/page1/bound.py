"""Conditions of kinds by what binds two states: a union, treaties and acts of weight, or what the one gives."""

from __future__ import annotations

from comity.assessment.page1.acts import COMMERCE, enough, fights, given, weighed
from comity.assessment.page1.bonds import binds_alone, partners
from comity.assessment.page1.facts import Facts, Found, refs
from comity.assessment.page1.pacts import in_pacts
from comity.assessment.record import DEFINES, Record
from comity.assessment.settings import threshold
from comity.assessment.view import ref
from comity.chronicle.acts_of_unions import by_union
from comity.chronicle.events import Event
from comity.chronicle.pacts import size
from comity.terms.ref import pact_ref

_TARIFF = "customs_union"


def bound_by_union(facts: Facts) -> Found:
    """Members of one union or market, and no quarrel that counts for more, or that defines the two and stands.

    What many belong to and is no law, money or market is not what two are who have matters of their own.
    """
    record = facts.record
    return bound_loosely(facts) if record.close or _one_tariff(record) or not own_matters(record) else None


def _one_tariff(record: Record) -> bool:
    """Whether the two are of the few of a customs union, which makes much of what they have with each other."""
    most = threshold("circle_members")
    return any(s.pact.kind.id == _TARIFF and size(s.pact.id, record.as_of) <= most for s in record.unions)


def own_matters(record: Record) -> bool:
    """Whether an act that defines the two alone is of these years or holds, or two acts of weight are of these ten."""
    own = [e for e in record.events if e.weight > 1 and not by_union(e) and not in_pacts(e, record)]
    own = [e for e in own if e.kind.family not in ("relations", "status") or e.weight == DEFINES]
    late = [e for e in own if record.years_since_begun(e) <= threshold("rivals_years")]
    years = threshold("event_standing_years")
    defined = [e for e in own if e.weight == DEFINES and (record.years_since_begun(e) <= years or record.stands(e))]
    return bool(defined) or len(late) > 1


def bound_loosely(facts: Facts) -> Found:
    """Members of one body whose quarrels weigh less than it and than what else binds them."""
    record = facts.record
    weighty, quarrels = weighed(record)
    bound = len(record.unions) + sum(map(record.force, weighty))
    if not record.unions or open_still(record) or sum(map(record.force, quarrels)) >= bound:
        return None
    return tuple(pact_ref(s.pact.id) for s in record.unions)


def open_still(record: Record) -> bool:
    """Whether a quarrel that defines the two stands."""
    return any(e.weight == DEFINES and record.stands(e) for e in weighed(record)[1])


def giver_and_receiver(facts: Facts) -> Found:
    """One gave the other arms, aid or forces of weight in these years, and little else is between the two."""
    view, record = facts.view, facts.record
    years = threshold("event_standing_years")
    gifts = [e for e in record.events if given(e) and record.years(e) <= years]
    givers = {e.a for e in gifts}
    sizes = [view.last("context.gdp", s, "-") for s in (view.a, view.b)]
    if not _given_much(facts, gifts) or len(givers) != 1 or any(m is None or not m.value for m in sizes):
        return None
    (giver,) = givers
    first, second = (m.value or 1.0 for m in sizes if m is not None)
    ratio = first / second if giver == view.a else second / first
    if ratio < threshold("weight_apart"):
        return None
    return (*refs(*gifts[-3:]), *(ref(m) for m in sizes if m is not None))


def _given_much(facts: Facts, gifts: list[Event]) -> bool:
    """Whether gifts make giver and receiver: several, or one that defines two of whom nothing else tells as much."""
    record = facts.record
    weighty, quarrels = weighed(record)
    alone = (
        len(gifts) == 1
        and gifts[0].weight == DEFINES
        and gifts[0].kind.id != "base"
        and record.years_since_begun(gifts[0]) <= threshold("strained_years")
    )
    return len(gifts) > 1 or (alone and not quarrels and not record.unions and not partners(record, weighty))


def bound_as_partners(facts: Facts) -> Found:
    """A treaty, trade agreement or base binds the two, or acts of weight of different matters do."""
    record = facts.record
    weighty, quarrels = weighed(record)
    bond = next((e for e in reversed(weighty) if binds_alone(record, e) and not e.kind.directed), None)
    if bond is not None:  # What two signed after a quarrel that left nothing standing weighs more than the quarrel.
        quarrels = [e for e in quarrels if record.stands(e) or e.when.start > bond.when.start]
    outweighed = enough(quarrels) and sum(map(record.force, quarrels)) > sum(map(record.force, weighty))
    late = any(record.years_since_begun(e) <= threshold("event_new_years") for e in quarrels)
    least = max(map(record.force, quarrels), default=0.0)
    lasting = any(e.weight == DEFINES and (record.stands(e) or record.force(e) >= least) for e in weighty)
    if not partners(record, weighty) or outweighed or (late and not enough(quarrels) and not lasting):
        return None
    # Who meet in a body of many anyway are partners by a bond of their own, and not by two acts of these years.
    of_many = bool(record.unions) and not record.close and not any(binds_alone(record, e) for e in weighty)
    if (
        of_many
        or (record.unions and open_still(record))
        or _no_more_than_peace(record, weighty)
        or _business_under_fire(record, weighty)
    ):
        return None
    return refs(*sorted(weighty, key=record.force)[-3:])


def _no_more_than_peace(record: Record, weighty: list[Event]) -> bool:
    """Whether all that binds two who fought a war is that they took up ordinary relations after it."""
    war = record.last(lambda e: fights(e) and e.weight == DEFINES)
    return war is not None and all(e.kind.id == "normalisation" for e in weighty)


def _business_under_fire(record: Record, weighty: list[Event]) -> bool:
    """Whether all that binds two is business, while the one struck on the other's soil in the last ten years."""
    struck = record.last(lambda e: fights(e) and e.weight > 1 and record.years(e) <= threshold("rivals_years"))
    return struck is not None and all(e.kind.id in (*COMMERCE, "treaty_signed") for e in weighty)
