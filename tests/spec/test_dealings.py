"""What two states deal in today: the newest of each record, what ended told as ended, names in place of codes."""

import re
from datetime import date

import pytest

from comity.assessment.assess import Request, assess
from comity.atlas.read import STARTER, Atlas

DAY = date(2026, 6, 30)
PAIRS = ("RUS UKR", "FRA DEU", "USA ISR", "BTN URY", "CHN TWN", "IND PAK", "KAZ RUS")


@pytest.fixture(scope="module")
def reports():
    return {pair: assess(Atlas.open(STARTER, DAY), Request(*pair.split(), 1990, "comity assess")) for pair in PAIRS}


def scope(found):
    return next(s for s in found.sections if s.id == "scope").answer


def facts(found):
    return {row[0]: row[1:] for t in found.tables if t.id == "table.facts" for row in t.rows}


@pytest.mark.parametrize(
    ("pair", "holds"),
    [
        ("RUS UKR", "Diplomatic relations have been broken off since 24 February 2022."),
        ("RUS UKR", "Their investment treaty ended on 27 January 2025."),
        ("RUS UKR", "On paper these trade agreements were still in force in 2025"),
        ("FRA DEU", "Diplomatic relations date from 11 July 1951, with the Federal Republic of Germany."),
        ("FRA DEU", "In 2022 each kept an embassy in the other."),
        ("IND PAK", "Diplomatic relations have been lowered since 7 August 2019."),
        ("CHN TWN", "recognition is refused"),
        ("CHN TWN", "Framework Agreement"),
        ("BTN URY", "neither kept an embassy in the other"),
    ],
)
def test_what_holds_today_is_told_with_its_date(reports, pair, holds):
    assert holds in scope(reports[pair])


def test_a_count_of_2014_is_no_answer(reports):
    for found in reports.values():
        assert "kinds of tie" not in scope(found) and "2014" not in scope(found)


def test_an_embassy_that_a_rupture_closed_is_on_no_fact_sheet(reports):
    rows = facts(reports["RUS UKR"])
    assert [v[0] for k, v in rows.items() if k.startswith("Embassy of")] == ["no", "no"]
    assert rows["Diplomatic relations stand"][0] == "no"


def test_before_the_rupture_the_embassies_are_told():
    found = assess(Atlas.open(STARTER, date(2020, 12, 31)), Request("RUS", "UKR", 1990, "comity assess"))
    assert "broken off" not in scope(found) and "ended" not in scope(found)


def test_facts_name_states_and_no_codes(reports):
    for pair, found in reports.items():
        for caption in facts(found):
            assert not re.search(r"\b[A-Z]{3}\b(?<!IMF)", caption), (pair, caption)
    assert "Embassy of France in Germany" in facts(reports["FRA DEU"])
    assert "Rank of Russia among the suppliers of Kazakhstan" in facts(reports["KAZ RUS"])


def test_the_newest_visit_is_told_by_name_and_day(reports):
    claims = [f.claim for f in reports["USA ISR"].findings if f.id == "scope.people"]
    assert claims and "The newest visit on record is that of" in claims[0]


def test_relations_of_a_state_that_is_no_more_are_told_as_ended():
    found = assess(Atlas.open(STARTER, date(2020, 6, 30)), Request("DDR", "FRA", 1985, "comity assess"))
    assert "which dated from 9 February 1973, ended with one of the two" in scope(found)
    assert "one of the two is no more" in next(s for s in found.sections if s.id == "balance").answer
