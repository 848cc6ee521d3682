"""Figures as pictures that stand by themselves: dark where the reader's page is, and the same type everywhere."""

from __future__ import annotations

import atexit
from typing import TYPE_CHECKING

from comity.desk.drawer import Drawer
from comity.desk.reply import PNG, SVG, Reply, reply
from comity.report.charts.theme import DARK, LIGHT

if TYPE_CHECKING:
    from comity.dossier.figure import FigureModel
    from comity.dossier.inputs import PeriodModel

_FAMILIES = '"Liberation Sans",Arial,Helvetica,sans-serif'
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""A picture may be opened by itself: its own style is all that it may use."""
_DRAWER = Drawer()
atexit.register(_DRAWER.end)


def _style() -> str:
    rules = "".join(
        f'[{part}="{old}"]{{{part}:{DARK[name]}}}' for name, old in LIGHT.items() for part in ("fill", "stroke")
    )
    return f"<style>text{{font-family:{_FAMILIES}}}@media(prefers-color-scheme:dark){{{rules}}}</style>"


def as_svg(figure: FigureModel, period: PeriodModel, width: int) -> Reply:
    """The drawing as SVG that follows the colour scheme of the page that shows it."""
    head, end, rest = _DRAWER.draw(figure, period, width).decode().partition(">")
    return reply(head + end + _style() + rest, SVG, headers={"Content-Security-Policy": POLICY})


def as_png(figure: FigureModel, period: PeriodModel, width: int) -> Reply:
    """The drawing as PNG on white, twice as fine as a screen."""
    return reply(_DRAWER.draw(figure, period, width, LIGHT["paper"]), PNG)
