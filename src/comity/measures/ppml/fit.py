"""Poisson pseudo-maximum likelihood with any number of sets of fixed effects.

y = exp(β'x + effects) × error, E(error | x, effects) = 1. Newton steps on all parameters at once, each solved
without a matrix of dummies (see `absorb`) and only as exactly as the step deserves; after each, the widest set
of effects is put where its sums of fitted and actual outcomes agree.

Reference: Santos Silva and Tenreyro (2006), doi:10.1162/rest.88.4.641; Correia, Guimarães and Zylkin (2020),
doi:10.1177/1536867X20909691.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.errors import UserError
from comity.measures.ppml.absorb import Absorber, Matrix, Vector, inner
from comity.measures.ppml.sample import Sample, sample

_MOST_STEPS = 100
_FIRST_SWEEPS = 3
_LITTLE_LEFT = 1e-7
"""Share of a regressor's root mean square below which nothing of it is left beside effects and other regressors."""


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A Poisson regression: coefficients in the order of `names`, fitted means of the rows used.

    `dropped` says of each regressor without a coefficient why. `within` (k x n) is what effects leave of the
    regressors at the fitted weights; `sample` holds the rows, all in the order given. `imbalance` is the largest
    relative difference of fitted and actual sums that is left in any first-order condition.
    """

    names: tuple[str, ...]
    beta: Vector
    fitted: Vector
    within: Matrix
    sample: Sample
    dropped: Mapping[str, str]
    deviance: float
    imbalance: float
    steps: int

    @property
    def residual(self) -> Vector:
        """Actual less fitted, in the outcome's unit."""
        return self.sample.y - self.fitted

    @property
    def bread(self) -> Matrix:
        """Inverse of the information on the coefficients (k x k)."""
        return np.asarray(np.linalg.inv(inner(self.within * self.fitted, self.within)))


def ppml(
    y: NDArray[Any],
    regressors: Mapping[str, NDArray[Any]],
    effects: Sequence[NDArray[Any]],
    *,
    check: bool = True,
    tolerance: float = 1e-10,
) -> Fit:
    """Fit y (n, not negative) on named regressors (n) and sets of effects (labels, n).

    Separated rows and single rows of a level are left out first (see `sample`, which also says what `check`
    does); regressors with nothing left beside the effects, or beside earlier regressors, are dropped with the
    reason. Raises UserError for unusable data and ArithmeticError if the steps do not converge.
    """
    return fit(sample(y, regressors, effects, check=check), tolerance=tolerance)


def fit(rows: Sample, *, tolerance: float = 1e-10) -> Fit:
    """Fit a sample; as `ppml`."""
    absorber = Absorber(rows.codes)
    order = absorber.order
    scale = float(rows.y.mean())
    y = rows.y[order] / scale
    absorber.weigh((y + 1) / 2)
    keep, dropped, x = _independent(absorber, rows.x[:, order], rows.names)
    beta, mu, imbalance, steps = _newton(absorber, y, x, tolerance)
    absorber.weigh(mu)
    x = np.stack([absorber.residual(v, tolerance=1e-9) for v in x]) if len(x) else x
    fitted, within = np.empty_like(mu), np.empty_like(x)
    fitted[order], within[:, order] = mu * scale, x
    return Fit(
        names=tuple(rows.names[i] for i in keep),
        beta=beta,
        fitted=fitted,
        within=within,
        sample=rows,
        dropped=dropped,
        deviance=_deviance(rows.y, fitted),
        imbalance=imbalance,
        steps=steps,
    )


def _newton(absorber: Absorber, y: Vector, x: Matrix, tolerance: float) -> tuple[Vector, Vector, float, int]:
    """Coefficients, means, largest imbalance left, and steps."""
    eta = np.zeros(len(y))
    for _ in range(_FIRST_SWEEPS):
        eta, mu = absorber.balance(y, eta)
    beta = np.zeros(len(x))
    size = inner(np.abs(x), y)
    exactness, before = 0.1, np.inf
    for step in range(_MOST_STEPS):
        absorber.weigh(mu)
        change, move = absorber.solve(x, y - mu, tolerance=exactness)
        shrink, eta, mu = _damped(absorber, y, eta, mu, move)
        beta = beta + shrink * change
        imbalance = max(absorber.imbalance(y, mu), float((np.abs(inner(x, y - mu)) / size.clip(1e-300)).max(initial=0)))
        if imbalance < tolerance:
            return beta, mu, imbalance, step + 1
        exactness = min(0.1, max(1e-5, (imbalance / before) ** 2))
        before = imbalance
    raise ArithmeticError(f"Poisson regression left sums {imbalance:.1g} apart after {_MOST_STEPS} steps")


def _damped(absorber: Absorber, y: Vector, eta: Vector, mu: Vector, move: Vector) -> tuple[float, Vector, Vector]:
    """The largest of the steps 1, 1/2, 1/4 ... that does not make the fit worse, and where it leads."""
    worst = _badness(y, eta, mu)
    shrink = 1.0
    while True:
        found = absorber.balance(y, eta + shrink * move)
        if shrink < 1e-6 or _badness(y, *found) <= worst + 1e-9 * abs(worst):
            return shrink, *found
        shrink /= 2


def _badness(y: Vector, eta: Vector, mu: Vector) -> float:
    """Minus the log likelihood, but for a constant."""
    return float(mu.sum() - inner(y, eta))


def _independent(absorber: Absorber, x: Matrix, names: tuple[str, ...]) -> tuple[list[int], dict[str, str], Matrix]:
    """Regressors with something of their own: their places, why the others are dropped, what effects leave of them."""
    within = np.stack([absorber.residual(v, tolerance=1e-3) for v in x]) if len(x) else x
    if _doubtful(x, within):
        within = np.stack([absorber.residual(v, tolerance=1e-12) for v in x])
    keep: list[int] = []
    dropped: dict[str, str] = {}
    for i, name in enumerate(names):
        scale = np.sqrt((x[i] ** 2).mean())
        if np.sqrt((within[i] ** 2).mean()) <= _LITTLE_LEFT * scale:
            dropped[name] = "the fixed effects leave nothing of it"
            continue
        others = within[keep]
        rest = within[i] - np.linalg.lstsq(others.T, within[i], rcond=None)[0] @ others if keep else within[i]
        if np.sqrt((rest**2).mean()) <= _LITTLE_LEFT * np.sqrt((within[i] ** 2).mean()):
            dropped[name] = f"it is a combination of {', '.join(names[j] for j in keep)} and the fixed effects"
            continue
        keep.append(i)
    if names and not keep:
        raise UserError("no regressor has anything left beside the fixed effects: " + "; ".join(dropped))
    return keep, dropped, np.ascontiguousarray(within[keep])


def _doubtful(x: Matrix, within: Matrix) -> bool:
    """Whether little is left of a regressor, or of one beside the others, so that it takes a closer look."""
    if not len(x):
        return False
    size = np.sqrt((within**2).sum(axis=1))
    if (size <= 0.05 * np.sqrt((x**2).sum(axis=1))).any():
        return True
    alike = inner(within, within) / np.outer(size, size)
    return bool(np.linalg.eigvalsh(alike)[0] < 0.01)


def _deviance(y: Vector, mu: Vector) -> float:
    positive = y > 0
    return float(2 * (np.sum(y[positive] * np.log(y[positive] / mu[positive])) - np.sum(y - mu)))
