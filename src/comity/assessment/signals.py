"""What each kind of record says about tenor, side by side and never averaged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from comity.assessment.ballots import newest_with_enough
from comity.assessment.held_agreements import TRADE, held
from comity.assessment.phrases import NOTHING
from comity.assessment.press_grade import PressGrade
from comity.assessment.questions.dealings import on_paper
from comity.assessment.questions.parts import interval, text
from comity.assessment.say import chosen, listed, say
from comity.assessment.settings import threshold
from comity.assessment.view import View, ref
from comity.assessment.words import above, counted, listing, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Chosen, Claim, claim
from comity.dossier.table import Column, TableModel
from comity.terms.treaty_details import Obligation

ROOM = "questions"
HOSTILE, COOPERATIVE, CALM, MASKED, NEITHER = "hostility", "cooperation", "calm", "cannot tell", "–"
"""What a signal points to; MASKED: a low score that netting alone would give."""
DISPUTE_MEMORY = 10
"""Years before the end of the record of disputes within which one still speaks of hostility."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One reading: a phrase for sentences, a cell for the table, what it points to, and the measurements behind it."""

    name: str
    reading: str
    points_to: str
    basis: tuple[Measurement, ...]

    @property
    def period(self) -> str:
        """Newest period behind it."""
        return max(m.period for m in self.basis)


def signals(view: View, grade: PressGrade | None) -> tuple[Signal, ...]:
    """All that the atlas holds on the pair's tenor, the press first."""
    hostility = _hostility(view, grade)
    quarrel = hostility is not None and hostility.points_to == HOSTILE
    found = [hostility, _cooperation(view, grade, quarrel=quarrel), _volume(view)]
    found += [write(view) for write in _RECORDS]
    return tuple(s for s in found if s is not None)


OF_THE_PRESS = "reported hostility"
"""The one signal that the press gives: alone it is no hostility."""


def disagreement(found: tuple[Signal, ...]) -> Claim | None:
    """The signals on either side; None when none contradicts another, or the press alone speaks of hostility."""
    hostile, friendly = (pointing(found, *to) for to in ((HOSTILE,), (COOPERATIVE, CALM)))
    masked = pointing(found, MASKED)
    beside_press = any(s.name != OF_THE_PRESS for s in hostile)
    if not beside_press or not (friendly or masked):
        return None
    other = say(ROOM, "signals.other", named=_named(friendly), verb=_verb(friendly)) if friendly else NOTHING
    no_sign = say(ROOM, "signals.masked", named=_named(masked[:1])) if masked else NOTHING
    return say(ROOM, "signals.apart", named=_named(hostile), verb=_verb(hostile), other=other, masked=no_sign)


def _named(found: list[Signal]) -> Claim:
    """Signals by name, each with the measurements behind it."""
    return listed([claim(chosen(s.name, "signal", s.points_to, tuple(map(ref, s.basis)))) for s in found])


def pointing(found: tuple[Signal, ...], *to: str) -> list[Signal]:
    """The signals that point to any of these."""
    return [s for s in found if s.points_to in to]


def table(view: View, found: tuple[Signal, ...]) -> TableModel | None:
    """The signals as rows, with what each points to."""
    if not found:
        return None
    return TableModel(
        id="table.signals",
        question="tenor",
        title="What each record says of tenor",
        columns=(Column(name="Signal"), Column(name="Reading"), Column(name="Points to"), Column(name="As of")),
        rows=tuple((sentence(s.name), s.reading, s.points_to, s.period) for s in found),
        note="A dash: says nothing of tenor by itself. The signals are not averaged. Sanctions stand under exchange; "
        "visits stand in the evidence of a study.",
        source=view.source(*dict.fromkeys(m.measure for s in found for m in s.basis)),
    )


def current(view: View, measure: str, grade: PressGrade | None) -> Measurement | None:
    """The level at the newest month of the source; None where the pair was then seen too rarely."""
    m = view.last(measure) if grade is not None and not grade.thin else None
    return m if m is not None and grade is not None and m.period == grade.to else None


def _hostility(view: View, grade: PressGrade | None) -> Signal | None:
    m = current(view, "tenor.hostility", grade)
    place = view.standing(m)
    if m is None or place is None or grade is None:
        return None
    reading = f"{_pairs(place.percentile)}, prominence allowed for{interval(m)}"
    if place.percentile >= threshold("signal_high"):
        return Signal(OF_THE_PRESS, reading, HOSTILE, (m,))
    if place.percentile > threshold("signal_low"):
        return Signal(OF_THE_PRESS, reading, NEITHER, (m,))
    if grade.every_day:
        return Signal("low score for hostility", f"{reading}; days are netted", MASKED, (m,))
    return Signal("little reported hostility", reading, CALM, (m,))


