"""Series over time: bands, gaps left open, labels at the ends of lines, numbered verticals."""

from __future__ import annotations

from typing import Any

from comity.assessment.model import FigureModel, PeriodModel, Point, Series
from comity.report.charts import axis
from comity.report.charts.label import Pixel, place, sampled
from comity.report.charts.theme import LIGHT, NARROW, SIZE, Spec, chart, text_width, wrap
from comity.report.safe import clean

_LINE = 15
_X = {"field": "x", "type": "quantitative"}
_Y = {"field": "y", "type": "quantitative"}


def segments(points: tuple[Point, ...]) -> list[list[Point]]:
    """Runs of neighbouring periods that all have a value: a line never crosses a period without one."""
    runs: list[list[Point]] = []
    before: Point | None = None
    for point in sorted(points, key=lambda p: axis.when(p.period) or 0.0):
        if point.value is None or axis.when(point.period) is None:
            before = None
            continue
        if before is not None and axis.follows(before.period, point.period):
            runs[-1].append(point)
        else:
            runs.append([point])
        before = point
    return runs


def spread(wanted: list[float], heights: list[float], top: float, bottom: float) -> list[float]:
    """Centres as near to the wanted ones as boxes of these heights allow without touching, within the frame."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = list(wanted)
    floor = top
    for i in order:
        placed[i] = max(wanted[i], floor + heights[i] / 2)
        floor = placed[i] + heights[i] / 2
    ceiling = bottom
    for i in reversed(order):
        placed[i] = min(placed[i], ceiling - heights[i] / 2)
        ceiling = placed[i] - heights[i] / 2
    return placed


class _Frame:
    """Geometry of one chart: pixel sizes, the value scale and the rows that layers draw from."""

    def __init__(self, figure: FigureModel, period: PeriodModel, width: int) -> None:
        self.figure, self.narrow = figure, width <= NARROW
        values = [
            v for s in figure.series for p in s.points for v in (p.value, p.low, p.high) if v is not None
        ] or [0.0, 1.0]
        low, high = min(values), max(values)
        if low >= 0 and low < high * 0.6:
            low = 0.0
        self.height = 190 if self.narrow else 230
        self.ticks, (self.low, self.high) = axis.frame(low, high, 4)
        self.tick_labels = axis.labels(self.ticks, figure.unit)
        left = max(map(text_width, self.tick_labels)) + 10
        longest = max((text_width(clean(s.name)) for s in figure.series), default=0.0)
        self.label_room = 0.0 if self.narrow else min(max(longest * 0.62, 90.0), 170.0)
        self.width = int(width - left - self.label_room - (16 if self.narrow else 22))
        self.first, self.last = float(period.first), float(period.last) + (11 / 12 if self._monthly() else 0)

    def _monthly(self) -> bool:
        return any("-" in p.period for s in self.figure.series for p in s.points)

    def y(self, value: float) -> float:
        """Pixels from the top."""
        return self.height * (self.high - value) / (self.high - self.low)

    def x(self, time: float) -> float:
        """Pixels from the left."""
        return self.width * (time - self.first) / max(self.last - self.first, 1.0)


def _colour(series: Series) -> str:
    return LIGHT[series.role]


def _ground(frame: _Frame, period: PeriodModel) -> list[Spec]:
    years = axis.years(period.first, period.last, frame.width)
    names = [
        f"datum.value === {v!r} ? {label!r} : "
        for v, label in zip(frame.ticks, frame.tick_labels, strict=True)
    ]
    x = _X | {
        "axis": {"values": years, "format": "d", "grid": False, "ticks": True, "tickColor": LIGHT["rule"]},
    }
    y = _Y | {
        "axis": {"values": frame.ticks, "labelExpr": "".join(names) + "''"},
    }
    base = [{"x": frame.first, "y": max(frame.low, 0.0)}]
    rule = {"type": "rule", "color": LIGHT["quiet"], "strokeWidth": 1}
    return [
        {"data": {"values": base}, "mark": rule, "encoding": {"x": x, "x2": {"datum": frame.last}, "y": y}}
    ]


def _gap(frame: _Frame) -> list[Spec]:
    figure = frame.figure
    by_name = {s.name: {p.period: p.value for p in s.points} for s in figure.series}
    if figure.gap is None or any(name not in by_name for name in figure.gap):
        return []
    one, other = (by_name[name] for name in figure.gap)
    both = sorted(
        t for t, v in one.items() if v is not None and other.get(t) is not None and axis.when(t) is not None
    )
    pairs = [(axis.when(t) or 0.0, one[t] or 0.0, other[t] or 0.0, t) for t in both]
    rows: list[dict[str, Any]] = []
    run = 0
    for i, (x, low, high, t) in enumerate(pairs):
        run += i > 0 and not axis.follows(pairs[i - 1][3], t)
        rows.append({"x": x, "y": low, "y2": high, "run": run})
    alone = {r["run"] for r in rows if sum(s["run"] == r["run"] for s in rows) == 1}
    area = {"x": _X, "y": _Y, "y2": {"field": "y2"}, "detail": {"field": "run"}}
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
    return made + (_gap_label(frame, rows) if figure.gap_label and rows else [])


def _paths(frame: _Frame) -> list[tuple[Pixel, float]]:
    """What a label must not lie on: lines and points at a high price, verticals at a low one."""
    made: list[tuple[Pixel, float]] = []
    for series in frame.figure.series:
        for run in segments(series.points):
            path = [(frame.x(axis.when(p.period) or 0.0), frame.y(p.value or 0.0)) for p in run]
            made += [(point, 30.0) for point in sampled(path)]
    for mark in frame.figure.marks:
        if (time := axis.when(mark.period)) is not None:
            made += [(point, 2.0) for point in sampled([(frame.x(time), 0.0), (frame.x(time), frame.height)])]
    return made


def _gap_label(frame: _Frame, rows: list[dict[str, Any]]) -> list[Spec]:
    """The likely cause, written into the gap where it fits, else near it with a leader."""
    words = wrap(clean(frame.figure.gap_label), min(frame.width * 0.5, 200.0), 4)
    widest = max(rows, key=lambda r: abs(r["y"] - r["y2"]))
    wanted = (frame.x(widest["x"]), frame.y((widest["y"] + widest["y2"]) / 2))
    box = (max(map(text_width, words)) + 8, len(words) * _LINE + 8.0)
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
    text = {
        "type": "text",
        "align": "center",
        "baseline": "middle",
        "lineHeight": _LINE,
        "fontStyle": "italic",
    }
    where = {"x": {"value": x}, "y": {"value": y - (len(words) - 1) * _LINE / 2}, "text": {"field": "t"}}
    made.append(
        {"data": {"values": [{"t": words}]}, "mark": text | {"fill": LIGHT["quiet"]}, "encoding": where}
    )
    return made


def _series(series: Series) -> list[Spec]:
    colour, runs = _colour(series), segments(series.points)
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

    band = {"x": _X, "y": _Y | {"field": "low"}, "y2": {"field": "high"}, "detail": {"field": "run"}}
    points = {"type": "point", "size": 34, "color": colour, "opacity": 1, "strokeWidth": 1.6}
    points |= {"filled": True} if series.reported else {"filled": False, "fill": LIGHT["paper"]}
    shown = single if series.reported else single + joined
    line = {"type": "line", "color": colour, "strokeWidth": 2.2, "strokeJoin": "round"}
    line |= {} if series.reported else {"strokeDash": [5, 4], "strokeWidth": 1.7}
    parts: list[tuple[list[dict[str, Any]], Spec, Spec]] = [
        (banded(joined), {"type": "area", "color": colour, "opacity": 0.15}, band),
        (banded(single), {"type": "rule", "color": colour, "strokeWidth": 1}, band),
        (bounds, {"type": "rule", "color": colour, "strokeWidth": 5, "opacity": 0.35}, band),
        (joined, line, {"x": _X, "y": _Y, "detail": {"field": "run"}}),
        (shown if len(shown) <= 60 else single, points, {"x": _X, "y": _Y}),
    ]
    return [{"data": {"values": rows}, "mark": mark, "encoding": enc} for rows, mark, enc in parts if rows]


def _end_labels(frame: _Frame) -> list[Spec]:
    """Names beside the last values, kept apart; a thin leader joins each to its line."""
    ends = [(s, runs[-1][-1]) for s in frame.figure.series if (runs := segments(s.points))]
    if not ends or frame.narrow:
        return []
    lines = [wrap(clean(s.name), frame.label_room, 3) for s, _ in ends]
    heights = [len(words) * _LINE + 5.0 for words in lines]
    centres = spread([frame.y(p.value or 0.0) for _, p in ends], heights, -8, frame.height + 12)
    made: list[Spec] = []
    for (series, point), words, centre in zip(ends, lines, centres, strict=True):
        start, colour = frame.x(axis.when(point.period) or 0.0), _colour(series)
        leader = [{"x": start + 5, "y": frame.y(point.value or 0.0)}, {"x": frame.width + 10, "y": centre}]
        pixel = {"type": "quantitative", "scale": None, "axis": None}
        made.append(
            {
                "data": {"values": leader},
                "mark": {
                    "type": "line",
                    "color": colour,
                    "strokeWidth": 0.8,
                    "opacity": 0.55,
                    "strokeDash": [1, 2],
                },
                "encoding": {"x": {"field": "x", **pixel}, "y": {"field": "y", **pixel}},
            }
        )
        made.append(
            {
                "data": {"values": [{"t": words}]},
                "mark": {
                    "type": "text",
                    "align": "left",
                    "baseline": "middle",
                    "lineHeight": _LINE,
                    "color": colour,
                },
                "encoding": {
                    "x": {"value": frame.width + 14},
                    "y": {"value": centre - (len(words) - 1) * _LINE / 2},
                    "text": {"field": "t"},
                },
            }
        )
    return made


def _top_labels(frame: _Frame, above: float) -> list[Spec]:
    """On narrow pages names stand above the plot, each after a stroke of its line."""
    if not frame.narrow:
        return []
    made: list[Spec] = []
    y = -above - _LINE * sum(len(wrap(clean(s.name), frame.width - 26, 2)) for s in frame.figure.series) + 4
    for series in frame.figure.series:
        words, colour = wrap(clean(series.name), frame.width - 26, 2), _colour(series)
        key = {
            "type": "rule",
            "color": colour,
            "strokeWidth": 2.4,
            "strokeDash": [1, 0] if series.reported else [5, 4],
        }
        at = {"x": {"value": 0}, "x2": {"value": 20}, "y": {"value": y}}
        made.append({"data": {"values": [{}]}, "mark": key, "encoding": at})
        text = {"type": "text", "align": "left", "baseline": "middle", "lineHeight": _LINE, "color": colour}
        where = {"x": {"value": 26}, "y": {"value": y}, "text": {"field": "t"}}
        made.append({"data": {"values": [{"t": words}]}, "mark": text, "encoding": where})
        y += _LINE * len(words)
    return made


def _marks(frame: _Frame) -> list[Spec]:
    """Thin verticals with numbers; what they stand for is written under the figure."""
    inside = [
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
    span = {"x": _X, "y": {"value": 0}, "y2": {"value": frame.height}}
    return [
        {"data": data, "mark": rule, "encoding": span},
        {"data": data, "mark": text, "encoding": {"x": _X, "y": pixel, "text": {"field": "n"}}},
    ]


def lines(figure: FigureModel, period: PeriodModel, width: int) -> Spec:
    """The spec of a `lines` figure so many pixels wide, on the time axis that all figures of a report share."""
    frame = _Frame(figure, period, width)
    gap = _gap(frame)
    layers = _ground(frame, period) + gap[:2]
    for series in figure.series:
        layers += _series(series)
    layers += _marks(frame) + gap[2:] + _end_labels(frame) + _top_labels(frame, 34 if figure.marks else 14)
    domains = {"x": [frame.first, max(frame.last, frame.first + 1)], "y": [frame.low, frame.high]}
    for layer in layers:
        for axis_name, domain in domains.items():
            if "field" in layer["encoding"].get(axis_name, {}):
                scale = {"domain": domain, "nice": False, "zero": False}
                layer["encoding"][axis_name] = {"scale": scale, **layer["encoding"][axis_name]}
    return chart(frame.width, frame.height, figure.alt, layer=layers)
