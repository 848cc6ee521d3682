"""A panel as a frame: the dyad-year rectangle of `comity panel`, its numbers where they were computed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from comity.api.told import seen, words
from comity.atlas.measurement import STATES
from comity.frames.column import Column
from comity.frames.frame import Frame

if TYPE_CHECKING:
    from comity.atlas.panel import Frame as Asked
    from comity.atlas.panel import Framed
    from comity.atlas.read import Atlas

_TITLES = {"state1": "First state, in the codes of the system", "state2": "Second state", "year": "Year"}
_SYSTEMS = {"cow": "Correlates of War", "gw": "Gleditsch and Ward", "iso3": "Correlates of War, under ISO codes"}


class Panel(Frame):
    """A frame of dyad-years. `unmatched` counts, per measure, rows of the source that have no place in it."""

    def __init__(self, atlas: Atlas, asked: Asked) -> None:
        self._atlas, self._asked = atlas, asked
        super().__init__(self._columns, _meta(atlas, asked))

    @cached_property
    def _made(self) -> Framed:
        from comity.atlas.panel import framed

        return framed(self._atlas, self._asked)

    @property
    def unmatched(self) -> dict[str, int]:
        """Rows of each measure in these years that met no row of the frame."""
        return self._made.account.unmatched

    def _columns(self) -> Sequence[Column]:
        return [self._column(name, values) for name, values in self._made.columns.items()]

    def _column(self, name: str, values: Any) -> Column:
        if name in _TITLES:
            return _key(name, values)
        measure, side, what = self._made.of[name]
        said = words(self._atlas, self._atlas.entry(measure)) | {"unmatched": str(self.unmatched[measure])}
        of = {"_1": " (first state)", "_2": " (second state)"}.get(side, "")
        if what == "state":
            title = f"Why the cell of {measure}{of} holds what it holds"
            said = {"title": title, "measure": measure}
            return Column(name, "choice", values, None, tuple(str(s) for s in STATES), said)
        missing = np.ma.getmaskarray(values)
        said["title"] += of
        return Column(name, "number", np.ma.getdata(values).astype(np.float64, copy=False), missing, words=said)


def told(atlas: Atlas, asked: Asked) -> str:
    """What a panel is, as the metadata of its file holds it."""
    return json.dumps(_meta(atlas, asked), ensure_ascii=False)


def _meta(atlas: Atlas, asked: Asked) -> dict[str, Any]:
    entries = [atlas.entry(m) for m in asked.measures]
    return {
        "what": f"dyad-years {asked.first_year} to {asked.last_year}, system {asked.system}",
        "system": _SYSTEMS[asked.system],
        "directed": asked.directed,
        "measures": {e.id: words(atlas, e) for e in entries},
        **seen(atlas, [i for e in entries for i in e.basis]),
    }


def _key(name: str, values: Any) -> Column:
    said = {"title": _TITLES[name]}
    if values.dtype != object:
        return Column(name, "whole", values, words=said)
    choices, places = np.unique(values.astype(str), return_inverse=True)
    return Column(name, "text", places.astype(np.int16), None, tuple(choices.tolist()), said)
