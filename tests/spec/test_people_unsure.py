"""A number of people that nobody counted is told on no page; one that is near what others count is."""

import pytest

from comity.assessment.people_unsure import unsure
from page_one import assessed


@pytest.mark.parametrize(
    ("origin", "host", "persons", "untold"),
    [
        ("NPL", "ARE", 26_000, True),
        ("IND", "ARE", 3_200_000, False),
        ("NPL", "QAT", 150_000, True),
        ("IND", "QAT", 700_000, False),
        ("NPL", "SAU", 26_000, False),
        ("ARE", "OMN", 19_000, False),
        ("PRK", "ARG", 5_447, True),
        ("PRK", "KOR", 34_000, False),
        ("KOR", "ARG", 8_000, False),
    ],
)
def test_which_numbers_nobody_counted(origin, host, persons, untold):
    assert unsure("people.migrants", origin, host, persons) is untold
    assert not unsure("people.refugees", origin, host, persons)


@pytest.mark.parametrize(("pair", "told"), [("ARE NPL", False), ("ARE IND", True), ("ARG PRK", False)])
def test_no_page_tells_them(pair, told):
    it = assessed(*sorted(pair.split()))
    cells = [c.label for c in it.page1.strip]
    assert ("People" in cells) is told
    assert any("igrants from" in f.claim for f in it.findings if f.id == "exchange.dealings.people.migrants") <= told
