"""Phrases that findings of many questions share, as parts of a claim: places among others, ends, whose something is."""

from __future__ import annotations

from collections.abc import Iterable

from comity.assessment.hosts import elsewhere
from comity.assessment.people_unsure import MIGRANTS
from comity.assessment.questions.parts import bounded, text
from comity.assessment.say import dated, measured, period, say
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.assessment.words import above, month_name, name, possessive, sentence
from comity.assessment.words import counted as words_for
from comity.atlas.measurement import Measurement
from comity.atlas.read import Standing
from comity.dossier.claim import Chosen, Claim, Count, Name, Told, Value, When, Words, claim
from comity.dossier.statement import EvidenceRow
from comity.terms.ref import measurement_ref
from comity.terms.unit import format_value, number

ROOM = "questions"
ONE = Chosen(text="1", rule="scale", option="0 to 1")
"""The top of what goes from nought to one."""

NOTHING = claim(Words(text=""))
"""Fills a slot of a sentence where there is nothing to say."""


def owner(id: str) -> Name:
    """A state as the owner of something: `Israel's`."""
    return Name(text=possessive(name(id)), state=id)


def printed(m: Measurement) -> Value:
    """A measurement as findings print it: what is not nil is no zero, bounds where there is no value."""
    return measured(m, text(m))


def within(m: Measurement) -> Value:
    """A measurement with its bounds wherever they differ in print."""
    return measured(m, bounded(m))


def figure(m: Measurement, value: float | None, written: str) -> Value:
    """A figure that a row holds beside its value, or that follows from it: an end, a percentile, a share of it."""
    return Value(text=written, ref=measurement_ref(m.measure, m.a, m.b, m.period), value=value, unit=m.unit)


def bounds(m: Measurement) -> Claim:
    """The bounds of what is not known: `between 0.2 % and 4 %`, `at most 1.2 %` where the lower is nothing in print."""
    low, high = (figure(m, end, format_value(end, m.unit)) for end in (m.low, m.high))
    if low.text == format_value(0.0, m.unit):
        return say(ROOM, "bounds.most", high=high)
    return say(ROOM, "bounds.between", low=low, high=high)


def ends(m: Measurement) -> Claim:
    """` (80 % interval 1.2 to 1.9)`; nothing where the measure has none."""
    if m.low is None or m.high is None:
        return NOTHING
    low, high = (figure(m, end, format_value(end, m.unit)) for end in (m.low, m.high))
    kind = Chosen(text=str(m.interval), rule="interval", option=str(m.interval))
    return say(ROOM, "ends", kind=kind, low=low, high=high)


def placed(m: Measurement, place: Standing, among: str = "") -> Claim:
    """Where a measurement stands: `higher than for 78 % of all pairs ...`."""
    others = among or place.among
    rule = Chosen(text=others, rule="among", option=m.measure)
    if place.percentile >= 99.5:
        return say(ROOM, "placed.highest", among=rule)
    if place.percentile <= 0.5:
        return say(ROOM, "placed.lowest", among=rule)
    lower = place.percentile < 50
    share = 100 - place.percentile if lower else place.percentile
    said = say(ROOM, "placed.lower" if lower else "placed.higher", share=per_cent(m, share), among=rule)
    assert said.text == above(place.percentile, others)
    return said


def per_cent(m: Measurement, share: float) -> Value:
    """A share of others, in whole per cent, that a row's place gives."""
    ref = measurement_ref(m.measure, m.a, m.b, m.period)
    return Value(text=f"{number(share)} %", ref=ref, value=share, unit="percentile")


def after(m: Measurement, place: Standing | None, mark: str = "comma") -> Claim:
    """`, higher than for ...`; nothing without a place. `mark` is `comma` or `semicolon`."""
    return NOTHING if place is None else say(ROOM, f"after.{mark}", place=placed(m, place))


def several(n: float, noun: str, nouns: str = "", *, refs: tuple[str, ...] = ()) -> Count:
    """So many of something, with its noun: `no dispute`, `1 dispute`, `3 disputes`."""
    return Count(text=words_for(n, noun, nouns), number=int(n), refs=refs)


def day_of(r: EvidenceRow) -> When:
    """When a statement says that it was, as precise as it says."""
    return dated(r.when, r.id)


def written_day(r: EvidenceRow) -> When:
    """The date of a statement as it stands there."""
    return When(text=r.date, date=r.date, ref=r.id)


