"""How balanced are the triangles and the walks of a network of friendly and hostile ties?

T = balanced triangles / all triangles, where a triangle is balanced when its three signs multiply to +1.
W = tr exp(A) / tr exp(|A|): closed walks of every length, a walk of length k counted with weight 1/k!.
They rank periods differently from frustration, so a reader should see more than one of the three.

Reference: Cartwright and Harary (1956), doi:10.1037/h0046049; Estrada and Benzi (2014),
doi:10.1103/PhysRevE.90.042802.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Whole = NDArray[np.int64]


def triangles(sign: NDArray[np.int8]) -> tuple[Whole, Whole]:
    """By state, the triangles it is part of and the balanced ones among them. `sign` is symmetric, −1, 0, 1."""
    signed = sign.astype(np.float64)
    tied = np.abs(signed)
    every = np.einsum("ij,ji->i", tied @ tied, tied) / 2
    product = np.einsum("ij,ji->i", signed @ signed, signed) / 2
    return np.rint(every).astype(np.int64), np.rint((every + product) / 2).astype(np.int64)


def triangle_balance(sign: NDArray[np.int8]) -> float | None:
    """T of the whole network, 0 to 1; None where there is no triangle."""
    every, balanced = triangles(sign)
    return float(balanced.sum() / every.sum()) if every.sum() else None


def walk_balance(sign: NDArray[np.int8]) -> float | None:
    """W of the whole network, above 0 to 1; None where there is no tie."""
    if not sign.any():
        return None
    signed = np.linalg.eigvalsh(sign.astype(np.float64))
    tied = np.linalg.eigvalsh(np.abs(sign).astype(np.float64))
    # The same shift in both sums keeps the exponentials of large networks finite.
    return float(np.exp(signed - tied[-1]).sum() / np.exp(tied - tied[-1]).sum())


def shared_sides(sign: NDArray[np.int8]) -> tuple[Whole, Whole]:
    """By pair, the third states with a signed tie to both, and those of them whose two ties have the same sign."""
    signed = sign.astype(np.float64)
    tied = np.abs(signed)
    third = np.rint(tied @ tied)
    alike = np.rint((third + signed @ signed) / 2)
    return third.astype(np.int64), alike.astype(np.int64)
