"""Identities of the indices of trade by product, for any matrix of trade."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from comity.measures.complementarity import export_similarity, grubel_lloyd, michaely, shares
from comity.measures.complexity import complexity, density, fitness, presence, proximity, rca, symmetric

TRADE = arrays(
    np.float64, st.tuples(st.integers(3, 8), st.integers(3, 10)), elements=st.integers(0, 1000).map(float)
).filter(lambda x: (x.sum(axis=1) > 0).all() and (x.sum(axis=0) > 0).all())
quick = settings(max_examples=40, deadline=None)


@quick
@given(TRADE)
def test_the_worlds_own_structure_has_no_advantage(exports):
    index = rca(exports)
    weights = exports.sum(axis=1) / exports.sum()
    # Weighted by size, advantages of all states in a product average to one.
    np.testing.assert_allclose(weights @ index, 1)
    world = np.vstack([exports, exports.sum(axis=0)])
    np.testing.assert_allclose(rca(world)[-1], 1)
    flat = symmetric(index)
    assert ((flat >= -1) & (flat < 1)).all()
    assert ((flat > 0) == (index > 1)).all()


@quick
@given(TRADE, st.floats(0.01, 100))
def test_a_states_size_changes_no_index_of_structure(exports, factor):
    other = exports.copy()
    other[0] *= factor
    np.testing.assert_allclose(michaely(exports, exports), michaely(other, exports), atol=1e-9)
    np.testing.assert_allclose(export_similarity(exports), export_similarity(other), atol=1e-9)


@quick
@given(TRADE)
def test_similarity_is_complementarity_with_exports_on_both_sides(exports):
    """100 Σ min(x, y) = 100 (1 − ½ Σ |x − y|) where both add up to one."""
    np.testing.assert_allclose(export_similarity(exports), michaely(exports, exports), atol=1e-9)
    found = export_similarity(exports)
    np.testing.assert_allclose(found, found.T)
    np.testing.assert_allclose(np.diag(found), 100)
    assert ((found >= -1e-9) & (found <= 100 + 1e-9)).all()


@quick
@given(TRADE)
def test_who_buys_just_what_one_sells_fits_wholly_and_who_buys_nothing_of_it_not_at_all(exports):
    assert michaely(exports[:1], 7 * exports[:1])[0, 0] == pytest.approx(100)
    apart = np.hstack([exports, np.zeros_like(exports)]), np.hstack([np.zeros_like(exports), exports])
    np.testing.assert_allclose(michaely(*apart), 0, atol=1e-9)


def test_a_row_without_trade_has_no_structure():
    with pytest.raises(ValueError, match="row 1 has no trade"):
        shares(np.array([[1.0, 2.0], [0.0, 0.0]]))


@quick
@given(arrays(np.float64, st.integers(1, 9), elements=st.integers(0, 1000).map(float)), st.floats(0.1, 10))
def test_two_way_trade(x, factor):
    if x.sum() == 0:
        assert np.isnan(grubel_lloyd(x, x))
        return
    assert grubel_lloyd(x, x) == 1
    assert grubel_lloyd(x, np.zeros_like(x)) == 0
    other = x[::-1].copy()
    found = grubel_lloyd(x, other)
    assert 0 <= found <= 1
    assert grubel_lloyd(other, x) == pytest.approx(found)
    assert grubel_lloyd(factor * x, factor * other) == pytest.approx(found)
    # Coarser goods never show less of it.
    assert grubel_lloyd(np.array([x.sum()]), np.array([other.sum()])) >= found - 1e-12


@quick
@given(TRADE, st.sampled_from(["discrete", "weighted"]), st.randoms(use_true_random=False))
def test_complexity_knows_neither_names_nor_order(exports, kind, random):
    made = presence(exports, kind)
    assert ((made >= 0) & (made <= 1)).all()
    rows, columns = list(range(made.shape[0])), list(range(made.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    mixed = made[np.ix_(rows, columns)]
    np.testing.assert_allclose(fitness(mixed)[0], fitness(made)[0][rows], rtol=1e-6)
    np.testing.assert_allclose(proximity(mixed), proximity(made)[np.ix_(columns, columns)], atol=1e-12)
    np.testing.assert_allclose(density(mixed), density(made)[np.ix_(rows, columns)], atol=1e-9)


@quick
@given(TRADE)
def test_complexity_is_a_z_score_and_fitness_has_mean_one(exports):
    made = presence(exports)
    eci, pci = complexity(made)
    if np.isfinite(eci).any():
        assert np.nanmean(eci) == pytest.approx(0, abs=1e-8)
        assert np.nanstd(eci) == pytest.approx(1)
        assert np.isfinite(pci).any()
    assert np.nanmean(fitness(made)[0]) == pytest.approx(1)


def test_a_ladder_of_states_is_ranked_by_its_rungs():
    """Each state makes all that the one below makes, and one product more."""
    made = np.tril(np.ones((6, 6)))
    eci, pci = complexity(made)
    assert list(np.argsort(eci)) == list(range(6))
    assert list(np.argsort(pci)) == list(range(6))
    assert list(np.argsort(fitness(made)[0])) == list(range(6))


def test_nobodys_products_and_sellers_of_nothing_have_no_place():
    made = np.pad(np.tril(np.ones((4, 4))), ((0, 1), (0, 1)))
    eci, pci = complexity(made)
    assert np.isnan(eci[4]) and np.isnan(pci[4]) and np.isfinite(eci[:4]).all()


@quick
@given(TRADE)
def test_proximity_is_the_smaller_conditional_probability(exports):
    made = presence(exports)
    near = proximity(made)
    np.testing.assert_allclose(near, near.T)
    assert ((near >= 0) & (near <= 1)).all()
    for p in range(made.shape[1]):
        for q in range(made.shape[1]):
            both, one, other = (made[:, p] * made[:, q]).sum(), made[:, p].sum(), made[:, q].sum()
            expected = min(both / one, both / other) if one and other else 0.0
            assert near[p, q] == pytest.approx(expected)
