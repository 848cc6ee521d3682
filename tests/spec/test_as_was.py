"""A day on which relations began says with which form of a state, and whether before it was independent."""

from datetime import date

import pytest

from comity.assessment.as_was import before_statehood, forms_of
from page_one import assessed


def relations(pair):
    page = assessed(*pair).page1
    return page, next((c.level.text for c in page.strip if c.label == "Relations"), "")


@pytest.mark.parametrize(
    ("pair", "form"),
    [
        (("DEU", "DNK"), "with the Federal Republic of Germany"),
        (("BEL", "DEU"), "with the Federal Republic of Germany"),
        (("CHN", "GBR"), "with the People's Republic of China"),
        (("CZE", "FRA"), "with Czechoslovakia"),
        (("EGY", "YEM"), "with North Yemen"),
        (("CHN", "VNM"), "with the Democratic Republic of Vietnam"),
    ],
)
def test_an_older_state_took_up_relations_with_what_the_other_was_then(pair, form):
    _, said = relations(pair)
    assert form in said


@pytest.mark.parametrize("pair", [("DEU", "DZA"), ("CHN", "KEN"), ("AUT", "ITA"), ("ITA", "JPN"), ("FRA", "SEN")])
def test_where_nothing_went_before_no_form_is_named(pair):
    _, said = relations(pair)
    assert ", with " not in said and "is counted as" not in said


@pytest.mark.parametrize(
    ("pair", "entered"),
    [
        (("FRA", "KHM"), "before Cambodia is counted as an independent state (9 November 1953)"),
        (("FRA", "LAO"), "before Laos is counted as an independent state (23 October 1953)"),
        (("IND", "USA"), "before India is counted as an independent state (15 August 1947)"),
    ],
)
def test_relations_before_independence_are_told_as_that_and_never_with_high_confidence(pair, entered):
    page, said = relations(pair)
    assert entered in said
    told = [j for j in page.judgements if "took up diplomatic relations" in j.text]
    assert all(j.confidence != "high" and "is counted as an independent state from" in j.text for j in told)


def test_a_register_that_enters_a_state_some_weeks_late_says_nothing():
    assert before_statehood("POL", "UKR", date(1991, 12, 4)) is None
    assert before_statehood("DEU", "EST", date(1991, 8, 28)) is None
    assert before_statehood("FRA", "KHM", date(1952, 11, 4)) == ("KHM", date(1953, 11, 9))


def test_forms_hold_for_their_time_alone():
    assert [f.name for f in forms_of("DEU", "DNK", date(1951, 6, 27))] == ["the Federal Republic of Germany"]
    assert forms_of("DEU", "DNK", date(1991, 1, 1)) == [] and forms_of("DEU", "IND", date(1951, 3, 7)) == []
