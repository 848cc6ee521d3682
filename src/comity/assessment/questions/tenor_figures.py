"""What the news said of the two over time, drawn."""

from __future__ import annotations

from comity.assessment.view import View, kind_of, monthly_points
from comity.atlas.measurement import Measurement
from comity.dossier.figure import FigureModel, Series
from comity.dossier.strict import Role
from comity.terms.period import year_of
from comity.terms.unit import number

_LEAST_POINTS = 12
"""Months below which a curve shows nothing."""


def news_figure(view: View) -> FigureModel | None:
    """Reported cooperation and hostility month by month; None where there are too few months."""
    warm, cold = view.series("tenor.cooperation"), view.series("tenor.hostility")
    if len(warm) < _LEAST_POINTS:
        return None
    return FigureModel(
        id="figure.tenor",
        question="tenor",
        kind="lines",
        title=f"Reported hostility {_moved(cold)} between {year_of(cold[0].period)} and {year_of(cold[-1].period)}, "
        f"cooperation {_moved(warm)}",
        subtitle="Log points beyond what both countries' prominence explains, 24 months to each month; band: 80 "
        "% interval",
        unit="log_points",
        source=view.source("tenor.cooperation", "tenor.hostility"),
        alt="Two lines over time: cooperation and hostility in the news beyond what prominence explains.",
        series=(
            _line("cooperation", "cooperative", "tenor.cooperation", warm),
            _line("hostility", "hostile", "tenor.hostility", cold),
        ),
        interval=None,
    )


def both_ways(view: View) -> list[FigureModel | None]:
    """Each side's acts on the other, where the atlas was built with an event warehouse."""
    return [
        _toward(view, "hostility", "Hostility of each side toward the other"),
        _toward(view, "cooperation", "Cooperation of each side toward the other"),
    ]


def _toward(view: View, channel: str, title: str) -> FigureModel | None:
    measure = f"tenor.{channel}_toward"
    there, back = view.series(measure), view.series(measure, view.b, view.a)
    if max(len(there), len(back)) < _LEAST_POINTS:
        return None
    sides = (("a", view.a, view.b, there), ("b", view.b, view.a, back))
    roles: dict[str, Role] = {"a": "a", "b": "b"}
    return FigureModel(
        id=f"figure.{channel}_toward",
        question="tenor",
        kind="lines",
        title=title,
        subtitle="Log points beyond what both countries' prominence explains, 24 months to each month, not netted; "
        "band: 80 % interval",
        unit="log_points",
        source=view.source(measure),
        alt=f"Two lines over time: {channel} of each side toward the other.",
        series=tuple(_line(f"{a} to {b}", roles[role], measure, found) for role, a, b, found in sides if found),
        interval=None,
    )


def attention_figure(view: View) -> FigureModel | None:
    """Days of each month with dealings in the news; None where there are too few months."""
    days = view.series("tenor.attention")
    if len(days) < _LEAST_POINTS:
        return None
    mean = sum(m.value or 0.0 for m in days) / len(monthly_points(days))
    return FigureModel(
        id="figure.attention",
        question="tenor",
        kind="lines",
        title=f"The press reported dealings on {number(mean)} days a month"
        if mean >= 1
        else "Dealings are rarely reported",
        subtitle="Days of each month with a coded event between the two, scaled to the days delivered; a count, no "
        "interval",
        unit="days",
        source=view.source("tenor.attention"),
        alt="One line over time: days of each month on which the press reports dealings between the two.",
        series=(_line("attention", "neutral", "tenor.attention", days),),
        interval=None,
    )


def _line(name: str, role: Role, measure: str, found: list[Measurement]) -> Series:
    return Series(
        name=name, role=role, reported=False, measure=measure, points=monthly_points(found), interval=kind_of(found)
    )


def _moved(found: list[Measurement]) -> str:
    """Whether the last value lies outside the first one's interval, and it outside the last one's."""
    first, last = found[0], found[-1]
    if None in (first.value, first.low, first.high, last.value, last.low, last.high):
        return "is not comparable"
    if (last.low or 0.0) > (first.high or 0.0):
        return "rose"
    return "fell" if (last.high or 0.0) < (first.low or 0.0) else "hardly moved"
