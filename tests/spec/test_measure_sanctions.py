"""Sanctions in force on a day: through what, zero only of those who are listed whole, nothing of others."""

from comity.measures.sanctions import sanction_cases, sanctions, un_sanctions
from tabled import computed

AUGUST = 2026 * 12 + 7
SEEN = ("a", "b", "period", "value", "state", "details")


def list_of(*rows):
    names = ("sender", "target", "programme", "title", "through", "measures", "listed")
    return [dict(zip(names, row, strict=True)) for row in rows]


LISTS = list_of(
    ("USA", "CUB", "US-CUBA", "Cuba", "own", "Asset freeze", "2026-08-22"),
    ("USA", "RUS", "US-RUS", "Russia", "own", None, "2026-08-22"),
    ("USA", "RUS", "US-SSI", "Sectors", "own", None, "2026-08-22"),
    ("FRA", "RUS", "EU-RUS", "Russia", "European Union", None, "2026-08-22"),
    ("CHN", "USA", "CN-CML", "Counter", "own", None, "2026-08-22"),
    ("USA", "IRN", "US-IRAN", "Iran", "own", None, "2026-08-02"),
)
SENDERS = [{"sender": s, "listed": day} for s in ("USA", "FRA") for day in ("2026-08-22", "2026-08-02")]


def cells(period=AUGUST):
    found = computed(sanctions, {"sanctions": LISTS, "sanction_senders": SENDERS}, SEEN)["sanctions.in_force"]
    assert {row[2] for row in found} == {AUGUST}
    return {row[:2]: row[3:] for row in found if row[2] == period}


def test_programmes_are_counted_and_named_with_what_they_go_through():
    found = cells()
    assert found["USA", "RUS"][:2] == (2, "value")
    assert [d["programme"] for d in found["USA", "RUS"][2]] == ["US-RUS", "US-SSI"]
    [detail] = found["FRA", "RUS"][2]
    assert (detail["through"], detail["measures"]) == ("European Union", None)


def test_silence_is_zero_of_a_sender_that_is_listed_whole_and_outside_coverage_of_others():
    found = cells()
    assert found["FRA", "CUB"] == found["USA", "JPN"] == (0, "true_zero", None)
    assert found["CHN", "USA"][:2] == (1, "value")
    assert found["CHN", "RUS"] == found["JPN", "RUS"] == (None, "outside_coverage", None)


def test_of_two_lists_in_a_month_the_last_one_speaks():
    assert cells()["USA", "IRN"] == (0, "true_zero", None)


def test_a_later_list_changes_no_earlier_month():
    later = list_of(("FRA", "CUB", "EU-CUB", "Cuba", "European Union", None, "2026-11-01"))
    senders = [*SENDERS, {"sender": "FRA", "listed": "2026-11-01"}]
    tables = {"sanctions": [*LISTS, *later], "sanction_senders": senders}
    found = computed(sanctions, tables, SEEN)["sanctions.in_force"]
    assert {row[:2]: row[3:] for row in found if row[2] == AUGUST} == cells()


def test_what_the_united_nations_impose_is_the_targets_alone():
    rows = [
        {"target": "PRK", "programme": "UN-1", "title": "One", "listed": "2026-08-22"},
        {"target": "PRK", "programme": "UN-2", "title": "Two", "listed": "2026-08-22"},
    ]
    [(a, b, period, value, details)] = computed(
        un_sanctions, {"un_sanctions": rows}, ("a", "b", "period", "value", "details")
    )["sanctions.un_in_force"]
    assert (a, b, period, value) == ("PRK", "-", AUGUST, 2)
    assert {d["through"] for d in details} == {"United Nations"}


def test_a_case_counts_in_each_of_its_years():
    text = """
        sender target case through kinds  first_year last_year
        RUS    KAZ    1    own     trade  1994       1995
        RUS    KAZ    2    own     travel 1995       1995
        FRA    FRA    3    own     trade  1995       1995
    """
    found = computed(sanction_cases, {"sanction_cases": text}, ("a", "b", "period", "value", "details"))
    assert [row[:4] for row in found["sanctions.cases"]] == [("RUS", "KAZ", 1994, 1), ("RUS", "KAZ", 1995, 2)]
    assert found["sanctions.cases"][1][4] == [
        {"case": "1", "through": "own", "kinds": "trade", "since": 1994},
        {"case": "2", "through": "own", "kinds": "travel", "since": 1995},
    ]
