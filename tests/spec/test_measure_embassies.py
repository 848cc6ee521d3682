"""Embassies by year: three accounts in turn, silence that means something and silence that does not."""

import pytest

from comity.measures.embassies import embassies
from comity.measures.representation import missions
from tabled import computed

RECORD = """
    sender host year level
    AAA    BBB  2000 6
    BBB    AAA  2000 4
    AAA    CCC  2000 6
    AAA    BBB  2001 6
    AAA    CCC  2001 6
    BBB    CCC  2001 6
"""
EVENTS = "event a b date precision kind directed until until_precision mission grade opened told_by\n"


def listed(*rows):
    keys = ("sender", "host", "city", "kind", "listed")
    return [dict(zip(keys, (*row, "2003-11-01"), strict=True)) for row in rows]


KEPT = listed(("AAA", "BBB", "x", "embassy"))


def told(columns=("a", "b", "period", "value"), **tables):
    tables = {"missions": KEPT, "embassy_levels": RECORD} | tables
    return computed(embassies, tables, columns)["representation.embassy"]


def events(text):
    return EVENTS + text


def test_the_record_tells_yes_and_no_among_the_states_that_it_lists():
    rows = told()
    assert [r for r in rows if r[2] == 2000] == [
        ("AAA", "BBB", 2000, 1),
        ("AAA", "CCC", 2000, 1),
        ("BBB", "AAA", 2000, 1),
        ("BBB", "CCC", 2000, 0),
    ]
    # In 2001 nobody is listed in AAA: its silence as a host means nothing; CCC never sends.
    assert [r for r in rows if r[2] == 2001] == [
        ("AAA", "BBB", 2001, 1),
        ("AAA", "CCC", 2001, 1),
        ("BBB", "CCC", 2001, 1),
    ]


def test_after_the_record_only_a_list_of_the_year_tells_and_its_silence_is_none():
    assert [r for r in told() if r[2] > 2001] == [("AAA", "BBB", 2003, 1)]


def test_each_year_says_its_account():
    rows = told(("a", "b", "period", "details"))
    said = {row[:3]: row[3] and (row[3][0]["said"], row[3][0]["account"]) for row in rows}
    assert said["AAA", "BBB", 2000] == ("ambassador", "yearly record")
    assert said["BBB", "AAA", 2000] == ("chargé d'affaires", "yearly record")
    assert said["BBB", "CCC", 2000] is None
    assert said["AAA", "BBB", 2003] == ("embassy", "list")


@pytest.mark.parametrize("kind", ["office in place of an embassy", "interests section", "liaison office"])
def test_an_office_in_its_stead_is_no_embassy_and_is_told_as_an_office(kind):
    rows = told(("a", "b", "period", "value", "details"), missions=listed(("CCC", "BBB", "y", kind)))
    (row,) = [r for r in rows if r[2] == 2003]
    assert row[:4] == ("CCC", "BBB", 2003, 0)
    assert row[4][0]["said"] == "office in place of an embassy"


@pytest.mark.parametrize("kind", ["consulate", "trade office", "diplomatic mission", "de facto consulate"])
def test_what_says_nothing_of_an_embassy_is_not_read_as_one(kind):
    assert not [r for r in told(missions=listed(("CCC", "BBB", "y", kind))) if r[2] == 2003]


@pytest.mark.parametrize("kind", ["embassy", "high commission", "nunciature"])
def test_missions_of_the_first_rank_count_alike(kind):
    rows = told(missions=listed(("CCC", "BBB", "y", kind)))
    assert [r for r in rows if r[2] == 2003] == [("CCC", "BBB", 2003, 1)]
    hosted = computed(missions, {"missions": listed(("CCC", "BBB", "y", kind))})["representation.embassies_hosted"]
    assert hosted == [("BBB", "-", 2003, 1)]


