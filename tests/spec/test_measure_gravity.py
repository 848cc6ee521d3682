"""Structural gravity on a made-up world that follows it exactly."""

import numpy as np
import pytest

from comity.measures.comparable import usual_range
from comity.measures.expectation import expectation
from comity.measures.gravity import gravity, great_circle
from comity.measures.ppml.fit import ppml
from comity.terms.country import states
from tabled import computed

PLACES = [s for s in states() if s.capital_lat is not None][::18][:12]


def world(boost=1.0):
    """Exports that are exactly size times size over distance; the first sells `boost` times that to the second."""
    distance = np.maximum(great_circle(np.array([(s.capital_lat, s.capital_lng) for s in PLACES], dtype=float)), 50)
    rows = []
    for i, one in enumerate(PLACES):
        for j, other in enumerate(PLACES):
            if i != j:
                value = 1e12 * (i + 1) * (j + 2) / distance[i, j] * (boost if (i, j) == (0, 1) else 1)
                row = {"exporter": one.id, "importer": other.id, "year": 2010, "reported_by": "compiler"}
                rows.append(row | {"commodity": "total", "value": value})
    rows.append(rows[0] | {"reported_by": "exporter", "value": 1.0})
    rows.append(rows[0] | {"importer": rows[0]["exporter"], "value": 1e12})
    return rows


def ratios(trade):
    return {row[:2]: row[3] for row in computed(gravity, {"trade": trade})["potential.ratio"]}


def test_trade_as_gravity_has_it_is_one_everywhere():
    found = ratios(world())
    assert len(found) == 12 * 11
    np.testing.assert_allclose(list(found.values()), 1.0, rtol=1e-5)


def test_trade_beyond_gravity_stands_out():
    found = ratios(world(boost=3.0))
    assert max(found, key=found.get) == (PLACES[0].id, PLACES[1].id)
    assert found[PLACES[0].id, PLACES[1].id] > 1.5


def test_the_pairs_own_trade_does_not_pull_its_expectation():
    """Threefold trade of one pair is a ratio of three, whatever the model makes of it when it sees it."""
    found = computed(gravity, {"trade": world(boost=3.0)}, ("a", "b", "period", "value", "low", "high"))
    row = next(r for r in found["potential.ratio"] if r[:2] == (PLACES[0].id, PLACES[1].id))
    assert row[3] == pytest.approx(3.0, rel=0.05)
    assert row[4] <= row[3] <= row[5]


def test_recorded_nil_is_nil_and_no_record_is_no_ratio():
    trade = world()
    nil, silent = trade[5], trade[7]
    nil["value"] = 0.0
    trade.remove(silent)
    found = ratios(trade)
    assert found[nil["exporter"], nil["importer"]] == 0.0
    assert (silent["exporter"], silent["importer"]) not in found


def test_expected_trifles_are_not_judged():
    trade = world()
    middle = float(np.median([row["value"] for row in trade]))
    found = ratios([row | {"value": row["value"] / middle * 1e6} for row in trade])
    assert 40 < len(found) < 90


def made_up(seed=7, n=40):
    rng = np.random.default_rng(seed)
    far = np.log(rng.uniform(100, 9000, (n, n)))
    far = (far + far.T) / 2
    border = np.triu(rng.random((n, n)) < 0.2, 1).astype(float)
    border += border.T
    mean = np.exp(rng.normal(0, 1, n)[:, None] + rng.normal(0, 1, n) - 0.8 * far + border)
    trade = mean * rng.lognormal(0, 1, (n, n)) * 1e9
    np.fill_diagonal(trade, 0)
    return trade, far, {"border": border}


def test_sums_of_rows_and_columns_are_kept():
    trade, far, ties = made_up()
    found = expectation(trade, far, ties)
    np.testing.assert_allclose(found.fitted.sum(axis=1), trade.sum(axis=1), rtol=1e-8)
    np.testing.assert_allclose(found.fitted.sum(axis=0), trade.sum(axis=0), rtol=1e-8)
    assert not found.fitted.diagonal().any()
    assert not found.without_pair.diagonal().any()


@pytest.mark.parametrize(("a", "b"), [(0, 1), (3, 9), (12, 4)])
def test_expectation_without_the_pair_is_nearly_that_of_a_model_that_never_saw_it(a, b):
    """The refit's effects are read off its fitted values of other pairs."""
    trade, far, ties = made_up()
    n = len(trade)
    rest = ~np.eye(n, dtype=bool)
    rest[a, b] = False
    row, column = np.nonzero(rest)
    sold, bought = (np.where(rest, trade, 0).sum(axis=axis) for axis in (1, 0))
    size = np.log(np.outer(sold, bought))
    z = {"far": far, "sized": (far - far.mean()) * (size - size.mean()), **ties}
    fit = ppml(trade[rest], {k: v[rest] for k, v in z.items()}, [row, column])
    slopes = sum(beta * z[name] for name, beta in zip(fit.names, fit.beta, strict=True))
    effects = np.full((n, n), np.nan)
    effects[row, column] = np.log(fit.fitted) - slopes[rest]
    other, another = (k for k in range(n) if k not in (a, b)), (k for k in range(n - 1, -1, -1) if k not in (a, b))
    i, j = next(other), next(another)
    exact = np.exp(effects[a, j] + effects[i, b] - effects[i, j] + slopes[a, b])
    assert expectation(trade, far, ties).without_pair[a, b] == pytest.approx(exact, rel=0.03)


def test_who_sells_to_one_state_only_has_no_expectation_there():
    trade, far, ties = made_up()
    trade[3, :] = 0.0
    trade[3, 5] = 1e6
    found = expectation(trade, far, ties).without_pair
    assert found[3, 5] == 0.0
    assert found[3, 6] > 0


def test_four_fifths_of_comparable_pairs_lie_within_the_usual_range():
    rng = np.random.default_rng(4)
    a, b = rng.integers(0, 40, 4000), rng.integers(0, 40, 4000)
    own = rng.uniform(0.3, 2.0, 40)
    residual = rng.normal(0, 1, 4000) * np.sqrt((own[a] ** 2 + own[b] ** 2) / 2) - 1.0
    size = rng.normal(size=4000)
    middle, low, high = usual_range(residual, size, a, b).of(size, a, b)
    assert ((residual >= low) & (residual <= high)).mean() == pytest.approx(0.8, abs=0.01)
    assert np.median(middle) == pytest.approx(-1.0, abs=0.05)
    wide, narrow = own[a] + own[b] > 3, own[a] + own[b] < 1.2
    assert (high - low)[wide].mean() > 1.5 * (high - low)[narrow].mean()


def test_distance_on_the_globe():
    found = great_circle(np.array([[0.0, 0.0], [0.0, 90.0], [90.0, 0.0]]))
    np.testing.assert_allclose(found, 6371 * np.pi / 2 * (1 - np.eye(3)), rtol=1e-12)


def test_a_state_that_buys_nothing_takes_along_whoever_sells_to_it_alone():
    """One state buys nothing and sells only to a second, another sells only to the first: none has an expectation."""
    trade = [row for row in world() if row["reported_by"] == "compiler" and row["exporter"] != row["importer"]]
    silent, only = PLACES[0].id, PLACES[1].id
    trade = [r for r in trade if r["exporter"] != silent and (r["exporter"] != only or r["importer"] == silent)]
    found = ratios(trade)
    assert found
    assert not [pair for pair in found if silent in pair or only in pair]
