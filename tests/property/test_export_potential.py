"""What holds for every export potential: how its three factors relate to the trade that they are made of."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.measures.export_potential import demand, ease, nearness, supply, unreached

seeds = st.integers(0, 2**32 - 1)


def flows(seed):
    """Exports of 2 to 6 states to each other in 1 to 8 products, some nil."""
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(2, 7)), int(rng.integers(1, 9))
    v = rng.gamma(0.5, 1e6, (n, n, m)) * (rng.random((n, n, m)) < 0.7)
    v[np.arange(n), np.arange(n)] = 0
    return v


def factors(v):
    sold, bought, total = v.sum(axis=1), v.sum(axis=0), v.sum(axis=2)
    return supply(sold), demand(bought), ease(total, sold, bought), total


@given(seeds)
@settings(deadline=None)
def test_without_growth_tariffs_and_distance_potential_sums_to_trade(seed):
    v = flows(seed)
    supplied, demanded, eased, total = factors(v)
    summed = np.einsum("ik,jk,ij->ij", supplied, demanded, eased)
    implied = supplied @ demanded.T > 0
    np.testing.assert_allclose(summed[implied], total[implied], rtol=1e-9)


@given(seeds, st.floats(0.1, 10))
@settings(deadline=None)
def test_ease_is_one_if_and_only_if_trade_is_what_shares_imply(seed, factor):
    v = flows(seed)
    sold, bought = v.sum(axis=1), v.sum(axis=0)
    implied = supply(sold) @ bought.T
    possible = implied > 0
    np.testing.assert_allclose(ease(implied, sold, bought)[possible], 1.0)
    np.testing.assert_allclose(ease(implied * factor, sold, bought)[possible], factor)


@given(seeds)
@settings(deadline=None)
def test_shares_of_supply_sum_to_one_and_equal_growth_or_tariffs_change_nothing(seed):
    sold = flows(seed).sum(axis=1)
    plain = supply(sold)
    traded = sold.sum(axis=0) > 0
    np.testing.assert_allclose(plain.sum(axis=0)[traded], 1.0)
    np.testing.assert_allclose(supply(sold, growth=np.full(len(sold), 1.3)), plain)
    np.testing.assert_allclose(supply(sold, tariff=np.full(sold.shape, 0.2)), plain)
    assert (supply(sold, bought=sold * 2) <= plain + 1e-12).all()


@given(seeds)
@settings(deadline=None)
def test_distance_only_takes_away_and_the_usual_distance_takes_nothing(seed):
    v = flows(seed)
    same = nearness(np.full(v.shape[:2], 8.0), v.sum(axis=0), v)
    used = np.broadcast_to((v.sum(axis=0) > 0)[None], same.shape)
    np.testing.assert_allclose(same[used], 1.0)
    rng = np.random.default_rng(seed)
    assert (nearness(rng.uniform(5, 10, v.shape[:2]), v.sum(axis=0), v) <= 1.0).all()


@given(seeds)
@settings(deadline=None)
def test_what_is_unreached_is_a_share_and_nil_where_trade_is_potential(seed):
    v = flows(seed)
    supplied, demanded, eased, _ = factors(v)
    for i in range(len(v)):
        share, gap = unreached(v[i], supplied[i], demanded, eased[i])
        known = np.isfinite(share)
        assert ((share[known] >= 0) & (share[known] <= 1 + 1e-12)).all()
        exact, nothing = unreached(demanded * supplied[i] * eased[i][:, None], supplied[i], demanded, eased[i])
        assert not nothing.any()
        assert (exact[np.isfinite(exact)] == 0).all()
        assert (gap >= 0).all()


@given(seeds)
@settings(deadline=None)
def test_income_raises_demand_by_its_elasticity(seed):
    bought = flows(seed).sum(axis=0)
    n = len(bought)
    grown = demand(bought, growth=np.full(n, 1.21), population=np.ones(n), elasticity=0.5)
    np.testing.assert_allclose(grown, bought * 1.1)
    np.testing.assert_allclose(demand(bought, growth=np.full(n, 1.1), population=np.full(n, 1.1)), bought * 1.1)
