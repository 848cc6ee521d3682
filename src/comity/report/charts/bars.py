"""A ranking: one bar a row with its number at the end; a row known only by bounds is an open bar between them."""

from __future__ import annotations

from typing import Any

from comity.assessment.model import FigureModel, PeriodModel
from comity.report import numerals
from comity.report.charts import axis
from comity.report.charts.rows import layout, row_labels, shape, words
from comity.report.charts.theme import LIGHT, Spec, chart, text_width


def _value(value: float | None, low: float | None, high: float | None, unit: str) -> str:
    if value is not None:
        return numerals.quantity(value, unit, low, high)
    return numerals.span(low, high, unit) if low is not None and high is not None else "not reported"


def bars(figure: FigureModel, period: PeriodModel, width: int) -> Spec:
    """The spec of a `bars` figure so many pixels wide."""
    texts = [_value(b.value, b.low, b.high, figure.unit) for b in figure.bars]
    at = layout(figure.bars, width, int(min(max(map(text_width, texts), default=0.0) + 10, width * 0.34)))
    known = [v for b in at.bars for v in (b.value, b.low, b.high) if v is not None]
    scale = axis.ticks(min([0.0, *known]), max([0.0, *known]), 4)

    def x(value: float) -> float:
        return at.plot * (value - scale[0]) / (scale[-1] - scale[0])

    solid: list[dict[str, Any]] = []
    opened: list[dict[str, Any]] = []
    spans: list[dict[str, Any]] = []
    ends: list[dict[str, Any]] = []
    for bar, text, y in zip(at.bars, texts, at.centres, strict=False):
        colour = LIGHT[bar.role]
        if bar.value is not None:
            solid.append({"x": x(0), "x2": x(bar.value), "y": y - 7, "y2": y + 7, "c": colour})
        if bar.low is not None and bar.high is not None:
            box = {"x": x(bar.low), "x2": x(bar.high), "c": colour}
            known_value = bar.value is not None
            (spans if known_value else opened).append(box | ({"y": y} if known_value else {"y": y - 7, "y2": y + 7}))
        furthest = max(x(v) for v in (0.0, bar.value, bar.high) if v is not None)
        ends.append({"x": furthest + 6, "y": y, "t": [text]})
    corners = ("x", "x2", "y", "y2")
    rule = {"type": "rule", "color": LIGHT["quiet"], "strokeWidth": 1}
    zero = {"x": {"value": x(0)}, "y": {"value": 0}, "y2": {"value": at.height}}
    layers: list[Spec] = [
        shape(solid, {"type": "rect", "opacity": 0.85}, *corners),
        shape(opened, {"type": "rect", "filled": False, "strokeWidth": 1.4, "strokeDash": [4, 3]}, *corners),
        shape(spans, {"type": "rule", "strokeWidth": 4, "opacity": 1, "stroke": LIGHT["paper"]}, "x", "x2", "y"),
        shape(spans, {"type": "rule", "strokeWidth": 1.6, "opacity": 1}, "x", "x2", "y"),
        words(ends, align="left", color=LIGHT["ink"]),
        *row_labels(at),
    ]
    drawn = [layer for layer in layers if layer["data"]["values"]]
    drawn.append({"data": {"values": [{}]}, "mark": rule, "encoding": zero})
    return chart(at.plot, at.height, figure.alt, layer=drawn)
