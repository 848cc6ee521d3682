"""Two questions to a gravity equation: is its form right, and which variance do its residuals have?"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.measures.ppml.covariance import clustered, errors, robust
from comity.measures.ppml.fit import Fit, ppml


@dataclass(frozen=True, slots=True)
class Check:
    """An estimate that should be `expected` if the model is right; two-sided p-value of that, from the normal."""

    estimate: float
    error: float
    expected: float

    @property
    def p_value(self) -> float:
        """Probability of an estimate at least as far from `expected`."""
        return erfc(abs(self.estimate - self.expected) / self.error / sqrt(2))


def reset(fit: Fit, effects: list[NDArray[Any]], groups: NDArray[Any] | None = None) -> Check:
    """Ramsey's test: the square of the fitted log mean, added as a regressor, should have a coefficient of 0.

    `effects` and `groups` as given to the fit: labels of all rows. Ramsey (1969),
    doi:10.1111/j.2517-6161.1969.tb00796.x; for gravity Santos Silva and Tenreyro (2006).
    """
    used = fit.sample.used
    log_mean = np.log(fit.fitted)
    regressors = dict(zip(fit.sample.names, fit.sample.x, strict=True)) | {"square": log_mean**2}
    again = ppml(fit.sample.y, regressors, [np.asarray(e)[used] for e in effects], check=False)
    if "square" in again.dropped:
        raise ValueError("the square of the fitted log mean is a combination of the regressors: no test of the form")
    covariance = robust(again) if groups is None else clustered(again, np.asarray(groups)[used])
    return Check(float(again.beta[-1]), float(errors(covariance)[-1]), 0.0)


def park(fit: Fit) -> Check:
    """Park-type check of V(y|x) ∝ E(y|x)^λ: λ, which is 1 where Poisson weights are efficient and 2 for gamma.

    Poisson regression of (y - μ)² on ln μ, robust errors. Manning and Mullahy (2001),
    doi:10.1016/S0167-6296(01)00086-8. A λ far from 1 costs efficiency, not consistency.
    """
    again = ppml(fit.residual**2, {"log_mean": np.log(fit.fitted)}, [], check=False)
    return Check(float(again.beta[0]), float(errors(robust(again))[0]), 1.0)
