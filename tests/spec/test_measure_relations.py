"""Since when relations stand: two lists held against each other, breaks in turn, and suspensions without a day."""

from datetime import date

import pytest

from comity.measures.relations import in_force, since
from tabled import computed

LISTS = """
    state partner begun      precision standing listed
    AAA   BBB     1992-04-10 day       true     2005-11-30
    BBB   AAA     1992-04-10 day       true     2005-11-30
"""
BREAK = """
    event a   b   date       precision kind             directed until      until_precision mission grade opened told_by
    one   BBB AAA 1999-02-24 day       relations_broken true     . .          .       B1    true   press
    two   AAA BBB 2002-03    month     relations_restored false  . .          .       B1    true   press
"""


def told(tables, recipe=since, columns=("a", "b", "period", "value", "low", "high", "n")):
    (rows,) = computed(recipe, tables, columns).values()
    return rows


def dated(text):
    """Rows of events whose dates may be a month or a year, as a reader lays them."""
    from tabled import records

    rows = records(text)
    for row in rows:
        row["date"] = (row["date"] + "-01-01")[:10]
    return rows


def test_two_lists_that_agree_are_one_date_that_both_tell():
    rows = told({"relation_dates": LISTS}, columns=("a", "b", "period", "value", "n", "details"))
    assert [row[:5] for row in rows[:2]] == [("AAA", "BBB", 1992, 1992, 2), ("AAA", "BBB", 1993, 1992, 2)]
    assert rows[-1][2] == 2005
    assert [(d["fact"], d["day"], d["precision"], d["account"]) for d in rows[0][5]] == [
        ("begun", date(1992, 4, 10), "day", "AAA"),
        ("begun", date(1992, 4, 10), "day", "BBB"),
    ]


def test_lists_that_differ_in_the_year_give_their_span_and_no_value():
    text = """
        state partner begun      precision standing listed
        AAA   BBB     1924-01-01 year      true     1995-11-30
        BBB   AAA     1992-04-10 day       true     1995-11-30
    """
    rows = told({"relation_dates": text})
    assert rows[0] == ("AAA", "BBB", 1924, 1924, None, None, 1)
    assert [row[2] for row in rows] == list(range(1924, 1996))
    assert rows[-1] == ("AAA", "BBB", 1995, None, 1924, 1992, 2)


def test_a_chronicle_with_a_source_of_its_own_decides_and_one_that_read_the_list_does_not():
    events = """
        event a   b   date       precision kind            directed until until_precision mission grade opened told_by
        one   AAA BBB 1991-12-25 day       relations_begun false    . .     .       A1    true   {}
    """
    tables = {"relation_dates": LISTS, "relation_events": events.format("archive")}
    assert told(tables)[-1][3] == 1991
    row = dict(zip(("told_by",), ("Wikipedia, Foreign relations",), strict=True))
    from tabled import records

    same = [r | row for r in records(events.format("x"))]
    assert told({"relation_dates": LISTS, "relation_events": same})[-1][3] == 1992


def test_breaks_and_restorations_stand_beside_the_beginning_from_their_own_years():
    rows = told(
        {"relation_dates": LISTS, "relation_events": dated(BREAK.replace("2002-03 ", "2002-03-01 "))},
        columns=("a", "b", "period", "value", "details"),
    )
    facts = {row[2]: [(d["fact"], str(d["day"])) for d in row[4]][2:] for row in rows}
    assert facts[1998] == []
    assert facts[2001] == [("broken", "1999-02-24")]
    assert facts[2005] == [("broken", "1999-02-24"), ("restored", "2002-03-01")]
    assert {row[3] for row in rows} == {1992}


@pytest.mark.parametrize(("precision", "day"), [("day", "2001-06-30"), ("month", "2001-06-01"), ("year", "2001-01-01")])
def test_the_end_of_a_break_is_no_more_precise_than_its_row(precision, day):
    text = f"""
        event a b date precision kind directed until until_precision mission grade opened told_by
        one BBB AAA 1999-02-24 day relations_broken true 2001-06-30 {precision} . B1 true press
    """
    rows = told({"relation_dates": LISTS, "relation_events": text}, columns=("period", "details"))
    (restored,) = [d for d in rows[-1][1] if d["fact"] == "restored"]
    assert (str(restored["day"]), restored["precision"]) == (day, precision)


def test_relations_stand_but_while_they_are_broken():
    tables = {"relation_dates": LISTS, "relation_events": dated(BREAK.replace("2002-03 ", "2002-03-01 "))}
    rows = told(tables, in_force, ("period", "value"))
    assert [period for period, value in rows if value == 0] == [1999, 2000, 2001]
    assert [period for period, value in rows if value == 1] == [*range(1992, 1999), *range(2002, 2006)]


def test_a_break_stands_until_its_last_day_even_where_no_event_ends_it():
    text = """
        event a b date precision kind directed until until_precision mission grade opened told_by
        one BBB AAA 1999-02-24 day relations_broken true 2001-06-30 day . B1 true press
    """
    rows = told({"relation_dates": LISTS, "relation_events": text}, in_force, ("period", "value"))
    assert [period for period, value in rows if value == 0] == [1999, 2000]


@pytest.mark.parametrize(("precision", "first"), [("day", 1999), ("month", 1999), ("year", 1999)])
def test_what_is_dated_by_year_has_happened_at_its_end(precision, first):
    text = BREAK.replace("day       relations_broken", f"{precision} relations_broken").replace(
        "2002-03 ", "2002-03-01 "
    )
    rows = told({"relation_dates": LISTS, "relation_events": dated(text)}, in_force, ("period", "value"))
    assert min(period for period, value in rows if value == 0) == first


def test_relations_called_suspended_without_a_day_are_unknown_before_the_list_and_broken_then():
    text = LISTS.replace("true     2005-11-30\n    BBB", "false    2005-11-30\n    BBB")
    assert told({"relation_dates": text}, in_force, ("period", "value")) == [(2005, 0)]
    assert told({"relation_dates": text})[-1][3] == 1992


def test_relations_that_the_list_calls_suspended_and_the_chronicle_dates_are_known_before():
    text = LISTS.replace("true     2005-11-30\n    BBB", "false    2005-11-30\n    BBB")
    events = BREAK.strip().rsplit("\n", 1)[0]
    rows = told({"relation_dates": text, "relation_events": events}, in_force, ("period", "value"))
    assert [period for period, value in rows if value == 1] == list(range(1992, 1999))
    assert rows[-1] == (2005, 0)


def test_nothing_later_is_seen_before_its_year():
    later = """
        state partner begun      precision standing listed
        AAA   BBB     1992-04-10 day       true     2005-11-30
        BBB   AAA     1998-04-10 day       true     2005-11-30
    """
    for recipe in (since, in_force):
        alone = told({"relation_dates": later.rsplit("\n", 2)[0]}, recipe, ("period", "value", "n", "details"))
        both = told({"relation_dates": later}, recipe, ("period", "value", "n", "details"))
        assert [r for r in alone if r[0] < 1998] == [r for r in both if r[0] < 1998]
