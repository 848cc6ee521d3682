"""Poisson regression on cases that a reader can check by hand, and what it says to data it cannot use."""

import numpy as np
import pytest

from comity.errors import UserError
from comity.measures.ppml.checks import park, reset
from comity.measures.ppml.covariance import clustered, errors, robust
from comity.measures.ppml.fit import ppml
from comity.measures.ppml.three_way import corrected

TREATED = np.array([0.0, 0, 0, 1, 1, 1])
TRADE = np.array([1.0, 2, 3, 4, 8, 12])


def test_one_yes_or_no_is_the_logarithm_of_the_ratio_of_means():
    fit = ppml(TRADE, {"treated": TREATED}, [])
    assert fit.beta[0] == pytest.approx(np.log(8 / 2), abs=1e-8)
    np.testing.assert_allclose(fit.fitted, [2, 2, 2, 8, 8, 8])
    # Sandwich of two independent means: Var = Σe²/(Σμ)² in each group, and n/(n-1).
    by_hand = np.sqrt(6 / 5 * (2 / 6**2 + 32 / 24**2))
    assert errors(robust(fit))[0] == pytest.approx(by_hand)


def test_clusters_of_one_row_are_robust_errors():
    fit = ppml(TRADE, {"treated": TREATED}, [])
    np.testing.assert_allclose(clustered(fit, np.arange(6)), robust(fit))


def test_two_way_clusters_add_and_subtract():
    rng = np.random.default_rng(1)
    y, x = rng.poisson(5, 60).astype(float), rng.normal(size=60)
    a, b = np.arange(60) % 10, np.arange(60) // 10
    fit = ppml(y, {"x": x}, [])
    scores = fit.within[0] * fit.residual

    def meat(code):
        return sum(scores[code == c].sum() ** 2 for c in np.unique(code))

    total = meat(a) + meat(b) - (scores**2).sum()
    assert clustered(fit, a, b)[0, 0] == pytest.approx(6 / 5 * total * fit.bread[0, 0] ** 2)


def test_effects_equal_dummies():
    rng = np.random.default_rng(3)
    a, b = (v.ravel() for v in np.mgrid[0:6, 0:7])
    x = rng.normal(size=42)
    y = np.exp(0.5 * x + rng.normal(size=6)[a] + rng.normal(size=7)[b]) * rng.gamma(1, 1, 42)
    dummies = {f"a{i}": (a == i) * 1.0 for i in range(1, 6)} | {f"b{i}": (b == i) * 1.0 for i in range(1, 7)}
    absorbed, dense = ppml(y, {"x": x}, [a, b]), ppml(y, {"x": x} | dummies, [])
    assert absorbed.beta[0] == pytest.approx(dense.beta[0], abs=1e-9)
    np.testing.assert_allclose(absorbed.fitted, dense.fitted, rtol=1e-7)
    np.testing.assert_allclose(errors(clustered(absorbed, a))[0], errors(clustered(dense, a))[0], rtol=1e-7)


def test_a_silent_exporter_is_left_out_and_counted():
    a, b = (v.ravel() for v in np.mgrid[0:5, 0:5])
    y = np.random.default_rng(5).gamma(2, 1, 25)
    y[a == 2] = 0
    fit = ppml(y, {"x": np.random.default_rng(6).normal(size=25)}, [a, b])
    assert fit.sample.separated == 5
    assert not fit.sample.used[a == 2].any()
    assert len(fit.fitted) == 20


def test_a_regressor_that_only_zeros_have_is_separated_not_estimated():
    y = np.r_[0.0, 0, TRADE]
    war, other = np.r_[1.0, 1, np.zeros(6)], np.r_[0.0, 1, TREATED]
    with pytest.raises(UserError, match="war"):
        ppml(y, {"war": war}, [])
    fit = ppml(y, {"war": war, "other": other}, [])
    assert fit.sample.separated == 2
    assert fit.names == ("other",)
    assert "leave nothing" in fit.dropped["war"]
    assert fit.beta[0] == pytest.approx(np.log(4), abs=1e-9)


