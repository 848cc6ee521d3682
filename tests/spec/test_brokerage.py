"""Gould and Fernandez's roles and Burt's holes against values that others computed."""

import math

import numpy as np
import pytest

from comity.measures.brokerage import ROLES, brokerage
from comity.measures.holes import constraint, effective_size


def test_four_members_in_two_groups_as_in_sna():
    """The first test of the R package sna 2.7-1 (brokerage)."""
    tie = np.array([[0, 1, 1, 0], [0, 0, 1, 1], [0, 0, 0, 1], [1, 0, 0, 0]], bool)
    found = brokerage(tie, np.array([0, 0, 1, 1])).count.astype(int).tolist()
    by_role = dict(zip(ROLES, np.transpose(found).tolist(), strict=True))
    assert by_role["total"] == [2, 1, 1, 2]
    assert by_role["itinerant"] == [1, 0, 0, 1]
    assert by_role["representative"] == [0, 1, 0, 1]
    assert by_role["gatekeeper"] == [1, 0, 1, 0]
    assert by_role["coordinator"] == by_role["liaison"] == [0, 0, 0, 0]


def test_expectations_of_twelve_members_in_three_groups_as_in_sna():
    """The second test of sna 2.7-1: density one quarter, groups of four."""
    found = brokerage(np.zeros((12, 12), bool), np.repeat([0, 1, 2], 4), density=0.25)
    assert found.expected[0].tolist() == [0.28125, 1.125, 1.125, 1.125, 1.5, 5.15625]
    published = [0.58921, 1.305786, 1.579903, 1.579903, 1.641741, 4.238668]
    for row in found.deviation:
        assert row == pytest.approx(published, abs=5e-6)


def test_simulated_networks_agree_with_expectation_and_deviation():
    rng, group = np.random.default_rng(7), np.array([0, 0, 0, 1, 1, 2, 2, 2, 2])
    counts = np.stack([brokerage(rng.random((9, 9)) < 0.3, group).count for _ in range(4000)])
    expected = brokerage(np.zeros((9, 9), bool), group, density=0.3)
    assert np.abs(counts.mean(axis=0) - expected.expected).max() < 0.12
    assert np.abs(counts.std(axis=0) - expected.deviation).max() < 0.12


def test_a_role_that_cannot_occur_has_no_score():
    found = brokerage(np.ones((3, 3), bool), np.array([0, 0, 0]))
    assert math.isnan(found.score[0, ROLES.index("liaison")])
    with pytest.raises(ValueError, match="groups do not fit"):
        brokerage(np.ones((3, 3), bool), np.array([0, 0]))


def test_a_star_has_no_constraint_at_its_centre_but_what_it_divides():
    """Centre of a star with four points: Σ (1/4)² = .25 and size 4; a point is wholly constrained."""
    weight = np.zeros((6, 6))
    weight[0, 1:5] = 1
    assert constraint(weight)[:2] == pytest.approx([0.25, 1.0])
    assert effective_size(weight)[:2] == pytest.approx([4.0, 1.0])
    assert np.isnan(constraint(weight)[5]) and np.isnan(effective_size(weight)[5])


def test_a_closed_triangle_is_as_redundant_as_can_be():
    """Each partner: 1/2 + 1/2 * 1/2 = 3/4, squared, twice; size 2 - 2 * 1/2 = 1."""
    weight = np.ones((3, 3)) - np.eye(3)
    assert constraint(weight) == pytest.approx([1.125] * 3)
    assert effective_size(weight) == pytest.approx([1.0] * 3)
