"""What is newest of all is told as what it is: an act of a union is none of the two, and an old quarrel no news."""

from datetime import date

import pytest

from comity.api.python import assess

DAY = date(2026, 11, 28)
UNION = "Newest of all, and not of the two alone: "


def line(pair: str, day: date = DAY) -> str:
    return assess(*pair.split(), as_of=day).page1.bottom_line.text


@pytest.mark.parametrize("pair", ["BRA FRA", "ARG DEU", "IND POL", "IND ITA", "ITA SYR", "BRA DEU", "ESP PRY"])
def test_an_act_of_a_union_that_is_newer_is_told_last_and_as_that(pair):
    assert line(pair).count(UNION) == 1


@pytest.mark.parametrize("pair", ["ARG DEU", "ESP PRY"])
def test_beside_it_no_old_act_of_the_two_is_the_newest(pair):
    assert "Newest dated event" not in line(pair) and "event told here" not in line(pair)


def test_what_is_newest_and_years_old_is_told_as_the_last_that_is_held():
    assert "The newest event told here: " in line("MLT NLD")


@pytest.mark.parametrize("pair", ["DEU USA", "FRA GBR", "BRA ARG", "BTN URY", "GEO ITA", "IND PAK"])
def test_where_the_two_did_something_since_or_no_union_acted_nothing_is_said(pair):
    assert UNION not in line(pair)


def test_it_is_not_seen_before_it_was():
    assert UNION not in line("BRA FRA", date(2025, 12, 31))
