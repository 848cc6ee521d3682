"""A record of the news that is not there, or begins later, says nothing of how often two states are seen together."""

import pytest

from comity.api.python import assess

SEEN_EVERY_DAY = ("France", "Germany")


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"as_of": "2015-12-31"}, "the record of the news at hand begins later"),
        ({"as_of": "2018-02-28"}, "the record of the news at hand begins in 2018-01"),
        ({"as_of": "2019-12-31", "known_on": "2020-01-01"}, "nothing found on any series of the pair over time"),
    ],
)
def test_a_pair_in_the_news_is_not_called_unseen_where_the_record_is_silent(asked, why):
    report = assess(*SEEN_EVERY_DAY, **asked)
    assert report.page1.kind.id != "nothing"
    assert why in _reason(report)
    for told in (*(s.answer for s in report.sections), *(c.reason for c in report.coverage)):
        assert "too few" not in told


def _reason(report):
    """Why the tenor and the evolution of the two could not be told."""
    return " ".join(c.reason for c in report.coverage if c.question in ("tenor", "evolution"))


@pytest.mark.parametrize("absent", ["Serbia", "Timor-Leste"])
def test_a_state_that_the_record_lacks_is_not_called_unseen(absent):
    report = assess(absent, "Russia", as_of="2023-12-31")
    assert f"the record of the news at hand lacks {absent}" in _reason(report)


def test_a_pair_of_which_one_has_ceased_is_told_as_past():
    now, then = (assess("Czechoslovakia", "Poland", as_of=day).page1 for day in ("2023-12-31", "1992-12-30"))
    assert now.kind.id == "ended" and now.bottom_line.text.startswith("Czechoslovakia last existed as a state on")
    assert then.kind.id != "ended" and "last existed" not in then.bottom_line.text


def test_no_first_page_calls_two_states_hostile_by_the_news_alone():
    page = assess("Sweden", "Finland", as_of="2024-02-29").page1
    assert "hostil" not in " ".join((page.kind.name, page.bottom_line.text, *(j.text for j in page.judgements)))


def test_a_pair_of_which_nothing_is_known_says_so():
    page = assess("Bhutan", "Uruguay", as_of="2023-12-31").page1
    assert page.kind.id == "nothing" and page.bottom_line.text.startswith("There is next to nothing between the two")
