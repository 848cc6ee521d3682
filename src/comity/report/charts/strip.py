"""Percentiles as dots on lines from 0 to 100: where the pair stands among others, one line a quantity."""

from __future__ import annotations

from typing import Any

from comity.dossier.figure import FigureModel
from comity.dossier.inputs import PeriodModel
from comity.report import numerals
from comity.report.charts.rows import Layout, layout, row_labels, shape, words
from comity.report.charts.theme import LIGHT, NARROW, Spec, chart, text_width, wrap
from comity.report.safe import clean
from comity.terms.unit import number
from comity.terms.wording import ordinal


def _rows(at: Layout) -> dict[str, list[dict[str, Any]]]:
    def x(percentile: float) -> float:
        return at.plot * min(max(percentile, 0.0), 100.0) / 100

    made: dict[str, list[dict[str, Any]]] = {k: [] for k in ("base", "band", "open", "dot", "number", "silent", "note")}
    for bar, y in zip(at.bars, at.centres, strict=True):
        colour = LIGHT[bar.role]
        bounds = None if bar.low is None or bar.high is None else (x(bar.low), x(bar.high))
        bare = bar.value is None and bounds is None
        made["base"].append({"x": 0, "x2": at.plot, "y": y, "c": LIGHT["rule"]})
        if bounds and bar.value is not None:
            made["band"].append({"x": bounds[0], "x2": bounds[1], "y": y, "c": colour})
        elif bounds:
            made["open"].append({"x": bounds[0], "x2": bounds[1], "y": y - 5, "y2": y + 5, "c": colour})
            made["silent"].append({"x": at.plot + 10, "y": y, "t": [f"{number(bar.low)}–{number(bar.high)}"]})
        if bar.value is not None:
            made["dot"].append({"x": x(bar.value), "y": y, "c": colour})
            made["number"].append({"x": at.plot + 10, "y": y, "t": [ordinal(bar.value)]})
        elif bare:
            made["silent"].append({"x": at.plot + 10, "y": y, "t": [numerals.DASH]})
        if at.right > 60 and bar.note:
            note = wrap(clean(bar.note), at.right - 62, 1)
            made["note"].append({"x": at.plot + 60, "y": y, "t": note})
    return made


def strip(figure: FigureModel, period: PeriodModel, width: int) -> Spec:
    """The spec of a `strip` figure so many pixels wide; notes are drawn where there is room for them."""
    noted = any(b.note for b in figure.bars) and width > NARROW
    notes_room = int(min(max((text_width(clean(b.note)) for b in figure.bars), default=0.0) + 64, 245))
    at = layout(figure.bars, width, notes_room if noted else 48)
    rows = _rows(at)
    marks = [0.0, 0.5, 1.0]
    grid = [{"x": at.plot * m, "y": 0, "y2": at.height, "c": LIGHT["rule"]} for m in marks]
    scale = [("0", "left", 0.0), ("median", "center", 0.5), ("100", "right", 1.0)]
    layers = [
        shape(grid, {"type": "rule", "strokeWidth": 0.7, "strokeDash": [2, 3]}, "x", "y", "y2"),
        shape(rows["base"], {"type": "rule", "strokeWidth": 1.2}, "x", "x2", "y"),
        shape(
            rows["band"],
            {"type": "rule", "strokeWidth": 7, "opacity": 0.28, "strokeCap": "round"},
            "x",
            "x2",
            "y",
        ),
        shape(rows["open"], {"type": "rect", "filled": False, "strokeWidth": 1.4}, "x", "x2", "y", "y2"),
        shape(rows["dot"], {"type": "point", "filled": True, "size": 110, "opacity": 1}, "x", "y"),
        words(rows["number"], align="left", color=LIGHT["ink"], fontWeight="bold"),
        words(rows["silent"], align="left", color=LIGHT["quiet"]),
        words(rows["note"], align="left", color=LIGHT["quiet"]),
        *(
            words([{"x": at.plot * m, "y": at.height + 10, "t": [t]}], align=side, color=LIGHT["quiet"])
            for t, side, m in scale
        ),
        *row_labels(at),
    ]
    return chart(at.plot, at.height + 10, figure.alt, layer=[x for x in layers if x["data"]["values"]])
