"""What holds for every Poisson regression, and for every answer of the check for separation."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from comity.errors import UserError
from comity.measures.ppml.covariance import clustered
from comity.measures.ppml.fit import ppml
from comity.measures.ppml.separation import separated

seeds = st.integers(0, 2**32 - 1)


def data(seed, zeros=0.3):
    rng = np.random.default_rng(seed)
    n, k = int(rng.integers(30, 120)), int(rng.integers(1, 3))
    x = rng.normal(size=(k, n))
    codes = [rng.integers(0, int(rng.integers(2, 7)), n) for _ in range(int(rng.integers(1, 4)))]
    y = rng.gamma(0.7, 2, n) * np.exp(x.sum(axis=0) / 2) * (rng.random(n) > zeros)
    return y, {f"x{i}": v for i, v in enumerate(x)}, codes


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_first_order_conditions_hold(seed):
    y, x, codes = data(seed)
    try:
        fit = ppml(y, x, codes)
    except UserError:
        return
    used = fit.sample.used
    for code in codes:
        actual, fitted = np.bincount(code[used], fit.sample.y), np.bincount(code[used], fit.fitted)
        np.testing.assert_allclose(fitted, actual, rtol=1e-8)
    for name in fit.names:
        assert x[name][used] @ fit.residual == pytest.approx(0, abs=1e-8 * (np.abs(x[name][used]) @ fit.sample.y))


@given(seeds, st.floats(1e-6, 1e6))
@settings(max_examples=30, deadline=None)
def test_units_and_order_of_rows_do_not_matter(seed, unit):
    y, x, codes = data(seed)
    try:
        fit = ppml(y, x, codes)
    except UserError:
        return
    order = np.random.default_rng(seed).permutation(len(y))
    again = ppml(y[order] * unit, {k: v[order] for k, v in x.items()}, [c[order] for c in codes])
    np.testing.assert_allclose(again.beta, fit.beta, rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(clustered(again, order % 7), clustered(fit, np.arange(len(y)) % 7), rtol=1e-5, atol=1e-9)


def by_programme(y, x, codes):
    """The largest separated set, by a linear programme on a dense matrix of dummies."""
    design = np.concatenate([x.T, *[np.eye(c.max() + 1)[c] for c in codes]], axis=1)
    zero = y == 0
    p, m = design.shape[1], int(zero.sum())
    found = linprog(
        np.r_[np.zeros(p), -np.ones(m)],
        A_ub=np.c_[-design[zero], np.eye(m)],
        b_ub=np.zeros(m),
        A_eq=np.c_[design[~zero], np.zeros((len(y) - m, m))],
        b_eq=np.zeros(len(y) - m),
        bounds=[(None, None)] * p + [(0, 1)] * m,
    )
    out = np.zeros(len(y), dtype=bool)
    out[zero] = found.x[p:] > 0.5
    return out


@given(seeds)
@example(541)
@settings(max_examples=150, deadline=None)
def test_separation_is_that_of_a_linear_programme(seed):
    rng = np.random.default_rng(seed)
    n, k = int(rng.integers(6, 60)), int(rng.integers(0, 4))
    x = rng.integers(-2, 3, (k, n)).astype(float) if rng.random() < 0.6 else rng.normal(size=(k, n))
    codes = [np.unique(rng.integers(0, 8, n), return_inverse=True)[1] for _ in range(int(rng.integers(1, 4)))]
    y = (rng.poisson(1, n) * (rng.random(n) < rng.choice([0.2, 0.4, 0.7, 0.9]))).astype(float)
    y[0] = 1.0
    np.testing.assert_array_equal(separated(y, x, codes), by_programme(y, x, codes))


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_leaving_out_separated_rows_changes_no_coefficient(seed):
    y, x, codes = data(seed, zeros=0.7)
    try:
        fit = ppml(y, x, codes)
        used = fit.sample.used
        again = ppml(y[used], {k: v[used] for k, v in x.items()}, [c[used] for c in codes])
    except UserError:
        return
    assert again.sample.separated == 0
    np.testing.assert_allclose(again.beta, fit.beta, rtol=1e-6, atol=1e-8)
