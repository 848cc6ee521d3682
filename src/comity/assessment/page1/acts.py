"""What the acts on record say of two states: fights, quarrels, what binds them, what was given and what mended."""

from __future__ import annotations

import re
from datetime import date

from comity.assessment.record import DEFINES, Record
from comity.assessment.settings import threshold
from comity.chronicle.acts_of_unions import by_union
from comity.chronicle.events import Event

_DOUBT = re.compile(r"\b(?:thought to be|believed to be|suspected|alleged(?:ly)?|presumed|unclaimed)\b")
_SUSPENDED = re.compile(r"\b(?:suspend|froze)")
_HEARSAY = re.compile(r"^[^,;.]*\b(?:was|were) (?:said|reported|held|understood) to\b")
_OF_TWO = re.compile(r"\b(?:Taipei|Taiwan)\b")
"""A break for the sake of another government is undone by a choice, and was no quarrel."""
_FIGHTING = ("war_begins", "invasion", "clash", "strike")
LOWERED = ("relations_broken", "relations_lowered", "mission_closed")
_OF_CONSULATES = re.compile(r"\bconsulates?\b")
_EMBASSY = re.compile(r"\b(?:embass(?:y|ies)|ambassadors?)\b")
UNRECOGNISED = "recognition_withdrawn"
GIFTS = ("arms", "aid", "base")
"""Kinds by which one gives to the other: not what it sells, nor what both do side by side."""
BESIDE = "fought_beside"
OF_A_GROUP = "armed_group"
"""What those did whom neither government commands: it may be the matter of the two, and is no act of either."""
MOVEMENT = "movement"
"""Family of acts on who may come: felt by people, and no quarrel or bond of two governments."""
QUARRELS = ("crisis", "measures", "territory", "war", "dealings")
MENDED = ("relations_restored", "mission_opened")
EASED = (*MENDED, "relations_raised", "partnership", "normalisation", "dispute_settled")
"""Acts after which a quarrel of the years before is no longer what the two are to each other."""
_MENDS = (*EASED, "summit", "talks", "treaty_signed", "trade", "border_opened", "embargo_lifted", "sanctions_lifted")
"""Acts by which a quarrel is being mended."""
_LIFTED = ("sanctions_lifted", "embargo_lifted")
_ON_TRADE = ("tariffs", "embargo", "embargo_good", "embargo_energy")
"""Measures that an agreement on trade takes back."""
_OF_ENVOYS = ("ambassador_recalled", "expulsion")
"""Quarrels over envoys, which a mission that opens undoes as it does a break or a fight."""
_OF_WORDS = ("dispute", "incident", "threat", "project_ended")
"""Kinds of quarrels that leave nothing to undo where they do not define the two."""
_SETTLED = ("measures", "crisis", "dealings")
"""Families of quarrels that are over when their end has come; wars and land are felt for longer."""
COMMERCE = ("project", "project_done", "trade", "aid", "loan", "debt_terms")
"""What two do with each other who are otherwise at peace and no more."""
_BINDING_FAMILIES = ("treaty", "defence")
_BINDING_KINDS = ("project", "project_done", "aid", "loan", "debt_terms")
_YEAR_OF_DAYS = 365
_WEEKS = 90
"""Days within which a settled quarrel of the day is no rift."""
REPEATED = ("threat",)
"""Kinds of acts that come in series: each is over within days, and the next is what is feared."""


def fights(event: Event) -> bool:
    """Whether the two fought: a strike at others on the one's soil, at its wish, is no fight of the two.

    Nor is what the row itself does not take for certain: whose the arms were that struck is then not known.
    """
    return event.kind.id in _FIGHTING and event.sign < 0 and not doubted(event)


def doubted(event: Event) -> bool:
    """Whether the row says that who did it is thought, suspected or disputed, and not known."""
    return _DOUBT.search(event.what) is not None


def only_suspended(event: Event) -> bool:
    """Whether relations were suspended or frozen by it, and not broken off."""
    return event.kind.id == "relations_broken" and _SUSPENDED.search(event.what) is not None


def hearsay(event: Event) -> bool:
    """Whether a third tells it and the row does not take it for certain: that makes no relationship."""
    return _HEARSAY.search(event.what) is not None


def fought(record: Record, years: float, least: int = 1) -> Event | None:
    """The newest event of fighting within some years, of at least a weight."""
    return record.last(lambda e: fights(e) and record.years(e) <= years and e.weight >= least)


def peace_after_war(record: Record) -> Event | None:
    """The treaty by which a war of the two was ended, where it defines them and stands; None where they fought none."""
    peace = record.standing("peace_treaty")
    wars = [e for e in record.events if fights(e) and e.weight == DEFINES]
    return peace if peace is not None and peace.weight == DEFINES and wars else None


