"""Whether the two have fewer defence ties on record than all else about them lets one expect."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.phrases import (
    NOTHING,
    ONE,
    ROOM,
    figure,
    placed,
)
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, period, say, state, together
from comity.assessment.view import View, ref
from comity.assessment.words import listing
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim, Told
from comity.dossier.finding import Finding
from comity.terms.details import Driver
from comity.terms.interval import Interval
from comity.terms.unit import format_value, number


def expected_tie(view: View, gap: Measurement | None) -> Judged | None:
    """What ties the pair would be expected to have, and whether there are fewer; None where no model tells."""
    place = view.standing(gap)
    if gap is None or place is None or gap.value is None or gap.low is None or gap.high is None:
        return None
    recorded = 1.0 if _recorded_then(view, gap) else 0.0
    expected, low, high = (_chance(x + recorded) for x in (gap.value, gap.low, gap.high))
    chance = figure(gap, gap.value + recorded, expected)
    between = NOTHING
    if low != high:
        kind = chosen(str(Interval.CREDIBLE_80), "interval", str(Interval.CREDIBLE_80))
        least, most = figure(gap, gap.low + recorded, low), figure(gap, gap.high + recorded, high)
        between = say(ROOM, "ends", kind=kind, low=least, high=most)
    less = recorded == 0 and place.percentile >= LESS_THAN_EXPECTED
    if recorded:
        verdict = say(ROOM, "tie.as_expected" if gap.value > -0.5 else "tie.all_the_same")
    else:
        verdict = say(ROOM, "tie.less" if less else "tie.usual", place=placed(gap, place))
    said = [say(ROOM, "tie.expected", chance=chance, between=between, year=period(gap), verdict=verdict)]
    if less and gap.details:
        drivers = listing([d.words for d in gap.details_of(Driver)])
        said.append(say(ROOM, "tie.drivers", drivers=Told(text=drivers, ref=ref(gap))))
    seen, basis = _observed(view, gap)
    if not recorded:
        said += seen
    claim = together(said)
    finding = Finding(
        id="defence.expected_gap",
        question="defence",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(gap),
        confidence="low",
        confidence_reason="a model of formal alliances; ties below a treaty are outside it",
        basis=(ref(gap), *basis),
        against=(
            "The model knows treaties of alliance only, not arms sales, exercises or intelligence.",
            "Neutrality by choice, and security that needs no treaty, look the same.",
        ),
        would_change="Registers of defence cooperation agreements, or a treaty published by either side.",
    )
    return Judged(finding, salience("defence.expected_gap", "less" if less else "usual"))


LESS_THAN_EXPECTED = 90.0
"""Percentile of the gap from which drivers are named and the pair is called reported less than expected."""


def _recorded_then(view: View, gap: Measurement) -> bool:
    pairs = ((view.a, view.b), (view.b, view.a))
    found = [view.at("alliance.any", gap.period, *pair) for pair in pairs]
    return any(m is not None and m.value for m in found)


def _chance(probability: float) -> str:
    """A probability in words; what rounds to nil or certainty is said as less or more than a hundredth."""
    if probability < 0.01:
        return "below 1 %"
    return "above 99 %" if probability > 0.99 else format_value(probability, "probability")


def _observed(view: View, gap: Measurement) -> tuple[list[Claim], list[str]]:
    """How much of a tie would become known: electoral democracy stands in for open records and a free press."""
    found = [
        m for s in (view.a, view.b) if (m := view.at("context.polyarchy", gap.period, s, "-")) and m.value is not None
    ]
    if len(found) < 2:
        return [], []
    less = min(found, key=lambda m: m.value or 0)
    if (less.value or 0) >= OPEN:
        return [say(ROOM, "tie.open")], [ref(m) for m in found]
    slots: Slots = {"state": state(less.a), "value": figure(less, less.value, number(less.value, 2)), "one": ONE}
    return [say(ROOM, "tie.shut", **slots, year=period(less))], [ref(m) for m in found]


OPEN = 0.6
"""Electoral democracy from which a state's records and press are taken as open."""
