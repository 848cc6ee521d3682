"""How the two stand in form: broken, lowered or refused; else since when; else who is present."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from comity.assessment.as_was import as_was, is_a_slip
from comity.assessment.directed import Directed
from comity.assessment.page1.acts import UNRECOGNISED, consulates_closed, lowered, lowers, only_suspended
from comity.assessment.page1.begun import LAST_WORLD_WAR, form_of, office_only
from comity.assessment.page1.instead import instead
from comity.assessment.page1.kind import only_shut, refused
from comity.assessment.record import Record
from comity.assessment.say import dated, measured, period, say, state, when
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.chronicle.events import Event
from comity.dossier.claim import Claim
from comity.terms.country import state as country
from comity.terms.curated import curated_rows
from comity.terms.dated import Dated
from comity.terms.membership import FIRST_YEAR
from comity.terms.period import year_of
from comity.terms.relation_details import RelationFact

ROOM = "page1"
_EMBASSY, _SINCE = "representation.embassy", "relations.since"
_RELATIONS, _SHUT = "relations", "mission_closed"
_QUARRELS = ("war", "relations", "crisis", "measures")
"""Families of events after which a mission on an older list may be closed."""
_RECALLED_YEARS = 2
"""An ambassador recalled longer ago has come back, whether or not a row tells it."""


def relations(view: View, record: Record) -> Claim | None:
    """The level today: broken, lowered, recalled, refused; else since when, else who is present."""
    low = _lowered(record)
    if refused(record):
        withdrawn = record.standing(UNRECOGNISED) is not None
        return low if withdrawn else _elsewhere(view) or say(ROOM, "strip.unrecognised")
    if low is not None or record.broken is not None:
        return low
    begun = _formed(record) or _since(view)
    told = (
        _beside(view, record, begun)
        if begun is not None
        else _elsewhere(view) or _missions(view, record) or _unknown(view, record)
    )
    shut = consulates_closed(record)
    if told is None or shut is None or record.years_since_begun(shut) > threshold("event_standing_years"):
        return told
    return say(ROOM, "strip.consulates", level=told, since=when(shut))


def _beside(view: View, record: Record, told: Claim) -> Claim:
    """When relations were established, with the year of the list by which each keeps an embassy.

    Nothing of a list that is older than the last quarrel of the two: what it has may have been closed.
    """
    held = _listed(view)
    if len(held) == 2 and not _stale(record, held):
        return say(ROOM, "strip.with_embassies", level=told, period=period(held[0]))
    return told


def _stale(record: Record, held: Sequence[Measurement]) -> bool:
    """Whether a list is older than the last quarrel or closing, or carries on what was shut and not opened since."""
    quarrel = record.last(lambda e: e.sign < 0 and e.weight > 1 and e.kind.family in _QUARRELS)
    shut = record.last(lambda e: e.kind.id == _SHUT and e.until is None)
    if any(e is not None and e.when.year >= year_of(held[0].period) for e in (quarrel, shut)):
        return True
    return record.last(lambda e: e.kind.id == _SHUT and lowers(e) and record.stands(e)) is not None


def _lowered(record: Record) -> Claim | None:
    broken, withdrawn = record.standing("relations_broken"), record.standing(UNRECOGNISED)
    if withdrawn is not None:
        return say(ROOM, "strip.unrecognised_since", since=when(withdrawn))
    if broken is not None:
        return say(ROOM, "strip.suspended" if only_suspended(broken) else "strip.broken", since=when(broken))
    low = lowered(record, broken=False)
    if low is not None and not only_shut(record, low):
        return say(ROOM, "strip.lowered", since=when(low))
    recalled = record.last(lambda e: _away(record, e))
    begun = record.standing("relations_restored", "relations_begun")
    if recalled is None or (begun is not None and begun.when.start > recalled.when.start):
        return None
    return say(ROOM, "strip.recalled", since=when(recalled))


def _away(record: Record, event: Event) -> bool:
    """Whether an ambassador recalled has not come back by the day, as far as a row or the years tell."""
    back = event.until is not None and event.until.end <= record.as_of
    return event.kind.id == "ambassador_recalled" and not back and record.years(event) <= _RECALLED_YEARS


def _formed(record: Record) -> Claim | None:
    begun = record.standing("relations_restored", "relations_begun")
    if begun is None or begun.when.year < FIRST_YEAR:
        return None
    if begun.kind.id == "relations_restored":
        return say(ROOM, "strip.restored", since=when(begun))
    return as_was(say(ROOM, _begun(begun.when.year), since=when(begun)), record.a, record.b, begun.when)


def _begun(year: int) -> str:
    """The sentence for relations that began in a year: whether they held through a world war is not known of itself."""
    return "strip.relations" if year > LAST_WORLD_WAR else "strip.relations_first"


def _since(view: View) -> Claim | None:
    """When relations were established or restored by the states' own lists; nothing where they differ in the year.

    The lists give days of acts: that nothing broke what was established then is not in them.
    """
    m = view.last(_SINCE)
    if m is None or m.value is None:
        return None
    facts = [d for d in m.details if isinstance(d, RelationFact) and d.fact in ("begun", "restored")]
    if not facts:
        return None
    newest = max(facts, key=lambda d: d.day)
    if newest.day.year < FIRST_YEAR or is_a_slip(view.a, view.b, newest.day):
        return None
    begun = dated(newest.when, measured(m).ref)
    form = form_of(facts, newest, view.a, view.b)
    if form == "_restored":
        return say(ROOM, "strip.restored", since=begun)
    if form == "_one":
        if office_only(view):
            return None
        said = say(ROOM, "strip.relations_one", since=begun, whose=state(newest.account))
    else:
        said = say(ROOM, f"strip.relations{form}", since=begun)
    return as_was(said, view.a, view.b, Dated.parse(newest.when))


def _missions(view: View, record: Record) -> Claim | None:
    """From the list of missions; a row that it lacks is no proof, so no cell says that there is none.

    Between two that do not recognise each other an office on the list is no embassy.
    """
    held = _listed(view)
    if held and _stale(record, held):
        return None
    if len(held) == 2:
        return say(ROOM, "strip.embassies_both", period=period(held[0]))
    if office_only(view):
        cells = [m for m in (view.last(_EMBASSY), view.last(_EMBASSY, view.b, view.a)) if m is not None]
        return say(ROOM, "strip.office", period=period(cells[0]))
    if held:
        return say(ROOM, "strip.embassies_one", sender=state(held[0].a), other=state(held[0].b), period=period(held[0]))
    return None


def _unknown(view: View, record: Record) -> Claim | None:
    """That no list at hand has relations of the two, which does not say that there are none, where no line does."""
    territory = "territory" in (country(view.a).kind, country(view.b).kind)
    if territory or any(_RELATIONS in s.what for s in record.status):
        return None
    m = view.last(_SINCE)
    known = m is not None and any(isinstance(d, RelationFact) for d in m.details)
    return None if known else say(ROOM, "strip.relations_unknown")


def _listed(view: View) -> list[Measurement]:
    cells = [view.last(_EMBASSY), view.last(_EMBASSY, view.b, view.a)]
    return [m for m in cells if m is not None and m.value and not _emptied(m)]


def _emptied(m: Measurement) -> bool:
    """Whether a list carries an embassy on that was emptied or never was."""
    year = year_of(m.period)
    return any(first <= year <= last and of.takes(m.a, m.b) for of, first, last in _no_missions())


@cache
def _no_missions() -> tuple[tuple[Directed, int, int], ...]:
    """From which sender in which host there was no embassy, from the one year to the other."""
    return tuple(
        (Directed.of(r["sender"], r["host"], r["but"]), int(r["since"]), int(r["until"]))
        for r in curated_rows(Path(__file__).with_name("no_mission.csv"))
    )


def _elsewhere(view: View) -> Claim | None:
    """That one of the two keeps its relations with a government that the other does not recognise."""
    kept = instead(view)
    if kept is None:
        return None
    keeper, other = state(kept.keeper), state(kept.other)
    return say(ROOM, "strip.elsewhere", keeper=keeper, other=other, period=period(kept.row))
