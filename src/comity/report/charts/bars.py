"""A ranking: a bar a row with its number at its end; a row known only by bounds is an open bar between."""

from __future__ import annotations

from typing import Any

from comity.dossier.figure import FigureModel
from comity.dossier.inputs import PeriodModel
from comity.report import numerals
from comity.report.charts.rows import layout, row_labels, shape, words
from comity.report.charts.theme import LIGHT, Spec, chart, text_width, wrap
from comity.report.safe import clean


def _texts(figure: FigureModel) -> list[str]:
    bounds = [(b.low, b.high) for b in figure.bars if b.value is not None and b.low is not None and b.high is not None]
    known = numerals.alike([b.value for b in figure.bars], figure.unit, bounds)
    return [
        text or ("not reported" if b.low is None or b.high is None else numerals.span(b.low, b.high, figure.unit))
        for text, b in zip(known, figure.bars, strict=True)
    ]


def bars(figure: FigureModel, period: PeriodModel, width: int) -> Spec:
    """The spec of a `bars` figure so many pixels wide."""
    texts = [wrap(clean(t), width * 0.34 - 10, 1)[0] for t in _texts(figure)]
    at = layout(figure.bars, width, int(max(map(text_width, texts), default=0.0) + 14))
    known = [v for b in at.bars for v in (b.value, b.low, b.high) if v is not None]
    first, last = min([0.0, *known]), max([0.0, *known])

    def x(value: float) -> float:
        return at.plot * (value - first) / ((last - first) or 1.0)

    solid: list[dict[str, Any]] = []
    opened: list[dict[str, Any]] = []
    spans: list[dict[str, Any]] = []
    ends: list[dict[str, Any]] = []
    for bar, text, y in zip(at.bars, texts, at.centres, strict=False):
        colour = LIGHT[bar.role]
        if bar.value is not None:
            solid.append({"x": x(0), "x2": x(bar.value), "y": y - 7, "y2": y + 7, "c": colour})
        if bar.low is not None and bar.high is not None:
            known_value = bar.value is not None
            box = {"x": x(bar.low), "x2": x(bar.high), "c": LIGHT["ink"] if known_value else colour}
            (spans if known_value else opened).append(box | ({"y": y} if known_value else {"y": y - 7, "y2": y + 7}))
        furthest = max(x(v) for v in (0.0, bar.value, bar.high) if v is not None)
        ends.append({"x": furthest + 6, "y": y, "t": [text]})
    corners = ("x", "x2", "y", "y2")
    reach = 9 if at.stacked else 13
    zero = [{"x": x(0), "y": y - reach, "y2": y + reach, "c": LIGHT["quiet"]} for y in at.centres]
    layers: list[Spec] = [
        shape(solid, {"type": "rect", "opacity": 0.55}, *corners),
        shape(opened, {"type": "rect", "filled": False, "strokeWidth": 1.4, "strokeDash": [4, 3]}, *corners),
        shape(spans, {"type": "rule", "strokeWidth": 1.5, "opacity": 1}, "x", "x2", "y"),
        shape(zero, {"type": "rule", "strokeWidth": 1}, "x", "y", "y2"),
        words(ends, align="left", color=LIGHT["ink"]),
        *row_labels(at),
    ]
    drawn = [layer for layer in layers if layer["data"]["values"]]
    return chart(at.plot, at.height, figure.alt, layer=drawn)
