"""Measurements as a frame: one row a cell, with its interval, and why it holds what it holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from comity.api.cells import of_measurements
from comity.api.stored import stored
from comity.api.told import seen, words
from comity.frames.frame import Frame
from comity.terms.period import year_of

if TYPE_CHECKING:
    from comity.atlas.measurement import Measurement
    from comity.atlas.read import Atlas


def measured(atlas: Atlas, measure: str, pairs: Sequence[tuple[str, str]] | None, years: tuple[int, int]) -> Frame:
    """A frame of the pairs' series, every silent year with its reason; of all rows as stored, if None.

    `years` are the first and last that are wanted.
    """
    entry = atlas.entry(measure)
    said = words(atlas, entry)
    meta = {"what": f"{measure}: {entry.title}", **said, **seen(atlas, entry.basis)}
    if pairs is None:
        return Frame(lambda: stored(atlas, entry, years, said), meta)
    cells = _Once(lambda: _every(atlas, measure, pairs, years))

    def draw(width: int) -> dict[str, Any]:
        from comity.api.drawn import drawn

        return drawn(entry, cells(), meta, width)

    return Frame(lambda: of_measurements(cells(), said), meta, draw)


class _Once:
    """Rows that are read when they are first asked for."""

    def __init__(self, read: Callable[[], list[Measurement]]) -> None:
        self._read = read
        self._rows: list[Measurement] | None = None

    def __call__(self) -> list[Measurement]:
        if self._rows is None:
            self._rows = self._read()
        return self._rows


def _every(atlas: Atlas, measure: str, pairs: Sequence[tuple[str, str]], years: tuple[int, int]) -> list[Measurement]:
    atlas.ahead(([measure], pairs))
    several = len(pairs) > 1
    found: list[Measurement] = []
    for a, b in pairs:
        cells = [m for m in atlas.every(measure, a, b) if years[0] <= year_of(m.period) <= years[1]]
        # Of many partners those with whom the question never had a meaning are left out; of one pair all is told.
        if not several or any(m.state != "not_applicable" for m in cells):
            found += cells
    return found
