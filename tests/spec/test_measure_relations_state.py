"""One grade for two states: what each sign does, what peace and time take away, and what is not known."""

import csv
from datetime import date
from pathlib import Path

import pytest

from comity.measures import state_model
from comity.measures.relations_state import relations_state
from comity.measures.state_model import grades, weights
from comity.measures.state_signs import communities
from comity.tables import TABLES
from comity.terms.country import states
from tabled import computed, records

SEVERE, LESSER, NEGATIVE, WARM, COMMUNITY = 0, 0.25, 0.5, 0.75, 1
LISTS = """
    state partner begun      precision standing listed
    DEU   FRA     1990-10-03 day       true     2026-01-01
    IND   PAK     1947-08-15 day       true     2026-01-01
    BRA   JPN     1950-01-01 day       true     2026-01-01
"""
RIVALS = """
    a   b   first_year last_year covered_to coded_by
    IND PAK 1947       .         {to}       tss
"""
DISPUTES = """
    a   b   year dispute coded_by onset hostility
    IND PAK 1999 1       cow      true  5
    IND PAK 2001 2       cow      true  4
    IND PAK 2002 3       cow      true  4
    PAK IND 2002 3       cow      true  4
    BRA CHL {to} 9       cow      true  1
"""


def regimes(first=1990, last=2010, **values):
    return [
        {"state": state, "year": year, "index": "polyarchy", "value": value}
        for state, value in values.items()
        for year in range(first, last + 1)
    ]


def years(a, b, *, first=2000, last=2010, **fields):
    return [{"a": a, "b": b, "year": year, **fields} for year in range(first, last + 1)]


def graded(columns=("a", "b", "period", "value", "low", "high"), **tables):
    """By pair and year what the measure says."""
    given = {"relation_dates": LISTS, **tables}
    (rows,) = computed(relations_state, given, columns).values()
    return {(f"{row[0]}-{row[1]}", row[2]): row[3:] for row in rows}


def hostile(to=2010):
    return {"rivalries": RIVALS.format(to=to), "disputes": DISPUTES.format(to=to)}


def test_a_pair_in_contact_of_which_nothing_else_is_known_is_at_negative_peace_and_says_why():
    found = graded(("a", "b", "period", "value", "details"), regimes=regimes(DEU=0.5, FRA=0.5))
    value, reasons = found["DEU-FRA", 2000]
    assert value == NEGATIVE
    assert [(r["grade"], r["table"]) for r in reasons] == [("negative peace", "regimes")]
    value, (only,) = graded(("a", "b", "period", "value", "details"), regimes=regimes(DEU=0.1, FRA=0.9))[
        "DEU-FRA", 2000
    ]
    assert (value, only["sign"], only["table"]) == (NEGATIVE, "nothing on record sets them apart", None)


def test_pairs_without_contact_and_states_that_do_not_exist_have_no_row():
    found = graded(regimes=regimes(1946, 2010, DEU=0.5, FRA=0.5, KAZ=0.3))
    assert {pair for pair, _ in found} == {"DEU-FRA", "IND-PAK", "BRA-JPN"}
    assert min(year for pair, year in found if pair == "DEU-FRA") == 1990
    kazakh = LISTS.replace("BRA   JPN     1950", "KAZ   USA     1950")
    assert (
        min(y for p, y in graded(relation_dates=kazakh, regimes=regimes(1946, 2010, KAZ=0.3)) if p == "KAZ-USA") == 1991
    )


def test_rivals_who_use_force_are_severe_rivals_with_the_tables_that_say_so():
    found = graded(("a", "b", "period", "value", "details"), **hostile())
    value, reasons = found["IND-PAK", 2003]
    assert value == SEVERE
    assert [r["table"] for r in reasons] == ["disputes", "rivalries"]
    assert all(r["points"] < -1 for r in reasons)
    assert {r["grade"] for r in reasons} == {"severe rivalry"}


def test_the_lowest_grade_is_a_value_and_no_absence_of_anything():
    assert graded(("a", "b", "period", "value", "state"), **hostile())["IND-PAK", 2003] == (SEVERE, "value")


