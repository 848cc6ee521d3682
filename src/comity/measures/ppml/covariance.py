"""Standard errors of a Poisson regression: robust to any variance, and to dependence within groups.

Convention, that of Stata's ppmlhdfe: Q = n/(n-1) times the sandwich for robust errors, G/(G-1) for errors
clustered in G groups, without a charge for estimated parameters; with several groupings the terms of inclusion
and exclusion share the smallest group count (Cameron, Gelbach and Miller 2011, doi:10.1198/jbes.2010.07136).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.measures.ppml.absorb import Matrix, Vector, inner
from comity.measures.ppml.fit import Fit


def robust(fit: Fit) -> Matrix:
    """Covariance (k x k) robust to heteroskedasticity."""
    scores = fit.within * fit.residual
    n = scores.shape[1]
    return np.asarray(n / (n - 1) * _sandwich(fit, inner(scores, scores)))


def clustered(fit: Fit, *groups: NDArray[Any]) -> Matrix:
    """Covariance (k x k) robust to dependence within each of the groupings.

    `groups` are labels of all rows that were given to the fit (those left out are skipped). Several
    groupings give multiway clustering. With one, the result is positive semidefinite; with more it is made so.
    """
    if not groups:
        raise TypeError("clustered needs at least one grouping; for none use robust")
    labels = [np.unique(np.asarray(g)[fit.sample.used], return_inverse=True)[1] for g in groups]
    scores = fit.within * fit.residual
    counts = [int(code.max()) + 1 for code in labels]
    if min(counts) < 2:
        raise ValueError("standard errors clustered in a single group do not exist")
    meat = np.zeros((len(scores), len(scores)))
    for size in range(1, len(labels) + 1):
        for chosen in combinations(labels, size):
            summed = _sums(scores, _joined(chosen))
            meat += (-1) ** (size + 1) * inner(summed, summed)
    smallest = min(counts)
    covariance = smallest / (smallest - 1) * _sandwich(fit, meat)
    return covariance if len(labels) == 1 else _semidefinite(covariance)


def errors(covariance: Matrix) -> Vector:
    """Standard errors: roots of the diagonal."""
    return np.asarray(np.sqrt(np.diag(covariance)))


def _sandwich(fit: Fit, meat: Matrix) -> Matrix:
    return fit.bread @ meat @ fit.bread


def _joined(labels: Sequence[NDArray[np.intp]]) -> NDArray[np.intp]:
    code = labels[0]
    for other in labels[1:]:
        code = np.unique(code * (int(other.max()) + 1) + other, return_inverse=True)[1]
    return code


def _sums(scores: Matrix, code: NDArray[np.intp]) -> Matrix:
    return np.stack([np.bincount(code, row) for row in scores])


def _semidefinite(covariance: Matrix) -> Matrix:
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray((vectors * values.clip(0)) @ vectors.T)