def alone(record: Record, fight: Event) -> bool:
    """Whether a fight was an attack by one side: no clash or war, and none of the other's within a year of it."""
    if fight.kind.id != "strike":
        return False
    near = [e for e in record.events if fights(e) and abs((e.when.start - fight.when.start).days) <= _YEAR_OF_DAYS]
    return all(e.kind.id == "strike" and e.a == fight.a for e in near)


def backed(record: Record, years: float) -> Event | None:
    """The newest arms or forces of one for those who fight the other, within some years: a war by others."""
    return record.last(
        lambda e: e.kind.id == "armed_support" and e.sign < 0 and e.weight > 1 and record.years_since_begun(e) <= years
    )


def war_that_stands(record: Record) -> Event | None:
    """The newest war or invasion that stands, where something was fought within three years and no truce came after."""
    war = record.standing("war_begins", "invasion")
    newest = fought(record, threshold("fighting_years"))
    if war is None or newest is None or war.weight == 1:
        return None
    truce = record.standing("ceasefire", "peace_treaty", "withdrawal")
    if truce is not None and truce.when.start >= newest.when.start:
        return None
    return war if war.kind.id == "war_begins" or _by_both(record, war) else None


def _by_both(record: Record, war: Event) -> bool:
    """Whether both fought in the last years of it: where one strikes and the other does not, land is held by force."""
    years = threshold("fighting_years")
    acts = [e for e in record.events if fights(e) and e.when.start >= war.when.start and record.years(e) <= years]
    return any(not e.kind.directed for e in acts) or len({e.a for e in acts}) > 1


def held_by_force(record: Record) -> Event | None:
    """The act by which one came to hold land against the other's claim."""
    for kinds in (("occupation",), ("annexation",), ("invasion",)):
        acts = [e for e in record.events if e.kind.id in kinds and record.stands(e)]
        if acts:
            return defining(record, acts)
    took = [e for e in record.events if e.kind.id in ("invasion", "war_begins") and e.sign < 0 and e.weight == DEFINES]
    if took and any(s.kind == "occupied" and "*" not in (s.a, s.b) for s in record.status):
        return took[-1]
    return record.last(lambda e: e.kind.id == "armed_support" and e.sign < 0)


def holding(record: Record) -> Event | None:
    """The oldest coming of forces whose end is told by the fall of a government alone; None where none is."""
    return next((e for e in record.events if e.left_open), None)


def lowers(event: Event) -> bool:
    """Whether relations are broken off or of lower rank by it: consulates may close while both embassies stay."""
    if event.kind.id != "mission_closed":
        return event.kind.id in LOWERED
    return _OF_CONSULATES.search(event.what) is None or _EMBASSY.search(event.what) is not None


def lowered(record: Record, *, broken: bool = True) -> Event | None:
    """The newest act that stands by which relations are broken off, where `broken`, or of lower rank."""
    return record.last(lambda e: lowers(e) and (broken or e.kind.id != "relations_broken") and record.stands(e))


def consulates_closed(record: Record) -> Event | None:
    """The newest closing of consulates alone that stands."""
    return record.last(lambda e: e.kind.id == "mission_closed" and not lowers(e) and record.stands(e))


def met_since(record: Record, event: Event) -> bool:
    """Whether an act of weight of both has brought the two together since."""
    return any(
        e.sign > 0 and e.weight > 1 and not e.kind.directed and e.when.start > event.when.end for e in record.events
    )


def mended(record: Record) -> bool:
    """Whether relations were taken up again after the last fighting, and no quarrel of weight came since."""
    mend = record.last(lambda e: e.kind.id in MENDED and e.weight > 1 and record.stands(e))
    if mend is None:
        return False
    parted = record.last(lambda e: e.sign < 0 and e.weight > 1 and e.kind.family in QUARRELS)
    return parted is None or parted.when.end < mend.when.start


def weighed(record: Record) -> tuple[list[Event], list[Event]]:
    """What binds the two with force today, and what sets them apart; the mending of a break binds nobody yet."""
    felt = [e for e in record.events if record.force(e) >= 0.5 and not hearsay(e)]
    weighty = [e for e in felt if e.sign > 0 and e.weight > 1 and _binds(e) and not _over(e)]
    if mended(record):
        return weighty, []
    quarrels = [e for e in felt if e.sign < 0 and e.weight > 1 and e.kind.family in QUARRELS and not eased(record, e)]
    return weighty, [e for e in quarrels if e.kind.family not in _SETTLED or e.until is None]


