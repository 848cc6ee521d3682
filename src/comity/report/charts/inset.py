"""The coasts of a map's inset are the same on every map: a process has them drawn once."""

from __future__ import annotations

import re
from collections.abc import Callable

from comity.report.charts.map import coasts
from comity.report.charts.theme import Spec

_LAYER = r'(<g class="mark-shape role-mark concat_1_layer_0_marks"[^<>]*?)'
_DRAWN, _EMPTY = re.compile(rf"{_LAYER}>(<path [^<>]*/>)</g>"), re.compile(rf"{_LAYER}/>")
_KNOWN: list[str] = []


def with_inset(vega: Spec, render: Callable[[Spec], str]) -> str:
    """The drawing of a Vega spec; of a map without the coasts of its inset, which are put in as they were drawn."""
    data, world = vega["data"], coasts()
    place = next((n for n, d in enumerate(data) if any(row is world for row in d.get("values", ())[:1])), None)
    if place is None:
        return render(vega)
    if not _KNOWN:
        svg = render(vega)
        _KNOWN.extend(path for _, path in _DRAWN.findall(svg))
        return svg
    bare = [*data[:place], {**data[place], "values": []}, *data[place + 1 :]]
    return _EMPTY.sub(lambda layer: f"{layer[1]}>{_KNOWN[0]}</g>", render({**vega, "data": bare}))
