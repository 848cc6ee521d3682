"""The fit behind `relations.state`: an ordered logit with signs that may not turn, and quadratic-weighted kappa."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from comity.measures.state_model import GRADES, Model, Signs, Weight, terms

Vector = NDArray[np.float64]
Grades = NDArray[np.int64]
PENALTY = 5e-5
"""Weight of the sum of squared weights: keeps what few pairs show from running away."""
LEAST = {"fighting": 7.0}
"""Least size of a weight that the truth cannot tell from another's: nearly all fighting to 2014 is a dispute too."""


def kappa(truth: Grades, said: Grades) -> float:
    """Quadratic-weighted kappa of two columns of grades 0 to 4; NaN where both are constant."""
    seen = confusion(truth, said).astype(float)
    apart = np.subtract.outer(np.arange(GRADES), np.arange(GRADES)) ** 2
    by_chance = np.outer(seen.sum(1), seen.sum(0)) / seen.sum()
    expected = float((apart * by_chance).sum())
    return float("nan") if expected == 0 else 1 - float((apart * seen).sum()) / expected


def confusion(truth: Grades, said: Grades) -> Grades:
    """Rows: the truth; columns: what was said."""
    seen = np.zeros((GRADES, GRADES), dtype=np.int64)
    np.add.at(seen, (truth, said), 1)
    return seen


def fit(signs: Signs, truth: Grades, model: tuple[Weight, ...]) -> Model:
    """Weights and cuts that make the truth likeliest, each weight on its side of zero, rounded to two decimals."""
    found = terms(signs)
    names = [w.sign for w in model]
    least = [LEAST.get(w.sign, 0.0) for w in model]
    bounds = [(n, None) if w.direction > 0 else (None, -n) for w, n in zip(model, least, strict=True)]
    chosen, cuts = ordered_logit(np.column_stack([found[name] for name in names]), truth, bounds)
    rounded = [round(float(value), 2) for value in chosen]
    return Model(dict(zip(names, rounded, strict=True)), tuple(round(float(c), 2) for c in cuts))


def ordered_logit(x: Vector, truth: Grades, bounds: list[tuple[float | None, float | None]]) -> tuple[Vector, Vector]:
    """Weights of the columns within their bounds, and the rising cuts."""
    k = x.shape[1]

    def loss(p: Vector) -> float:
        ends = np.concatenate([[-50.0], _rising(p[k:]), [50.0]])
        at = x @ p[:k]
        chance = _logistic(ends[truth + 1] - at) - _logistic(ends[truth] - at)
        return float(-np.log(np.maximum(chance, 1e-12)).mean() + PENALTY * (p[:k] ** 2).sum())

    start = np.concatenate([np.zeros(k), [-4.0, 0.0, 0.0, 0.0]])
    free: list[tuple[float | None, float | None]] = [(None, None)] * (GRADES - 1)
    result = minimize(loss, start, method="L-BFGS-B", bounds=bounds + free, options={"maxiter": 800, "maxfun": 200_000})
    return result.x[:k], _rising(result.x[k:])


def _rising(p: Vector) -> Vector:
    return np.cumsum(np.concatenate([p[:1], np.exp(p[1:])]))


def _logistic(x: Vector) -> Vector:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -40, 40))))
