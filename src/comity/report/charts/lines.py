"""Series over time: bands, gaps left open, labels at the ends of lines, numbered verticals."""

from __future__ import annotations

from typing import Any

from comity.assessment.model import FigureModel, PeriodModel, Series
from comity.report.charts import axis
from comity.report.charts.gap import gap
from comity.report.charts.legend import end_labels, marks, top_labels
from comity.report.charts.theme import LIGHT, Spec, chart
from comity.report.charts.timeframe import Frame, X, Y, colour_of, own_period, segments, within


def _ground(frame: Frame, period: PeriodModel) -> list[Spec]:
    years = axis.years(period.first, period.last, frame.width)
    names = [f"datum.value === {v!r} ? {label!r} : " for v, label in zip(frame.ticks, frame.tick_labels, strict=True)]
    x = X | {
        "axis": {"values": years, "format": "d", "grid": False, "ticks": True, "tickColor": LIGHT["rule"]},
    }
    y = Y | {
        "axis": {"values": frame.ticks, "labelExpr": "".join(names) + "''"},
    }
    base = [{"x": frame.first, "y": max(frame.low, 0.0)}]
    rule = {"type": "rule", "color": LIGHT["quiet"], "strokeWidth": 1}
    return [{"data": {"values": base}, "mark": rule, "encoding": {"x": x, "x2": {"datum": frame.last}, "y": y}}]


def _series(series: Series) -> list[Spec]:
    colour, runs = colour_of(series), segments(series.points)
    joined: list[dict[str, Any]] = []
    single: list[dict[str, Any]] = []
    for run, points in enumerate(runs):
        for p in points:
            row = {"x": axis.when(p.period), "y": p.value, "low": p.low, "high": p.high, "run": run}
            (joined if len(points) > 1 else single).append(row)
    bounds = [
        {"x": axis.when(p.period), "low": p.low, "high": p.high}
        for p in series.points
        if p.value is None and p.low is not None and p.high is not None and axis.when(p.period) is not None
    ]

    def banded(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [r for r in rows if r["low"] is not None and r["high"] is not None]

    band = {"x": X, "y": Y | {"field": "low"}, "y2": {"field": "high"}, "detail": {"field": "run"}}
    dots: Spec = {"type": "point", "size": 34, "color": colour, "opacity": 1, "strokeWidth": 1.6}
    dots |= {"filled": True} if series.reported else {"filled": False, "fill": LIGHT["paper"]}
    shown = single if series.reported else single + joined
    line: Spec = {"type": "line", "color": colour, "strokeWidth": 2.2, "strokeJoin": "round"}
    line |= {} if series.reported else {"strokeDash": [5, 4], "strokeWidth": 1.7}
    parts: list[tuple[list[dict[str, Any]], Spec, Spec]] = [
        (banded(joined), {"type": "area", "color": colour, "opacity": 0.15}, band),
        (banded(single), {"type": "rule", "color": colour, "strokeWidth": 1}, band),
        (bounds, {"type": "rule", "color": colour, "strokeWidth": 5, "opacity": 0.35}, band),
        (joined, line, {"x": X, "y": Y, "detail": {"field": "run"}}),
        (shown if len(shown) <= 60 else single, dots, {"x": X, "y": Y}),
    ]
    return [{"data": {"values": rows}, "mark": mark, "encoding": enc} for rows, mark, enc in parts if rows]


def lines(figure: FigureModel, period: PeriodModel, width: int) -> Spec:
    """The spec of a `lines` figure so many pixels wide, on the time axis that the report shares."""
    period = own_period(figure, period)
    figure = within(figure, period)
    frame = Frame(figure, period, width)
    shade, cause = gap(frame)
    layers = _ground(frame, period) + shade
    for series in figure.series:
        layers += _series(series)
    layers += marks(frame) + cause + end_labels(frame)
    layers += top_labels(frame, 34 if figure.marks else 14)
    domains = {"x": [frame.first, frame.last], "y": [frame.low, frame.high]}
    for layer in layers:
        for axis_name, domain in domains.items():
            if "field" in layer["encoding"].get(axis_name, {}):
                scale = {"domain": domain, "nice": False, "zero": False}
                layer["encoding"][axis_name] = {"scale": scale, **layer["encoding"][axis_name]}
    return chart(frame.width, frame.height, figure.alt, layer=layers)
