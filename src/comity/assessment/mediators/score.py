"""The chance that each candidate is the go-between, if one state is: a conditional logit with known error.

    P(m | a, b) = exp(x_m β) / Σ_k exp(x_k β)

over all candidates k of the pair. β and its covariance (clustered by disputing pair) are estimated by
`validation/intermediaries.py` from the record of mediations and kept in `weights.csv`; how often such a ranking was
right is kept in `known_error.yaml`. Reference: McFadden (1974), Conditional logit analysis of qualitative choice
behavior, in Zarembka (ed.), Frontiers in Econometrics, 105-142.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from comity.assessment.mediators.features import FEATURES, NEEDED, Candidates, Columns, candidates
from comity.terms.curated import curated_rows
from comity.terms.lookup import read_curated
from comity.terms.unit import format_value

Vector = NDArray[np.float64]
_ROOM = Path(__file__).parent
DRAWS, SEED = 400, 5
"""How often β is drawn for the intervals, and from which seed: the same question has the same answer."""


@dataclass(frozen=True, slots=True)
class Weights:
    """β by FEATURES, and its covariance."""

    beta: Vector
    covariance: Vector


@dataclass(frozen=True, slots=True)
class KnownError:
    """How a ranking made this way did on real mediations, the disputing pair left out each time.

    `auc`: mean chance that a true go-between ranks above another state; `first_ten`: share of them in the first ten.
    """

    auc: float
    first_ten: float
    mediations: int
    disputes: int
    first_year: int
    last_year: int
    fresh_auc: float
    fresh_first_ten: float
    fresh_mediations: int
    """The same for mediations that took no part in the estimate at all."""

    @property
    def text(self) -> str:
        """In one sentence."""
        share, above, fresh = (format_value(v, "share") for v in (self.first_ten, self.auc, self.fresh_first_ten))
        return (
            f"of {self.mediations} mediations in {self.disputes} disputes since {self.first_year} a "
            f"ranking whose weights never saw the two disputants' own cases put {share} in its first ten, and the "
            f"true go-between above another state {above} of the time; of {self.fresh_mediations} others that took no "
            f"part in the estimate it put {fresh} in its first ten"
        )


@dataclass(frozen=True, slots=True)
class Ranked:
    """One candidate: its place, its chance with the 80 % interval, and the interval of its place."""

    state: str
    rank: int
    score: float
    low: float
    high: float
    rank_low: int
    rank_high: int
    place: int
    """Row of the candidate in `Ranking.candidates`."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """All candidates of a pair, likeliest first, and the features they were ranked by."""

    rows: tuple[Ranked, ...]
    candidates: Candidates
    contribution: Vector
    """By candidate and feature, x β less the candidates' mean: what lifts it above the average or pulls it down."""

    def of(self, state: str) -> Ranked | None:
        """The row of one state; None if it was no candidate on the day."""
        return next((r for r in self.rows if r.state == state), None)


def lacking(columns: Columns) -> tuple[str, ...]:
    """Measures without which no ranking is given: not in the atlas, or not yet begun on its day."""
    return tuple(m for m in NEEDED if not columns.newest(m)[0])


def rank(columns: Columns, a: str, b: str) -> Ranking:
    """All candidates between a and b, as of the atlas's day."""
    found = candidates(columns, a, b)
    weights = estimated()
    utility = found.matrix @ weights.beta
    drawn = _drawn(found.matrix, _draws(weights))
    chance, chances = _chance(utility), _chance(drawn)
    low, high = np.quantile(chances, (0.1, 0.9), axis=1)
    places = _places(drawn)
    rank_low, rank_high = np.quantile(places, (0.1, 0.9), axis=1, method="inverted_cdf")
    order = sorted(range(len(found.states)), key=lambda i: (-utility[i], found.states[i]))
    rows = tuple(
        Ranked(
            found.states[i],
            number,
            float(chance[i]),
            float(min(low[i], chance[i])),
            float(max(high[i], chance[i])),
            int(min(rank_low[i], number)),
            int(max(rank_high[i], number)),
            i,
        )
        for number, i in enumerate(order, start=1)
    )
    part = found.matrix * weights.beta
    return Ranking(rows, found, part - part.mean(axis=0))


def _chance(utility: Vector) -> Vector:
    """Softmax over the candidates, which are the first axis."""
    lifted = np.exp(utility - utility.max(axis=0))
    return np.asarray(lifted / lifted.sum(axis=0))


_BLOCK = 100
"""Draws that are multiplied at once: more would set threads spinning that take longer to wake than the product."""


def _drawn(matrix: Vector, draws: Vector) -> Vector:
    """The utility of each candidate under each draw of β."""
    blocks = [matrix @ draws[first : first + _BLOCK].T for first in range(0, len(draws), _BLOCK)]
    return np.concatenate(blocks, axis=1)


def _places(drawn: Vector) -> NDArray[np.intp]:
    """The place of each candidate under each draw, from 1; of equals the first stands first."""
    order = np.ascontiguousarray(-drawn.T).argsort(axis=1, kind="stable")
    places = np.empty_like(order)
    np.put_along_axis(places, order, np.arange(1, order.shape[1] + 1)[None, :], axis=1)
    return places.T


def _draws(weights: Weights) -> Vector:
    noise = np.random.default_rng(SEED).standard_normal((DRAWS, len(weights.beta)))
    value, vector = np.linalg.eigh(weights.covariance)
    return np.asarray(weights.beta + noise @ (vector * np.sqrt(np.clip(value, 0, None))).T)


@cache
def estimated() -> Weights:
    """β and its covariance from `weights.csv`."""
    rows = {row["feature"]: row for row in curated_rows(_ROOM / "weights.csv")}
    names = [f.id for f in FEATURES]
    return Weights(
        np.array([float(rows[n]["weight"]) for n in names]),
        np.array([[float(rows[n][f"cov_{m}"]) for m in names] for n in names]),
    )


@cache
def known_error() -> KnownError:
    """What the validation found, from `known_error.yaml`."""
    found = read_curated(_ROOM / "known_error.yaml")
    return KnownError(**found["measured"])
