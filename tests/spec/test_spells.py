"""Spells of years, how often they go on, and how often they come again: by hand, and for any years."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.measures.spells import Share, Spell, persistence, returned, spells


@pytest.mark.parametrize(
    ("years", "covered_to", "expected"),
    [
        ([], 2000, ()),
        ([1990], 2000, (Spell(1990, 1990, True),)),
        ([1992, 1990, 1991, 1991, 1994], 1994, (Spell(1990, 1992, True), Spell(1994, 1994, False))),
        ([1990, 1991, 2005], 1990, (Spell(1990, 1990, False),)),
    ],
)
def test_runs_without_a_gap(years, covered_to, expected):
    assert spells(years, covered_to) == expected


def test_a_year_counts_where_the_next_is_covered():
    # Three years and over; one year and over; two years and perhaps going on.
    found = [Spell(1990, 1992, True), Spell(1994, 1994, True), Spell(1999, 2000, False)]
    shares = persistence(found, ages=(1, 2))
    assert shares == {1: Share(2, 3), 2: Share(1, 2)}
    assert persistence([], ages=(1,))[1].value is None


def test_a_return_counts_where_all_the_years_after_are_covered():
    own = (Spell(1990, 1991, True), Spell(1995, 1995, True), Spell(1999, 2000, False))
    assert returned([own], within=4, covered_to=2000) == Share(2, 2)
    assert returned([own], within=3, covered_to=2000) == Share(0, 2)
    assert returned([own], within=5, covered_to=2000) == Share(2, 2)
    assert returned([own], within=5, covered_to=1999) == Share(1, 1)


def test_the_interval_of_wilson():
    # Newcombe (1998), table I: 95 % of 81 of 263 is .2553 to .3662; at 80 % it is narrower and holds the share.
    few, many = Share(3, 4), Share(300, 400)
    for share in (few, many):
        assert share.low < share.value < share.high
    assert many.high - many.low < few.high - few.low
    assert (round(Share(0, 10).low, 4), round(Share(0, 10).high, 4)) == (0.0, 0.1411)
    assert (Share(0, 0).low, Share(0, 0).high) == (0.0, 1.0)


YEARS = st.sets(st.integers(1946, 2025), max_size=40)


@given(YEARS, st.integers(1946, 2030))
def test_spells_hold_their_years_and_no_others(years, covered_to):
    found = spells(years, covered_to)
    assert {y for s in found for y in range(s.first, s.last + 1)} == {y for y in years if y <= covered_to}
    assert all(one.last + 1 < two.first for one, two in pairwise(found))
    assert all(s.over == (s.last < covered_to) for s in found)


@given(YEARS, st.integers(1946, 2030))
def test_what_went_on_is_what_a_count_of_pairs_of_years_says(years, covered_to):
    shares = persistence(spells(years, covered_to)).values()
    at_risk = {y for y in years if y < covered_to}
    assert sum(s.of for s in shares) == len(at_risk)
    assert sum(s.yes for s in shares) == len({y for y in at_risk if y + 1 in years})
