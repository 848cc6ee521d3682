"""The cell on fighting: a war that stands, the last fighting and what became of it, or what the records count."""

from __future__ import annotations

import re

from comity.assessment.as_was import before_statehood
from comity.assessment.page1.acts import alone, backed, fights, fought, held_by_force, holding, war_that_stands
from comity.assessment.page1.course import LIVING_MEMORY
from comity.assessment.page1.truces import is_history
from comity.assessment.record import DEFINES, Record
from comity.assessment.say import in_year, measured, over, period, say, state, when
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.chronicle.events import Event, chronicle_to
from comity.dossier.claim import Claim, When
from comity.terms.dated import Dated
from comity.terms.mentions import mentions
from comity.terms.period import year_of
from comity.terms.ref import event_ref
from comity.terms.wording import date_words

ROOM = "page1"
_FOUGHT = "conflict.armed"
_WAR_IN = re.compile(r"\bwars? in (?:the )?[A-Z]\w+")
_TERRITORY = "territory"
_FOUGHT_OVER = re.compile(r"\b(?:clash\w*|fought|fighting|exchanged? fire)\b")
_RESISTED = re.compile(r"\b(?:war|fought|fighting|resist\w*|driven|drove|stormed|took back)\b")
"""Words by which a row of an invasion says that it was fought over."""
AT_ODDS = ("at_war", "occupied", "unrecognised", "rivals", "estranged", "strained")
"""Kinds in which a war of long ago is no cell of its own."""
_OF_NATO = re.compile(r"\bNATO\b")
_LONG_AGO = 30
"""Years after which a war is told as over, and not as the last fighting."""


def conflict(view: View, record: Record, kind: str) -> Claim | None:
    """The level of the cell of a pair of a kind; None where nothing is known that is not history."""
    war = war_that_stands(record)
    if war is not None:
        return say(ROOM, "strip.war", since=when(war))
    fighting, arms = fought(record, 200.0, 2), backed(record, threshold("fighting_years"))
    if arms is not None and (fighting is None or arms.when.start > fighting.when.start):
        return say(ROOM, "strip.backed", since=when(arms))
    if fighting is not None:
        told = not _is_past(record, fighting, kind) and (kind in AT_ODDS or not _before_either_was(record, fighting))
        return _with_holding(record, _fighting(view, record, fighting)) if told else None
    held = held_by_force(record) if kind == "occupied" else None
    if held is not None:
        return say(ROOM, "strip.held", since=when(held))
    return _recorded(view, record)


def _is_past(record: Record, fighting: Event, kind: str) -> bool:
    """Whether a war is one that nobody in office lived through, or is of long ago between two at odds today."""
    over = record.years(fighting) > _LONG_AGO and record.standing("war_begins", "invasion") is None
    return over and (kind in AT_ODDS or record.years(fighting) > LIVING_MEMORY)


def _before_either_was(record: Record, fighting: Event) -> bool:
    """Whether the one was no state yet when the fighting ended: who fought then were others, or one state within."""
    return before_statehood(record.a, record.b, (fighting.until or fighting.when).end) is not None


def _with_holding(record: Record, level: Claim) -> Claim:
    """The level with forces that are not known to have left."""
    came = holding(record)
    if came is None:
        return level
    return say(ROOM, "strip.holding", level=level, a=state(came.a), b=state(came.b), since=when(came))


def _fighting(view: View, record: Record, fighting: Event) -> Claim:
    """The last fighting and what became of it: a truce since, a war that goes on, an attack by one side, or its day."""
    truce = record.standing("ceasefire", "peace_treaty")
    if truce is not None and truce.when.start >= _gravest(record, fighting, truce).start and _theirs(record, truce):
        if is_history(record, truce):
            return _fought(record, truce)
        return _truce(record, truce, fighting)
    open_war = record.standing("war_begins", "invasion")
    if open_war is not None and record.years_since_begun(open_war) <= threshold("fighting_years"):
        to = chronicle_to(record.as_of)
        return say(ROOM, "strip.goes_on", since=when(open_war), to=When(text=date_words(to), date=str(to)))
    since = _fought_by_words(record, fighting)
    if since is None and alone(record, fighting):
        last = record.last(lambda e: fights(e) and e.a == fighting.a) or fighting
        recent = record.years(last) <= _LONG_AGO
        day = when(last) if recent else in_year(last, last.when)
        key = "strip.struck_nato" if _OF_NATO.search(fighting.what) else "strip.struck"
        return say(ROOM, key, a=state(fighting.a), when=day)
    if since is None and fighting.kind.id == "invasion" and not _RESISTED.search(fighting.what):
        return _entered(fighting)
    return _fought(record, since or fighting)