def stated(r: EvidenceRow) -> Told:
    """What a statement says, without its full stop."""
    return Told(text=r.claim.rstrip("."), ref=r.id)


CAME_ABOUT = ("delivered", "in_force", "ended")
"""Of a statement the status of what was done, and not only said."""


def ids(rows: Iterable[EvidenceRow]) -> tuple[str, ...]:
    """The ids of statements, in their order."""
    return tuple(r.id for r in rows)


def clause(r: EvidenceRow) -> Told:
    """The first clause of a statement as it stands within a sentence."""
    return Told(text=stated(r).text.partition(";")[0].strip(), ref=r.id)


def first_clause(r: EvidenceRow) -> Told:
    """The first clause of a statement; what qualifies it stands with the row."""
    said = clause(r)
    return said.model_copy(update={"text": sentence(said.text)})


def month(m: Measurement) -> When:
    """The month of a row in words: `December 2023`."""
    return When(text=month_name(m.period), date=m.period, ref=measurement_ref(m.measure, m.a, m.b, m.period))


def capital(said: Claim) -> Claim:
    """The claim with its first letter raised."""
    first, *rest = said.parts
    return claim(first.model_copy(update={"text": first.text[:1].upper() + first.text[1:]}), *rest)


_RANKS = ((1, "the most"), (2, "the second most"), (3, "the third most"), (5, "among the five most"))
_RANKS_OF_MANY = ((10, "among the ten most"),)
_MANY = 40
"""Partners among whom a place in the first ten is worth a word."""


def ranked(view: View, m: Measurement) -> Claim:
    """`, the second most to any one state`: the place of a flow among those of its origin; nothing for a later one.

    A reader takes in a place among partners, and not a share of all pairs of the world.
    """
    others = elsewhere(view, m) if m.measure == MIGRANTS else _others(view, m)
    if others is None or (m.measure in _NET and not is_newest(view, m)):
        return NOTHING
    place = 1 + sum(value > (m.value or 0.0) for value in others)
    ranks = (*_RANKS, *_RANKS_OF_MANY) if len(others) >= _MANY else _RANKS
    said = next((words for last, words in ranks if place <= last and 2 * last <= len(others)), "")
    return say(ROOM, "newest.rank", place=Chosen(text=said, rule="rank", option=m.measure)) if said else NOTHING


def _others(view: View, m: Measurement) -> list[float]:
    return [each.value or 0.0 for each in view.atlas.partners(m.measure, m.a, m.period)]


_NET = ("exchange.aid",)
"""What is told net: a year in which more came back than went has no figure above zero, and none in the table."""


def is_newest(view: View, m: Measurement) -> bool:
    """Whether the first state of a measurement has no newer figure with anybody."""
    return m.period == view.atlas.last_period(m.measure, m.a)


_LUMPY = ("exchange.aid",)
"""What comes in lumps: a debt written off counts as aid of its year."""


def _without_lumps(measure: str, known: list[Measurement]) -> list[Measurement]:
    """The figures among which the highest is looked for: of what is lumpy no year that stands alone."""
    if measure not in _LUMPY:
        return known
    values = [m.value or 0.0 for m in known]
    beside = [
        max(values[max(place - 1, 0) : place] + values[place + 1 : place + 2], default=0.0)
        for place in range(len(values))
    ]
    kept = [m for m, value, near in zip(known, values, beside, strict=True) if value <= threshold("lump") * near]
    return [*kept, known[-1]]


def newest_and_most(
    view: View, measure: str, a: str, b: str, *, among: bool = True
) -> tuple[Measurement, Measurement, Claim] | None:
    """The newest figure above zero, the highest, and both told; None without one.

    After a fall that may be one of counting the figure before it is told in place of the highest, with that doubt.
    `among`: with the newest's place among a's partners, which only a record that names all of them can give.
    """
    known = [m for m in view.series(measure, a, b) if m.value]
    if not known:
        return None
    last, most = known[-1], max(_without_lumps(measure, known), key=lambda m: m.value or 0)
    highest = say(ROOM, "newest.peak", value=printed(most), year=period(most))
    peak = NOTHING if printed(most).text == printed(last).text else highest
    broke = view.broke(measure, a, b)
    place = ranked(view, last) if among and not broke else NOTHING
    if broke:
        before = broke[0]
        peak = say(ROOM, "newest.broke", value=printed(before), year=period(before))
        most = before
    key = "newest.said_broke" if broke else "newest.said"
    told = say(ROOM, key, value=printed(last), year=period(last), peak=peak, among=place)
    return last, most, told
