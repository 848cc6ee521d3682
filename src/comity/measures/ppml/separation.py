"""Which observations does Poisson regression fit perfectly, so that no estimate exists with them?

An observation with y = 0 is separated if some combination z of regressors and effects is zero wherever y > 0,
nowhere negative, and positive on it: z's coefficient then runs off to minus infinity. Such rows carry no
information on the rest and are left out; estimating with them gives coefficients of any size without warning.

The search is the iterative rectifier of Correia, Guimarães and Zylkin (doi:10.48550/arXiv.1903.01633): regress u,
at first 1 where y = 0, on everything with rows y > 0 held at zero by a large weight; set what is negative to zero;
repeat. It converges at a geometric rate, so that no threshold on its values is safe. Both answers are therefore
proved: a set is separated when some z is positive on it and zero elsewhere, and no row is separated when the
residuals, which are orthogonal to every z, sum over the rounds to something positive on all rows with y = 0
(Stiemke's alternative). Where neither is proved after some rounds, a linear programme decides.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from comity.measures.ppml.absorb import Absorber, Codes, Matrix, Vector

Mask = NDArray[np.bool_]

HELD = 1e8
"""Weight that holds z at zero where y > 0."""

LOOSE = 30.0
"""A weight that is solved with fast. Residuals are orthogonal to every z whatever the weight, so that this often
proves at once that no row is separated."""

_CLEAR = 1e4
"""A z that counts as positive is at least so many times what leaks onto the rows where z has to be zero."""

_BEYOND_DOUBT = 1e5
"""The same where residuals leave a doubt: what is truly zero leaks a hundred-millionth under the large weight."""

_FEW = 5_000
"""Rows of which the linear programme is solved in a second."""

_SURE = 1e-3
"""A sum of residuals above this is positive; u starts at one, and the solver's own error stays below."""

_DOUBTFUL = 0.05
"""A sum of residuals below this may still be the solver's error under the large weight, where rows are nearly tied."""

_SEEN = 1e-6
"""A z above this may be positive."""

_MOST_ROUNDS = 40
"""Rounds after which a linear programme, exact but slower, takes over."""


def separated(y: Vector, x: Matrix, codes: Sequence[Codes]) -> Mask:
    """Mask of the separated rows for outcome y (n), regressors x (k x n) and effects (level numbers).

    Rows of levels without any positive outcome come first; the rectifier judges the rest.
    """
    out = silent(y, codes)
    scale = np.sqrt((x**2).mean(axis=1))
    regressors = x / np.where(scale > 0, scale, 1.0)[:, None]
    while (found := _some(y, regressors, codes, ~out)).any():
        out |= found
    return out


def silent(y: Vector, codes: Sequence[Codes]) -> Mask:
    """Rows of levels whose outcomes are all zero: an exporter that sells nothing, a pair that never traded."""
    out = np.zeros(len(y), dtype=bool)
    for code in codes:
        out |= np.bincount(code, y)[code] <= 0
    return out


def _some(y: Vector, x: Matrix, codes: Sequence[Codes], rest: Mask) -> Mask:
    """Separated rows among `rest`, proved; empty if it is proved that there are none."""
    out = np.zeros(len(y), dtype=bool)
    if not (y[rest] == 0).any():
        return out
    rows = np.flatnonzero(rest)
    levels = [np.unique(c[rows], return_inverse=True)[1] for c in codes]
    absorber = Absorber(levels)
    sorted_rows = rows[absorber.order]
    found = _rectify(absorber, x[:, sorted_rows], y[sorted_rows] == 0)
    if found is None:
        out[rows] = _programme(x[:, rows], levels, y[rows] == 0)
    else:
        out[sorted_rows] = found
    return out


def _rectify(absorber: Absorber, x: Matrix, zero: Mask) -> Mask | None:
    """Rows proved to be separated, none if none is, None if neither could be proved."""
    u = zero.astype(float)
    if (u - _held(absorber, x, u, free=zero, weight=LOOSE, tolerance=1e-6) > 0.05)[zero].all():
        return np.zeros(len(zero), dtype=bool)
    residuals = np.zeros(len(zero))
    for _ in range(_MOST_ROUNDS):
        z = _held(absorber, x, u, free=zero)
        residuals += u - z
        if (residuals[zero] > _SURE).all():
            doubtful = zero & (residuals < _DOUBTFUL) & (z > _SEEN)
            found = _proved(absorber, x, z, doubtful, clear=_BEYOND_DOUBT)
            # Of few rows the exact programme settles what neither is proved; of many it would take hours.
            return None if doubtful.any() and not found.any() and len(zero) <= _FEW else found
        proved = _proved(absorber, x, z, zero & (z > _SEEN) & (np.abs(u - z) < 0.2 * z))
        if proved.any():
            return proved
        u = np.where(zero, np.maximum(z, 0), 0.0)
    return None


def _proved(absorber: Absorber, x: Matrix, z: Vector, proposed: Mask, clear: float = _CLEAR) -> Mask:
    """The part of the proposed rows on which a combination is positive that is zero on all other rows."""
    while proposed.any():
        trial = _held(absorber, x, np.where(proposed, z / z[proposed].max(), 0.0), free=proposed)
        leak = np.abs(trial[~proposed]).max(initial=1e-9)
        positive = proposed & (trial > clear * leak)
        if (positive == proposed).all():
            break
        proposed = positive
    return proposed


def _held(
    absorber: Absorber, x: Matrix, target: Vector, *, free: Mask, weight: float = HELD, tolerance: float = 1e-10
) -> Vector:
    """The combination of regressors and effects nearest to `target` on the free rows, and zero on the others."""
    weights = np.where(free, 1.0, weight)
    absorber.weigh(weights)
    return absorber.solve(x, weights * target, tolerance=tolerance)[1]


def _programme(x: Matrix, levels: Sequence[Codes], zero: Mask) -> Mask:
    """The largest set of separated rows: maximise the sum of s under s <= z and 0 <= s <= 1 where y = 0."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array, hstack, identity

    n, m = len(zero), int(zero.sum())
    dummies = [csr_array((np.ones(n), (np.arange(n), c))) for c in levels]
    design = hstack([csr_array(x.T), *dummies], format="csr")
    p = design.shape[1]
    found = linprog(
        np.r_[np.zeros(p), -np.ones(m)],
        A_ub=hstack([-design[zero], identity(m)], format="csr"),
        b_ub=np.zeros(m),
        A_eq=hstack([design[~zero], csr_array((n - m, m))], format="csr"),
        b_eq=np.zeros(n - m),
        bounds=[(None, None)] * p + [(0, 1)] * m,
        method="highs",
    )
    if found.status != 0:
        raise ArithmeticError(f"the check for separation failed ({found.message}); drop nearly collinear regressors")
    out = np.zeros(n, dtype=bool)
    out[zero] = found.x[p:] > 0.5
    return out
