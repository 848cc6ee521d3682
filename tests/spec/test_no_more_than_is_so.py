"""A page claims no more than is so: of borders, missions, arms, rifts, causes and partners."""

import pytest

from page_one import assessed, first_page


def cell(pair, label):
    return next((c.level.text for c in first_page(pair).strip if c.label == label), "")


@pytest.mark.parametrize("pair", ["MMR PAK", "ARE QAT", "CYP TUR"])
def test_a_border_by_land_that_was_lost_or_never_was_makes_no_neighbours(pair):
    assert first_page(pair).kind.name != "neighbours"


@pytest.mark.parametrize("pair", ["AUS KAZ", "PHL PLW"])
def test_an_embassy_shut_for_want_of_means_lowers_no_relations(pair):
    assert not cell(pair, "Relations").startswith("lowered")


def test_a_mission_that_closed_since_silences_the_list():
    assert "embassies both ways" not in cell("LKA NOR", "Relations")


def test_arms_that_were_given_and_then_withheld_are_not_told_in_the_present():
    assert "arms Ukraine" not in first_page("RUS SVK").bottom_line.text


@pytest.mark.parametrize("pair", ["HUN UKR", "SVK UKR"])
def test_forces_that_an_alliance_sent_stand_behind_nobody_against_whoever_comes(pair):
    said = " ".join(j.text for j in first_page(pair).judgements)
    assert "stands Italy" not in said and "stands Spain" not in said


@pytest.mark.parametrize("pair", ["KEN RUS", "MLI USA"])
def test_a_quarrel_of_weeks_and_a_bar_on_people_that_stands_are_no_rift_that_mends(pair):
    assert first_page(pair).kind.name != "on the mend"


def test_a_shot_at_the_border_is_no_cause_of_a_fall_in_trade():
    claims = [f.claim for f in assessed("EGY", "ISR").findings if f.id == "exchange.now"]
    assert claims and not any("shootout" in c for c in claims)


@pytest.mark.parametrize(("pair", "so"), [("EGY JPN", True), ("IND THA", True), ("BOL USA", False), ("GRC ISR", True)])
def test_who_declare_a_partnership_are_partners_and_who_send_ambassadors_again_are_none_by_that(pair, so):
    assert (first_page(pair).kind.name == "partners") is so


def test_relations_that_were_broken_off_are_not_on_record():
    assert "diplomatic relations established" not in first_page("NIC UKR").bottom_line.text


def test_a_raid_by_one_side_is_an_attack_and_no_fight_of_two():
    assert cell("MOZ ZAF", "Conflict").startswith("attack by South Africa")
