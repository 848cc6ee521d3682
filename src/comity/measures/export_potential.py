"""How much would a state sell another of each good, from what it sells everywhere and what the other buys?

EPI_ijk = Supply_ik × Demand_jk × Ease_ij, in US$ (i exporter, j importer, k product; v with a missing index is a sum):

  Supply_ik = [v_ik g_i / Σ_i v_ik g_i] · min(1, v_ik / m_ik) · (1 + t_ik) / (1 + t_k)
  Demand_jk = v_jk · (g_j / n_j)^ε · n_j · (1 + t_jk) / (1 + t_ijk)
  Ease_ij   = e^(−|mean ln d_jk − ln d_ij|) · v_ij / Σ_k (v_ik / v_k) v_jk

g and n are expected growth factors of product and population, t tariffs faced, m imports, d distance. What is not
given drops out of its factor. With none of it Σ_k EPI_ijk = v_ij: potential then only moves what i sells j between
products, and is a benchmark for composition, not money to be earned.

Reference: Decreux and Spies (2016), Export Potential Assessments, International Trade Centre.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]


def supply(
    sold: Matrix, *, growth: Vector | None = None, bought: Matrix | None = None, tariff: Matrix | None = None
) -> Matrix:
    """Share of each exporter in the world's exports of each product, expected and corrected (exporters x products).

    `sold` are exports v_ik; `growth` g_i; `bought` imports m_ik, against which re-exports are cut; `tariff` the
    average tariff each exporter faces in each product, as a fraction. A product that nobody sells has supply 0.
    """
    grown = sold if growth is None else sold * growth[:, None]
    share = _over(grown, grown.sum(axis=0))
    if bought is not None:
        share = share * np.where(bought > 0, np.minimum(1.0, _over(sold, bought)), 1.0)
    if tariff is not None:
        mean = _over((tariff * sold).sum(axis=0), sold.sum(axis=0))
        share = share * (1 + tariff) / (1 + mean)
    return share


def demand(
    bought: Matrix, *, growth: Vector | None = None, population: Vector | None = None, elasticity: float = 1.0
) -> Matrix:
    """Expected imports v_jk of each importer in each product (importers x products), US$.

    `growth` and `population` are growth factors g_j and n_j; `elasticity` is that of demand to income per head.
    """
    people = np.ones(len(bought)) if population is None else population
    income = people if growth is None else growth
    return np.asarray(bought * ((income / people) ** elasticity * people)[:, None])


def ease(total: Matrix, sold: Matrix, bought: Matrix) -> Matrix:
    """Actual trade over what shares in world exports imply (exporters x importers); 0 where they imply none.

    1 if and only if `total` v_ij equals Σ_k (v_ik / v_k) v_jk.
    """
    return _over(total, _over(sold, sold.sum(axis=0)) @ bought.T)


def nearness(ln_distance: Matrix, bought: Matrix, flows: Matrix) -> Matrix:
    """e^(−|mean ln d_jk − ln d_ij|) for one exporter (importers x products).

    `ln_distance` (exporters x importers) is averaged over the suppliers of each importer and product with `flows`
    (exporters x importers x products) as weights; the result is for every exporter (exporters x importers x products).
    """
    usual = _over(np.einsum("ij,ijk->jk", ln_distance, flows), bought)
    return np.asarray(np.exp(-np.abs(usual[None] - ln_distance[:, :, None])))


def unreached(flows: Matrix, supplied: Vector, demanded: Matrix, eased: Vector) -> tuple[Vector, Matrix]:
    """Share of one exporter's potential that its trade does not reach (importers), and the gaps by product.

    `flows` v_jk of this exporter, `supplied` its supply per product, `demanded` (importers x products), `eased` its
    ease per importer. The share is Σ_k max(0, EPI − v) / Σ_k EPI, between 0 and 1; NaN without potential.
    """
    potential = demanded * supplied * eased[:, None]
    gap = np.maximum(0.0, potential - flows)
    whole = potential.sum(axis=1)
    return np.where(whole > 0, gap.sum(axis=1) / np.where(whole > 0, whole, 1.0), np.nan), gap


def _over(part: Matrix, whole: NDArray[np.float64]) -> Matrix:
    """part / whole; 0 where the whole is nil."""
    return np.asarray(np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), 0.0))
