"""Three-way gravity is biased by the estimation of its own effects; this takes the bias out.

With exporter-year, importer-year and pair effects, Poisson estimates and their clustered errors are biased by
terms of order 1/N in the number N of countries. With ϑ_ijt = λ_ijt / Σ_t λ_ijt, S_ij the T residuals of a pair,
H_ij = Σ_t λ_ijt (diag ϑ − ϑϑ') and x̃ the regressors within all effects:

  bias = W⁻¹ (b_i + b_j),  W = mean_ij Σ_t λ x̃x̃',
  b_i  = mean_i { − tr[(Σ_j H)⁺ Σ_j H x̃ S'] + ½ tr[(Σ_j H)⁺ (Σ_j G x̃) (Σ_j H)⁺ Σ_j S S'] } × N/(N − 1) / partners,

G the third derivatives of the pair's likelihood, b_j the same with i and j exchanged. The errors replace S S' by
(I − H V)⁻¹ S S', V the variance that estimated effects and coefficients give the pair's log means.

Reference: Weidner and Zylkin (2021), doi:10.1016/j.jinteco.2021.103513.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.errors import UserError
from comity.measures.ppml.absorb import Codes, Matrix, Vector
from comity.measures.ppml.fit import Fit

MOST_EFFECTS = 6000
"""Country-year effects up to which the adjusted errors are computed: they take a dense matrix of this size."""

Cube = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Corrected:
    """Coefficients without their bias, the bias that was taken off, and adjusted standard errors (k each).

    Errors are clustered by pair. They are None, with the reason, where there are too many effects.
    """

    beta: Vector
    bias: Vector
    errors: Vector | None
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """The fit as pairs x periods; cells without an observation are zero in all of it."""

    score: Matrix
    mean: Matrix
    share: Matrix
    x: Cube
    hessian: Cube
    seller: Codes
    buyer: Codes


def corrected(fit: Fit, exporter: NDArray[Any], importer: NDArray[Any], period: NDArray[Any]) -> Corrected:
    """Bias-corrected coefficients of a fit with exporter-period, importer-period and pair effects.

    The three label arrays are those of all rows that were given to the fit. Raises UserError if a pair has two
    rows in a period, or if there is only one period.
    """
    used = fit.sample.used
    labels = [np.unique(np.asarray(v)[used], return_inverse=True)[1] for v in (exporter, importer, period)]
    pairs = _pairs(fit, *labels)
    information = np.einsum("kpt,pt,lpt->kl", pairs.x, pairs.mean, pairs.x) / len(pairs.seller)
    bias = np.linalg.solve(information, _side(pairs, pairs.seller) + _side(pairs, pairs.buyer))
    sides = int(pairs.seller.max() + pairs.buyer.max() + 2) * pairs.score.shape[1]
    if sides > MOST_EFFECTS:
        why = f"{sides:,} country-period effects; adjusted errors are computed up to {MOST_EFFECTS:,}"
        return Corrected(fit.beta - bias, bias, None, why)
    return Corrected(fit.beta - bias, bias, _errors(pairs, information), "")


def _pairs(fit: Fit, exporter: Codes, importer: Codes, period: Codes) -> _Pairs:
    periods = int(period.max()) + 1
    if periods < 2:
        raise UserError("a three-way model needs two periods or more; the panel has one")
    both = exporter * (int(importer.max()) + 1) + importer
    known, place = np.unique(both, return_inverse=True)
    cell = place * periods + period
    if len(np.unique(cell)) < len(cell):
        raise UserError("a pair has two rows in one period; sum or separate them first")

    def laid(values: Vector) -> Matrix:
        out = np.zeros(len(known) * periods)
        out[cell] = values
        return out.reshape(len(known), periods)

    mean = laid(fit.fitted)
    total = mean.sum(axis=1, keepdims=True)
    share = mean / total
    hessian = -np.einsum("pt,ps->pts", mean, share)
    diagonal = np.arange(periods)
    hessian[:, diagonal, diagonal] += mean
    return _Pairs(
        score=laid(fit.residual),
        mean=mean,
        share=share,
        x=np.stack([laid(v) for v in fit.within]),
        hessian=hessian,
        seller=known // (int(importer.max()) + 1),
        buyer=known % (int(importer.max()) + 1),
    )


def _side(pairs: _Pairs, country: Codes) -> Vector:
    """One side's contribution to the bias before it is multiplied by the inverse information (k)."""
    n = int(country.max()) + 1
    partners = len(country) / n
    inverse = np.linalg.pinv(_over(country, pairs.hessian), rcond=1e-10, hermitian=True)
    squares = _over(country, np.einsum("pt,ps->pts", pairs.score, pairs.score))
    out = []
    for x in pairs.x:
        hx = np.einsum("pts,ps->pt", pairs.hessian, x)
        first = np.einsum("nts,nst->", _over(country, np.einsum("pt,ps->pts", hx, pairs.score)), inverse)
        curved = inverse @ _over(country, _third(pairs, x)) @ inverse
        second = np.einsum("nts,nst->", curved, squares)
        out.append((-first + second / 2) / n * n / (n - 1) / partners)
    return np.array(out)