def _truce(record: Record, truce: Event, fighting: Event) -> Claim:
    """A truce or treaty that stands, and fighting of weight that came after a treaty in these years."""
    if truce.kind.id != "peace_treaty":
        return say(ROOM, "strip.truce", since=when(truce))
    if fighting.when.start <= truce.when.start or record.years(fighting) > threshold("rivals_years"):
        return say(ROOM, "strip.treaty", since=when(truce))
    return say(ROOM, "strip.treaty_fought", since=when(truce), fought=over(fighting))


def _fought_by_words(record: Record, fighting: Event) -> Event | None:
    """An occupation or claim since whose row says that there was fighting; None for none."""
    end = fighting.until or fighting.when
    return record.last(
        lambda e: e.kind.family == _TERRITORY and e.when.start > end.start and bool(_FOUGHT_OVER.search(e.what))
    )


def _entered(invasion: Event) -> Claim:
    """That the forces of one came in, of which no row says that they were fought."""
    ended, began = invasion.until or invasion.when, in_year(invasion, invasion.when)
    if ended.year > invasion.when.year:
        return say(ROOM, "strip.entered_to", a=state(invasion.a), when=began, to=in_year(invasion, ended))
    return say(ROOM, "strip.entered", a=state(invasion.a), when=began)


def _fought(record: Record, fighting: Event) -> Claim:
    """When they fought: from the first year to the last of what went on for years, else the day, or the year alone of
    what is long ago, and of what only began by fighting.
    """
    fighting = _war_of(record, fighting)
    if fighting.kind.family == _TERRITORY:
        return say(ROOM, "strip.fought", fought=in_year(fighting, fighting.when))
    ended = fighting.until or fighting.when
    if ended.year > fighting.when.year:
        return say(ROOM, "strip.fought_from", began=in_year(fighting, fighting.when), fought=in_year(fighting, ended))
    if record.years(fighting) > _LONG_AGO:
        return say(ROOM, "strip.fought", fought=in_year(fighting, ended))
    began, last = fighting.when.to_month, ended.to_month
    if began.month is None or last.month is None or began.month == last.month:
        return say(ROOM, "strip.fought", fought=over(fighting))
    months = (When(text=date_words(day), date=str(day), ref=event_ref(fighting.id)) for day in (began, last))
    return say(ROOM, "strip.fought_from", **dict(zip(("began", "fought"), months, strict=True)))


def _war_of(record: Record, fighting: Event) -> Event:
    """The war that defines the two in which a fight was one of many; the fight itself where it was none."""
    wars = [e for e in record.events if e.kind.id == "war_begins" and fights(e) and e.weight == DEFINES]
    around = (e for e in wars if e.until is not None and e.when.start <= fighting.when.start <= e.until.end)
    return next(around, fighting)


def _gravest(record: Record, fighting: Event, truce: Event) -> Dated:
    """The day by which a truce is judged: that of the last fighting; of a treaty that ended a war, of the last war.

    A shot at the border in a peace of forty years is an incident.
    """
    if truce.kind.id != "peace_treaty" or fighting.weight == DEFINES:
        return fighting.when
    war = fought(record, 200.0, DEFINES)
    return fighting.when if war is None else war.when


def _theirs(record: Record, truce: Event) -> bool:
    """Whether a truce or treaty ended a war of the two, and not one on another's soil in which both had a part."""
    where = _WAR_IN.search(truce.what)
    if where is None:
        return True
    named = {m.state for m in mentions(where[0])}
    return not named or bool(named & {record.a, record.b})


def _recorded(view: View, record: Record) -> Claim | None:
    """The newest armed conflict or dispute of the registers; nothing where the chronicle hints at a war before.

    That none is on record is never told: of two at odds it says nothing, and of all others it is no news.
    """
    for measure, key in ((_FOUGHT, "strip.armed"), ("conflict.dispute", "strip.disputes")):
        fights = [m for m in view.series(measure) if m.value]
        if fights and not _outdated(record, fights[-1]):
            return say(ROOM, key, value=measured(fights[-1]), period=period(fights[-1]))
    return None


def _outdated(record: Record, m: Measurement) -> bool:
    """Whether a dispute of the register is old, or the chronicle has a quarrel since that says more."""
    if m.measure == _FOUGHT:
        return False
    year = year_of(m.period)
    since = record.last(lambda e: e.sign < 0 and e.kind.family in ("war", "crisis") and e.when.year > year)
    return since is not None or record.as_of.year - year > threshold("event_standing_years")
