"""Cross-sections: what a measure says of all pairs (or states) in one period, as arrays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

_SCANS = 2
"""Cross-sections of one measure that are read by themselves. To read all its periods takes as long as three scans for
one of them, and each further period is then found at once."""

Arrays = dict[str, NDArray[np.generic]]


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


@dataclass
class CrossSections:
    """Cross-sections by measure and period. `read` gives the columns a, b, period and value of a measure's known
    values up to the as-of date, in order of pair: those of one period, or all.
    """

    read: Callable[[str, int | None], Arrays]
    _scans: dict[str, int] = field(default_factory=dict)
    _whole: dict[str, Arrays] = field(default_factory=dict)
    _held: dict[tuple[str, int], CrossSection] = field(default_factory=dict)

    def at(self, measure: str, period: int) -> CrossSection:
        """The cross-section of a period, read once."""
        if (measure, period) not in self._held:
            self._held[measure, period] = self._read(measure, period)
        return self._held[measure, period]

    def _read(self, measure: str, period: int) -> CrossSection:
        scans = self._scans[measure] = self._scans.get(measure, 0) + 1
        if scans <= _SCANS:
            found = self.read(measure, period)
        else:
            if measure not in self._whole:
                self._whole[measure] = self.read(measure, None)
            chosen = self._whole[measure]["period"] == period
            found = {name: self._whole[measure][name][chosen] for name in ("a", "b", "value")}
        return CrossSection(found["a"], found["b"], found["value"])  # type: ignore[arg-type]