def _third(pairs: _Pairs, x: Matrix) -> Cube:
    """Third derivatives of each pair's likelihood, contracted with x, whose λ-weighted mean in a pair is zero."""
    weighted = pairs.mean * x
    cross = np.einsum("pt,ps->pts", weighted, pairs.share)
    out = cross + cross.transpose(0, 2, 1)
    diagonal = np.arange(x.shape[1])
    out[:, diagonal, diagonal] -= weighted
    return np.asarray(out)


def _errors(pairs: _Pairs, information: Matrix) -> Vector:
    n = len(pairs.seller)
    inverse = np.linalg.inv(information)
    spread = np.einsum("kpt,kl,lps->pts", pairs.x, inverse / n, pairs.x) + _variance_of_effects(pairs)
    leverage = np.eye(pairs.score.shape[1]) - pairs.hessian @ spread
    square = np.linalg.solve(leverage, np.einsum("pt,ps->pts", pairs.score, pairs.score))
    meat = np.einsum("kpt,pts,lps->kl", pairs.x, square, pairs.x) / n
    covariance = inverse @ meat @ inverse / (n - 1)
    return np.sqrt(np.diag((covariance + covariance.T) / 2))


def _variance_of_effects(pairs: _Pairs) -> Cube:
    """d V d' of each pair (T x T): variance of its log means through the estimated country-period effects."""
    periods = pairs.score.shape[1]
    sellers, buyers = int(pairs.seller.max()) + 1, int(pairs.buyer.max()) + 1
    information = np.zeros((sellers + buyers, periods, sellers + buyers, periods))
    for one, other in ((pairs.seller, pairs.buyer + sellers), (pairs.buyer + sellers, pairs.seller)):
        np.add.at(information.transpose(0, 2, 1, 3), (one, one), pairs.hessian)
        np.add.at(information.transpose(0, 2, 1, 3), (one, other), pairs.hessian)
    size = (sellers + buyers) * periods
    variance = np.linalg.pinv(information.reshape(size, size), rcond=1e-11, hermitian=True)
    blocks = variance.reshape(sellers + buyers, periods, sellers + buyers, periods).transpose(0, 2, 1, 3)
    i, j = pairs.seller, pairs.buyer + sellers
    return np.asarray(blocks[i, i] + blocks[i, j] + blocks[j, i] + blocks[j, j])


def _over(country: Codes, blocks: Cube) -> Cube:
    """Sums of blocks (one per pair) over the pairs of each country."""
    out = np.zeros((int(country.max()) + 1, *blocks.shape[1:]))
    np.add.at(out, country, blocks)
    return out
