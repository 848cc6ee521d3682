"""How numbers are printed: rounded to what they deserve, and never to a zero that they are not."""

from datetime import date

import pytest

from comity.report import numerals
from comity.terms.wording import day_name, ordinal


@pytest.mark.parametrize(
    ("value", "unit", "low", "high", "printed"),
    [
        (1.5e9, "US$", None, None, "US$ 1.5 billion"),
        (3.12e9, "US$", 2.84e9, 3.40e9, "US$ 3.1 billion"),
        (2.0e6, "US$", None, None, "US$ 2 million"),
        (1234, "visits", None, None, "1,234 visits"),
        (0.29, "share", 0.27, 0.31, "29 %"),
        (0.17, "index", None, None, "0.17"),
        (0.611, "index", 0.59, 0.63, "0.61"),
        (-2.5, "score", -3.0, -2.0, "−2.5"),
        (0, "US$", None, None, "US$ 0"),
        (0.0004, "index", 0.0001, 0.5, "0.0004"),
        (2019, "year", None, None, "2019"),
    ],
)
def test_a_quantity(value, unit, low, high, printed):
    assert numerals.quantity(value, unit, low, high) == printed


@pytest.mark.parametrize(
    ("low", "high", "unit", "printed"),
    [
        (1.2e9, 1.9e9, "US$", "US$ 1.2 to 1.9 billion"),
        (2e6, 1.5e9, "US$", "US$ 2 million to US$ 1.5 billion"),
        (0.17, 0.24, "share", "17 to 24 %"),
        (9, 21, "rank", "9 to 21"),
        (-0.4, 0.6, "score", "−0.4 to 0.6"),
    ],
)
def test_an_interval_keeps_one_scale_unless_its_ends_lie_far_apart(low, high, unit, printed):
    assert numerals.span(low, high, unit) == printed


def test_a_column_has_equal_decimals_and_one_unit():
    assert numerals.column([1.5e9, 2.25e6, 0.0], "US$") == (["1.500", "0.002", "0.000"], "US$ billion")
    assert numerals.column([12, 1200], "count") == (["12", "1,200"], "")
    assert numerals.column([0.5, 0.123], "share") == (["50.0", "12.3"], "%")
    assert numerals.column([], "US$") == ([], "US$")


def test_nothing_small_is_printed_as_zero():
    assert numerals.fixed(0.0001, 2) == "<0.01"
    assert numerals.fixed(-0.0001, 2) == ">−0.01"
    assert numerals.fixed(0.0, 2) == "0.00"


def test_quantities_side_by_side_have_equal_decimals():
    bounds = [(0.27, 0.31), (0.2, 0.24)]
    assert numerals.alike([0.29, 0.22, None, 0.0634], "share", bounds) == ["29 %", "22 %", "", "6 %"]


@pytest.mark.parametrize(
    ("n", "text"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (91.2, "91st"), (100, "100th")]
)
def test_percentiles_are_ordinals(n, text):
    assert ordinal(n) == text


def test_dates_and_periods():
    assert day_name(date(2024, 11, 4)) == "4 November 2024"
    assert numerals.period("2024-11") == "November 2024"
    assert numerals.period("2024-11-04") == "4 November 2024"
    assert numerals.period("2024") == "2024"
    assert numerals.period("2024-99") == "2024-99"
