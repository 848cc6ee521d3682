"""Series over time: bands, gaps left open, labels at the ends of lines, numbered verticals."""

from __future__ import annotations

from typing import Any

from comity.dossier.figure import FigureModel, Series
from comity.dossier.inputs import PeriodModel
from comity.report.charts import axis
from comity.report.charts.gap import gap
from comity.report.charts.legend import end_labels, marks, top_labels
from comity.report.charts.rows import COLOUR
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


def _series(drawn: tuple[Series, ...]) -> list[Spec]:
    """Bands, bounds, lines and points of all series: one layer a kind, since what a chart costs goes by its layers."""
    rows: dict[str, list[dict[str, Any]]] = {
        k: [] for k in ("area", "span", "bounds", "dashed", "solid", "open", "filled")
    }
    for n, series in enumerate(drawn):
        made = _rows(series, n)
        for kind, found in made.items():
            rows[kind] += found
    line: Spec = {"type": "line", "strokeJoin": "round"}
    dots: Spec = {"type": "point", "size": 34, "opacity": 1, "strokeWidth": 1.6}
    band = {"x": X, "y": Y | {"field": "low"}, "y2": {"field": "high"}, "detail": {"field": "run"}}
    path = {"x": X, "y": Y, "detail": {"field": "run"}}
    looks: dict[str, tuple[Spec, Spec]] = {
        "area": ({"type": "area", "opacity": 0.15}, band),
        "span": ({"type": "rule", "strokeWidth": 1}, band),
        "bounds": ({"type": "rule", "strokeWidth": 5, "opacity": 0.35}, band),
        "dashed": (line | {"strokeDash": [5, 4], "strokeWidth": 1.7}, path),
        "solid": (line | {"strokeWidth": 2.2}, path),
        "open": (dots | {"filled": False, "fill": LIGHT["paper"]}, {"x": X, "y": Y}),
        "filled": (dots | {"filled": True}, {"x": X, "y": Y}),
    }
    return [
        {"data": {"values": rows[kind]}, "mark": mark, "encoding": where | {"color": COLOUR}}
        for kind, (mark, where) in looks.items()
        if rows[kind]
    ]


def _rows(series: Series, number: int) -> dict[str, list[dict[str, Any]]]:
    """What each kind of layer draws of one series. A run is joined by a line; a point alone stands by itself."""
    joined: list[dict[str, Any]] = []
    single: list[dict[str, Any]] = []
    bounds: list[dict[str, Any]] = []
    colour = colour_of(series)
    for run, points in enumerate(segments(series.points)):
        at = [{"x": axis.when(p.period), "y": p.value, "low": p.low, "high": p.high} for p in points]
        (joined if len(points) > 1 else single).extend(row | {"run": f"{number}-{run}", "c": colour} for row in at)
    for n, p in enumerate(series.points):
        if p.value is None and p.low is not None and p.high is not None and axis.when(p.period) is not None:
            row = {"x": axis.when(p.period), "low": p.low, "high": p.high}
            bounds.append(row | {"run": f"{number}-bounds-{n}", "c": colour})

    def banded(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [r for r in rows if r["low"] is not None and r["high"] is not None]

    shown = single if series.reported else single + joined
    return {
        "area": banded(joined),
        "span": banded(single),
        "bounds": bounds,
        "solid" if series.reported else "dashed": joined,
        "filled" if series.reported else "open": shown if len(shown) <= 60 else single,
    }


def lines(figure: FigureModel, period: PeriodModel, width: int) -> Spec:
    """The spec of a `lines` figure so many pixels wide, on the time axis that the report shares."""
    period = own_period(figure, period)
    figure = within(figure, period)
    frame = Frame(figure, period, width)
    shade, cause = gap(frame)
    layers = _ground(frame, period) + shade
    layers += _series(figure.series)
    layers += marks(frame) + cause + end_labels(frame)
    layers += top_labels(frame, 34 if figure.marks else 14)
    domains = {"x": [frame.first, frame.last], "y": [frame.low, frame.high]}
    for layer in layers:
        for axis_name, domain in domains.items():
            if "field" in layer["encoding"].get(axis_name, {}):
                scale = {"domain": domain, "nice": False, "zero": False}
                layer["encoding"][axis_name] = {"scale": scale, **layer["encoding"][axis_name]}
    return chart(frame.width, frame.height, figure.alt, layer=layers)
