"""Which figures stand still from year to year, so that they are an estimate carried on and no report: `carried.csv`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from comity.terms.curated import curated_rows


@dataclass(frozen=True, slots=True)
class Carried:
    """A measure whose publisher fills in for who is silent and does not mark it.

    The last `least` figures of a pair, all within the share `within` of the largest, are one figure carried on.
    """

    measure: str
    least: int
    within: float
    reason: str

    def stands_still(self, values: Sequence[float]) -> bool:
        """Whether the last figures of a series, oldest first, are one carried on; never of fewer, nor of zeros."""
        last = values[-self.least :]
        if len(last) < self.least or min(last) <= 0:
            return False
        return max(last) - min(last) <= self.within * max(last)


def carried(measure: str) -> Carried | None:
    """The line that speaks of a measure; None where its publisher marks what it estimates, or estimates nothing."""
    return lines().get(measure)


@cache
def lines() -> dict[str, Carried]:
    """All lines by measure."""
    return {
        row["measure"]: Carried(row["measure"], int(row["least"]), float(row["within"]), row["reason"])
        for row in curated_rows(Path(__file__).with_name("carried.csv"))
    }
