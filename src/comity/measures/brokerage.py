"""Who stands between others that have no tie of their own? Gould and Fernandez's roles, with their expectations.

k brokers from i to j when i→k and k→j but not i→j. With groups of i, k, j the broker is

    coordinator  A A A      representative  A A B      liaison  A B C
    itinerant    A B A      gatekeeper      A B B

Under a random network of density p each of the N eligible ordered pairs (i, j) is brokered with q = p²(1 − p), and
two pairs that share i or j have covariance p³(1 − p)³, so with S such ordered couples of pairs

    E = N q,        Var = N q (1 − q) + S p³ (1 − p)³.

Reference: Gould and Fernandez (1989), doi:10.2307/270949.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison", "total")


@dataclass(frozen=True, slots=True)
class Brokerage:
    """By state (rows) and role (columns, in the order of ROLES): counts, expectations, standard deviations."""

    count: Matrix
    expected: Matrix
    deviation: Matrix

    @property
    def score(self) -> Matrix:
        """(count − expected) / deviation; NaN where a role cannot occur."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.deviation > 0, (self.count - self.expected) / self.deviation, np.nan)


def brokerage(tie: NDArray[np.bool_], group: NDArray[np.intp], density: float | None = None) -> Brokerage:
    """Roles of every member of a directed network.

    `tie[i, j]` says whether i sends to j (the diagonal is ignored), `group` numbers the groups from 0, `density` is p,
    the network's own if left out. Raises ValueError when the shapes do not fit.
    """
    n = len(group)
    if tie.shape != (n, n):
        raise ValueError(f"{n} groups do not fit a network of shape {tie.shape}")
    sent = tie.astype(np.float64)
    np.fill_diagonal(sent, 0)
    p = float(sent.sum() / (n * (n - 1))) if density is None and n > 1 else float(density or 0)
    member = np.eye(int(group.max(initial=-1)) + 1)[group]
    return Brokerage(_counts(sent, group, member), *_chance(member.sum(axis=0), group, p))


def _counts(sent: Matrix, group: NDArray[np.intp], member: Matrix) -> Matrix:
    """Brokered pairs by the groups of i and j, then by role."""
    n, groups = len(sent), member.shape[1]
    open_pair = 1 - sent
    np.fill_diagonal(open_pair, 0)
    found = np.zeros((n, groups, groups))
    for k in range(n):
        brokered = np.outer(sent[:, k], sent[k]) * open_pair
        found[k] = member.T @ brokered @ member
    own = np.arange(n)
    every = found.sum(axis=(1, 2))
    same = np.einsum("kgg->k", found)
    inside = found[own, group, group]
    receiving, sending = found[own, :, group].sum(axis=1) - inside, found[own, group, :].sum(axis=1) - inside
    itinerant = same - inside
    liaison = every - inside - receiving - sending - itinerant
    return np.stack([inside, itinerant, receiving, sending, liaison, every], axis=1)


def _chance(size: Matrix, group: NDArray[np.intp], p: float) -> tuple[Matrix, Matrix]:
    """Expectation and standard deviation by state and role; both depend on the state's group alone."""
    by_group = [_pairs(size, g) for g in range(len(size))]
    pairs = np.array([[n for n, _ in roles] for roles in by_group])[group]
    couples = np.array([[s for _, s in roles] for roles in by_group])[group]
    q = p * p * (1 - p)
    return pairs * q, np.sqrt(pairs * q * (1 - q) + couples * (p * (1 - p)) ** 3)


def _pairs(size: Matrix, g: int) -> list[tuple[float, float]]:
    """For a broker of group g and each role: eligible ordered pairs, and couples of them that share an end."""
    own, others, total = size[g] - 1, np.delete(size, g), size.sum() - 1
    away = others.sum()

    def within(n: float) -> tuple[float, float]:
        return n * (n - 1), n * (n - 1) * 2 * (n - 2)

    def across(n: float, m: float) -> tuple[float, float]:
        return n * m, n * m * ((n - 1) + (m - 1))

    itinerant = tuple(sum(values) for values in zip((0.0, 0.0), *(within(n) for n in others), strict=True))
    # A liaison's i and j are of two different other groups: what i may be paired with depends on its own group.
    liaison = (
        float(sum(n * (away - n) for n in others)),
        float(sum(n * (away - n) * 2 * (away - n - 1) for n in others)),
    )
    return [
        within(own),
        (float(itinerant[0]), float(itinerant[1])),
        across(own, away),
        across(own, away),
        liaison,
        within(total),
    ]