def _cooperation(view: View, grade: PressGrade | None, *, quarrel: bool) -> Signal | None:
    m = current(view, "tenor.cooperation", grade)
    place = view.standing(m)
    if m is None or place is None:
        return None
    # Rivals talk as well as they fight, so much contact beside much hostility speaks for neither.
    points = COOPERATIVE if place.percentile >= threshold("signal_high") and not quarrel else NEITHER
    reading = f"{_pairs(place.percentile)}, prominence allowed for{interval(m)}"
    return Signal("reported cooperation", reading, points, (m,))


def _volume(view: View) -> Signal | None:
    m = view.last("tenor.conflict_volume")
    place = view.standing(m)
    if m is None or place is None:
        return None
    reading = f"{_pairs(place.percentile)}; grows with attention"
    return Signal("volume of reported conflict", reading, NEITHER, (m,))


def _rivalry(view: View) -> Signal | None:
    m = view.last("conflict.rivalry")
    if m is None:
        return None
    if m.value:
        return Signal("strategic rivalry", "rivals in historians' judgement", HOSTILE, (m,))
    return Signal("strategic rivalry", "none", NEITHER, (m,))


def _disputes(view: View) -> Signal | None:
    last = view.last("conflict.dispute")
    if last is None:
        return None
    fought = [m for m in view.series("conflict.dispute") if m.value]
    if not fought:
        return Signal("militarised disputes", f"none since {view.since}", NEITHER, (last,))
    recent = int(last.period) - int(fought[-1].period) < DISPUTE_MEMORY
    reading = f"in {counted(len(fought), 'year')} since {view.since}, the last in {fought[-1].period}"
    return Signal("militarised disputes", reading, HOSTILE if recent else NEITHER, (last, fought[-1]))


def _alliance(view: View) -> Signal | None:
    found = [m for a, b in ((view.a, view.b), (view.b, view.a)) if (m := view.last("alliance.any", a, b)) is not None]
    if not found:
        return None
    allied = next((m for m in found if m.value), None)
    kinds = ["none"] if allied is None else [o.kind for o in allied.details_of(Obligation)] or ["yes"]
    points = COOPERATIVE if "defence" in kinds else NEITHER
    return Signal("alliance", listing(kinds), points, tuple(found))


def _agreement(measure: str, name: str) -> Callable[[View], Signal | None]:
    def write(view: View) -> Signal | None:
        m = view.last(measure)
        if m is None:
            return None
        binds = bool(m.value) and (measure != TRADE or bool(held(view, m)))
        if binds and on_paper(view):
            return Signal(name, f"{text(m)}, on paper", NEITHER, (m,))
        return Signal(name, text(m) if binds else "none", COOPERATIVE if binds else NEITHER, (m,))

    return write


def _missions(view: View) -> Signal | None:
    pairs = ((view.a, view.b), (view.b, view.a))
    known = [m for a, b in pairs if (m := view.last("representation.embassy", a, b)) is not None]
    if not known:
        return None
    kept = [f"{m.a} in {m.b}" for m in known if m.value]
    return Signal("embassies", listing(kept) if kept else "none on the list", NEITHER, tuple(known))


def _votes(view: View) -> Signal | None:
    agreement = newest_with_enough(view)
    kappa = None if agreement is None else view.at("un.kappa_squared", agreement.period)
    place = view.standing(kappa)
    if kappa is None or place is None:
        return None
    reading = f"agreement corrected for chance {_pairs(place.percentile)}; about third parties"
    return Signal("UN votes", reading, NEITHER, (kappa,))


_RECORDS: tuple[Callable[[View], Signal | None], ...] = (
    _rivalry,
    _disputes,
    _alliance,
    _agreement(TRADE, "trade agreements"),
    _agreement("agreement.investment_in_force", "investment treaty"),
    _missions,
    _votes,
)


def _pairs(percentile: float) -> str:
    return above(percentile, "pairs")


def _verb(found: list[Signal]) -> Chosen:
    plural = len(found) > 1 or found[0].name.endswith(("disputes", "agreements"))
    return chosen("point" if plural else "points", "number", "plural" if plural else "singular")
