"""How many signed ties stand in the way of balance? Exact, by mixed-integer programming.

A network of friendly (+1) and hostile (−1) ties is balanced when its states fall into two camps with friends inside
and enemies across. L is the fewest ties that must be dropped, or change sign, to get there. With a camp y of every
state and f_e = 1 for a tie that does not fit:

    L = min Σ f_e   subject to   f_ij ≥ ±(y_i − y_j) where the tie is friendly,
                                 f_ij ≥ ±(y_i + y_j − 1) where it is hostile,
                                 f_ij + f_jk + f_ik ≥ 1 in every unbalanced triangle,   y binary.

F = 1 − 2L/m for m ties: 1 balanced, 0 as far from balance as a network can be.

Reference: Aref, Mason and Wilson (2018), doi:10.1007/978-3-319-94830-0_3; Aref and Wilson (2019),
doi:10.1093/comnet/cny015.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from comity.errors import MissingExtra

if TYPE_CHECKING:
    from collections.abc import Iterator

Signs = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Frustration:
    """The fewest ties out of balance, or the bounds within which it lies where the search was stopped.

    `flips` is L, None unless proven; `low <= L <= high` always holds. `components` counts the separate parts of the
    network, states without a tie left out; L is the sum over them.
    """

    ties: int
    hostile: int
    components: int
    low: int
    high: int

    @property
    def flips(self) -> int | None:
        """L where it is proven, else None."""
        return self.low if self.low == self.high else None

    @property
    def index(self) -> float | None:
        """F = 1 − 2L/m; None without ties or where L is not proven."""
        return None if self.flips is None or not self.ties else 1 - 2 * self.flips / self.ties

    @property
    def answer(self) -> str:
        """In words, for whoever asked."""
        if not self.ties:
            return "not applicable: there is no signed tie"
        parts = "" if self.components == 1 else f", in {self.components} separate parts"
        if self.flips is None:
            return f"not determinable: between {self.low} and {self.high} of {self.ties} ties{parts}"
        return f"{self.flips} of {self.ties} ties{parts}"


def frustration(sign: Signs, *, nodes: int | None = None, seconds: float | None = None) -> Frustration:
    """L of a network given as a symmetric matrix of −1, 0 and 1.

    `nodes` and `seconds` bound the search in each separate part; a bound on nodes gives the same answer on every
    machine, one on seconds does not. Raises ValueError for a matrix that is no signed network.
    """
    _expect_signed(sign)
    low = high = 0
    parts = list(_parts(sign))
    for part in parts:
        found = _solve(sign[np.ix_(part, part)], nodes, seconds)
        low, high = low + found[0], high + found[1]
    one, two = np.nonzero(np.triu(sign))
    return Frustration(len(one), int((sign[one, two] < 0).sum()), len(parts), low, high)


def _expect_signed(sign: Signs) -> None:
    if sign.ndim != 2 or sign.shape[0] != sign.shape[1]:
        raise ValueError(f"a signed network is a square matrix, not one of shape {sign.shape}")
    if not np.isin(sign, (-1, 0, 1)).all():
        raise ValueError("a signed network holds -1, 0 and 1 only")
    if (sign != sign.T).any() or np.diagonal(sign).any():
        raise ValueError("a signed network is symmetric and has no tie of a state with itself")


def _parts(sign: Signs) -> Iterator[NDArray[np.intp]]:
    """The members of each connected part that has a tie, in the order of their first member."""
    waiting = np.any(sign != 0, axis=1)
    while waiting.any():
        reached = np.zeros(len(sign), bool)
        reached[np.argmax(waiting)] = True
        edge = reached
        while edge.any():
            edge = np.any(sign[edge] != 0, axis=0) & ~reached
            reached |= edge
        waiting &= ~reached
        yield np.flatnonzero(reached)


def _solve(sign: Signs, nodes: int | None, seconds: float | None) -> tuple[int, int]:
    """Lower and upper bound of L in one connected part; equal when proven."""
    worst, least = _one_swap(sign), _packed(sign)
    if worst == least:
        return worst, worst
    try:
        from scipy.optimize import Bounds, LinearConstraint, milp
    except ImportError as error:
        raise MissingExtra('exact frustration needs SciPy: pip install "comity[build]"') from error

    one, two = np.nonzero(np.triu(sign))
    n, m = len(sign), len(one)
    lower = np.zeros(n + m)
    # Turning all camps round changes nothing: one member's camp is settled beforehand.
    lower[np.argmax((sign != 0).sum(axis=1))] = 1
    matrix, at_least = _constraints(sign, one, two)
    options = {k: v for k, v in (("node_limit", nodes), ("time_limit", seconds)) if v is not None}
    found = milp(
        np.r_[np.zeros(n), np.ones(m)],
        integrality=np.r_[np.ones(n), np.zeros(m)],
        bounds=Bounds(lower, 1),
        constraints=LinearConstraint(matrix, at_least, np.inf),
        options=options,
    )
    # Whatever ends the search early (a limit, or the solver's own trouble) leaves bounds that hold.
    high = worst if found.x is None else min(worst, _misfits(sign, found.x[:n] > 0.5))
    if found.status == 0:
        return high, high
    bound = found.mip_dual_bound
    return (
        least if bound is None or not math.isfinite(bound) else min(high, max(least, math.ceil(bound - 1e-6)))
    ), high


def _constraints(sign: Signs, one: NDArray[np.intp], two: NDArray[np.intp]) -> tuple[Any, NDArray[np.float64]]:
    """Rows over (y, f) that are to be at least the second array."""
    from scipy.sparse import coo_array, vstack

    n, m = len(sign), len(one)
    friendly = sign[one, two] > 0
    tie, ones = np.arange(m), np.ones(m)
    blocks, at_least = [], []
    for turn in (1.0, -1.0):
        row, column = np.r_[tie, tie, tie], np.r_[one, two, n + tie]
        value = np.r_[-turn * ones, np.where(friendly, turn, -turn), ones]
        blocks.append(coo_array((value, (row, column)), (m, n + m)))
        at_least.append(np.where(friendly, 0.0, -turn))
    number = np.full((n, n), -1)
    number[one, two] = number[two, one] = tie
    i, j, k = _unbalanced(sign)
    row = np.tile(np.arange(len(i)), 3)
    column = n + np.r_[number[i, j], number[j, k], number[i, k]]
    blocks.append(coo_array((np.ones(len(column)), (row, column)), (len(i), n + m)))
    at_least.append(np.ones(len(i)))
    return vstack(blocks).tocsr(), np.concatenate(at_least)


def _unbalanced(sign: Signs) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Triangles i < j < k whose three signs multiply to −1."""
    found = []
    for i in range(len(sign)):
        near = np.flatnonzero(sign[i, i + 1 :]) + i + 1
        within = sign[np.ix_(near, near)] * sign[i, near][:, None] * sign[i, near][None, :]
        j, k = np.nonzero(np.triu(within) < 0)
        found.append(np.stack([np.full(len(j), i), near[j], near[k]]))
    together = np.concatenate(found, axis=1) if found else np.zeros((3, 0), np.intp)
    return together[0], together[1], together[2]


