"""Relations side by side: of each quantity that is compared, the newest value and its period for each pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.quantities.shown import shown

if TYPE_CHECKING:
    from comity.atlas.manifest import Entry
    from comity.atlas.measurement import Measurement
    from comity.atlas.read import Atlas


@dataclass(frozen=True, slots=True)
class Compared:
    """One quantity, and its newest measurement for each pair in the order in which they were given; None for none."""

    entry: Entry
    cells: tuple[Measurement | None, ...]


def compared(atlas: Atlas, pairs: Sequence[tuple[str, str]]) -> list[Compared]:
    """A row for each compared quantity that the atlas holds; what has a direction goes from first to second.

    Empty where nothing of it is known of any pair.
    """
    named = dict.fromkeys(line.quantity for line in shown("compared"))
    rows = [
        Compared(atlas.entry(measure), tuple(atlas.latest(measure, a, b) for a, b in pairs))
        for measure in named
        if atlas.has(measure)
    ]
    return rows if any(m is not None and m.value is not None for row in rows for m in row.cells) else []
