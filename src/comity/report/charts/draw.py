"""Specs to SVG: rendered in one process, with ids and type that do not depend on the machine."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from comity.dossier.figure import FigureModel
from comity.dossier.inputs import PeriodModel
from comity.report.charts.bars import bars
from comity.report.charts.compiled import VERSION, compiled
from comity.report.charts.inset import with_inset
from comity.report.charts.lines import lines
from comity.report.charts.map import map_
from comity.report.charts.matrix import matrix
from comity.report.charts.strip import strip
from comity.report.charts.theme import FONT, Spec

_KINDS: dict[str, Callable[[FigureModel, PeriodModel, int], Spec]] = {
    "lines": lines,
    "bars": bars,
    "strip": strip,
    "matrix": matrix,
    "map": map_,
}
_HEAD = re.compile(r"<svg[^>]*?width=\"([\d.]+)\" height=\"([\d.]+)\" viewBox=\"([^\"]+)\"[^>]*>")
_ARIA = re.compile(r' (?:role|aria-[a-z]+)="[^"<>]*"(?=[^<>]*>)')
"""Roles inside the drawing: it is heard as one image, by the alternative text that the page gives it."""
_PATH = re.compile(r'(<path[^<>]*? d=")([^"]*)"')
_FINE = re.compile(r"(?<=\.\d\d)\d+")
"""Hundredths of a pixel are enough, and halve the size of a map."""
_ID = re.compile(r"<[^<>]*?\bid=\"([^\"]+)\"")


def spec(figure: FigureModel, period: PeriodModel, width: int) -> Spec:
    """The Vega-Lite spec of a figure so many pixels wide."""
    return _KINDS[figure.kind](figure, period, width)


def draw(figure: FigureModel, period: PeriodModel, width: int, anchor: str) -> str:
    """The figure as one SVG element. Its ids begin with `anchor`, so that several fit into one page."""
    svg = _ARIA.sub("", _rendered(spec(figure, period, width)))
    svg = _PATH.sub(lambda path: path[1] + _FINE.sub("", path[2]) + '"', svg)
    for n, name in enumerate(dict.fromkeys(_ID.findall(svg))):
        svg = svg.replace(f'id="{name}"', f'id="{anchor}-{n}"').replace(f"url(#{name})", f"url(#{anchor}-{n})")
    head = _HEAD.match(svg)
    assert head is not None, "the renderer's SVG begins otherwise than it did"
    wide, high, box = head.groups()
    root = f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="{box}">'
    return root + svg[head.end() :]


def _rendered(made: Spec) -> str:
    import vl_convert

    if (vega := compiled(made)) is None:
        return vl_convert.vegalite_to_svg(made, vl_version=VERSION, allowed_base_urls=[])
    return with_inset(vega, partial(vl_convert.vega_to_svg, allowed_base_urls=[]))


def with_font(svg: str, families: str) -> str:
    """The same drawing set in other type; the families must run no wider than the measured one."""
    return svg.replace(f'font-family="{FONT}"', f'font-family="{families}"')
