"""What charts made of labelled rows share: rows laid out on pixels, labels to the left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from comity.dossier.figure import Bar
from comity.report.charts.theme import LIGHT, NARROW, SIZE, Spec, text_width, wrap
from comity.report.safe import clean

LINE = 15
MOST = 40
"""Rows drawn; the table behind the figure holds them all."""
COLOUR: Spec = {"field": "c", "type": "nominal", "scale": None}
"""Each row's own colour (`c`), as it is."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Pixel geometry: room for labels, the plot, room for values, and the centre of every row."""

    bars: tuple[Bar, ...]
    labels: tuple[tuple[str, ...], ...]
    centres: tuple[float, ...]
    left: int
    plot: int
    right: int
    height: int
    stacked: bool


def layout(bars: tuple[Bar, ...], width: int, right: int) -> Layout:
    """Lay rows out for a chart so many pixels wide. On narrow pages labels stand above their rows."""
    bars = bars[:MOST]
    stacked = width <= NARROW
    longest = max((text_width(clean(b.label)) for b in bars), default=0.0)
    left = 0 if stacked else int(min(longest + 12, width * 0.34))
    room = width - 4 if stacked else left - 10
    labels = tuple(tuple(wrap(clean(b.label), room, 2)) for b in bars)
    centres, y = [], 0.0
    for words in labels:
        tall = LINE * len(words) + 24 if stacked else max(26, LINE * len(words) + 8)
        centres.append(y + (tall - 14 if stacked else tall / 2))
        y += tall
    return Layout(bars, labels, tuple(centres), left, width - left - right - 8, right, int(y), stacked)


def words(lines: list[dict[str, Any]], **mark: Any) -> Spec:
    """Text at pixel positions: rows with x, y and t (a list of lines), and c where each has a colour of its own."""
    own = {"color": COLOUR} if any("c" in row for row in lines) else {}
    pixel = {"type": "quantitative", "scale": None, "axis": None}
    return {
        "data": {"values": lines},
        "mark": {"type": "text", "baseline": "middle", "lineHeight": LINE, "fontSize": SIZE, **mark},
        "encoding": {"x": {"field": "x", **pixel}, "y": {"field": "y", **pixel}, "text": {"field": "t"}, **own},
    }


def shape(rows: list[dict[str, Any]], mark: dict[str, Any], *fields: str) -> Spec:
    """Marks at pixel positions, with a colour each (`c`)."""
    pixel = {"type": "quantitative", "scale": None, "axis": None}
    encoding: Spec = {"color": COLOUR}
    for name in ("x", "y", "x2", "y2"):
        if name in fields:
            encoding[name] = {"field": name} if name.endswith("2") else {"field": name, **pixel}
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def row_labels(at: Layout) -> list[Spec]:
    """The label of every row, beside it or above it."""
    rows = []
    for bar, lines, centre in zip(at.bars, at.labels, at.centres, strict=True):
        tall = LINE * (len(lines) - 1)
        y = centre - 12 - tall - LINE / 2 + 1 if at.stacked else centre - tall / 2
        rows.append({"x": 0 if at.stacked else -10, "y": y, "t": list(lines), "role": bar.role})
    named = [r for r in rows if r["role"] in {"a", "b"}]
    made = [words([r for r in rows if r not in named], align="left" if at.stacked else "right", color=LIGHT["ink"])]
    for role in ("a", "b"):
        own = [r for r in named if r["role"] == role]
        made.append(words(own, align="left" if at.stacked else "right", color=LIGHT[role], fontWeight="bold"))
    return [layer for layer in made if layer["data"]["values"]]
