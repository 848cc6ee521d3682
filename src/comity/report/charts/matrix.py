"""Rows by columns: the size of each mark says how much; an outline says none; a dash says not examined."""

from __future__ import annotations

from typing import Any

from comity.dossier.figure import FigureModel
from comity.dossier.inputs import PeriodModel
from comity.report.charts.rows import LINE, shape, words
from comity.report.charts.theme import LIGHT, NARROW, Spec, chart, text_width, wrap
from comity.report.safe import clean

_SIDE = {1: 8.0, 2: 14.0, 3: 20.0}
_ROW = 28
_MOST = 30


def matrix(figure: FigureModel, period: PeriodModel, width: int) -> Spec:
    """The spec of a `matrix` figure so many pixels wide."""
    names = list(dict.fromkeys(c.row for c in figure.cells))[:_MOST]
    columns = list(dict.fromkeys(c.column for c in figure.cells))
    narrow = width <= NARROW
    longest = max((text_width(clean(n)) for n in names), default=0.0)
    left = int(min(longest + 14, width * (0.36 if narrow else 0.3)))
    plot = width - left - 6
    step = plot / max(len(columns), 1)
    upright = all(text_width(w) <= step - 4 for c in columns for w in clean(c).split())
    x = {c: step * (i + 0.5) for i, c in enumerate(columns)}
    labels = [wrap(clean(n), left - 12, 2) for n in names]
    tops, y = {}, 0.0
    for name, label in zip(names, labels, strict=True):
        tall = max(_ROW, LINE * len(label) + 6)
        tops[name] = y + tall / 2
        y += tall
    kinds: dict[str, list[dict[str, Any]]] = {"full": [], "none": [], "unknown": []}
    for cell in figure.cells:
        if cell.row not in tops:
            continue
        cx, cy = x[cell.column], tops[cell.row]
        if cell.level is None:
            kinds["unknown"].append({"x": cx, "y": cy, "t": ["–"]})
            continue
        half = _SIDE.get(cell.level, 8.0) / 2
        box = {"x": cx - half, "x2": cx + half, "y": cy - half, "y2": cy + half, "c": LIGHT["neutral"]}
        kinds["full" if cell.level else "none"].append(box)
    heads = _upright(x, step) if upright else _slanted(x)
    sides = [
        {"x": -10, "y": tops[n] - LINE / 2 * (len(label) - 1), "t": label}
        for n, label in zip(names, labels, strict=True)
    ]
    lines = [{"x": -left, "x2": plot, "y": tops[n] + _ROW / 2 + 0.5, "c": LIGHT["rule"]} for n in names[:-1]]
    corners = ("x", "x2", "y", "y2")
    layers = [
        shape(lines, {"type": "rule", "strokeWidth": 0.5}, "x", "x2", "y"),
        shape(kinds["none"], {"type": "rect", "filled": False, "strokeWidth": 1}, *corners),
        shape(kinds["full"], {"type": "rect", "opacity": 1}, *corners),
        words(kinds["unknown"], align="center", color=LIGHT["quiet"]),
        words(sides, align="right", color=LIGHT["ink"]),
        heads,
    ]
    return chart(plot, int(y), figure.alt, layer=[layer for layer in layers if layer["data"]["values"]])


def _upright(x: dict[str, float], step: float) -> Spec:
    lines = {c: wrap(clean(c), step - 4, 3) for c in x}
    rows = [{"x": at, "y": -10 - LINE * (len(lines[c]) - 1), "t": lines[c]} for c, at in x.items()]
    return words(rows, align="center", color=LIGHT["quiet"])


def _slanted(x: dict[str, float]) -> Spec:
    rows = [{"x": at, "y": -8, "t": wrap(clean(c), 130, 1)} for c, at in x.items()]
    return words(rows, align="left", angle=-60, color=LIGHT["quiet"])
