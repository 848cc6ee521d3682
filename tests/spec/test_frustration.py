"""Frustration, triangles, walks and shared sides of networks small enough to do by hand."""

import numpy as np
import pytest

from comity.measures.frustration import frustration
from comity.measures.signed_balance import shared_sides, triangle_balance, triangles, walk_balance


def network(n, *ties):
    sign = np.zeros((n, n), np.int8)
    for i, j, s in ties:
        sign[i, j] = sign[j, i] = s
    return sign


@pytest.mark.parametrize(
    ("ties", "flips"),
    [
        (((0, 1, 1), (1, 2, 1), (0, 2, 1)), 0),
        (((0, 1, 1), (1, 2, -1), (0, 2, -1)), 0),
        (((0, 1, 1), (1, 2, 1), (0, 2, -1)), 1),
        (((0, 1, -1), (1, 2, -1), (0, 2, -1)), 1),
        # A square without triangles: the programme must not rest on triangles alone.
        (((0, 1, 1), (1, 2, 1), (2, 3, 1), (0, 3, -1)), 1),
        (((0, 1, -1), (1, 2, -1), (2, 3, -1), (0, 3, -1)), 0),
        # Six enemies, each of every other: the best two camps of three leave 2 * 3 ties within.
        (tuple((i, j, -1) for i in range(6) for j in range(i)), 6),
        ((), 0),
    ],
)
def test_the_fewest_ties_out_of_balance(ties, flips):
    found = frustration(network(6, *ties))
    assert (found.flips, found.low, found.high) == (flips, flips, flips)
    assert found.index == (1 - 2 * flips / len(ties) if ties else None)


def test_two_separate_parts_add_up_and_the_answer_says_that_there_are_two():
    sign = network(7, (0, 1, -1), (1, 2, -1), (0, 2, -1), (4, 5, 1), (5, 6, 1), (4, 6, -1))
    found = frustration(sign)
    assert (found.flips, found.components) == (2, 2)
    assert found.answer == "2 of 6 ties, in 2 separate parts"


def test_a_network_without_ties_is_not_balanced_either():
    found = frustration(np.zeros((4, 4), np.int8))
    assert found.index is None and found.components == 0
    assert "not applicable" in found.answer
    assert triangle_balance(np.zeros((4, 4), np.int8)) is None
    assert walk_balance(np.zeros((4, 4), np.int8)) is None


def test_a_search_that_is_stopped_gives_bounds_and_no_number():
    rng = np.random.default_rng(3)
    half = np.triu(rng.choice([-1, 1], (40, 40)), 1)
    found = frustration((half + half.T).astype(np.int8), nodes=1)
    assert found.flips is None and found.index is None
    assert 0 <= found.low < found.high <= found.ties / 2
    assert found.answer.startswith(f"not determinable: between {found.low} and {found.high} of 780 ties")


def test_a_search_that_has_no_time_at_all_still_answers():
    rng = np.random.default_rng(4)
    half = np.triu(rng.choice([-1, 1], (30, 30)), 1)
    found = frustration((half + half.T).astype(np.int8), seconds=1e-6)
    assert found.low <= found.high and "not determinable" in found.answer


@pytest.mark.parametrize(
    "bad",
    [np.ones((2, 3)), np.ones((2, 2)), np.array([[0, 1], [-1, 0]]), np.array([[0, 2], [2, 0]])],
    ids=["oblong", "self-tie", "two minds", "two"],
)
def test_what_is_no_signed_network_is_refused(bad):
    with pytest.raises(ValueError, match="signed network"):
        frustration(bad.astype(np.int8))


def test_triangles_by_state_and_what_third_states_say_of_a_pair():
    # 0-1-2 balanced (two friends with a common enemy 2), 1-2-3 not.
    sign = network(4, (0, 1, 1), (0, 2, -1), (1, 2, -1), (1, 3, 1), (2, 3, 1))
    every, balanced = triangles(sign)
    assert every.tolist() == [1, 2, 2, 1]
    assert balanced.tolist() == [1, 1, 1, 0]
    assert triangle_balance(sign) == 0.5
    third, alike = shared_sides(sign)
    assert (third[0, 1], alike[0, 1]) == (1, 1)
    assert (third[1, 2], alike[1, 2]) == (2, 1)
    assert (third[0, 3], alike[0, 3]) == (2, 1)


def test_walks_of_one_hostile_tie():
    # Eigenvalues are 1 and -1 whatever the sign: a single tie is always balanced.
    assert walk_balance(network(2, (0, 1, -1))) == pytest.approx(1)
    triangle = network(3, (0, 1, -1), (1, 2, -1), (0, 2, -1))
    e = np.e
    assert walk_balance(triangle) == pytest.approx((e**-2 + 2 * e) / (e**2 + 2 / e))
