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


@dataclass(frozen=True, slots=True)
class _Below:
    """How far the unseen z of each vote lies below its cut points, as probabilities, votes in the order of `_Votes`.

    Of a vote of yes that it is below γ_1, of an abstention that it is below γ_1 and below γ_2, of a no that it is
    above γ_2.
    """

    yes: Vector
    floor: Vector
    ceiling: Vector
    no: Vector


class _Votes:
    """Places of the votes of one session by what was cast; `cast` is states x roll calls."""

    def __init__(self, cast: NDArray[np.int8]) -> None:
        self.shape = cast.shape
        self.seen = (cast > 0).astype(np.float64)
        self.yes, self.abstain, self.no = (np.flatnonzero(cast.ravel() == level) for level in (1, 2, 3))
        width = cast.shape[1]
        self.state = tuple(places // width for places in (self.yes, self.abstain, self.no))
        self.call = tuple(places % width for places in (self.yes, self.abstain, self.no))
        self.counts = np.stack([(cast == level).sum(axis=0) for level in (1, 2, 3)])

    def index(self, theta: Vector, beta: Vector) -> tuple[Vector, ...]:
        """βθ of every vote of yes, abstention and no."""
        return tuple(theta[state] * beta[call] for state, call in zip(self.state, self.call, strict=True))

    def below(self, index: tuple[Vector, ...], low: Vector, high: Vector) -> _Below:
        """The probabilities of all votes for cut points; `index` is βθ by what was cast."""
        from scipy.special import ndtr

        first, middle, last = self.call
        yes, abstain, no = index
        return _Below(
            ndtr(low[first] - yes), ndtr(low[middle] - abstain), ndtr(high[middle] - abstain), ndtr(no - high[last])
        )

    def likelihood(self, of: _Below) -> Vector:
        """Log likelihood of each roll call."""
        parts = zip(self.call, (of.yes, of.ceiling - of.floor, of.no), strict=True)
        logs = [np.bincount(call, np.log(np.maximum(p, TINY)), self.shape[1]) for call, p in parts]
        return np.asarray(np.sum(logs, axis=0))

    def chosen(self, taken: NDArray[np.bool_], new: _Below, old: _Below) -> _Below:
        """Of the roll calls `taken` the new probabilities, of all others the old ones: nothing is computed again."""
        first, middle, last = (taken[call] for call in self.call)
        return _Below(
            np.where(first, new.yes, old.yes),
            np.where(middle, new.floor, old.floor),
            np.where(middle, new.ceiling, old.ceiling),
            np.where(last, new.no, old.no),
        )

    def latent(self, index: tuple[Vector, ...], cuts: tuple[Vector, Vector], of: _Below, draw: Vector) -> Matrix:
        """The unseen z of each vote, drawn from its truncated normal; 0 where no vote was cast."""
        from scipy.special import ndtri

        middle = self.call[1]
        yes, abstain, no = index
        z = np.zeros(draw.size)
        z[self.yes] = yes + ndtri(np.maximum(draw[self.yes] * of.yes, TINY))
        z[self.no] = no - ndtri(np.maximum(draw[self.no] * of.no, TINY))
        share = of.floor + draw[self.abstain] * (of.ceiling - of.floor)
        drawn = abstain + ndtri(np.clip(share, TINY, 1 - 1e-16))
        z[self.abstain] = np.clip(drawn, cuts[0][middle], cuts[1][middle])
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


def kept_draws(
    cast: NDArray[np.int8],
    centre: Vector,
    variance: Vector,
    start: Vector,
    chain: tuple[int, int],
    seed: tuple[int, int],
) -> dict[str, NDArray[np.int32]]:
    """`draws` of one year as whole multiples of 1 / GRID, which they are; `chain` is sweeps left out and kept.

    The year is part of the seed: a session draws the same whether or not those before it were run.
    """
    kept = draws(cast, centre, variance, start, Chain(*chain), np.random.default_rng(seed))
    return {"kept": np.rint(kept * GRID).astype(np.int32)}


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
    index = votes.index(state.theta, state.beta)
    width = len(state.beta)
    old = votes.below(index, state.low, state.high)
    now = votes.likelihood(old)
    low, high = (cut + STRIDE * rng.standard_normal(width) for cut in (state.low, state.high))
    allowed = (low < high) & (np.abs(low) < FURTHEST_CUT) & (np.abs(high) < FURTHEST_CUT)
    low, high = np.where(allowed, low, state.low), np.where(allowed, high, state.high)
    new = votes.below(index, low, high)
    taken = np.log(rng.random(width)) < votes.likelihood(new) - now
    state.low, state.high = np.where(taken, low, state.low), np.where(taken, high, state.high)
    cuts = state.low, state.high
    z = votes.latent(index, cuts, votes.chosen(taken, new, old), rng.random(votes.seen.size))
    weight = state.theta**2 @ votes.seen + 1
    state.beta = _grid((state.theta @ z) / weight + rng.standard_normal(width) / np.sqrt(weight))
    weight = votes.seen @ state.beta**2 + 1 / step
    drawn = (z @ state.beta + centre / step) / weight + rng.standard_normal(len(step)) / np.sqrt(weight)
    state.theta = _grid((np.clip(drawn, -FURTHEST, FURTHEST) - CENTRE) / SHRINK)


def _grid(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.rint(values * GRID) / GRID)
