"""Which measure a word stands for, and what is too small to stand in an order: data of this room, with reasons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import UserError
from comity.quantities.shown import shown
from comity.terms.curated import curated_rows

if TYPE_CHECKING:
    from comity.atlas.measurement import Measurement
    from comity.atlas.read import Atlas

_ROOM = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Floor:
    """What a ratio must rest on to be ordered among others.

    `flow` over the ratio is what is usual, in the flow's unit, and must reach `least`; a ratio above 1 whose high end
    is more than `widest` times its low end says nothing (None: any width will do).
    """

    measure: str
    flow: str
    least: float
    widest: float | None
    reason: str

    def bears(self, m: Measurement, flow: float | None) -> bool:
        """Whether a ratio may stand in an order, given the flow that it is of (None: not known)."""
        if m.value is None or m.value <= 1:
            return True
        if flow is not None and flow / m.value < self.least:
            return False
        return self.widest is None or m.low is None or m.high is None or m.high <= self.widest * m.low


@cache
def floors() -> dict[str, Floor]:
    """The floors by measure."""
    return {
        row["measure"]: Floor(
            row["measure"],
            row["flow"],
            float(row["least"]),
            float(row["widest"]) if row["widest"] else None,
            row["reason"],
        )
        for row in _rows("floors.csv")
    }


@cache
def leads() -> dict[str, tuple[str, ...]]:
    """The measures that stand for a question or a family, the first that an atlas holds before the others."""
    found: dict[str, tuple[str, ...]] = {}
    for line in shown("lead"):
        found[line.word] = (*found.get(line.word, ()), line.quantity)
    return found


def lead(atlas: Atlas, word: str) -> str:
    """The measure that `word` stands for in an atlas: itself if it is an id.

    Raises UserError for an unknown id, and for a question of which the atlas holds no leading measure.
    """
    if word not in leads():
        return atlas.entry(word).id
    for measure in leads()[word]:
        if atlas.has(measure):
            return measure
    raise UserError(
        f"this atlas holds no measure that stands for {word} ({', '.join(leads()[word])}); name another, or another "
        "--atlas"
    )


def _rows(name: str) -> list[dict[str, str]]:
    return curated_rows(_ROOM / name)
