"""A year of aid that stands alone is one decision, such as a debt written off, and no height of what flows."""

from datetime import date

import pytest

from comity.assessment.phrases import newest_and_most
from comity.assessment.view import View
from comity.atlas.read import STARTER, Atlas

AID = "exchange.aid"


@pytest.fixture(scope="module")
def atlas():
    return Atlas.open(STARTER, date(2026, 11, 30))


def told(atlas, a, b):
    found = newest_and_most(View(atlas, a, b, 1990), AID, a, b)
    assert found is not None
    return found[2].text


@pytest.mark.parametrize(("donor", "receiver", "year"), [("FRA", "COG", "2010"), ("FRA", "COD", "2011")])
def test_a_year_alone_is_not_told_as_the_most(atlas, donor, receiver, year):
    values = {m.period: m.value for m in atlas.series(AID, donor, receiver) if m.value}
    assert values[year] == max(values.values()), "the year is no height, and the case tests nothing"
    assert f"in {year}" not in told(atlas, donor, receiver)


@pytest.mark.parametrize(("donor", "receiver", "year"), [("USA", "SOM", "2020"), ("JPN", "IND", "2022")])
def test_what_rose_over_years_is(atlas, donor, receiver, year):
    assert year in told(atlas, donor, receiver)
