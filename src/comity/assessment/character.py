"""The first three seconds: one line on what kind of relationship this is, and one strip of where it stands."""

from __future__ import annotations

from datetime import date

from comity.assessment.press_grade import press_grade, silence
from comity.assessment.questions.parts import bounded, short
from comity.assessment.questions.trend import probability_of_rise
from comity.assessment.settings import threshold
from comity.assessment.signals import disagreement, signals
from comity.assessment.view import View
from comity.assessment.words import name, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.figure import Bar, FigureModel
from comity.quantities.shown import shown
from comity.terms.membership import coexisted

_BOUNDED = {"ratio", "share", "rank"}
"""Units whose middle alone would claim to know; the tone's bands are in its own section."""
NUMBERS = ("none", "one", "two", "three", "four", "five")


def line(view: View) -> str:
    """For example: `Calm in tone; three of five kinds of formal tie; warming up to 2023-12.`"""
    parts = [_over(view), _tone(view), _ties(view), _trade(view), _trend(view)]
    kept = [p for p in parts if p]
    return sentence("; ".join(kept)) + "." if kept else "Hardly any trace of this relationship in the sources at hand."


def _over(view: View) -> str:
    """That one of the two had ceased before the day, so that the rest is of the past."""
    together = coexisted(view.a, view.b, date(view.since, 1, 1), view.as_of)
    if together is None or together[1] >= view.as_of:
        return ""
    return f"both states last existed on {together[1].isoformat()}"


def glance(view: View) -> FigureModel | None:
    """Percentiles of the main measures, each among its own comparison."""
    bars = []
    caveat = _caveat(view)
    for line in shown("strip"):
        measure, label = line.quantity, line.caption
        a, b = (view.b, view.a) if line.ways == "ba" else (view.a, view.b)
        m = _votes(view) if measure.startswith("un.") else view.last(measure, a, b)
        place = view.standing(m)
        if m is not None and place is not None:
            note = f"{bounded(m) if m.unit in _BOUNDED else short(m)} ({m.period})"
            words = label.format(a=view.a, b=view.b) + (caveat if measure.startswith("tenor.") else "")
            bars.append(Bar(label=words, value=round(place.percentile, 1), note=note))
    if not bars:
        return None
    return FigureModel(
        id="figure.glance",
        question="scope",
        kind="strip",
        title="The relationship at a glance",
        subtitle="Percentile among comparable pairs: 50 is the middle, 100 the highest",
        unit="percentile",
        source=view.source(*dict.fromkeys(line.quantity for line in shown("strip"))),
        alt="Dots on lines: where the pair stands among comparable pairs on each main measure."
        + (f" {disagreement(signals(view, press_grade(view)))}" if caveat else ""),
        bars=tuple(bars),
        interval=None,
    )


def _caveat(view: View) -> str:
    """Why percentiles of tone must not be read alone, in the tenor section's sense; "" where they may."""
    grade = press_grade(view)
    if disagreement(signals(view, grade)):
        return " (signals disagree)"
    return " (netted each day)" if grade is not None and grade.every_day else ""


def _tone(view: View) -> str:
    rivalry, hostility = view.last("conflict.rivalry"), view.last("tenor.hostility")
    place = view.standing(hostility)
    if rivalry is not None and rivalry.value:
        return "strategic rivals"
    grade = press_grade(view)
    if place is None or grade is None or grade.thin:
        why = silence(view, grade)
        return f"tone not determinable, as {why}" if why else "hardly seen together in the news"
    disputed = disagreement(signals(view, grade))
    fought = any(m.value for m in view.series("conflict.dispute"))
    level = "much" if place.percentile >= 80 else "some" if place.percentile >= 40 else "little"
    after = ", after militarised disputes" if fought else ""
    if disputed:
        others = "the other way in other records" if level == "much" else "more in other records"
        return f"signals of tone disagree: {level} hostility in the news, {others}{after}"
    if grade is not None and grade.every_day and level != "much":
        return f"no marked hostility in the news{after}"
    return f"{level} hostility in the news{after}"


def _ties(view: View) -> str:
    breadth = view.last("scope.breadth")
    if breadth is None or breadth.value is None:
        return ""
    return f"{NUMBERS[round(breadth.value)]} of five kinds of formal tie"


def _trade(view: View) -> str:
    directions = ((view.a, view.b), (view.b, view.a))
    for a, b in directions:
        for x in reversed(view.series("exchange.exports_reported_by_exporter", a, b)):
            m = view.at("exchange.exports_reported_by_importer", x.period, a, b)
            if not x.value or x.value < threshold("flow_worth_a_cause") or m is None or m.value is None:
                continue
            if x.value > threshold("reports_irreconcilable") * m.value:
                return f"most of what {name(a)} reports selling is missing in {name(b)}'s statistics"
            break
    return ""


def _trend(view: View) -> str:
    momentum = view.last("evolution.momentum")
    if momentum is None:
        return ""
    rising = probability_of_rise(momentum)
    if rising >= threshold("trend_clear"):
        return f"warming up to {momentum.period}"
    return f"cooling up to {momentum.period}" if rising <= threshold("trend_unclear") else ""


def _votes(view: View) -> Measurement | None:
    """Kappa in the newest year with enough joint votes."""
    agreement = view.last("un.agreement", least_n=int(threshold("least_joint_votes")))
    return None if agreement is None else view.at("un.kappa_squared", agreement.period)
