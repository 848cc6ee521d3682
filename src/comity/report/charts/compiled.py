"""Vega-Lite to Vega, compiled once for each make-up of layers: charts of a kind differ in their rows and geometry.

Half of what a drawing costs is to compile its spec, and rows, sizes and ticks are only passed on. So what is passed on
is told apart from the frame, the frame is compiled once with marks in its places, and each chart fills them. A frame
is worth that from the second chart on; one that does not fill to the very thing its spec compiles to never is. The
frames that most charts have were compiled ahead (`frames.py`).
"""

from __future__ import annotations

import json
from typing import Any

from comity.report.charts.frames import ahead
from comity.report.charts.theme import Spec

VERSION = "6.4"
"""The Vega-Lite that specs are compiled by."""
_FRAMES = 256
"""Frames that a process remembers; a hundred pairs have some thirty."""
_NUMBERS = frozenset(
    ("width", "height", "domain", "values", "value", "datum", "rotate", "scale", "translate", "clipExtent")
)
"""Under these names numbers, and lists of numbers, are passed on as they are."""
_FIRST = 700_000_000.125
Mark = str | float
_KNOWN: dict[str, Spec | None] = {}
"""Of each frame that was met what it compiles to; None where it was met once."""
_NEVER: Spec = {}
"""What stands there for a frame that is never filled."""


def compiled(spec: Spec) -> Spec | None:
    """The Vega spec of a Vega-Lite spec, without its description; None where it takes a whole compilation."""
    split = Split(spec)
    key = json.dumps(split.frame)
    if key not in _KNOWN:
        if len(_KNOWN) >= _FRAMES:
            _KNOWN.clear()
        _KNOWN[key] = ahead(key, VERSION)
        if _KNOWN[key] is None:
            return None
    vega = _KNOWN.get(key)
    if vega is None:
        vega = _KNOWN[key] = compiled_whole(split)
    return None if vega is _NEVER else split.filled(vega)


def compiled_whole(split: Split) -> Spec:
    """The compiled frame, if filled it is what the filled frame compiles to; nothing else."""
    vega = _compile(split.frame)
    return vega if split.filled(vega) == _compile(split.filled(split.frame)) else _NEVER


def _compile(spec: Spec) -> Spec:
    import vl_convert

    found: Spec = vl_convert.vegalite_to_vega(spec, vl_version=VERSION)
    return found


class Split:
    """A spec told apart: `frame`, with marks where something is passed on. What is alike gets one mark, for layers
    that share a scale, a projection or rows are merged."""

    def __init__(self, spec: Spec) -> None:
        self._held: dict[Mark, Any] = {}
        self._known: dict[tuple[str, str | int], Any] = {}
        self.frame: Spec = {name: self._at(name, value) for name, value in spec.items() if name != "description"}

    def filled(self, vega: Any) -> Any:
        """The same with what is passed on in the places of its marks."""
        if isinstance(vega, dict):
            return {name: self.filled(value) for name, value in vega.items()}
        if not isinstance(vega, list):
            return self._held.get(vega, vega) if isinstance(vega, (str, float)) else vega
        if len(vega) == 1 and isinstance(vega[0], str) and isinstance(rows := self._held.get(vega[0]), list):
            return rows
        return [self.filled(each) for each in vega]

    def _at(self, name: str, value: Any) -> Any:
        if name == "data":
            return self._once(name, id(value["values"]), value["values"])
        if name == "labelExpr" or (name in _NUMBERS and _numbers(value)):
            return self._once(name, json.dumps(value), value)
        if isinstance(value, dict):
            return {inner: self._at(inner, each) for inner, each in value.items()}
        return [self._at("", each) for each in value] if isinstance(value, list) else value

    def _once(self, name: str, key: str | int, value: Any) -> Any:
        if (name, key) not in self._known:
            self._known[name, key] = self._rows(value) if name == "data" else self._marked(value)
        return self._known[name, key]

    def _rows(self, rows: list[Any]) -> Spec:
        mark = f"@{len(self._held)}@"
        self._held[mark] = rows
        return {"name": f"rows_{len(self._held)}", "values": [mark]}

    def _marked(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._marked(each) for each in value]
        mark: Mark = f"@{len(self._held)}@" if isinstance(value, str) else _FIRST + len(self._held)
        self._held[mark] = value
        return mark


def _numbers(value: Any) -> bool:
    if isinstance(value, list):
        return all(map(_numbers, value))
    return isinstance(value, (int, float)) and not isinstance(value, bool)
