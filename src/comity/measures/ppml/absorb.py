"""Weighted least squares on regressors and several sets of fixed effects, without a matrix of dummies.

The set with most levels is eliminated exactly (its levels are means of sorted rows); the rest is solved by
conjugate gradients on the Schur complement, preconditioned by its diagonal and by the regressors' Gram matrix.
One pass costs a few sweeps over the rows, whatever the number of levels.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Codes = NDArray[np.intp]

_MOST_PASSES = 2000


class Absorber:
    """Fixed effects of n rows, in the order that `order` gives (sorted by the set with most levels).

    `codes` are one array of level numbers (0 to levels-1, none empty) per set; at least one set.
    Every vector passed in or out is in the sorted order.
    """

    def __init__(self, codes: Sequence[Codes]) -> None:
        sizes = [int(c.max()) + 1 for c in codes]
        widest = int(np.argmax(sizes))
        self.order: Codes = np.argsort(codes[widest], kind="stable")
        self._counts = np.bincount(codes[widest], minlength=sizes[widest])
        self._starts = np.r_[0, np.cumsum(self._counts)[:-1]]
        self._kept = [np.ascontiguousarray(c[self.order]) for i, c in enumerate(codes) if i != widest]
        self._sizes = [s for i, s in enumerate(sizes) if i != widest]
        self._spare = np.empty(len(self.order))

    def weigh(self, weight: Vector) -> None:
        """Set the weights of the rows (positive)."""
        self._weight = weight
        self._total = self.sums(weight)
        square = weight - weight * weight / self.spread(self._total)
        self._diagonal = [np.bincount(c, square, s) for c, s in zip(self._kept, self._sizes, strict=True)]
        self._diagonal = [np.where(d > d.max() * 1e-14, d, np.inf) for d in self._diagonal]

    def sums(self, values: Vector) -> Vector:
        """Sums over the rows of each level of the eliminated set."""
        return np.asarray(np.add.reduceat(values, self._starts))

    def spread(self, levels: Vector) -> Vector:
        """To each row the value of its level in the eliminated set."""
        return np.repeat(levels, self._counts)

    def balance(self, actual: Vector, log_expected: Vector) -> tuple[Vector, Vector]:
        """One sweep that makes sums of expected and actual agree, set by set, the widest last.

        Returns log expected and expected. Sums of `actual` must be positive in every level.
        """
        log_expected = log_expected.clip(-500, 500)
        expected = np.exp(log_expected)
        for code, size in zip(self._kept, self._sizes, strict=True):
            factor = np.bincount(code, actual, size) / np.bincount(code, expected, size)
            expected *= factor.take(code)
            log_expected += np.log(factor).take(code)
        factor = self.sums(actual) / self.sums(expected)
        expected *= self.spread(factor)
        log_expected += self.spread(np.log(factor))
        return log_expected, expected

    def imbalance(self, actual: Vector, expected: Vector) -> float:
        """Largest relative difference of the sums of two vectors over the levels of the kept sets."""
        worst = 0.0
        for code, size in zip(self._kept, self._sizes, strict=True):
            gap = np.abs(np.bincount(code, actual - expected, size))
            worst = max(worst, float((gap / np.bincount(code, actual, size).clip(1e-300)).max()))
        return worst

    def solve(self, x: Matrix, right: Vector, *, tolerance: float) -> tuple[Vector, Vector]:
        """Coefficients of `x` (k x n) and fitted values in the weighted regression of right/weight.

        Solves A'WA θ = A'right for A = [x, dummies]. Stops when the preconditioned residual has fallen by
        `tolerance`. The fitted values include the effects.
        """
        k, ends = len(x), np.cumsum([len(x), *self._sizes])
        inverse = self._inverse_gram(x)
        b = self._down(x, right)
        theta, residual = np.zeros_like(b), b.copy()
        scaled = self._precondition(inverse, residual, ends)
        direction, rz = scaled.copy(), float(residual @ scaled)
        enough = rz * tolerance**2
        for _ in range(_MOST_PASSES if len(b) else 0):
            if rz <= enough or rz <= 0:
                break
            image = self._down(x, self._up(x, direction, ends), weighted=True)
            curvature = float(direction @ image)
            if curvature <= 0:
                break
            theta += rz / curvature * direction
            residual -= rz / curvature * image
            scaled = self._precondition(inverse, residual, ends)
            following = float(residual @ scaled)
            direction = scaled + following / rz * direction
            rz = following
        fitted = self._up(x, theta, ends).copy()
        fitted += self.spread(self.sums(right - self._weight * fitted) / self._total)
        return theta[:k], fitted

    def residual(self, values: Vector, *, tolerance: float) -> Vector:
        """What is left of `values` when the effects are taken out (weighted)."""
        nothing = np.empty((0, len(values)))
        return np.asarray(values - self.solve(nothing, self._weight * values, tolerance=tolerance)[1])

    def _inverse_gram(self, x: Matrix) -> Matrix:
        if not len(x):
            return np.empty((0, 0))
        within = np.stack([v - self.spread(self.sums(self._weight * v) / self._total) for v in x])
        return np.asarray(np.linalg.pinv(inner(within * self._weight, within), hermitian=True), dtype=np.float64)

    def _up(self, x: Matrix, theta: Vector, ends: NDArray[np.intp]) -> Vector:
        """Rows' sum of the regressors and the kept effects. The result is overwritten by the next call."""
        out = self._spare
        if len(x):
            np.einsum("k,kn->n", theta[: len(x)], x, out=out)
        else:
            out.fill(0)
        for code, first, last in zip(self._kept, ends[:-1], ends[1:], strict=True):
            out += theta[first:last].take(code)
        return out

    def _down(self, x: Matrix, rows: Vector, *, weighted: bool = False) -> Vector:
        """Sums over regressors and kept levels, once the eliminated set is taken out of `rows`."""
        if weighted:
            rows *= self._weight
        rest = rows - self._weight * self.spread(self.sums(rows) / self._total)
        sums = [np.bincount(c, rest, s) for c, s in zip(self._kept, self._sizes, strict=True)]
        return np.concatenate([inner(x, rest), *sums])

    def _precondition(self, inverse: Matrix, residual: Vector, ends: NDArray[np.intp]) -> Vector:
        parts = [inverse @ residual[: ends[0]]]
        parts += [residual[i:j] / d for i, j, d in zip(ends[:-1], ends[1:], self._diagonal, strict=True)]
        return np.concatenate(parts)


def inner(x: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Inner products over the last axis of x (k x n, or n) and other (j x n, or n).

    By einsum, not by BLAS: its threads wait in loops for one another and burn ten times the work on long thin arrays.
    """
    first, second = "kn" if x.ndim == 2 else "n", "jn" if other.ndim == 2 else "n"
    return np.asarray(np.einsum(f"{first},{second}->{first[:-1]}{second[:-1]}", x, other))
