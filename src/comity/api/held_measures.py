"""The measures that an atlas holds, as a frame: what one may ask for by which id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.api.dictionary import matching
from comity.api.given import text
from comity.api.nothing import held
from comity.api.told import seen
from comity.frames.frame import Frame, of_rows

if TYPE_CHECKING:
    from comity.atlas.read import Atlas
    from comity.frames.column import Kind

KINDS: dict[str, Kind] = dict.fromkeys(
    ("id", "title", "question", "unit", "direction", "grain", "first", "last", "silence", "not_when", "reference"),
    "text",
)
"""The columns. `first` and `last` are the periods held up to the day; `direction` is directed, undirected or state."""


def held_measures(atlas: Atlas, words: str = "") -> Frame:
    """Measures with a row up to the as-of day, in the order of the dictionary. UserError for no text."""
    sought = text(words, "words", "words as text, like 'trade importer'")
    rows = []
    for measure in matching(sought):
        if not atlas.has(measure.id):
            continue
        entry = atlas.entry(measure.id)
        first, last = held(entry)
        told = {name: getattr(entry, name) for name in KINDS if name not in ("first", "last")}
        rows.append(told | {"first": first, "last": last})
    return of_rows(rows, KINDS, {"what": "measures of the atlas", **seen(atlas, [])})
