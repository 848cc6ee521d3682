"""Between two poles, by hand."""

import math

import pytest

from comity.assessment.poles import evenness, hedge, incongruence, percentile, position, shares


@pytest.mark.parametrize(
    ("own", "west", "east", "expected"),
    [
        (2.0, 2.0, -1.0, 1.0),
        (-1.0, 2.0, -1.0, 0.0),
        (0.5, 2.0, -1.0, 0.5),
        (-2.5, 2.0, -1.0, -0.5),
        (0.0, 0.1, 0.0, None),
    ],
)
def test_position_is_one_at_the_first_pole_and_nil_at_the_second(own, west, east, expected):
    assert position(own, west, east) == expected


@pytest.mark.parametrize(
    ("ties", "expected"),
    [((1, 1), 1.0), ((1, 0), 0.0), ((1, 1, 1), 1.0), ((2, 1, 1), 1.5 * math.log(2) / math.log(3)), ((0, 0), None)],
)
def test_evenness(ties, expected):
    assert evenness(ties) == (None if expected is None else pytest.approx(expected))


def test_a_missing_tie_is_not_nil():
    assert shares((1.0, None)) is None
    assert shares((1.0, math.nan)) is None
    assert evenness((1.0, None)) is None


def test_hedging_needs_weight_and_evenness():
    assert hedge(1.0, 0.2) == 0.2
    assert hedge(0.0, 1.0) == 0.0
    assert hedge(None, 1.0) is None


def test_percentile_counts_ties_half():
    assert percentile(2, [1, 2, 2, 3]) == 0.5
    assert percentile(1, []) is None


def test_incongruence_is_the_part_that_would_have_to_move():
    found = incongruence({"trade": (3.0, 1.0), "arms": (0.0, 5.0), "unknown": (None, 1.0)})
    assert found == (pytest.approx(0.75), "trade", "arms")
    assert incongruence({"trade": (1.0, 1.0)}) is None
