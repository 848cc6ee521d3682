"""Holders of office: a list of those in office before a history, the effective leader after the leaders' lists."""

import pytest

from comity.measures.context import leaders
from comity.measures.office_holders import office_holders
from tabled import computed

HISTORY = """
    state office              list    holder     start      precision end        listed
    AAA   head_of_government  history Old_Smith  2010-03-01 day       2021-12-08 2025-09-15
    AAA   head_of_government  history New_Jones  2021-12-08 day       .          2025-09-15
    AAA   head_of_state       history Long_Crown 2001-03-01 day       .          2025-09-15
"""
CURRENT = (
    HISTORY
    + """    AAA   head_of_government  current Newest_Doe 2025-11-01 day       .          2026-01-17
    AAA   head_of_state       current Q_Crown    2022-09-08 day       .          2026-01-17
"""
)
LEADERS = """
    state leader start      end
    AAA   Smith  2010-03-02 2015-12-31
"""


def spaced(text):
    from tabled import records

    return [{k: v and v.replace("_", " ") for k, v in row.items()} for row in records(text)]


def held(text, measure, columns=("period", "value", "details")):
    found = computed(office_holders, {"office_holders": spaced(text)}, columns)
    return {row[0]: (row[1], row[2][0]["name"], row[2][0]["account"]) for row in found[measure]}


def test_the_holder_at_the_years_end_by_the_history():
    found = held(HISTORY, "context.head_of_government")
    assert found[2020] == (10.8, "Old Smith", "history")
    assert found[2021] == (0.1, "New Jones", "history")
    # In the list's own year tenure is counted to the day of the list.
    assert found[2025] == (3.8, "New Jones", "history")
    assert max(found) == 2025


def test_the_list_of_those_in_office_speaks_from_the_day_that_it_names():
    found = held(CURRENT, "context.head_of_government")
    assert found[2024] == (3.1, "New Jones", "history")
    assert found[2025] == (0.2, "Newest Doe", "current")
    assert found[2026] == (0.2, "Newest Doe", "current")
    assert max(found) == 2026


def test_a_start_of_a_further_term_gives_way_to_the_start_of_the_same_person():
    assert held(CURRENT, "context.head_of_state")[2024] == (23.8, "Q Crown", "current")
    other = CURRENT.replace("Long_Crown", "Long_Mitre")
    assert held(other, "context.head_of_state")[2024] == (2.3, "Q Crown", "current")


def test_the_effective_leader_goes_on_as_the_holder_of_the_office_in_which_they_stood():
    tables = {"leaders": LEADERS, "office_holders": spaced(CURRENT)}
    rows = computed(leaders, tables, ("period", "details", "basis"))["context.leader"]
    named = {period: details[0]["name"] for period, details, _ in rows}
    assert [named[y] for y in (2015, 2016, 2021, 2025)] == ["Smith", "Old Smith", "New Jones", "Newest Doe"]


def test_the_office_of_more_leaders_wins_over_one_that_a_leader_held_before_or_after():
    both = HISTORY.replace("Long_Crown 2001-03-01", "Old_Smith 2012-03-01")
    rows = computed(leaders, {"leaders": LEADERS, "office_holders": spaced(both)}, ("period", "details"))[
        "context.leader"
    ]
    assert {period: details[0]["name"] for period, details in rows}[2024] == "New Jones"


def test_where_both_offices_fit_alike_nobody_is_named_once_two_persons_hold_them():
    both = HISTORY.replace("Long_Crown 2001-03-01", "Long_Smith 2010-03-10")
    rows = computed(leaders, {"leaders": LEADERS, "office_holders": spaced(both)}, ("period",))["context.leader"]
    assert max(rows) == (2020,)


def test_whoever_holds_both_offices_is_the_leader_where_they_tie():
    both = """
        state office             list    holder    start      precision end listed
        AAA   head_of_government history Old_Smith 2010-03-01 day       .   2025-09-15
        AAA   head_of_state      history Old_Smith 2010-03-01 day       .   2025-09-15
    """
    rows = computed(leaders, {"leaders": LEADERS, "office_holders": spaced(both)}, ("period",))["context.leader"]
    assert max(rows) == (2025,)


@pytest.mark.parametrize(("end", "last"), [("2015-12-31", 2015), ("2015-03-31", 2014)])
def test_a_year_into_whose_december_the_list_does_not_reach_is_not_told(end, last):
    text = LEADERS.replace("2015-12-31", ".") + f"    BBB   Brown  2011-03-02 {end}\n"
    rows = computed(leaders, {"leaders": text}, ("a", "period"))["context.leader"]
    assert max(period for _, period in rows) == last
