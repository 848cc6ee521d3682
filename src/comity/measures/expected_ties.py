"""How likely is a tie, given everything else that is known of the pair?

A forest of randomised trees (Geurts, Ernst and Wehenkel 2006, doi:10.1007/s10994-006-6226-1) over all pairs of one
year. Each pair is judged only by trees that did not see it. Stacking many predictors in this way finds hidden ties
about as well as any method known: doi:10.1073/pnas.1914950117
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.errors import MissingExtra

Vector = NDArray[np.float64]

TREES = 150
NEIGHBOURS = 200
"""Pairs of like expectation whose recorded ties give the interval."""
DRIVERS = 3


@dataclass(frozen=True, slots=True)
class Expected:
    """Probability of a tie for each pair, with its 80 % interval, and the forest that gave it."""

    value: Vector
    low: Vector
    high: Vector
    forest: Any


def expected(features: NDArray[np.float64], tie: NDArray[np.bool_], seed: int) -> Expected:
    """`features` is pairs x features. Where all or none have the tie there is only their share, and no forest."""
    if tie.all() or not tie.any():
        value, low, high = calibrated(np.zeros(len(tie)), tie)
        return Expected(value, low, high, None)
    raw, forest = out_of_bag(features, tie, seed)
    value, low, high = calibrated(raw, tie)
    return Expected(value, low, high, forest)


def out_of_bag(features: NDArray[np.float64], tie: NDArray[np.bool_], seed: int) -> tuple[Vector, Any]:
    """Share of the trees that did not see a pair which give it the tie, and the forest.

    Raises MissingExtra without scikit-learn.
    """
    try:
        from sklearn.ensemble import ExtraTreesClassifier
    except ImportError as error:
        raise MissingExtra('expected ties need scikit-learn: pip install "comity[build]"') from error

    forest = ExtraTreesClassifier(
        TREES, min_samples_leaf=2, max_features=0.5, bootstrap=True, oob_score=True, random_state=seed, n_jobs=1
    ).fit(features, tie)
    votes = np.asarray(forest.oob_decision_function_[:, 1])
    return np.where(np.isnan(votes), tie.mean(), votes), forest


def calibrated(raw: Vector, tie: NDArray[np.bool_]) -> tuple[Vector, Vector, Vector]:
    """Probability by isotonic regression of the recorded ties on `raw`, with an interval.

    The interval is Jeffreys' for the share of ties among the NEIGHBOURS pairs of nearest expectation.
    """
    from scipy.stats import beta
    from sklearn.isotonic import IsotonicRegression

    value = np.asarray(IsotonicRegression(y_min=0, y_max=1).fit_transform(raw, tie))
    order = np.argsort(raw, kind="stable")
    size = min(NEIGHBOURS, len(raw))
    total = np.r_[0, np.cumsum(tie[order])]
    first = np.clip(np.arange(len(raw)) - size // 2, 0, len(raw) - size)
    count = (total[first + size] - total[first]).astype(float)
    low, high = np.empty(len(raw)), np.empty(len(raw))
    low[order] = beta.ppf(0.1, count + 0.5, size - count + 0.5)
    high[order] = beta.ppf(0.9, count + 0.5, size - count + 0.5)
    return value, np.minimum(low, value), np.maximum(high, value)


def drivers(found: Expected, features: NDArray[np.float64], chosen: NDArray[np.intp]) -> NDArray[np.intp]:
    """For each chosen pair the features that raise its expectation most, strongest first, chosen x DRIVERS.

    A feature's part is what expectation loses when the pair is given the median of all pairs; -1 where it loses none.
    """
    median = np.median(features, axis=0)
    rows = features[chosen]
    n, columns = rows.shape
    # All in one call: a forest takes as long to be asked as to answer.
    asked = np.repeat(rows[np.newaxis], columns + 1, axis=0)
    for column in range(columns):
        asked[column, :, column] = median[column]
    said = found.forest.predict_proba(asked.reshape(-1, columns))[:, 1].reshape(columns + 1, n)
    loss = (said[-1] - said[:-1]).T
    strongest = np.argsort(-loss, axis=1, kind="stable")[:, :DRIVERS]
    return np.where(np.take_along_axis(loss, strongest, axis=1) > 0.005, strongest, -1)
