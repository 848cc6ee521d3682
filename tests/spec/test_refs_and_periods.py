"""Ids and counted periods: what goes in comes out, at the turn of a year as within it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.terms import period, ref, wording

YEARS = st.integers(1, 9998)
COUNTS = st.integers(0, 9998 * 12)


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (ref.measurement_ref("un.agreement", "ISR", "KAZ", "2012"), "un.agreement/ISR-KAZ/2012"),
        (ref.measurement_ref("context.gdp", "ISR", "-", "2020"), "context.gdp/ISR/2020"),
        (ref.series_of("un.agreement/ISR-KAZ/2012"), "un.agreement/ISR-KAZ"),
        (ref.series_of("exchange"), "exchange"),
        (ref.statement_ref("41"), "evidence/41"),
        (ref.statement_ref(""), ""),
        (ref.row_of("evidence/41"), "41"),
        (ref.row_of("41"), "41"),
        (ref.source_of("cow-trade@3f2a91c04d5e"), "cow-trade"),
        (ref.edition_ref("cow-trade", "3f2a91c04d5e77"), "cow-trade@3f2a91c04d5e"),
        (period.periods_after("2012", 3), "2015"),
        (period.periods_after("2012-11", 3), "2013-02"),
        (period.periods_after("2012-01", -1), "2011-12"),
        (" ".join(period.months_between("2012-11", "2013-01")), "2012-11 2012-12 2013-01"),
        (" ".join(period.months_between("2013-01", "2012-12")), ""),
        (wording.month_name("2020-06"), "June 2020"),
        (" ".join(map(wording.ordinal, (1, 2, 3, 4, 11, 12, 13, 21, 101, 111, 112.4))),
         "1st 2nd 3rd 4th 11th 12th 13th 21st 101st 111th 112th"),
    ],
)  # fmt: skip
def test_a_thing_and_its_text(made, says):
    assert made == says


@given(COUNTS.filter(lambda n: n >= 12))
def test_months_come_back(number):
    text = period.month_text(number)
    assert period.month_number(text) == number == period.period_number(text)
    assert period.year_of(text) == number // 12
    assert period.Period.parse(text).next == period.Period.parse(period.periods_after(text, 1))


@given(YEARS)
def test_years_come_back(year):
    text = period.period_text(year, "year")
    assert period.period_number(text) == year == period.year_of(text)
