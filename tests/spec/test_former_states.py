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


@pytest.mark.parametrize(
    ("a", "b", "last"),
    [
        ("CUB", "SUN", 1991), ("ITA", "YUG", 1992), ("IND", "SUN", 1991), ("USA", "SUN", 1991), ("DDR", "SUN", 1991),
        ("ALB", "YUG", 1992), ("HUN", "SCG", 2006),
    ],
)  # fmt: skip
def test_nothing_after_its_last_day_is_told_as_of_it(a, b, last):
    atlas = Atlas.open(None, DAY)
    pair = two_states(a, b, DAY)
    it = assess(atlas, request(pair, atlas, since=None if a == "DDR" else 2000, study=None, atlas=None))
    page = it.page1
    told = [page.bottom_line, *page.judgements, *(c.level for c in page.strip), *(w.what for w in page.watch)]
    years = {int(part.date[:4]) for one in told for part in one.parts if part.kind == "when"}
    assert it.as_of.year == last and max(years, default=last) <= last
    assert any("this page is as of that day" in line.text for line in page.status)
    assert all(e.date[:4] <= str(last) for e in it.chronicle)


def test_before_its_last_day_a_former_state_is_seen_from_the_day_asked_for():
    atlas = Atlas.open(None, date(1990, 6, 30))
    pair = two_states("ITA", "YUG", date(1990, 6, 30))
    assert assess(atlas, request(pair, atlas, since=None, study=None, atlas=None)).as_of == date(1990, 6, 30)
