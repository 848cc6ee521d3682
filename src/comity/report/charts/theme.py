"""Colours, type and sizes that every chart shares.

The two states keep one hue each in every output; they differ in lightness too, so that print in grey tells
them apart. Cooperative and hostile have a pair of their own, which is never red and green. Words are set in
these colours too, so each reaches a contrast of 4.5 on its page (a test holds it).
"""

from __future__ import annotations

from typing import Any

WIDE = 640
NARROW = 320
SIZE = 13
"""Pixels; 9.75 points at full size, so that nothing printed falls below 9."""
FONT = "Liberation Sans"
"""Measured by the renderer without any font of the system; its widths are those of Helvetica and Arial."""

LIGHT = {
    "a": "#123f7a",
    "b": "#b0560a",
    "third": "#686d74",
    "cooperative": "#04717a",
    "hostile": "#7c2468",
    "neutral": "#3a3f46",
    "ink": "#22262b",
    "quiet": "#5a6068",
    "rule": "#c9cdd2",
    "land": "#e4e3de",
    "paper": "#fffffe",
}
DARK = {
    "a": "#a9cbf7",
    "b": "#e08a3c",
    "third": "#a3a9b1",
    "cooperative": "#56c5cc",
    "hostile": "#e08bd0",
    "neutral": "#c9ced5",
    "ink": "#e8e6e1",
    "quiet": "#adb3bb",
    "rule": "#474c54",
    "land": "#33373d",
    "paper": "#17191d",
}
CONFIG: dict[str, Any] = {
    "aria": False,
    "font": FONT,
    "view": {"stroke": None},
    "text": {"font": FONT, "fontSize": SIZE, "fill": LIGHT["ink"]},
    "axis": {
        "labelFont": FONT,
        "labelFontSize": SIZE,
        "labelColor": LIGHT["quiet"],
        "labelPadding": 6,
        "domain": False,
        "ticks": False,
        "title": None,
        "gridColor": LIGHT["rule"],
        "gridWidth": 0.7,
    },
}

Spec = dict[str, Any]


def chart(width: int, height: int, alt: str, **body: Any) -> Spec:
    """A Vega-Lite spec with the common frame: no background, no padding but what labels need."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": alt,
        "width": width,
        "height": height,
        "background": None,
        "config": CONFIG,
        **body,
    }


def text_width(text: str) -> float:
    """Rough width in pixels at `SIZE`: enough to wrap and to keep labels apart, on the generous side."""
    return (
        sum(0.33 if c in "iljtfI.,:;'|! ()" else 0.9 if c in "mwMW@%" or ord(c) > 0x2E7F else 0.59 for c in text) * SIZE
    )


def wrap(text: str, width: float, most: int = 3) -> list[str]:
    """Lines no wider than `width` pixels; what does not fit in `most` lines ends in an ellipsis."""
    lines = [""]
    for word in text.split():
        trial = f"{lines[-1]} {word}".strip()
        if text_width(trial) <= width or not lines[-1]:
            lines[-1] = trial
        else:
            lines.append(word)
    lines = [_cut(line, width) for line in lines]
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(f"{lines[most - 1]} …", width)]
    return lines


def _cut(line: str, width: float) -> str:
    if text_width(line) <= width:
        return line
    line = line.removesuffix(" …")
    while line and text_width(line + "…") > width:
        line = line[:-1]
    return line.rstrip() + "…"