def test_broken_relations_close_both_embassies_until_they_are_restored_and_then_nothing_is_known():
    text = events(
        """one BBB AAA 2001-02-24 day relations_broken   true . . . B1 true press
           two AAA BBB 2004-03-10 day relations_restored false . . . B1 true press
           far AAA CCC 2006-01-01 day recognition false . . . B1 true press"""
    )
    rows = told(relation_events=text)
    assert [r[2:] for r in rows if r[:2] == ("AAA", "BBB")] == [(2000, 1), (2001, 0), (2002, 0), (2003, 0)]
    assert [r[2:] for r in rows if r[:2] == ("BBB", "AAA")] == [(2000, 1), (2001, 0), (2002, 0), (2003, 0)]


def test_a_closed_embassy_is_closed_one_way_and_reopens_by_an_event():
    text = events(
        """one AAA BBB 2001-06-01 day mission_closed true . . embassy B1 true press
           two AAA BBB 2004-06-01 day mission_opened true . . embassy B1 true press
           far AAA CCC 2006-01-01 day recognition false . . . B1 true press"""
    )
    rows = told(relation_events=text)
    assert [r[2:] for r in rows if r[:2] == ("AAA", "BBB")] == [
        (2000, 1), (2001, 0), (2002, 0), (2003, 0), (2004, 1), (2005, 1), (2006, 1)
    ]  # fmt: skip
    assert [r[2:] for r in rows if r[:2] == ("BBB", "AAA")] == [(2000, 1)]


def test_an_embassy_opened_before_the_record_ends_fills_its_lag_and_is_not_carried_beyond_it():
    text = events(
        """one CCC AAA 1999-06-01 day mission_opened true . . embassy B1 true press
           far AAA CCC 2006-01-01 day recognition false . . . B1 true press"""
    )
    rows = told(relation_events=text)
    assert [r[2:] for r in rows if r[:2] == ("CCC", "AAA")] == [(1999, 1), (2000, 1), (2001, 1)]


def test_a_consulate_changes_nothing():
    text = events("one AAA BBB 2001-06-01 day mission_closed true . . other B1 true press")
    assert told(relation_events=text) == told()


def test_the_end_of_a_closing_leaves_it_unknown():
    text = events(
        """one AAA BBB 2002-06-01 day mission_closed true 2004-07-15 day embassy B1 true press
           far AAA CCC 2006-01-01 day recognition false . . . B1 true press"""
    )
    rows = told(relation_events=text)
    assert [r[2:] for r in rows if r[:2] == ("AAA", "BBB") and r[2] > 2001] == [(2002, 0), (2003, 0)]


def test_a_later_event_is_not_seen_before_its_year():
    text = events("one BBB AAA 2001-02-24 day relations_broken true . . . B1 true press")
    assert [r for r in told(relation_events=text) if r[2] == 2000] == [r for r in told() if r[2] == 2000]


def test_the_records_silence_after_a_break_is_its_lag_and_no_zero():
    text = events(
        """one CCC BBB 1990-02-24 day relations_broken   true . . . B1 true press
           two CCC BBB 2000-03-10 day relations_restored false . . . B1 true press"""
    )
    record = RECORD + "    AAA    CCC  2002 6\n    BBB    AAA  2002 6\n"
    rows = [r[2:] for r in told(relation_events=text, embassy_levels=record) if r[:2] == ("BBB", "CCC")]
    assert rows == [(1990, 0)] + [(y, 0) for y in range(1991, 2000)] + [(2001, 1), (2002, 0)]


def test_an_office_on_a_list_is_no_proof_against_an_embassy_in_the_last_year_of_the_record():
    rows = told(missions=listed(("AAA", "CCC", "y", "interests section")))
    assert not [r for r in rows if r[2] == 2003]


def test_without_a_yearly_record_an_opening_tells_its_own_year_alone():
    text = events(
        """one CCC AAA 1999-06-01 day mission_opened true . . embassy B1 true press
           far AAA CCC 2006-01-01 day recognition false . . . B1 true press"""
    )
    rows = told(relation_events=text, embassy_levels=[])
    assert [r[2:] for r in rows if r[:2] == ("CCC", "AAA")] == [(1999, 1)]