def test_what_is_known_of_a_year_does_not_change_with_later_rows():
    before = graded(**hostile(2003), regimes=regimes(last=2003, IND=0.6, PAK=0.3))
    poison = DISPUTES.format(to=2003) + "    DEU FRA 2009 77 cow true 5\n    IND PAK 2010 78 cow true 5\n"
    after = graded(
        rivalries=RIVALS.format(to=2010) + "    DEU FRA 2005 . 2010 tss\n",
        disputes=poison,
        regimes=regimes(last=2010, IND=0.6, PAK=0.3),
        relation_events=[broken("DEU", "FRA", date(2008, 1, 1))],
        armed_conflicts=years("BRA", "JPN", first=2006, conflict="1", relation="opposed", intensity=2),
    )
    assert {k: v for k, v in after.items() if k[1] <= 2003} == {k: v for k, v in before.items() if k[1] <= 2003}
    assert after["BRA-JPN", 2010] != after["BRA-JPN", 2005]


def broken(a, b, when, kind="relations_broken"):
    return {
        "event": f"{kind}-{when}",
        "a": a,
        "b": b,
        "date": when,
        "precision": "day",
        "kind": kind,
        "directed": False,
    }


def test_a_customs_union_of_democracies_is_a_community_and_one_of_autocracies_is_none():
    union = records("""
        a   b   treaty signed_year in_force_year kind
        DEU FRA eu     1957        1958          union
    """)
    union = [row | {"kind": "customs union"} for row in union]
    free = graded(trade_agreements=union, regimes=regimes(DEU=0.87, FRA=0.87))
    closed = graded(trade_agreements=union, regimes=regimes(DEU=0.2, FRA=0.87))
    assert free["DEU-FRA", 2000][0] == COMMUNITY
    assert closed["DEU-FRA", 2000][0] == NEGATIVE


def test_an_unknown_regime_widens_the_answer():
    union = [
        {"a": "DEU", "b": "FRA", "treaty": "eu", "signed_year": 1957, "in_force_year": 1958, "kind": "customs union"}
    ]
    known = graded(trade_agreements=union, regimes=regimes(DEU=0.9, FRA=0.9))["DEU-FRA", 2000]
    unknown = graded(trade_agreements=union, regimes=regimes(DEU=0.9))["DEU-FRA", 2000]
    assert known[0] == COMMUNITY
    assert unknown[0] < known[0]
    assert unknown[1] < known[1]
    assert unknown[2] > NEGATIVE


def test_free_movement_of_democracies_is_a_community_without_union_or_pact():
    nordic = [
        {"state": s, "organisation": "NordC", "year": year, "status": "full"}
        for s in ("NOR", "SWE")
        for year in range(1990, 2001)
    ]
    lists = LISTS + "    NOR   SWE     1905-01-01 day       true     2026-01-01\n"
    found = graded(relation_dates=lists, memberships=nordic, regimes=regimes(NOR=0.9, SWE=0.9))
    assert found["NOR-SWE", 1995][0] == COMMUNITY
    # The list of members ends in 2000 and is carried on.
    assert found["NOR-SWE", 2010][0] == COMMUNITY


def test_relations_broken_off_are_told_of_rivals_only():
    events = [broken("IND", "PAK", date(2002, 5, 1)), broken("DEU", "FRA", date(2002, 5, 1))]
    apart, kept = graded(**hostile(), relation_events=events), graded(**hostile())
    turned = [key for key in kept if apart[key] != kept[key]]
    assert turned
    assert {pair for pair, _ in turned} == {"IND-PAK"}
    assert all(low <= high for key in turned for low, high in zip(apart[key], kept[key], strict=True))
    assert min(year for _, year in turned) >= 2002