def _packed(sign: Signs) -> int:
    """A lower bound: unbalanced triangles no two of which share a tie, each of which needs a tie of its own."""
    free = np.ones(sign.shape, bool)
    found = 0
    for i, j, k in zip(*_unbalanced(sign), strict=True):
        if free[i, j] and free[j, k] and free[i, k]:
            free[i, j] = free[j, k] = free[i, k] = False
            found += 1
    return found


def _misfits(sign: Signs, camp: NDArray[np.bool_]) -> int:
    """Ties that do not fit these two camps."""
    side = np.where(camp, 1, -1)
    return int((np.triu(sign) * side[:, None] * side[None, :] < 0).sum())


def _one_swap(sign: Signs) -> int:
    """An upper bound: camps by walking out from the best-tied state, then single moves as long as they help."""
    side = np.zeros(len(sign), np.int64)
    side[np.argmax((sign != 0).sum(axis=1))] = 1
    while (side == 0).any():
        pull = sign @ side
        # Ties to both camps may cancel out: a member of no preference is settled all the same.
        near = np.where(side == 0, np.abs(pull), -1)
        side[np.argmax(near)] = 1 if pull[np.argmax(near)] >= 0 else -1
    while True:
        gain = -side * (sign @ side)
        best = int(np.argmax(gain))
        if gain[best] <= 0:
            return _misfits(sign, side > 0)
        side[best] = -side[best]