def eased(record: Record, quarrel: Event) -> bool:
    """Whether what does not stand was made up for within a year: it is of the past."""
    if record.stands(quarrel):
        return False
    mends = (e for e in record.events if e.kind.id in EASED and e.sign > 0 and e.weight > 1)
    return any(0 < (e.when.start - quarrel.when.end).days <= _YEAR_OF_DAYS for e in mends)


def enough(events: list[Event]) -> bool:
    """Whether events make a character: one that defines the two, or several; a single agreement or quarrel does not."""
    return len(events) > 1 or any(e.weight == DEFINES for e in events)


def defining(record: Record, events: list[Event]) -> Event:
    """Of several events the one that says most of the two today: by weight, then force, then the newer."""
    return max(events, key=lambda e: (e.weight, record.force(e), e.when.end, e.id))


def felt_most(record: Record, events: list[Event]) -> Event:
    """Of what binds two, or parts them, the event that does so most today: what is of these years before a treaty or a
    claim of decades ago; a measure that stands is of today whenever it was taken.
    """
    years = threshold("event_standing_years")

    def late(e: Event) -> bool:
        return record.years_since_begun(e) <= years or (e.kind.family == "measures" and record.stands(e))

    return max(events, key=lambda e: (late(e), e.weight, record.force(e), e.when.end, e.id))


def _over(event: Event) -> bool:
    """Whether what began with it has ended by the day: the record leaves an end yet to come out."""
    return event.until is not None


def _binds(event: Event) -> bool:
    opens = event.kind.id == "normalisation" and event.weight == DEFINES
    return opens or event.kind.family in _BINDING_FAMILIES or event.kind.id in _BINDING_KINDS


def mending(record: Record) -> tuple[Event, Event] | None:
    """What parted the two in the last ten years, by its newest grave act, and the last that undid it; else None.

    A rupture that went on into these years counts by its end. A mend that defines the two is told before a later
    slighter one, and with it what had parted them before it. What a union did and undid neither parted nor mended the
    pairs of its members. A measure is mended by what ends it, and not by whatever the two signed after it; a person who
    is wanted, or a slight quarrel of words, parts nobody.
    """
    years = threshold("rivals_years")
    recent = [e for e in record.events if e.weight > 1 and record.years_since_begun(e) <= years]
    late = [e for e in record.events if e.weight > 1 and record.years(e) <= years]
    parted = [e for e in late if e.sign < 0 and (e.kind.family in QUARRELS or e.kind.id in (*LOWERED, UNRECOGNISED))]
    parted = [e for e in parted if e.kind.id != "extradition" and not _slight_and_over(e)]
    last = max((e.when.start for e in parted), default=date.max)
    mends = [e for e in recent if e.sign > 0 and e.when.start > last and e.kind.id in _MENDS]
    if not mends or record.years_since_begun(mends[-1]) > threshold("strained_years"):
        return None
    defined = [e for e in recent if e.sign > 0 and e.kind.id in _MENDS and e.weight == DEFINES]
    before = [e for e in parted if defined and e.when.start < defined[-1].when.start]
    told, parted = ([defined[-1]], before) if before else (mends[::-1], parted)
    gravest = max(e.weight for e in parted)
    grave = [e for e in parted if e.weight == gravest]
    # Of two as grave the one that the mend was made to end: relations restored were broken off, whatever came since.
    quarrel = ([e for e in grave if any(e.kind.id in m.kind.ends for m in told)] or grave)[-1]
    undone = [e for e in told if undoes(e, quarrel)]
    mend = next((e for e in undone if _made_for(e, quarrel)), undone[0] if undone else None)
    if (
        mend is None
        or (by_union(quarrel) and by_union(mend))
        or _OF_TWO.search(quarrel.what) is not None
        or record.years_since_begun(mend) > threshold("strained_years")
        or _barred(record)
        or _barred_still(record, mend)
        or _soon_over(quarrel, mend)
        or _was_over(quarrel, mend)
        or _goes_on(record, quarrel, mend)
        or not (_parts(quarrel) or _answers(mend, quarrel))
    ):
        return None
    return quarrel, mend


def meanwhile(record: Record, quarrel: Event, mend: Event) -> Event | None:
    """The newest act as grave as what parted two, between it and the mend; None where nothing made it worse."""
    return record.last(
        lambda e: (
            e.sign < 0
            and e.kind.family in QUARRELS
            and e.weight == DEFINES
            and quarrel.when.start < e.when.start < mend.when.start
        )
    )


