"""Cross-sections: what a measure says of all pairs (or states) in one period, as arrays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from comity.atlas.kept import Kept

_SCANS = 2
"""Cross-sections of one measure that are read by themselves. To read all its periods takes as long as three scans for
one of them, and each further period is then found at once."""

_MEASURES, _ROWS = 10_000, 5_000_000
"""Measures whose scans are counted, and rows that are remembered: some 16 bytes each."""

Arrays = dict[str, NDArray[np.generic]]
Read = Callable[[str, int | None], Arrays]


@dataclass(frozen=True, slots=True)
class CrossSection:
    """Codes of the pairs that have a value, in their order, and the values as stored: whole numbers or floats."""

    a: NDArray[np.integer]
    b: NDArray[np.integer]
    value: NDArray[np.number]

    def place(self, stored: float) -> tuple[int, int]:
        """How many values lie below one, and how many equal it."""
        below, equal = np.count_nonzero(self.value < stored), np.count_nonzero(self.value == stored)
        return int(below), int(equal)

    def with_state(self, code: int, *, either: bool) -> NDArray[np.number]:
        """Values of the pairs of which a state is the first; with `either` also of those of which it is the second."""
        mine = (self.a == code) & (self.b >= 0)
        found: NDArray[np.number] = self.value[mine | (self.b == code) if either else mine]
        return found

    def first(self, most: int, *, lowest_first: bool) -> list[tuple[int, int]]:
        """Codes of the pairs with the `most` highest (or lowest) values, in their order; ties by code."""
        key = self.value.astype(np.float64)
        order = np.lexsort((self.b, self.a, key if lowest_first else -key))[:most]
        return list(zip(self.a[order].tolist(), self.b[order].tolist(), strict=True))


@dataclass
class CrossSections:
    """Cross-sections by measure and period, read once. Threads may share them; arrays must not be changed.

    `read` gives the columns a, b, period and value of a measure's known values up to the as-of date, in order of pair:
    those of one period, or all.
    """

    read: Read
    _scans: Kept[str, list[int]] = field(default_factory=lambda: Kept(_MEASURES))
    _whole: Kept[str, Arrays] = field(default_factory=lambda: Kept(_ROWS, _rows))
    _held: Kept[tuple[str, int], CrossSection] = field(default_factory=lambda: Kept(_ROWS, lambda s: len(s.value)))

    def at(self, measure: str, period: int) -> CrossSection:
        """The cross-section of a period."""
        return self._held.of((measure, period), lambda: self._read(measure, period))

    def _read(self, measure: str, period: int) -> CrossSection:
        scans = self._scans.of(measure, list)
        scans.append(period)
        if len(scans) <= _SCANS:
            found = self.read(measure, period)
        else:
            whole = self._whole.of(measure, lambda: self.read(measure, None))
            chosen = whole["period"] == period
            found = {name: whole[name][chosen] for name in ("a", "b", "value")}
        return CrossSection(found["a"], found["b"], found["value"])  # type: ignore[arg-type]


def _rows(arrays: Arrays) -> int:
    return len(arrays["value"])
