"""Visits: meetings of the two count, gatherings do not, and zero is said only where a list covers the pair."""

from comity.measures.visits import visits
from tabled import computed

HEADER = "a b start end visitor office purpose by_host complete_to\n"


def told(text, columns=("a", "b", "period", "value", "low", "n")):
    return computed(visits, {"visits": HEADER + text.strip()}, columns)["visits.high_level"]


OUT = """
    USA KAZ 2001-02-03 . X leader           bilateral    false 2003-12-02
    USA KAZ 2001-05-03 . Y foreign_minister bilateral    false 2003-12-02
    USA KAZ 2001-05-03 . Y foreign_minister bilateral    false 2003-12-02
    USA KAZ 2001-06-03 . X leader           multilateral false 2003-12-02
    USA KAZ 2004-01-03 . Y foreign_minister bilateral    false 2003-12-02
"""


def test_meetings_of_the_two_are_counted_once_each():
    (row,) = [r for r in told(OUT) if r[:3] == ("USA", "KAZ", 2001)]
    assert row == ("USA", "KAZ", 2001, 2, None, 2)


def test_the_details_name_each():
    (row,) = [r for r in told(OUT, ("a", "b", "period", "details")) if r[:3] == ("USA", "KAZ", 2001)]
    assert [(str(d["day"]), d["who"], d["office"]) for d in row[3]] == [
        ("2001-02-03", "X", "leader"),
        ("2001-05-03", "Y", "foreign_minister"),
    ]


def test_zero_is_said_of_pairs_of_the_state_that_keeps_the_list_one_way_and_in_years_that_it_covers_whole():
    rows = told(OUT)
    silent = {(a, b, period) for a, b, period, value, *_ in rows if value == 0}
    assert {period for _, _, period in silent} == {2001, 2002, 2003}
    assert {a for a, _, _ in silent} == {"USA"}
    assert ("USA", "KAZ", 2002) in silent and ("USA", "FRA", 2003) in silent
    assert ("USA", "USA", 2002) not in silent and ("USA", "KAZ", 2001) not in silent


def test_what_did_not_exist_has_no_zero():
    went = "USA FRA {}-02-03 . X leader bilateral false 1992-12-31"
    rows = told("\n".join(went.format(year) for year in (1985, 1992)))
    assert ("USA", "KAZ", 1986) not in {r[:3] for r in rows}
    assert ("USA", "KAZ", 1992) in {r[:3] for r in rows}


def test_a_year_that_the_list_does_not_cover_whole_has_a_least_and_no_value():
    (row,) = [r for r in told(OUT) if r[2] == 2004]
    assert row == ("USA", "KAZ", 2004, None, 1, 1)


def test_a_list_that_ends_before_december_does_not_cover_its_year():
    came = "KAZ USA {}-02-03 . X leader bilateral true 2002-11-12"
    rows = told("\n".join(came.format(year) for year in (2001, 2002)))
    assert [r for r in rows if r[0] == "KAZ"] == [("KAZ", "USA", 2001, 1, None, 1), ("KAZ", "USA", 2002, None, 1, 1)]
    assert {r[2] for r in rows if r[3] == 0} == {2001}