def _slight_and_over(quarrel: Event) -> bool:
    """Whether it is a slight measure that was over within a year: it had parted nobody."""
    over = quarrel.until is not None and (quarrel.until.end - quarrel.when.start).days <= _YEAR_OF_DAYS
    return quarrel.kind.family == "measures" and over and quarrel.weight < DEFINES


def _soon_over(quarrel: Event, mend: Event) -> bool:
    """Whether a quarrel that does not define the two was settled within weeks: it had parted nobody."""
    return quarrel.weight < DEFINES and (mend.when.start - quarrel.when.start).days <= _WEEKS


def _barred(record: Record) -> bool:
    """Whether one has barred the other's people of late, and the bar stands: beside that nothing is mended."""
    bar = record.last(lambda e: e.kind.id == "entry_barred" and e.weight > 1 and e.until is None)
    return bar is not None and record.years_since_begun(bar) <= threshold("event_new_years")


def _barred_still(record: Record, mend: Event) -> bool:
    """Whether a measure of weight of these ten years stands that the mend did not end as a whole: a rift of which it is
    left is not closed.
    """
    ends = mend.kind.ends if mend.weight == DEFINES else ()
    left = (e for e in record.events if e.kind.family == "measures" and e.sign < 0 and e.weight > 1)
    return any(
        record.stands(e) and record.years_since_begun(e) <= threshold("rivals_years") and e.kind.id not in ends
        for e in left
    )


def _was_over(quarrel: Event, mend: Event) -> bool:
    """Whether a measure had ended years before: what came later was made for something else."""
    if quarrel.kind.family != "measures" or quarrel.until is None:
        return False
    return (mend.when.start - quarrel.until.end).days > threshold("event_new_years") * _YEAR_OF_DAYS


def _goes_on(record: Record, quarrel: Event, mend: Event) -> bool:
    """Whether a measure stands that no act that defines the two has ended: what is eased of it mends nothing yet."""
    ended = mend.weight == DEFINES and quarrel.kind.id in mend.kind.ends
    return quarrel.kind.family == "measures" and record.stands(quarrel) and not ended


def on_the_mend(record: Record) -> bool:
    """Whether what parted the two was undone within three years: later than that it is mended, or it was not."""
    mended = mending(record)
    return mended is not None and record.years_since_begun(mended[1]) <= threshold("event_new_years")


def _parts(quarrel: Event) -> bool:
    """Whether a quarrel had parted the two, so that there was something to mend: words of weight 2 part nobody."""
    return quarrel.weight == DEFINES or quarrel.kind.id not in _OF_WORDS


def _answers(mend: Event, quarrel: Event) -> bool:
    """Whether an act is of a kind made to end a slight quarrel of this kind, and no other step of these years."""
    return quarrel.kind.id in mend.kind.ends or mend.kind.id in ("dispute_settled", "relations_restored")


def undoes(mend: Event, quarrel: Event) -> bool:
    """Whether an act mends what parted the two: one made for it, or, of what is no measure, a meeting or agreement of
    both that weighs as much; a visit settles no dispute, and talks count where they define the two.
    """
    if quarrel.kind.family == "measures":
        agreed = mend.kind.id == "trade" and quarrel.kind.id in _ON_TRADE
        met = mend.kind.id in ("summit", "talks") and mend.weight == DEFINES
        return agreed or met or _made_for(mend, quarrel)
    met = mend.kind.id == "summit" and quarrel.kind.id != "dispute"
    talked = mend.kind.id == "talks" and mend.weight == DEFINES
    signed = mend.kind.id in ("treaty_signed", "trade") and quarrel.kind.id != "dispute"
    return _made_for(mend, quarrel) or ((met or talked or signed) and mend.weight >= quarrel.weight)


def _made_for(mend: Event, quarrel: Event) -> bool:
    """Whether an act is of a kind that ends a quarrel of this kind, or that is made to end any."""
    if quarrel.kind.id in mend.kind.ends:
        return True
    if mend.kind.id == "mission_opened":
        return quarrel.kind.family == "war" or quarrel.kind.id in (*LOWERED, UNRECOGNISED, *_OF_ENVOYS)
    return mend.kind.id in (*EASED, *_LIFTED)


def given(event: Event) -> bool:
    """Whether one gave arms, aid or forces to the other: no forces that left, nothing only said to be given."""
    wanted = event.kind.id in GIFTS and event.weight > 1 and event.sign > 0
    return wanted and not _left(event) and not hearsay(event)


def _left(event: Event) -> bool:
    return event.kind.lasts and event.until is not None


def first_alliance(record: Record) -> Event | None:
    """The oldest obligation of the chronicle that stands: later pacts renew or add to it."""
    return next((e for e in record.events if e.kind.id == "alliance" and record.stands(e)), None)
