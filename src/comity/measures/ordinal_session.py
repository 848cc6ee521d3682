"""One session of ordinal votes: draws of the states' positions, given where each stood before.

The model of Bailey, Strezhnev and Voeten: an unseen z_iv = β_v θ_i + ε, ε ~ N(0, 1), makes state i vote yes below
γ_1v, abstain up to γ_2v and vote no above; β_v ~ N(0, 1), θ_i ~ N(where it stood, its step), |γ| <= 7. The sampler
is theirs: Metropolis steps for γ, Gibbs draws for z, β and θ. doi:10.1177/0022002715595700
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

FURTHEST_CUT, FURTHEST_Z, FURTHEST = 7.0, 9.0, 5.0
"""Bounds of γ, z and θ."""
STRIDE = 0.15
"""Standard deviation of the proposals for γ."""
GRID = 2.0**16
"""Draws are multiples of 1 / GRID: sums of their products are exact, so the order of summation does not matter."""
TINY = 1e-300
SHRINK = 1.0085
CENTRE = -0.0011
"""Each sweep ends with θ <- (θ - CENTRE) / SHRINK.

The published sampler divides by the mean and spread over all sessions at this place, which later votes would move.
At rest these are constants; these two give the estimates of 1946 to 2019 about mean 0 and spread 1.
"""


@dataclass(frozen=True, slots=True)
class Chain:
    """How long to sample: sweeps left out at first, and sweeps kept."""

    burn: int = 200
    keep: int = 300


@dataclass(slots=True)
class _State:
    theta: Vector
    beta: Vector
    low: Vector
    high: Vector


class _Votes:
    """Places of the votes of one session by what was cast; `cast` is states x roll calls."""

    def __init__(self, cast: NDArray[np.int8]) -> None:
        self.shape = cast.shape
        self.seen = (cast > 0).astype(np.float64)
        self.yes, self.abstain, self.no = (np.flatnonzero(cast.ravel() == level) for level in (1, 2, 3))
        self.absent = np.flatnonzero(cast.ravel() == 0)
        width = cast.shape[1]
        self.call = tuple(places % width for places in (self.yes, self.abstain, self.no))
        self.counts = np.stack([(cast == level).sum(axis=0) for level in (1, 2, 3)])

    def likelihood(self, index: Vector, low: Vector, high: Vector) -> Vector:
        """Log likelihood of each roll call; `index` is βθ, flat."""
        from scipy.special import ndtr

        first, middle, last = self.call
        upper, lower = high[middle] - index[self.abstain], low[middle] - index[self.abstain]
        parts = (
            (first, ndtr(low[first] - index[self.yes])),
            (middle, ndtr(upper) - ndtr(lower)),
            (last, ndtr(index[self.no] - high[last])),
        )
        logs = [np.bincount(call, np.log(np.maximum(p, TINY)), self.shape[1]) for call, p in parts]
        return np.asarray(np.sum(logs, axis=0))

    def latent(self, index: Vector, low: Vector, high: Vector, draw: Vector) -> Matrix:
        """The unseen z of each vote, drawn from its truncated normal; 0 where no vote was cast."""
        from scipy.special import ndtr, ndtri

        first, middle, last = self.call
        z = index.copy()
        z[self.yes] += ndtri(np.maximum(draw[self.yes] * ndtr(low[first] - index[self.yes]), TINY))
        z[self.no] -= ndtri(np.maximum(draw[self.no] * ndtr(index[self.no] - high[last]), TINY))
        floor, ceiling = low[middle], high[middle]
        mean = index[self.abstain]
        below = ndtr(floor - mean)
        share = below + draw[self.abstain] * (ndtr(ceiling - mean) - below)
        z[self.abstain] = np.clip(mean + ndtri(np.clip(share, TINY, 1 - 1e-16)), floor, ceiling)
        z[self.absent] = 0
        return _grid(np.clip(z, -FURTHEST_Z, FURTHEST_Z)).reshape(self.shape)


def draws(
    cast: NDArray[np.int8],
    centre: Vector,
    step: Vector,
    start: Vector,
    chain: Chain,
    rng: np.random.Generator,
) -> Matrix:
    """Kept draws of θ, draws x states.

    `cast` is states x roll calls (0 absent, 1 yes, 2 abstain, 3 no), every roll call contested and every state with
    a vote; `centre` and `step` are mean and variance of each state's prior; `start` is where the chain begins. Where
    the chain has come to rest as the mirror image of `start`, it is turned round.
    """
    votes = _Votes(cast)
    state = _begin(votes, start)
    kept = np.empty((chain.keep, len(start)))
    for sweep in range(chain.burn + chain.keep):
        if sweep == chain.burn and is_mirrored(state.theta, start):
            state.theta, state.beta = -state.theta, -state.beta
        _sweep(votes, state, centre, step, rng)
        if sweep >= chain.burn:
            kept[sweep - chain.burn] = state.theta
    return kept


def is_mirrored(theta: Vector, before: Vector) -> bool:
    """Whether positions correlate negatively with where the same states stood before."""
    return bool(np.dot(theta - theta.mean(), before - before.mean()) < 0)


def _begin(votes: _Votes, start: Vector) -> _State:
    """β as 1 or -1 by which side said no; cut points where positions of such a spread give the shares of votes."""
    from scipy.special import ndtri

    shares = np.cumsum(votes.counts, axis=0) / votes.counts.sum(axis=0)
    side = np.zeros(votes.shape)
    side.ravel()[votes.yes], side.ravel()[votes.no] = -1.0, 1.0
    beta = np.sign((start - start.mean()) @ side)
    spread = np.sqrt(1 + start.var())
    low, high = (
        np.clip(
            beta * start.mean() + spread * ndtri(np.clip(share, 0.005, 0.995)), 0.02 - FURTHEST_CUT, FURTHEST_CUT - 0.02
        )
        for share in shares[:2]
    )
    return _State(_grid(start), beta, low, np.maximum(high, low + 0.01))


def _sweep(votes: _Votes, state: _State, centre: Vector, step: Vector, rng: np.random.Generator) -> None:
    index = np.outer(state.theta, state.beta).ravel()
    width = len(state.beta)
    now = votes.likelihood(index, state.low, state.high)
    low, high = (cut + STRIDE * rng.standard_normal(width) for cut in (state.low, state.high))
    allowed = (low < high) & (np.abs(low) < FURTHEST_CUT) & (np.abs(high) < FURTHEST_CUT)
    low, high = np.where(allowed, low, state.low), np.where(allowed, high, state.high)
    taken = np.log(rng.random(width)) < votes.likelihood(index, low, high) - now
    state.low, state.high = np.where(taken, low, state.low), np.where(taken, high, state.high)
    z = votes.latent(index, state.low, state.high, rng.random(index.size))
    weight = state.theta**2 @ votes.seen + 1
    state.beta = _grid((state.theta @ z) / weight + rng.standard_normal(width) / np.sqrt(weight))
    weight = votes.seen @ state.beta**2 + 1 / step
    drawn = (z @ state.beta + centre / step) / weight + rng.standard_normal(len(step)) / np.sqrt(weight)
    state.theta = _grid((np.clip(drawn, -FURTHEST, FURTHEST) - CENTRE) / SHRINK)


def _grid(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.rint(values * GRID) / GRID)
