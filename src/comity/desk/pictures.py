"""Figures as pictures that stand by themselves: dark where the reader's page is, and the same type everywhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.desk.reply import PNG, SVG, Reply, reply
from comity.report.charts.draw import draw
from comity.report.charts.theme import DARK, LIGHT

if TYPE_CHECKING:
    from comity.dossier.figure import FigureModel
    from comity.dossier.inputs import PeriodModel

_FAMILIES = '"Liberation Sans",Arial,Helvetica,sans-serif'
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""A picture may be opened by itself: its own style is all that it may use."""


_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)" viewBox="0 0 [\d.]+ [\d.]+"')
_ROOM = 24
"""Pixels."""


def _style() -> str:
    rules = "".join(
        f'[{part}="{old}"]{{{part}:{DARK[name]}}}' for name, old in LIGHT.items() for part in ("fill", "stroke")
    )
    return f"<style>text{{font-family:{_FAMILIES}}}@media(prefers-color-scheme:dark){{{rules}}}</style>"


def _roomy(head: str) -> str:
    """The root of a drawing with room at its right: type that runs wider than the measured one is cut off else."""

    def wider(found: re.Match[str]) -> str:
        wide, high = float(found[1]) + _ROOM, float(found[2])
        return f'width="{wide:g}" height="{high:g}" viewBox="0 0 {wide:g} {high:g}"'

    return _SIZE.sub(wider, head, count=1)


def as_svg(figure: FigureModel, period: PeriodModel, width: int) -> Reply:
    """The drawing as SVG that follows the colour scheme of the page that shows it."""
    head, end, rest = draw(figure, period, width, "c").partition(">")
    return reply(_roomy(head) + end + _style() + rest, SVG, headers={"Content-Security-Policy": _POLICY})


def as_png(figure: FigureModel, period: PeriodModel, width: int) -> Reply:
    """The drawing as PNG on white, twice as fine as a screen."""
    import vl_convert

    head, end, rest = draw(figure, period, width, "c").partition(">")
    head = _roomy(head)
    paper = f'<rect width="100%" height="100%" fill="{LIGHT["paper"]}"/>'
    return reply(vl_convert.svg_to_png(head + end + paper + rest, scale=2), PNG)
