"""A former state that is asked for is told under another's name, and the page says so."""

from datetime import date

import pytest

from comity.api.asking import request
from comity.api.pair import two_states
from comity.assessment.assess import assess
from comity.atlas.read import Atlas

DAY = date(2026, 6, 30)
FORMER = (("YUG", "Yugoslavia", "Serbia"), ("yug", "Yugoslavia", "Serbia"), ("Soviet Union", "Soviet Union", "Russia"))


def _first_page(b: str):
    atlas = Atlas.open(None, DAY)
    pair = two_states("ITA", b, DAY)
    return pair, assess(atlas, request(pair, atlas, since=None, study=None, atlas=None))


@pytest.mark.parametrize(("asked", "former", "heir"), FORMER)
def test_the_page_says_under_whose_name_it_is_told(asked, former, heir):
    pair, it = _first_page(asked)
    said = f"Asked for was {former}, a former state that the sources carry on under {heir}; "
    assert it.page1.status[0].text == f"{said}what follows is told of {heir}."
    assert len(pair.notices) == 1
    assert former in it.command


@pytest.mark.parametrize("asked", ["SRB", "Serbia", "DEU", "Türkiye"])
def test_of_a_state_of_today_nothing_is_said(asked):
    pair, it = _first_page(asked)
    assert pair.notices == () and not any("Asked for was" in line.text for line in it.page1.status)
