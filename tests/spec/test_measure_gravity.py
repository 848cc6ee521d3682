"""Structural gravity on a made-up world that follows it exactly."""

import numpy as np
import pytest

from comity.measures.gravity import gravity, great_circle, ppml
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


def test_a_nil_is_a_ratio_of_nil_and_expected_trifles_are_not_judged():
    trade = world()
    trade[5]["value"] = 0.0
    found = ratios(trade)
    assert found[trade[5]["exporter"], trade[5]["importer"]] == 0.0
    middle = float(np.median([row["value"] for row in world()]))
    found = ratios([row | {"value": row["value"] / middle * 1e6} for row in world()])
    assert 40 < len(found) < 90


def test_sums_of_rows_and_columns_are_kept():
    rng = np.random.default_rng(7)
    trade = rng.gamma(0.5, 100, (9, 9)) * (rng.random((9, 9)) < 0.7)
    np.fill_diagonal(trade, 0)
    trade[trade.sum(axis=1) == 0, 0] = trade[0, trade.sum(axis=0) == 0] = 1.0
    np.fill_diagonal(trade, 0)
    z = rng.normal(size=(2, 9, 9))
    expected = ppml(trade, z)
    np.testing.assert_allclose(expected.sum(axis=1), trade.sum(axis=1), rtol=1e-5)
    np.testing.assert_allclose(expected.sum(axis=0), trade.sum(axis=0), rtol=1e-5)
    # First-order conditions of Poisson pseudo-maximum likelihood hold for the covariates too.
    off = ~np.eye(9, dtype=bool)
    for covariate in z:
        assert ((trade - expected) * covariate)[off].sum() == pytest.approx(0, abs=1e-3 * trade.sum())


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
