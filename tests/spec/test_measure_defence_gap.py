"""Expected less recorded alliance, on a small world."""

import itertools

import numpy as np
import pytest

from comity.measures.defence_gap import RIDGE, defence_gap, ridge_logit
from tabled import computed

STATES = ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF")
NEAR = {frozenset(pair) for club in ("ABC", "DEF") for pair in itertools.combinations(club, 2)}
ALLIED = NEAR - {frozenset("EF")}
"""Two clubs of three neighbours; all neighbours are allied but EEE and FFF."""


def world(year=2000):
    pairs = list(itertools.combinations(STATES, 2))
    clubs = [(s, "WEST" if s[0] in "ABC" else "EAST") for s in STATES]
    return {
        "alliances": [
            {"a": a, "b": b, "year": year, "defence": True}
            for x, y in pairs if frozenset((x[0], y[0])) in ALLIED for a, b in ((x, y), (y, x))
        ],
        "memberships": [
            {"state": s, "organisation": o, "year": year, "status": "full"}
            for s, club in clubs for o in (club, "UN")
        ],
        "minimum_distances": [
            {"a": a, "b": b, "year": year, "km": 0 if frozenset((a[0], b[0])) in NEAR else 5000}
            for a, b in pairs if (a, b) != ("AAA", "FFF")
        ],
        "capabilities": [
            {"state": s, "year": year, "cinc": 0.01 * (i + 1)} for i, s in enumerate(STATES)
        ],
        "rivalries": [{"a": "DDD", "b": "AAA", "first_year": 1990, "last_year": None, "coded_by": "tss"}],
    }  # fmt: skip


COLUMNS = ("a", "b", "period", "value", "low", "high")


def gaps(tables):
    return {row[:2]: row[3:] for row in computed(defence_gap, tables, COLUMNS)["defence.expected_gap"]}


def test_the_pair_that_looks_allied_and_is_not_stands_out():
    found = gaps(world())
    assert max(found, key=lambda pair: found[pair][0]) == ("EEE", "FFF")


def test_a_recorded_ally_is_never_above_nil_and_others_never_below():
    found = gaps(world())
    for (a, b), (value, low, high) in found.items():
        assert -1 <= low <= value <= high <= 1
        assert value < 0 if frozenset((a[0], b[0])) in ALLIED else value > 0


def test_a_pair_without_a_distance_is_left_out_not_put_at_nil():
    found = gaps(world())
    assert ("AAA", "FFF") not in found
    assert len(found) == 14


def test_without_capability_there_is_no_expectation():
    tables = world()
    tables["capabilities"][0]["cinc"] = None
    assert not [pair for pair in gaps(tables) if "AAA" in pair]


def test_years_beyond_the_record_of_alliances_are_not_read_as_without_allies():
    tables, later = world(2000), world(2001)
    for name in ("memberships", "minimum_distances", "capabilities"):
        tables[name] = tables[name] + later[name]
    rows = computed(defence_gap, tables, COLUMNS)["defence.expected_gap"]
    assert {row[2] for row in rows} == {2000}


def test_the_fit_solves_its_equations():
    """At the estimate the gradient of the penalised likelihood is nil; nothing predicts: the base rate."""
    x = np.array([[-1.0], [-1.0], [1.0], [1.0], [1.0], [-1.0]])
    y = np.array([0.0, 1.0, 1.0, 1.0, 0.0, 0.0])
    fitted, low, high = ridge_logit(x, y)
    beta = (np.log(fitted[2] / (1 - fitted[2])) - np.log(fitted[0] / (1 - fitted[0]))) / 2
    assert (x[:, 0] * (y - fitted)).sum() == pytest.approx(RIDGE * beta)
    assert fitted.sum() == pytest.approx(y.sum())
    assert (low < fitted).all() and (fitted < high).all()
    flat, _, _ = ridge_logit(np.ones((4, 1)), np.array([1.0, 0.0, 0.0, 0.0]))
    np.testing.assert_allclose(flat, 0.25)
