"""How much does it take to make what a state sells?

Revealed comparative advantage, economic complexity, fitness, proximity of products and density, as functions of
a matrix of exports (states, products); and of these the measures of single states. Two definitions of M are in
use: "discrete" M = 1 where RCA ≥ 1, and since 2026 in the Atlas of Economic Complexity "weighted" M = RCA / (1 + RCA).
Neither is comparable with the other, nor with itself in another year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from comity.measures.contract import Measure, Rows, gives
from comity.measures.matrices import Matrix, stacked
from comity.measures.product_matrix import lay_chosen, years
from comity.tables.columns import Columns

if TYPE_CHECKING:
    import duckdb

Presence = Literal["discrete", "weighted"]

FITNESS_STEPS = 20
LEAST_STATES = 5

_ECI = "doi:10.1073/pnas.0900943106"
_FITNESS = "doi:10.1038/srep00723"


def _of_state(name: str, title: str, unit: str, formula: str, reference: str) -> Measure:
    return Measure(
        id=f"complementarity.{name}",
        question="complementarity",
        title=title,
        unit=unit,
        interval=None,
        formula=formula,
        more="a sells more of what few states can make, and a wider range",
        reference=reference,
        not_when="Levels of different years or definitions are not comparable: use the rank. Gold, oil and re-exports "
        "count like manufactures.",
        inputs=("commodity_trade",),
        direction="state",
        decimals=3,
        low=0 if unit == "ratio" else None,
        among="all states with exports of US$ 10 million by product in the same year",
    )


_SECOND = "second eigenvector of D⁻¹ M U⁻¹ Mᵀ over HS headings, in standard deviations; M = {}; D, U its sums"
COMPLEXITY = {
    "discrete": _of_state("complexity", "Economic complexity (M = 1 where RCA ≥ 1)", "standard_deviations",
                          _SECOND.format("1 where RCA ≥ 1"), _ECI),
    "weighted": _of_state("complexity_weighted", "Economic complexity (M = RCA / (1 + RCA))", "standard_deviations",
                          _SECOND.format("RCA / (1 + RCA)"), _ECI),
}  # fmt: skip
FITNESS = _of_state("fitness", "Fitness of the economy", "ratio",
                    f"F_c = Σ_p M_cp Q_p, Q_p = 1 / Σ_c (M_cp / F_c), both with mean 1, {FITNESS_STEPS} steps; M = 1 "
                    "where RCA ≥ 1, over HS headings", _FITNESS)  # fmt: skip


def rca(exports: Matrix) -> Matrix:
    """Balassa's index (x_ik / x_i.) / (x_Wk / x_W.) of exports (states, products); NaN for who sells nothing at all.

    A product that nobody sells is NaN too.
    """
    total, by_product = exports.sum(axis=1, keepdims=True), exports.sum(axis=0, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((exports / total) / (by_product / exports.sum()))


def symmetric(index: Matrix) -> Matrix:
    """(RCA − 1) / (RCA + 1), from −1 to 1, with 0 for the world's own share."""
    return (index - 1) / (index + 1)


def presence(exports: Matrix, kind: Presence = "discrete") -> Matrix:
    """M (states, products): who makes what. Nobody's products and sellers of nothing are rows and columns of 0."""
    index = np.nan_to_num(rca(exports))
    return (index >= 1).astype(float) if kind == "discrete" else index / (1 + index)


def complexity(made: Matrix) -> tuple[Matrix, Matrix]:
    """Economic complexity of states and of products, both on the scale of the states' z-scores.

    `made` is M of shape (states, products); rows and columns of 0 give NaN. More complex is positive: the sign is
    that in which diverse states stand higher. Needs three states and products that are not all alike.
    """
    rows, columns = made.sum(axis=1) > 0, made.sum(axis=0) > 0
    states, products = (np.full(n, np.nan) for n in made.shape)
    m = made[np.ix_(rows, columns)]
    if min(m.shape) < 3:
        return states, products
    diversity, ubiquity = m.sum(axis=1), m.sum(axis=0)
    # D^-1/2 (M U^-1 M') D^-1/2 is symmetric and has the same eigenvalues, so its vectors are found exactly.
    scaled = m / np.sqrt(diversity)[:, None] / np.sqrt(ubiquity)[None, :]
    _, vectors = np.linalg.eigh(scaled @ scaled.T)
    second = vectors[:, -2] / np.sqrt(diversity)
    if np.std(second) < 1e-12:
        return states, products
    # With weights the sum of a row is no count of what is made well; M >= 1/2 is RCA >= 1 in both definitions.
    makes = (m >= 0.5).sum(axis=1)
    if ((second - second.mean()) * (makes - makes.mean())).sum() < 0:
        second = -second
    by_product = (m / ubiquity).T @ second
    states[rows] = (second - second.mean()) / second.std()
    products[columns] = (by_product - second.mean()) / second.std()
    return states, products


def fitness(made: Matrix, steps: int = FITNESS_STEPS) -> tuple[Matrix, Matrix]:
    """Fitness of states and complexity of products after so many steps, each with mean 1 (Tacchella et al. 2012)."""
    rows, columns = made.sum(axis=1) > 0, made.sum(axis=0) > 0
    m = made[np.ix_(rows, columns)]
    fit, hard = np.ones(m.shape[0]), np.ones(m.shape[1])
    for _ in range(steps):
        new_fit, new_hard = m @ hard, 1 / (m.T @ (1 / fit))
        fit, hard = new_fit / new_fit.mean(), new_hard / new_hard.mean()
    states, products = (np.full(n, np.nan) for n in made.shape)
    states[rows], products[columns] = fit, hard
    return states, products


def proximity(made: Matrix) -> Matrix:
    """φ of products (products, products): the smaller probability that who makes one makes the other. From 0 to 1."""
    ubiquity = made.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.nan_to_num((made.T @ made) / np.maximum(ubiquity[:, None], ubiquity[None, :])))


def density(made: Matrix) -> Matrix:
    """How near each product is to what a state makes: Σ_p' M φ / Σ_p' φ over the other products, from 0 to 1."""
    near = proximity(made)
    np.fill_diagonal(near, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.nan_to_num(made @ near / near.sum(axis=0)))


@gives(*COMPLEXITY.values(), FITNESS)
def complexities(con: duckdb.DuckDBPyConnection) -> Rows:
    """Of each year with a worldwide account of all goods."""
    lay_chosen(con)
    found: dict[str, list[Columns]] = {m.id: [] for m in (*COMPLEXITY.values(), FITNESS)}
    for at in years(con):
        ids, exports = at.states[at.sellers], at.exports[at.sellers]
        if len(ids) < LEAST_STATES:
            continue
        made: dict[Presence, Matrix] = {"discrete": presence(exports), "weighted": presence(exports, "weighted")}
        values = {measure.id: complexity(made[kind])[0] for kind, measure in COMPLEXITY.items()}  # type: ignore[index]
        values[FITNESS.id] = fitness(made["discrete"])[0]
        for measure, value in values.items():
            known = np.isfinite(value)
            nobody = np.full(int(known.sum()), "-", dtype=object)
            period = np.full(len(nobody), at.year, dtype=np.int32)
            found[measure].append({"a": ids[known], "b": nobody, "period": period, "value": value[known]})
    return {measure: stacked(parts) for measure, parts in found.items()}
