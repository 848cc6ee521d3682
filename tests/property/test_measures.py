"""What holds for every world: symmetry, range, relabelling, order of rows, and no value from the future."""

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from comity.measures import expected_ties, product_gap
from comity.measures.expectation import expectation
from comity.measures.mirror import mirror
from comity.measures.portfolios import portfolio_similarity
from comity.measures.prominence import excess
from comity.measures.recipes import RECIPES
from comity.measures.reconciliation import reconcile
from comity.measures.reliability import reliability
from comity.measures.shares import AGREE_WITHIN, ranks
from comity.measures.un_similarity import similarity
from same_rows import ALL, KEY, equal, same
from tabled import connected, frame_of
from worlds import CUT, EARLY, LATE, up_to, world

ROLLS = arrays(np.int8, st.tuples(st.integers(2, 7), st.integers(1, 12)), elements=st.integers(0, 3))
SEEDS = st.integers(0, 2**32 - 1)
slow = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def is_monthly(recipe):
    return recipe.measures[0].grain == "month"


def name_of(recipe):
    return recipe.measures[0].id


@pytest.fixture(autouse=True, scope="module")
def _few_reporters_are_a_world():
    """The worlds have eight states, of which an account by product would be too thin; and need few trees."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(product_gap, "LEAST_REPORTERS", 2)
        patch.setattr(product_gap, "LEAST_SOLD", 0.0)
        patch.setattr(expected_ties, "TREES", 10)
        yield


def run(recipe, tables):
    """Rows of every measure with all columns, as a sorted frame."""
    with connected(recipe, tables) as con:
        return {measure: frame_of(con, rows, ALL) for measure, rows in recipe.compute(con).items()}


NAMED = ("potential.ratio", "structure.brokerage", "un.ideal_point", "defence.expected_gap")
"""Measures that know where each state lies, and two that draw at random in the order of names."""


@pytest.mark.parametrize("recipe", RECIPES, ids=name_of)
@settings(slow, max_examples=4)
@given(seed=SEEDS)
def test_what_holds_in_every_world(recipe, seed):
    """All that is asked of one world is asked of one computation of it."""
    full = world((*recipe.inputs, *recipe.optional), seed, monthly=is_monthly(recipe))
    found = run(recipe, full)
    rows_keep_the_contract_of_their_measure(recipe, found)
    no_row_depends_on_later_rows(recipe, full, found)
    the_order_of_rows_does_not_matter(recipe, full, found, seed)
    if name_of(recipe) not in NAMED:
        names_of_states_do_not_matter(recipe, full, found, seed)


def no_row_depends_on_later_rows(recipe, full, now):
    """The as-of guarantee: what was computed then is what is computed now, to the last bit."""
    last = CUT * 12 + 11 if is_monthly(recipe) else CUT
    then = run(recipe, up_to(full))
    assert set(then) == {measure.id for measure in recipe.measures}
    for measure, rows in then.items():
        assert equal(*(frame.filter(pl.col("period") <= last) for frame in (rows, now[measure]))), measure
        assert len(rows), f"{measure}: the world is too small to test anything"


def the_order_of_rows_does_not_matter(recipe, tables, found, seed):
    rng = np.random.default_rng(seed)
    mixed = {name: [rows[i] for i in rng.permutation(len(rows))] for name, rows in tables.items()}
    same(found, run(recipe, mixed))


def names_of_states_do_not_matter(recipe, tables, found, seed):
    ids = [*EARLY, *LATE]
    new = dict(zip(ids, np.random.default_rng(seed).permutation(ids).tolist(), strict=True))
    renamed = {t: [{k: new.get(v, v) for k, v in row.items()} for row in rows] for t, rows in tables.items()}
    direction = {m.id: m.direction for m in recipe.measures}
    before = {measure: translated(rows, new, direction[measure]) for measure, rows in found.items()}
    same(before, run(recipe, renamed), ["state"])


def translated(rows, new, direction):
    """The rows with other names for the states, in the order and the orientation that these have."""
    a, b = (pl.col(column).replace(new) for column in "ab")
    if direction == "undirected":
        a, b = pl.min_horizontal(a, b), pl.max_horizontal(a, b)
    return rows.with_columns(a=a, b=b).sort(KEY)


def rows_keep_the_contract_of_their_measure(recipe, found):
    value, low, high = (pl.col(name) for name in ("value", "low", "high"))
    for measure in recipe.measures:
        rows = found[measure.id]
        assert not rows[KEY].is_duplicated().any()
        kept = {
            "a state alone": (pl.col("b") == "-") == (measure.direction == "state"),
            "the order of the two": pl.lit(measure.direction != "undirected") | (pl.col("a") < pl.col("b")),
            "two states": pl.col("a") != pl.col("b"),
            "finite": pl.all_horizontal(number.cast(pl.Float64).is_finite() for number in (value, low, high)),
            "not under the least": value >= (-np.inf if measure.low is None else measure.low - 1e-9),
            "not over the most": value <= (np.inf if measure.high is None else measure.high + 1e-9),
            "low end": low <= value + 1e-9 * value.abs(),
            "high end": high >= value - 1e-9 * value.abs(),
        }
        # What is not known breaks no rule.
        held = rows.select(rule.fill_null(True).all().alias(name) for name, rule in kept.items())
        assert all(held.row(0)), (measure.id, held)


@given(ROLLS)
def test_similarity_is_symmetric_in_range_and_s_is_agreement_stretched(votes):
    found = similarity(votes)
    for name in ("n", "agreement", "s_abs", "s_sq", "kappa_linear", "kappa_squared", "pi_squared"):
        matrix = getattr(found, name)
        np.testing.assert_allclose(matrix, matrix.T, atol=1e-12)
    np.testing.assert_allclose(found.s_abs, 2 * found.agreement - 1, atol=1e-12)
    known = found.n > 0
    assert np.isnan(found.agreement[~known]).all()
    assert ((found.agreement[known] >= 0) & (found.agreement[known] <= 1)).all()
    assert ((found.s_sq[known] >= -1) & (found.s_sq[known] <= 1)).all()
    assert (found.s_sq[known] >= found.s_abs[known] - 1e-12).all()
    for name in ("kappa_linear", "kappa_squared", "pi_squared"):
        corrected = getattr(found, name)
        assert (corrected[~np.isnan(corrected)] <= 1 + 1e-12).all()
        assert (corrected[~np.isnan(corrected)] >= -1 - 1e-9).all()


@given(ROLLS, st.randoms(use_true_random=False))
def test_similarity_knows_neither_names_nor_order(votes, random):
    states, rolls = list(range(votes.shape[0])), list(range(votes.shape[1]))
    random.shuffle(states)
    random.shuffle(rolls)
    plain, mixed = similarity(votes), similarity(votes[np.ix_(states, rolls)])
    for name in ("agreement", "kappa_squared", "pi_squared"):
        np.testing.assert_allclose(getattr(plain, name)[np.ix_(states, states)], getattr(mixed, name), atol=1e-9)


@given(ROLLS)
def test_reversing_every_vote_changes_no_similarity(votes):
    turned = np.where(votes == 0, 0, 4 - votes).astype(np.int8)
    np.testing.assert_allclose(similarity(votes).kappa_squared, similarity(turned).kappa_squared, atol=1e-9)


@given(arrays(np.int8, st.integers(2, 8).map(lambda n: (n, n)), elements=st.integers(0, 3)))
def test_portfolios_alike_are_one_and_opposite_ones_minus_one(portfolio):
    found = portfolio_similarity(portfolio, 3)
    np.testing.assert_allclose(np.diag(found), 1.0)
    np.testing.assert_allclose(found, found.T)
    assert (found >= -1 - 1e-12).all() and (found <= 1 + 1e-12).all()
    brute = [[1 - 2 * sum(abs(int(x) - int(y)) for x, y in zip(a, b, strict=True)) / (3 * len(a)) for b in portfolio]
             for a in portfolio]  # fmt: skip
    np.testing.assert_allclose(found, brute, atol=1e-12)


POSITIVE = st.floats(1, 1e9)
REPORTS = st.lists(
    st.tuples(st.sampled_from(EARLY), st.sampled_from(LATE), st.integers(2000, 2004), POSITIVE, POSITIVE),
    min_size=1, max_size=25, unique_by=lambda r: r[:3],
)  # fmt: skip


@settings(slow, max_examples=25)
@given(REPORTS)
def test_the_gap_turns_its_sign_when_the_reports_change_places(reports):
    def gap(swap):
        rows = []
        for a, b, year, x, m in reports:
            base = {"exporter": a, "importer": b, "year": year, "commodity": "total"}
            pair = (m, x) if swap else (x, m)
            rows += [base | {"reported_by": s, "value": v} for s, v in zip(("exporter", "importer"), pair, strict=True)]
        return run(mirror, {"trade": rows})["exchange.mirror_gap"]["value"].to_numpy()

    np.testing.assert_allclose(gap(False), -gap(True), atol=1e-12)


@given(REPORTS)
def test_what_is_reconciled_lies_between_the_reports(reports):
    reports = sorted(reports, key=lambda r: (r[2], r[0], r[1]))
    types = {"a": object, "b": object, "period": int, "x": float, "m": float}
    both = {name: np.array([r[i] for r in reports], dtype=kind) for i, (name, kind) in enumerate(types.items())}
    x, fob = both["x"], both["m"] / 1.06
    found = reconcile(both)
    known = ~np.isnan(found["value"])
    least, most = np.minimum(x, fob), np.maximum(x, fob)
    assert (found["value"][known] >= least[known] * (1 - 1e-9)).all()
    assert (found["value"][known] <= most[known] * (1 + 1e-9)).all()
    assert (found["low"] <= found["high"]).all()
    np.testing.assert_allclose(found["low"][~known], least[~known])
    np.testing.assert_allclose(found["high"][~known], most[~known])
    assert [s is None for s in found["state"]] == known.tolist()
    assert (known == (most / least <= 10 * (1 + 1e-12))).all()


@given(REPORTS)
def test_error_variances_are_positive_and_of_the_past(reports):
    reports = sorted(reports, key=lambda r: (r[2], r[0], r[1]))
    a, b = (np.array([r[i] for r in reports], dtype=object) for i in (0, 1))
    year, gap = np.array([r[2] for r in reports]), np.log([r[4] / r[3] for r in reports])
    size = np.sqrt([r[4] * r[3] for r in reports])
    judged, _ = reliability(a, b, year, gap, size)
    assert (judged.var_x > 0).all() and (judged.var_m > 0).all()
    early = year <= 2001
    if early.any():
        then, _ = reliability(a[early], b[early], year[early], gap[early], size[early])
        for name in ("usual", "bias_x", "bias_m", "var_x", "var_m", "unsure_x", "unsure_m", "tails"):
            np.testing.assert_array_equal(getattr(judged, name)[early], getattr(then, name), err_msg=name)


@settings(slow, max_examples=30)
@given(st.integers(3, 9), SEEDS)
def test_expected_trade_keeps_what_each_sells_and_buys(n, seed):
    rng = np.random.default_rng(seed)
    trade = rng.lognormal(3, 2, (n, n))
    np.fill_diagonal(trade, 0)
    far = rng.normal(size=(n, n))
    found = expectation(trade, far, {})
    np.testing.assert_allclose(found.fitted.sum(axis=1), trade.sum(axis=1), rtol=1e-7)
    np.testing.assert_allclose(found.fitted.sum(axis=0), trade.sum(axis=0), rtol=1e-7)
    assert (found.fitted[~np.eye(n, dtype=bool)] > 0).all()
    assert (found.without_pair >= 0).all()
    order = rng.permutation(n)
    moved = expectation(trade[np.ix_(order, order)], far[np.ix_(order, order)], {})
    np.testing.assert_allclose(moved.without_pair, found.without_pair[np.ix_(order, order)], rtol=1e-4, atol=1e-6)


@given(st.integers(2, 8), SEEDS)
def test_what_prominence_leaves_sums_to_nil_and_knows_no_names(n, seed):
    rng = np.random.default_rng(seed)
    one, two = np.triu_indices(n, 1)
    level = rng.normal(size=len(one))
    left = excess(one, two, level)
    assert abs(left.sum()) < 1e-9
    np.testing.assert_allclose(excess(two, one, level), left, atol=1e-9)
    np.testing.assert_allclose(excess(one, two, level + 5), left, atol=1e-9)
    names = rng.permutation(n)
    np.testing.assert_allclose(excess(names[one], names[two], level), left, atol=1e-9)


SHARES = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=12)


@given(SHARES)
def test_bounds_hold_the_rank(shares):
    low, high = np.array([min(p) for p in shares]), np.array([max(p) for p in shares])
    n = len(shares)
    found = ranks({
        "a": np.array(["AAA"] * n, dtype=object), "b": np.array([f"B{i}" for i in range(n)], dtype=object),
        "period": np.array([2000] * n), "low": low, "high": high, "middle": (low + high) / 2,
    })  # fmt: skip
    value, best, worst = found["value"], found["low"], found["high"]
    known, bounded = ~np.isnan(value), ~np.isnan(best)
    assert (known == (high <= AGREE_WITHIN * low)).all()
    assert ((value[known] >= 1) & (value[known] <= n)).all()
    both = known & bounded
    assert ((best[both] <= value[both]) & (value[both] <= worst[both])).all()
    assert (best[bounded] < worst[bounded]).all()
    assert (worst[bounded] <= n).all()
