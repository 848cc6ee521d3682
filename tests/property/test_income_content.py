"""PRODY, EXPY and nearness of openings: by hand, and what holds for any matrix of exports."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from comity.measures.complexity import density, presence
from comity.measures.income_content import expy, income_content, prody
from comity.measures.openings import near
from tabled import computed

TRADE = arrays(
    np.float64, st.tuples(st.integers(3, 8), st.integers(3, 10)), elements=st.integers(0, 1000).map(float)
).filter(lambda x: (x.sum(axis=1) > 0).all() and (x.sum(axis=0) > 0).all())
quick = settings(max_examples=40, deadline=None)


def test_by_hand():
    """Shares of the first product 1 and ¼, so its PRODY is (1 · 100 + ¼ · 500) / 1¼ = 180; the second's is 500."""
    exports, income = np.array([[10.0, 0.0], [5.0, 15.0]]), np.array([100.0, 500.0])
    assert prody(exports, income).tolist() == [180, 500]
    value, covered = expy(exports, prody(exports, income))
    assert value.tolist() == [180, 0.25 * 180 + 0.75 * 500]
    assert covered.tolist() == [1, 1]


@quick
@given(TRADE, st.integers(0, 2**32 - 1))
def test_both_lie_between_the_lowest_and_the_highest_income(exports, seed):
    income = np.random.default_rng(seed).lognormal(9, 1, len(exports))
    by_product = prody(exports, income)
    value, covered = expy(exports, by_product)
    for found in (by_product, value):
        assert (found >= income.min() * (1 - 1e-9)).all() and (found <= income.max() * (1 + 1e-9)).all()
    np.testing.assert_allclose(covered, 1)
    np.testing.assert_allclose(prody(exports, np.full(len(exports), 7.0)), 7)


@quick
@given(TRADE, st.floats(0.01, 100), st.integers(0, 2**32 - 1))
def test_a_states_size_does_not_matter_and_money_is_only_a_scale(exports, factor, seed):
    income = np.random.default_rng(seed).lognormal(9, 1, len(exports))
    larger = exports.copy()
    larger[0] *= factor
    np.testing.assert_allclose(prody(larger, income), prody(exports, income))
    np.testing.assert_allclose(prody(exports, factor * income), factor * prody(exports, income))


@quick
@given(TRADE, st.integers(0, 2**32 - 1))
def test_a_state_of_unknown_income_changes_no_prody(exports, seed):
    income = np.random.default_rng(seed).lognormal(9, 1, len(exports))
    income[0] = np.nan
    np.testing.assert_allclose(prody(exports, income), prody(exports[1:], income[1:]))
    value, covered = expy(exports, prody(exports, income))
    only_it = (exports[1:] == 0).all(axis=0)
    assert covered[0] == pytest.approx(1 - exports[0, only_it].sum() / exports[0].sum())
    assert np.isfinite(value[1:]).all()


@quick
@given(TRADE)
def test_nearness_is_a_mean_of_densities(exports):
    found, every = near(exports, exports), density(presence(exports))
    known = np.isfinite(found)
    assert ((found[known] >= every.min() - 1e-9) & (found[known] <= every.max() + 1e-9)).all()
    np.testing.assert_allclose(near(exports, 3 * exports)[known], found[known])


def world(extra: float):
    """Six sellers in eighty chapters; the sixth has no income on file and alone sells `extra` million of one code."""
    states, trade = [f"S{i}" for i in range(6)], []
    for i, a in enumerate(states):
        for c in range(1, 81):
            row = {"exporter": a, "importer": states[(i + 1) % 6], "year": 2015, "reported_by": "compiler"}
            trade.append(row | {"nomenclature": "HS12", "commodity": f"{c:02d}0000", "valuation": "fob", "value": 1e6})
    trade.append(trade[-1] | {"commodity": "990000", "value": extra * 1e6})
    money = [{"state": s, "year": 2015, "gdp_basis": "current", "gdp": 1000.0 * (i + 1), "population": 1.0}
             for i, s in enumerate(states[:5])]  # fmt: skip
    found = computed(income_content, {"commodity_trade": trade, "products": money},
                     ("a", "value", "low", "high", "state"))  # fmt: skip
    assert found["complementarity.expy"] == []
    return {row[0]: row[1:] for row in found["complementarity.expy_current"]}


def test_what_nobody_of_known_income_sells_is_bounded():
    found = world(extra=4)
    assert found["S0"] == (pytest.approx(3000), None, None, None)
    value, low, high, state = found["S5"]
    assert (value, state) == (pytest.approx(3000), None)
    assert (low, high) == (pytest.approx((80 * 3000 + 4 * 1000) / 84), pytest.approx((80 * 3000 + 4 * 5000) / 84))
    value, low, high, state = world(extra=80)["S5"]
    assert (value, state) == (None, "not_reported")
    assert (low, high) == (pytest.approx(2000), pytest.approx(4000))
