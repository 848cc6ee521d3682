"""Two reports of one flow: the shaded gap between them, with its likely cause written where it fits."""

from __future__ import annotations

from typing import Any

from comity.report.charts import axis
from comity.report.charts.label import Pixel, place, sampled
from comity.report.charts.rows import LINE
from comity.report.charts.theme import LIGHT, Spec, text_width, wrap
from comity.report.charts.timeframe import Frame, X, Y, segments
from comity.report.safe import clean


def gap(frame: Frame) -> tuple[list[Spec], list[Spec]]:
    """Layers that lie under the lines (the shade) and over them (its label)."""
    figure = frame.figure
    by_name = {s.name: {p.period: p.value for p in s.points} for s in figure.series}
    if figure.gap is None or any(name not in by_name for name in figure.gap):
        return [], []
    one, other = (by_name[name] for name in figure.gap)
    both = sorted(t for t, v in one.items() if v is not None and other.get(t) is not None and axis.when(t) is not None)
    pairs = [(axis.when(t) or 0.0, one[t] or 0.0, other[t] or 0.0, t) for t in both]
    rows: list[dict[str, Any]] = []
    run = 0
    for i, (x, low, high, t) in enumerate(pairs):
        run += i > 0 and not axis.follows(pairs[i - 1][3], t)
        rows.append({"x": x, "y": low, "y2": high, "run": run})
    alone = {r["run"] for r in rows if sum(s["run"] == r["run"] for s in rows) == 1}
    area = {"x": X, "y": Y, "y2": {"field": "y2"}, "detail": {"field": "run"}}
    shade = {"color": LIGHT["third"], "opacity": 0.16}
    made: list[Spec] = [
        {
            "data": {"values": [r for r in rows if r["run"] not in alone]},
            "mark": {"type": "area", **shade},
            "encoding": area,
        },
        {
            "data": {"values": [r for r in rows if r["run"] in alone]},
            "mark": {"type": "rule", "strokeWidth": 9, **shade},
            "encoding": area,
        },
    ]
    return made, _gap_label(frame, rows) if figure.gap_label and rows else []


def _paths(frame: Frame) -> list[tuple[Pixel, float]]:
    """What a label must not lie on: lines and points at a high price, verticals at a low one."""
    made: list[tuple[Pixel, float]] = []
    for series in frame.figure.series:
        for run in segments(series.points):
            path = [(frame.x(axis.when(p.period) or 0.0), frame.y(p.value or 0.0)) for p in run]
            made += [(point, 30.0) for point in sampled(path)]
    for mark in frame.figure.marks:
        if (time := axis.when(mark.period)) is not None:
            made += [(point, 6.0) for point in sampled([(frame.x(time), 0.0), (frame.x(time), frame.height)])]
    return made


def _gap_label(frame: Frame, rows: list[dict[str, Any]]) -> list[Spec]:
    """The likely cause, written into the gap where it fits, else near it with a leader."""
    words = wrap(clean(frame.figure.gap_label), min(frame.width * 0.5, 200.0), 4)
    inner = (frame.width * 0.15, frame.width * 0.85)
    widest = max(rows, key=lambda r: abs(r["y"] - r["y2"]) * (1 if inner[0] <= frame.x(r["x"]) <= inner[1] else 0.4))
    wanted = (frame.x(widest["x"]), frame.y((widest["y"] + widest["y2"]) / 2))
    box = (max(map(text_width, words)) + 8, len(words) * LINE + 8.0)
    x, y = place(box, wanted, (float(frame.width), float(frame.height)), _paths(frame))
    made: list[Spec] = []
    if abs(wanted[0] - x) > box[0] / 2 or abs(wanted[1] - y) > box[1] / 2:
        start = (
            min(max(wanted[0], x - box[0] / 2), x + box[0] / 2),
            min(max(wanted[1], y - box[1] / 2), y + box[1] / 2),
        )
        ends = {"x": start[0], "y": start[1], "x2": wanted[0], "y2": wanted[1]}
        at = {name: {"value": pixel} for name, pixel in ends.items()}
        rule = {"type": "rule", "color": LIGHT["quiet"], "strokeWidth": 0.8}
        made.append({"data": {"values": [{}]}, "mark": rule, "encoding": at})
        dot = {"type": "point", "filled": True, "size": 16, "color": LIGHT["quiet"], "opacity": 1}
        end = {"x": {"value": wanted[0]}, "y": {"value": wanted[1]}}
        made.append({"data": {"values": [{}]}, "mark": dot, "encoding": end})
    text = {
        "type": "text",
        "align": "center",
        "baseline": "middle",
        "lineHeight": LINE,
        "fontStyle": "italic",
    }
    where = {"x": {"value": x}, "y": {"value": y - (len(words) - 1) * LINE / 2}, "text": {"field": "t"}}
    halo = {"stroke": LIGHT["paper"], "strokeWidth": 4, "strokeJoin": "round", "fill": LIGHT["paper"]}
    for paint in (halo, {"fill": LIGHT["quiet"]}):
        made.append({"data": {"values": [{"t": words}]}, "mark": text | paint, "encoding": where})
    return made
