"""How free is a state to play its partners against each other? Burt's structural holes.

With p_ij the share of i's ties that goes to j (ties in both directions added),

    constraint_i = Σ_j (p_ij + Σ_q p_iq p_qj)²,                    low: partners are not tied to each other
    effective size_i = Σ_j (1 − Σ_q p_iq m_jq),  m_jq = w_jq / max_k w_jk    high: partners are not redundant

Reference: Burt (1992), Structural Holes, Harvard University Press, chapter 2.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


def constraint(weight: Matrix) -> Matrix:
    """Burt's constraint by state of a network with weights >= 0; NaN for a state without ties."""
    share = _shares(weight)
    tied = (weight + weight.T) > 0
    np.fill_diagonal(tied, False)
    invested = share + share @ share
    found = np.where(tied, invested, 0.0) ** 2
    return np.where(tied.any(axis=1), found.sum(axis=1), np.nan)


def effective_size(weight: Matrix) -> Matrix:
    """Burt's effective size by state of a network with weights >= 0; NaN for a state without ties."""
    both = weight + weight.T
    np.fill_diagonal(both, 0)
    share, tied = _shares(weight), both > 0
    most = both.max(axis=1, keepdims=True, initial=0)
    marginal = np.divide(both, most, out=np.zeros_like(both), where=most > 0)
    redundant = share @ marginal.T
    found = np.where(tied, 1 - redundant, 0.0).sum(axis=1)
    return np.asarray(np.where(tied.any(axis=1), found, np.nan))


def _shares(weight: Matrix) -> Matrix:
    """p_ij: ties of both directions over the state's total."""
    both = weight + weight.T
    np.fill_diagonal(both, 0)
    total = both.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(both, total, out=np.zeros_like(both), where=total > 0))
