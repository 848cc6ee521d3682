"""Words on charts over time: names at the ends of lines, or above narrow plots; numbers over verticals."""

from __future__ import annotations

from typing import Any

from comity.report.charts import axis
from comity.report.charts.label import spread
from comity.report.charts.rows import LINE, shape, words
from comity.report.charts.theme import LIGHT, SIZE, Spec, wrap
from comity.report.charts.timeframe import Frame, X, colour_of, segments
from comity.report.safe import clean


def end_labels(frame: Frame) -> list[Spec]:
    """Names beside the last values, kept apart; a thin leader joins each to its line."""
    ends = [(s, runs[-1][-1]) for s in frame.figure.series if (runs := segments(s.points))]
    if not ends or frame.narrow:
        return []
    lines = [wrap(clean(s.name), frame.label_room, 3) for s, _ in ends]
    heights = [len(name) * LINE + 5.0 for name in lines]
    centres = spread([frame.y(p.value or 0.0) for _, p in ends], heights, -8, frame.height + 12)
    leaders: list[dict[str, Any]] = []
    names: list[dict[str, Any]] = []
    for (series, point), name, centre in zip(ends, lines, centres, strict=True):
        start, colour = (frame.x(axis.when(point.period) or 0.0) + 5, frame.y(point.value or 0.0)), colour_of(series)
        leaders.append({"x": start[0], "y": start[1], "x2": frame.width + 10, "y2": centre, "c": colour})
        names.append({"x": frame.width + 14, "y": centre - (len(name) - 1) * LINE / 2, "t": name, "c": colour})
    thin = {"type": "rule", "strokeWidth": 0.8, "opacity": 0.55, "strokeDash": [1, 2]}
    return [shape(leaders, thin, "x", "x2", "y", "y2"), words(names, align="left")]


def top_labels(frame: Frame, above: float) -> list[Spec]:
    """On narrow pages names stand above the plot, each after a stroke of its line."""
    if not frame.narrow:
        return []
    strokes: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    names: list[dict[str, Any]] = []
    y = -above - LINE * sum(len(wrap(clean(s.name), frame.width - 26, 2)) for s in frame.figure.series) + 4
    for series in frame.figure.series:
        name, colour = wrap(clean(series.name), frame.width - 26, 2), colour_of(series)
        strokes[series.reported].append({"x": 0, "x2": 20, "y": y, "c": colour})
        names.append({"x": 26, "y": y, "t": name, "c": colour})
        y += LINE * len(name)
    keys = [
        shape(rows, {"type": "rule", "strokeWidth": 2.4, "strokeDash": [1, 0] if reported else [5, 4]}, "x", "x2", "y")
        for reported, rows in strokes.items()
        if rows
    ]
    return [*keys, words(names, align="left")] if names else []


def marks(frame: Frame) -> list[Spec]:
    """Thin verticals with numbers; what they stand for is written under the figure."""
    inside: list[dict[str, Any]] = [
        {"x": time, "n": str(n)}
        for n, mark in enumerate(frame.figure.marks, 1)
        if (time := axis.when(mark.period)) is not None and frame.first <= time <= frame.last
    ]
    if not inside:
        return []
    level = -9.0
    last = [-99.0, -99.0]
    for row in sorted(inside, key=lambda r: float(r["x"])):
        x = frame.x(float(row["x"]))
        tier = 0 if x - last[0] >= 17 else 1
        last[tier] = x
        row["py"] = level - 14 * tier
    pixel = {"field": "py", "type": "quantitative", "scale": None, "axis": None}
    rule = {"type": "rule", "color": LIGHT["quiet"], "strokeWidth": 0.8}
    text = {"type": "text", "color": LIGHT["ink"], "fontSize": SIZE, "baseline": "middle"}
    data = {"values": inside}
    span = {"x": X, "y": {"value": 0}, "y2": {"value": frame.height}}
    return [
        {"data": data, "mark": rule, "encoding": span},
        {"data": data, "mark": text, "encoding": {"x": X, "y": pixel, "text": {"field": "n"}}},
    ]
