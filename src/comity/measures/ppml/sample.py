"""What a Poisson regression is fitted to: checked, coded, and without the rows that carry no information."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.errors import UserError
from comity.measures.ppml.absorb import Codes, Matrix, Vector
from comity.measures.ppml.separation import Mask, separated


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Rows of a regression: outcome (n), regressors by name (k x n), effects as level numbers.

    `used` marks the rows of the given data that are in it; `separated` and `alone` count those left out
    because the model fits them perfectly at zero, or because they are the only row of a level.
    """

    y: Vector
    x: Matrix
    names: tuple[str, ...]
    codes: tuple[Codes, ...]
    used: Mask
    separated: int
    alone: int


def sample(
    y: NDArray[Any], regressors: Mapping[str, NDArray[Any]], effects: Sequence[NDArray[Any]], *, check: bool = True
) -> Sample:
    """Check and code the data, and leave out separated rows and levels of a single row.

    `effects` are label arrays of length n, one for each set; without any there is a constant. `check=False`
    skips the search for separation by regressors, never that for levels without a positive outcome.
    Raises UserError for lengths that differ, missing, infinite or negative values, or when nothing is left.
    """
    outcome = np.asarray(y, dtype=np.float64)
    x = np.stack([np.asarray(v, dtype=np.float64) for v in regressors.values()]) if regressors else _none(outcome)
    _expect(outcome, x, tuple(regressors), effects)
    codes = [_coded(e) for e in effects] or [np.zeros(len(outcome), dtype=np.intp)]
    used = np.ones(len(outcome), dtype=bool)
    lost = _without(used, lambda kept: _silent(outcome, codes, kept))
    alone = _without(used, lambda kept: _single(codes, kept)) if len(effects) else 0
    if check and used.any():
        rows = np.flatnonzero(used)
        found = separated(outcome[rows], x[:, rows], [_coded(c[rows]) for c in codes])
        used[rows[found]] = False
        lost += int(found.sum())
        alone += _without(used, lambda kept: _single(codes, kept)) if len(effects) else 0
    if not used.any():
        raise UserError(
            f"no row is left to fit: {lost:,} are zeros that the effects fit perfectly, {alone:,} are alone in a level "
            "of an effect; a pair effect needs pairs with trade in two periods or more"
        )
    kept = tuple(_coded(c[used]) for c in codes)
    return Sample(outcome[used], np.ascontiguousarray(x[:, used]), tuple(regressors), kept, used, lost, alone)


def _none(outcome: Vector) -> Matrix:
    return np.empty((0, len(outcome)))


def _expect(y: Vector, x: Matrix, names: tuple[str, ...], effects: Sequence[NDArray[Any]]) -> None:
    n = len(y)
    if x.shape[1] != n or any(len(e) != n for e in effects):
        raise UserError(f"outcome, regressors and effects differ in length: {n}, {x.shape[1]}, {[*map(len, effects)]}")
    for name, values in (("outcome", y), *zip(names, x, strict=True)):
        if not np.isfinite(values).all():
            row = int(np.flatnonzero(~np.isfinite(values))[0])
            raise UserError(f"{name} has no finite value in row {row}; leave such rows out, or say what they mean")
    if (y < 0).any():
        raise UserError(f"outcome is negative in row {int(np.flatnonzero(y < 0)[0])}; trade cannot be")
    if not (y > 0).any():
        raise UserError("outcome is zero in every row; there is nothing to fit")


def _coded(labels: NDArray[Any]) -> Codes:
    """Labels as numbers from 0 without gaps."""
    if labels.dtype.kind in "iu" and len(labels) and labels.min() >= 0 and labels.max() < 8 * len(labels) + 1000:
        held = np.bincount(labels) > 0
        if held.all():
            return np.asarray(labels, dtype=np.intp)
        return np.asarray((np.cumsum(held) - 1)[labels], dtype=np.intp)
    return np.asarray(np.unique(labels, return_inverse=True)[1], dtype=np.intp)


def _without(used: Mask, found: Any) -> int:
    """Take rows out until none is found; how many they were."""
    before = int(used.sum())
    while used.any() and (out := found(used)).any():
        used[out] = False
    return before - int(used.sum())


def _silent(y: Vector, codes: Sequence[Codes], used: Mask) -> Mask:
    out = np.zeros(len(y), dtype=bool)
    for code in codes:
        out |= np.bincount(code, y * used)[code] <= 0
    return out & used


def _single(codes: Sequence[Codes], used: Mask) -> Mask:
    out = np.zeros(len(used), dtype=bool)
    for code in codes:
        out |= np.bincount(code, used)[code] == 1
    return out & used
