"""A war of one of the two with a third is named once, and whom the other arms in it; by events, never by names."""

import re
from datetime import date

import pytest

from comity.assessment.page1.page import event_rows
from comity.assessment.page1.third_war import third_wars, wars
from comity.assessment.record import Record
from comity.assessment.view import View
from comity.atlas.read import Atlas
from comity.terms.ref import event_ref
from page_one import DAY, assessed, first_page

NAMED = "has waged war on Ukraine since its invasion of 24 February 2022"


@pytest.mark.parametrize(
    "pair",
    ["ROU UKR", "POL UKR", "CZE UKR", "TUR UKR", "HUN UKR", "CHN UKR", "PRK UKR", "LTU RUS"],
)
def test_the_war_is_named_once(pair):
    assert first_page(pair).bottom_line.text.count(NAMED) == 1


@pytest.mark.parametrize("pair", ["SWE RUS", "FRA RUS", "DEU RUS", "KOR RUS", "RUS UKR"])
def test_a_line_that_says_so_already_does_not_say_it_again(pair):
    line = first_page(pair).bottom_line.text
    assert NAMED not in line and "inva" in line


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        ("DEU RUS", "Germany arms Ukraine against Russia: "),
        ("POL RUS", "Poland arms Ukraine against Russia: "),
        ("GBR RUS", "The United Kingdom arms Ukraine against Russia: "),
        ("NLD RUS", "The Netherlands arms Ukraine against Russia: "),
        ("DNK RUS", "Denmark arms Ukraine against Russia: "),
        ("PRK UKR", "North Korea fights beside Russia against Ukraine: "),
        ("JPN RUS", "Japan backs Ukraine against Russia: "),
    ],
)
def test_whom_one_arms_is_told_on_the_page_of_the_other_side(pair, says):
    assert says in first_page(pair).bottom_line.text


@pytest.mark.parametrize(
    "pair", ["MLI UKR", "MLI RUS", "RUS SDN", "BLR RUS", "MMR UKR", "CMR UKR", "DEU IRN", "IND UKR", "RUS THA"]
)
def test_forces_that_meet_in_another_war_and_treaties_with_an_aggressor_are_no_side_taken(pair):
    line = first_page(pair).bottom_line.text
    assert not any(words in line for words in (" fights beside ", " backs Russia", " arms Russia", "against Iran:"))


@pytest.mark.parametrize(
    "pair", ["BOL RUS", "FRA DEU", "IND ISR", "BTN URY", "CHL UKR", "MEX RUS", "AFG DEU", "AFG IRN", "AFG FRA"]
)
def test_where_nothing_is_of_the_war_it_is_not_told(pair):
    line = first_page(pair).bottom_line.text
    assert "war on" not in line and "been at war with" not in line


@pytest.mark.parametrize("pair", ["ARE IRN", "IRN QAT", "IRN KWT", "IRN SAU", "AZE IRN", "IRN TUR"])
def test_whom_a_belligerent_struck_is_told_of_the_war(pair):
    assert "Iran has been at war with" in first_page(pair).bottom_line.text


def test_two_at_war_with_the_same_enemy_arm_nobody_against_it():
    line = first_page("ISR USA").bottom_line.text
    assert line.count("been at war with") <= 1 and "against Iran:" not in line


def test_the_wars_of_a_day_are_those_that_were_known():
    assert "UKR" in {enemy for enemy, _ in wars(DAY)["RUS"]}
    assert "RUS" not in {e for e, _ in wars(date(2021, 6, 1)).get("UKR", ())}
    assert all(war.when.end <= date(2026, 1, 1) for held in wars(date(2026, 1, 1)).values() for _, war in held)


def test_what_is_told_of_a_third_pair_stands_in_the_report():
    atlas = Atlas.open(None, DAY)
    record = Record.of("DEU", "RUS", DAY)
    view = View(atlas, "DEU", "RUS", 1990, record=record)
    held = third_wars(view, record, "strained")
    assert [(w.side, w.enemy, w.to) for w in held] == [("RUS", "UKR", "UKR")]
    assert not third_wars(view, record, "at_war")
    report = assessed("DEU", "RUS")
    ids = {e.id for e in report.chronicle}
    assert all(event_ref(e.id) in ids for w in held for e in (w.war, w.gave) if e is not None)
    assert event_rows(view, record)


def test_a_war_that_both_wage_is_named_once_with_the_day_to_which_it_is_known_and_is_watched():
    made = first_page("ISR USA")
    assert made.bottom_line.text.count("Both have been at war with Iran since 28 February 2026.") == 1
    assert "Known to March 2026." in made.bottom_line.text
    watched = [w.what.text for w in made.watch]
    assert any(
        w.startswith("Whether the fighting goes on: The United States and Israel attacked Iran") for w in watched
    )


@pytest.mark.parametrize(
    ("pair", "of_it"), [("CRI USA", False), ("EGY IRN", True), ("CHE IRN", True), ("DEU IRN", True)]
)
def test_a_quarrel_or_an_extradition_of_an_attacker_with_others_is_not_of_its_war(pair, of_it):
    assert bool(re.search(r"at war with (?:Iran|Israel)", first_page(pair).bottom_line.text)) is of_it
