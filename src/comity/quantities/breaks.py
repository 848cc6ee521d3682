"""Where a series of people falls so suddenly that a change in counting may be why, and not who left: `breaks.csv`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from comity.terms.curated import curated_rows


@dataclass(frozen=True, slots=True)
class Break:
    """A measure whose publisher changes how it counts without marking it.

    From one figure to the next `least` persons or more are gone, and the share `left` or less is there still.
    """

    measure: str
    least: float
    left: float
    reason: str

    def last(self, values: Sequence[float]) -> int | None:
        """The place of the newest figure that fell so; None where none did, or a later one made up for the fall."""
        for place in range(len(values) - 1, 0, -1):
            before, after = values[place - 1], values[place]
            if before - after >= self.least and after <= self.left * before:
                return place if max(values[place:]) < before else None
        return None


def break_of(measure: str) -> Break | None:
    """The line that speaks of a measure; None where a sudden fall is one."""
    return lines().get(measure)


@cache
def lines() -> dict[str, Break]:
    """All lines by measure."""
    return {
        row["measure"]: Break(row["measure"], float(row["least"]), float(row["left"]), row["reason"])
        for row in curated_rows(Path(__file__).with_name("breaks.csv"))
    }
