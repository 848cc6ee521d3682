"""A record of the news that is not there, or begins later, says nothing of how often two states are seen together."""

import pytest

from comity.api.python import assess

SEEN_EVERY_DAY = ("France", "Germany")


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"as_of": "2015-12-31"}, "the record of the news at hand begins later"),
        ({"as_of": "2018-02-28"}, "the record of the news at hand begins in 2018-01"),
        ({"as_of": "2019-12-31", "known_on": "2020-01-01"}, "no record of the news is at hand"),
    ],
)
def test_a_pair_in_the_news_is_not_called_unseen_where_the_record_is_silent(asked, why):
    report = assess(*SEEN_EVERY_DAY, **asked)
    assert "ardly seen" not in report.page1.bottom_line.text
    assert why in report.page1.bottom_line.text
    for told in (*(s.answer for s in report.sections), *(c.reason for c in report.coverage)):
        assert "too few" not in told


@pytest.mark.parametrize("absent", ["Serbia", "Timor-Leste"])
def test_a_state_that_the_record_lacks_is_not_called_unseen(absent):
    report = assess(absent, "Russia", as_of="2023-12-31")
    assert f"the record of the news at hand lacks {absent}" in report.page1.bottom_line.text


def test_a_pair_of_which_one_has_ceased_is_told_as_past():
    now, then = (assess("Czechoslovakia", "Poland", as_of=day).character for day in ("2023-12-31", "1992-12-31"))
    assert now.startswith("Both states last existed on 1992-12-31; ")
    assert "existed" not in then


def test_much_hostility_in_the_news_is_not_set_beside_more_elsewhere():
    said = assess("Sweden", "Finland", as_of="2024-02-29").character
    assert said.startswith("Signals of tone disagree: much hostility in the news, the other way in other records")


def test_a_pair_that_the_record_hardly_holds_is_called_hardly_seen():
    assert assess("Bhutan", "Uruguay", as_of="2023-12-31").character.startswith("Hardly seen together in the news")
