"""Where tone is going: its trend with a probability, and the tone expected of the months ahead as a distribution."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.phrases import ROOM, ends, month, printed
from comity.assessment.press_grade import PressGrade
from comity.assessment.questions.parts import text
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, say
from comity.assessment.settings import threshold
from comity.assessment.view import View, ref
from comity.assessment.words import likelihood, month_name, normal_probability
from comity.atlas.measurement import Measurement
from comity.dossier.figure import Point
from comity.dossier.finding import Finding
from comity.terms.period import month_number, periods_after
from comity.terms.unit import format_value

Z80 = 1.2816
_HORIZON = 12
"""Months after its origin for which a forecast is shown."""


def direction(momentum: Measurement | None, why: str) -> str:
    """Whether tone rises, falls or does neither clearly, in a sentence; `why` the record is silent on all pairs."""
    if momentum is None:
        return f"The direction of tone is not determinable: {why or 'too few months with reported dealings'}."
    rising = probability_of_rise(momentum)
    moving = (
        "rising"
        if rising >= threshold("trend_clear")
        else "falling"
        if rising <= threshold("trend_unclear")
        else "not clearly moving"
    )
    return f"Tone over the three years to {month_name(momentum.period)}: {moving}."


def trend(view: View, m: Measurement | None) -> Judged | None:
    """The trend of tone as a finding with its probability."""
    if m is None:
        return None
    probability = probability_of_rise(m)
    up = probability >= 0.5
    word = likelihood(probability if up else 1 - probability)
    term = word.term.replace("roughly even chance", "a roughly even chance")
    likely = chosen(term, "likelihood", word.term, (ref(m),))
    moved = chosen("rose" if up else "fell", "sign", "up" if up else "down", (ref(m),))
    slots: Slots = {"likely": likely, "moved": moved, "month": month(m), "value": printed(m)}
    claim = say(ROOM, "trend.tone", **slots, span=ends(m))
    finding = Finding(
        id="evolution.momentum",
        question="evolution",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(m),
        likelihood=word,
        confidence="low",
        confidence_reason="machine-coded press reports; the interval allows for serial correlation only of first order",
        basis=(ref(m),),
        against=("Tone returns to its mean within months in most pairs.",),
        would_change="Six further months of reports that move the other way.",
    )
    clear = not threshold("trend_unclear") < probability < threshold("trend_clear")
    return Judged(finding, salience("evolution.momentum", "clear" if clear else "unclear"))


def probability_of_rise(m: Measurement) -> float:
    """P(slope > 0) from the 80 % interval of a slope with normal error."""
    if m.value is None or m.low is None or m.high is None or m.high == m.low:
        return 0.5
    return normal_probability(m.value / ((m.high - m.low) / (2 * Z80)))


def forecast(view: View, grade: PressGrade | None) -> str:
    """What is expected of the months ahead, or why nothing is."""
    m = fresh_forecast(view, grade)
    if m is None:
        last = view.last("evolution.expected_tone")
        if last is None or grade is None or _spoken_since(view, last):
            return ""
        return (
            f"No forecast is shown: the newest month of tone is {month_name(grade.to)}, and what follows from it "
            f"holds for {_HORIZON} months."
        )
    return (
        f"Expected tone after {month_name(m.period)}: {text(m)} ({m.interval} {format_value(m.low, m.unit)} to "
        f"{format_value(m.high, m.unit)} for the next month, widening after). The level is the filtered past of the "
        "pair; over all pairs it errs less than an exponential mean by under one per cent."
    )


def fresh_forecast(view: View, grade: PressGrade | None) -> Measurement | None:
    """The newest forecast, if the as-of day lies within its horizon."""
    m = view.last("evolution.expected_tone") if grade is not None and not grade.thin else None
    if m is None or m.low is None or m.high is None or _spoken_since(view, m):
        return None
    passed = month_number(view.as_of.isoformat()) - month_number(m.period)
    return m if passed < _HORIZON else None


def _spoken_since(view: View, m: Measurement) -> bool:
    """Whether the pair's newest tone is of another source than a forecast, and so on another scale."""
    tone = view.last("tenor.tone")
    return tone is not None and tone.basis != m.basis


def fan(m: Measurement | None) -> tuple[Point, ...]:
    """The predictive distribution for each month of the horizon: its variance grows by the drift of the level."""
    if m is None or m.value is None or m.low is None or m.high is None:
        return ()
    first = ((m.high - m.low) / 2) ** 2
    found = []
    for ahead in range(1, _HORIZON + 1):
        half = (first + Z80**2 * threshold("tone_drift") * (ahead - 1)) ** 0.5
        month = periods_after(m.period, ahead)
        found.append(Point(period=month, value=m.value, low=m.value - half, high=m.value + half))
    return tuple(found)