def test_a_peace_treaty_lifts_rivals_while_they_keep_it():
    treaty = [broken("IND", "PAK", date(2004, 1, 1), "peace_treaty")]
    war = years("IND", "PAK", first=2008, last=2009, conflict="1", relation="opposed", intensity=2)
    without, peace = graded(**hostile()), graded(**hostile(), relation_events=treaty)
    again = graded(**hostile(), relation_events=treaty, armed_conflicts=war)
    assert peace["IND-PAK", 2003] == without["IND-PAK", 2003]
    assert peace["IND-PAK", 2006][0] > without["IND-PAK", 2006][0]
    assert again["IND-PAK", 2010][0] == SEVERE


def test_rivals_of_a_record_that_has_ended_fade_with_an_interval_that_widens():
    index = {"regimes": regimes(last=2024, IND=0.3, PAK=0.3)}
    found = graded(rivalries=RIVALS.format(to=2003), disputes=DISPUTES.format(to=2003), **index)
    known = graded(rivalries=RIVALS.format(to=2024), disputes=DISPUTES.format(to=2024), **index)
    assert found["IND-PAK", 2003] == known["IND-PAK", 2003] == (SEVERE, SEVERE, LESSER)
    assert found["IND-PAK", 2015][1:] == (SEVERE, NEGATIVE)
    assert found["IND-PAK", 2024][1:] == (SEVERE, NEGATIVE)


def test_armed_conflict_after_the_last_dispute_counts_in_its_stead():
    tables = {"disputes": DISPUTES.format(to=2002), "regimes": regimes(last=2024, BRA=0.3, JPN=0.3)}
    war = years("BRA", "JPN", first=2022, last=2024, conflict="1", relation="opposed", intensity=2)
    assert graded(**tables)["BRA-JPN", 2024][0] == NEGATIVE
    assert graded(**tables, armed_conflicts=war)["BRA-JPN", 2024][0] == SEVERE
    beside = [row | {"relation": "same_side"} for row in war]
    assert graded(**tables, armed_conflicts=beside)["BRA-JPN", 2024][0] == NEGATIVE


@pytest.mark.parametrize(("intensity", "grades"), [(1, (SEVERE, LESSER)), (None, (SEVERE, LESSER)), (2, (SEVERE,))])
def test_two_that_fight_are_rivals_even_where_disputes_are_covered_and_name_them_not(intensity, grades):
    war = years("BRA", "JPN", first=2008, last=2009, conflict="1", relation="opposed", intensity=intensity)
    found = graded(**hostile(), armed_conflicts=war)
    assert found["BRA-JPN", 2008][0] in grades
    assert found["BRA-JPN", 2007][0] == NEGATIVE
    apart = [row | {"relation": "opposed_secondary"} for row in war]
    assert graded(**hostile(), armed_conflicts=apart)["BRA-JPN", 2008][0] == NEGATIVE


def test_a_year_that_is_seen_to_have_no_conflict_yet_counts_for_nothing():
    seen = years("BRA", "JPN", first=2010, conflict="1", relation="opposed", intensity=0, provisional=True)
    found = graded(armed_conflicts=seen, **hostile())
    assert found["BRA-JPN", 2010] == graded(**hostile())["BRA-JPN", 2010]


def test_a_weight_against_its_direction_is_refused(monkeypatch):
    row = {"sign": "rival", "weight": "2", "direction": "-1", "table": "rivalries", "words": "rivals"}
    monkeypatch.setattr(state_model, "_rows", lambda name: [row])
    with pytest.raises(ValueError, match="rival has a weight against its direction"):
        state_model.weights.__wrapped__()


def test_what_is_curated_is_whole():
    assert [value for value, _ in grades()] == [SEVERE, LESSER, NEGATIVE, WARM, COMMUNITY]
    assert list(state_model.model().cuts) == sorted(state_model.model().cuts)
    assert {w.table for w in weights()} <= set(TABLES)
    known = {state.id for state in states()}
    assert {state for name in ("a", "b") for state in communities()[name] if state} <= known
    for name in ("state_weights", "state_grades", "state_communities"):
        path = Path(state_model.__file__).with_name(f"{name}.csv")
        with path.open(encoding="utf-8", newline="") as stream:
            assert all(row["reason"] and None not in row for row in csv.DictReader(stream)), name
