"""Relations side by side as a frame: one row a measure and pair, with the reason where there is no value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from comity.api.cells import of_measurements
from comity.api.comparing import compared
from comity.api.told import seen, words
from comity.frames.column import column
from comity.frames.frame import Frame
from comity.quantities.shown import shown
from comity.terms.period import period_text

if TYPE_CHECKING:
    from comity.atlas.manifest import Entry
    from comity.atlas.measurement import Measurement
    from comity.atlas.read import Atlas
    from comity.frames.column import Column


def compared_frame(atlas: Atlas, pairs: Sequence[tuple[str, str]]) -> Frame:
    """The newest cell of each compared measure for each pair, in the order of the measures and of the pairs."""
    named = dict.fromkeys(line.quantity for line in shown("compared"))
    entries = [atlas.entry(m) for m in named if atlas.has(m)]
    meta = {
        "what": "relations side by side: " + ", ".join(f"{a} and {b}" for a, b in pairs),
        "measures": {e.id: words(atlas, e) for e in entries},
        "absent": [m for m in named if not atlas.has(m)],
        **seen(atlas, [i for e in entries for i in e.basis]),
    }
    return Frame(lambda: _columns(atlas, pairs, entries), meta)


def _columns(atlas: Atlas, pairs: Sequence[tuple[str, str]], entries: Sequence[Entry]) -> list[Column]:
    rows = {row.entry.id: row.cells for row in compared(atlas, pairs)}
    cells: list[Measurement] = []
    for e in entries:
        known = rows.get(e.id, (None,) * len(pairs))
        cells += [m or _reason(atlas, e, *pair) for m, pair in zip(known, pairs, strict=True)]
    titles = {e.id: e.title for e in entries}
    made = of_measurements(cells, {"title": "The newest value by the day"})
    title = column("title", "text", [titles[m.measure] for m in cells], {"title": "What the measure is"})
    return [made[0], title, *made[1:]]


def _reason(atlas: Atlas, e: Entry, a: str, b: str) -> Measurement:
    """The cell of the newest period that the atlas can tell of, which says why there is no value."""
    period = atlas.last_period(e.id) or period_text(e.first, e.grain)
    return atlas.at(e.id, a, b, period)