def test_collinear_regressors_are_dropped_with_the_reason():
    rng = np.random.default_rng(8)
    x, z, a = rng.normal(size=40), rng.normal(size=40), np.arange(40) % 4
    fit = ppml(rng.gamma(2, 1, 40), {"x": x, "again": 2 * x + a, "of_a": a * 3.0, "z": z}, [a])
    assert fit.names == ("x", "z")
    assert fit.dropped["again"] == "it is a combination of x and the fixed effects"
    assert fit.dropped["of_a"] == "the fixed effects leave nothing of it"


BAD = {
    "missing": (np.r_[np.nan, TRADE[1:]], TREATED, "outcome has no finite value in row 0"),
    "infinite": (TRADE, np.r_[TREATED[:5], np.inf], "treated has no finite value in row 5"),
    "negative": (np.r_[TRADE[:2], -1, TRADE[3:]], TREATED, "negative in row 2"),
    "all zero": (np.zeros(6), TREATED, "zero in every row"),
    "lengths": (TRADE[:5], TREATED, "differ in length"),
}


@pytest.mark.parametrize(("y", "x", "said"), BAD.values(), ids=BAD)
def test_unusable_data_is_one_clear_line(y, x, said):
    with pytest.raises(UserError, match=said) as error:
        ppml(y, {"treated": x}, [])
    assert "\n" not in str(error.value)


def panel(years=4, n=9, seed=2):
    rng = np.random.default_rng(seed)
    i, j, t = (v.ravel() for v in np.mgrid[0:n, 0:n, 0:years])
    i, j, t = (v[i != j] for v in (i, j, t))
    x = (rng.random(len(i)) < 0.4) * 1.0
    y = np.exp(0.3 * x + rng.normal(size=n * n)[i * n + j]) * rng.gamma(2, 0.5, len(i))
    return y, x, i, j, t


def test_a_single_year_has_no_three_way_model():
    y, x, i, j, t = (v[panel()[4] == 0] for v in panel())
    with pytest.raises(UserError, match="two periods or more"):
        ppml(y, {"x": x}, [i * 9 + t, j * 9 + t, i * 9 + j])
    two_way = ppml(y, {"x": x}, [i, j])
    with pytest.raises(UserError, match="the panel has one"):
        corrected(two_way, i, j, t)


def test_two_rows_of_a_pair_in_a_period_are_refused():
    y, x, i, j, t = panel()
    fit = ppml(y, {"x": x}, [i, j])
    with pytest.raises(UserError, match="two rows in one period"):
        corrected(fit, i, j, t // 2)


def test_correction_removes_most_of_the_bias_of_the_errors():
    """Without noise in the effects there is nothing to correct; with it, errors grow."""
    y, x, i, j, t = panel()
    fit = ppml(y, {"x": x}, [i * 9 + t, j * 9 + t, i * 9 + j])
    found = corrected(fit, i, j, t)
    assert found.errors[0] > errors(clustered(fit, i * 9 + j))[0]
    np.testing.assert_allclose(found.beta + found.bias, fit.beta)


def test_reset_finds_a_wrong_form_and_passes_the_right_one():
    rng = np.random.default_rng(11)
    x = rng.normal(size=4000)
    noise = rng.gamma(4, 0.25, 4000)
    right = ppml(np.exp(0.5 * x) * noise, {"x": x}, [])
    wrong = ppml(np.exp(0.5 * x + 0.3 * x**2) * noise, {"x": x}, [])
    with pytest.raises(ValueError, match="no test of the form"):
        reset(ppml(TRADE, {"treated": TREATED}, []), [])
    assert reset(right, []).p_value > 0.05
    assert reset(wrong, []).p_value < 1e-6


@pytest.mark.parametrize(("shape", "power"), [(None, 1.0), (0.5, 2.0)])
def test_park_tells_poisson_from_gamma(shape, power):
    rng = np.random.default_rng(12)
    x = rng.normal(size=20000)
    mean = np.exp(2 + 0.6 * x)
    y = rng.poisson(mean) if shape is None else mean * rng.gamma(shape, 1 / shape, 20000)
    found = park(ppml(y.astype(float), {"x": x}, []))
    assert found.estimate == pytest.approx(power, abs=0.25)
