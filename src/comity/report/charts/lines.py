"""Series over time: bands, gaps left open, labels at the ends of lines, numbered verticals."""

from __future__ import annotations

from typing import Any

from comity.assessment.model import FigureModel, PeriodModel, Series
from comity.report.charts import axis
from comity.report.charts.gap import gap
from comity.report.charts.legend import end_labels, marks, top_labels
from comity.report.charts.theme import LIGHT, Spec, chart
from comity.report.charts.timeframe import Frame, X, Y, colour_of, segments, within


<<<<<<< HEAD
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
        values = [v for s in figure.series for p in s.points for v in (p.value, p.low, p.high) if v is not None] or [
            0.0,
            1.0,
        ]
        low, high = min(values), max(values)
        if low >= 0 and low < high * 0.6:
            low = 0.0
        self.height = 190 if self.narrow else 230
        self.ticks = axis.ticks(low, high, 4)
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
        low, high = self.ticks[0], self.ticks[-1]
        return self.height * (high - value) / (high - low)

    def x(self, time: float) -> float:
        """Pixels from the left."""
        return self.width * (time - self.first) / max(self.last - self.first, 1.0)


def _colour(series: Series) -> str:
    return LIGHT[series.role]


def _ground(frame: _Frame, period: PeriodModel) -> list[Spec]:
=======
def _ground(frame: Frame, period: PeriodModel) -> list[Spec]:
>>>>>>> report
    years = axis.years(period.first, period.last, frame.width)
    names = [
        f"datum.value === {v!r} ? {label!r} : "
        for v, label in zip(frame.ticks, frame.tick_labels, strict=True)
    ]
    x = X | {
        "axis": {"values": years, "format": "d", "grid": False, "ticks": True, "tickColor": LIGHT["rule"]},
    }
    y = Y | {
        "axis": {"values": frame.ticks, "labelExpr": "".join(names) + "''"},
    }
    base = [{"x": frame.first, "y": max(frame.low, 0.0)}]
    rule = {"type": "rule", "color": LIGHT["quiet"], "strokeWidth": 1}
<<<<<<< HEAD
    return [{"data": {"values": base}, "mark": rule, "encoding": {"x": x, "x2": {"datum": frame.last}, "y": y}}]


def _gap(frame: _Frame) -> list[Spec]:
    figure = frame.figure
    by_name = {s.name: {p.period: p.value for p in s.points} for s in figure.series}
    if figure.gap is None or any(name not in by_name for name in figure.gap):
        return []
    one, other = (by_name[name] for name in figure.gap)
    both = sorted(t for t, v in one.items() if v is not None and other.get(t) is not None and axis.when(t) is not None)
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


def _gap_label(frame: _Frame, rows: list[dict[str, Any]]) -> list[Spec]:
    """The likely cause, written where the gap is widest; kept inside the frame."""
    room = min(frame.width * 0.55, 210.0)
    lines = wrap(clean(frame.figure.gap_label), room, 4)
    widest = max(rows, key=lambda r: abs(r["y"] - r["y2"]))
    half = max(map(text_width, lines)) / 2
    x = min(max(frame.x(widest["x"]), half + 4), frame.width - half - 4)
    y = frame.y((widest["y"] + widest["y2"]) / 2)
    y = min(max(y, len(lines) * _LINE / 2), frame.height - len(lines) * _LINE / 2 - 4)
    halo = {"stroke": LIGHT["paper"], "strokeWidth": 4, "strokeJoin": "round", "fill": LIGHT["paper"]}
    words = {"type": "text", "align": "center", "baseline": "middle", "lineHeight": _LINE, "fontStyle": "italic"}
    at = {"x": {"value": x}, "y": {"value": y - (len(lines) - 1) * _LINE / 2}, "text": {"field": "t"}}
    data = {"values": [{"t": lines}]}
=======
>>>>>>> report
    return [
        {"data": {"values": base}, "mark": rule, "encoding": {"x": x, "x2": {"datum": frame.last}, "y": y}}
    ]


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
