"""How alike are two rows of ordered choices? Every score that the field uses, for all rows at once.

All scores come from one table: how often two rows made each two choices on the same item. Counts and sums of
products of counts are whole numbers, exact in any order of summation on any processor.

S: doi:10.1111/0020-8833.00113. Kappa and pi for policy choices: doi:10.1093/pan/mpr023
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.measures.matrices import Matrix

Power = Callable[[Matrix], Matrix]
Levels = NDArray[np.int8]


def nominal(distance: Matrix) -> Matrix:
    """1 for any two different choices."""
    return np.asarray((distance != 0).astype(np.float64))


def linear(distance: Matrix) -> Matrix:
    """As many as there are steps between two choices."""
    return np.abs(distance)


def squared(distance: Matrix) -> Matrix:
    """The square of the steps between two choices."""
    return np.square(distance)


@dataclass(frozen=True, slots=True)
class Joint:
    """`table[k][m]` is rows x rows: the number (or weight) of items with choice k by the first and m by the second."""

    table: list[list[Matrix]]

    @property
    def n(self) -> Matrix:
        """Number (or weight) of items on which both chose."""
        return _total(one for row in self.table for one in row)

    def distance(self, power: Power) -> Matrix:
        """Sum over items of the distance between the two choices."""
        weight = _weights(len(self.table), power)
        return _total(
            weight[k, m] * one for k, row in enumerate(self.table) for m, one in enumerate(row) if weight[k, m]
        )

    def margins(self) -> tuple[list[Matrix], list[Matrix]]:
        """How often the first, and how often the second, made each choice on their shared items."""
        return [_total(row) for row in self.table], [_total(column) for column in zip(*self.table, strict=True)]


def joint(choices: Levels, levels: tuple[int, ...], weight: NDArray[np.float64] | None = None) -> Joint:
    """Count for every two rows of `choices` (rows x items); a value that is not one of `levels` is no choice.

    `levels` are in order and one step apart. `weight` is per item; without it items count one each.
    """
    # Counts below 2^24 are exact in single precision, which is twice as fast.
    kind = np.float32 if weight is None else np.float64
    made: NDArray[np.floating] = np.concatenate([choices == level for level in levels]).astype(kind)
    product: NDArray[np.floating] = np.matmul(made if weight is None else made * weight, made.T)
    size = len(choices)
    blocks = [slice(k * size, (k + 1) * size) for k in range(len(levels))]
    return Joint([[product[k, m].astype(np.float64) for m in blocks] for k in blocks])


def s_score(found: Joint, power: Power) -> Matrix:
    """S = 1 - 2 Σ d / (d_max n); NaN without a shared item."""
    furthest = _weights(len(found.table), power).max()
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(1 - 2 * found.distance(power) / (furthest * found.n))


def kappa(found: Joint, power: Power) -> Matrix:
    """1 - D_o / D_e, where D_e lets each row choose by its own habit; NaN where D_e is 0."""
    one, two = found.margins()
    return _corrected(found.distance(power) * found.n, _expected(one, two, power))


def pi(found: Joint, power: Power) -> Matrix:
    """1 - D_o / D_e, where D_e lets both rows choose by their pooled habit; NaN where D_e is 0."""
    pooled = [one + two for one, two in zip(*found.margins(), strict=True)]
    return _corrected(4 * found.distance(power) * found.n, _expected(pooled, pooled, power))


def _expected(one: list[Matrix], two: list[Matrix], power: Power) -> Matrix:
    """Distance summed over all pairings of one's choices with the other's."""
    weight = _weights(len(one), power)
    return _total(weight[k, m] * a * b for k, a in enumerate(one) for m, b in enumerate(two) if weight[k, m])


def _corrected(observed: Matrix, expected: Matrix) -> Matrix:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(expected > 0, 1 - observed / expected, np.nan)


def _weights(levels: int, power: Power) -> Matrix:
    step = np.arange(float(levels))
    return power(step[:, None] - step[None, :])


def _total(parts: Iterable[Matrix]) -> Matrix:
    terms = iter(parts)
    found = np.array(next(terms), dtype=np.float64)
    for term in terms:
        found += term
    return found
