"""What a union did is an event of its members on the day, and of nobody else."""

from datetime import date

import pytest

from comity.api.chronicling import Sought, chronicled
from comity.chronicle.acts_of_unions import COLUMNS, acts, acts_between, read_acts
from comity.chronicle.lint_pacts import act_faults
from comity.chronicle.lookup import read_rows

DAY = date(2026, 11, 28)
SHIPPED = read_rows("acts_of_unions", COLUMNS)


def told(a, b, day=DAY):
    return [(str(e.when), e.a, e.b, e.kind.id) for e in acts_between(a, b, day)]


def test_what_ships_has_no_fault():
    assert act_faults(SHIPPED) == []
    assert len(acts()) == len(SHIPPED) >= 60


def test_a_member_of_the_day_has_what_its_union_did():
    assert ("2022-02-25", "DNK", "RUS", "sanctions") in told("DNK", "RUS")
    assert ("2014-08-06", "RUS", "DNK", "embargo_good") in told("RUS", "DNK")


def test_it_is_known_from_its_day_on():
    assert not [t for t in told("DNK", "RUS", date(2022, 2, 24)) if t[0] > "2022-02-24"]


def test_who_joined_later_is_bound_by_what_lasts_and_by_nothing_that_was_over():
    """Croatia joined in July 2013, after the embargo on Iranian oil of 2012 and the sanctions on Syria of 2011."""
    assert ("2012-07-01", "HRV", "IRN", "embargo_energy") in told("HRV", "IRN", date(2014, 1, 1))
    assert told("HRV", "IRN", date(2013, 6, 30)) == []
    assert not [t for t in told("HRV", "SRB") if t[0] == "2008-04-29"], "a signing is over at once"


def test_who_left_is_bound_no_longer():
    (customs,) = [e for e in acts_between("GBR", "TUR", DAY) if e.kind.id == "treaty_in_force"]
    assert str(customs.until) == "2020-12-31" and not customs.stands(DAY)
    assert not [t for t in told("GBR", "RUS") if t[0] >= "2022"]


def test_members_do_nothing_to_one_another_as_a_union():
    assert told("DNK", "FRA") == []


def test_a_union_that_punishes_one_of_its_own_is_told_of_the_others():
    assert ("2023-07-30", "SEN", "NER", "sanctions") in told("NER", "SEN")
    assert ("2025-01-29", "MLI", "SEN", "exit") in told("MLI", "SEN")


def test_a_member_that_took_no_part_has_no_part_in_it():
    """Burkina Faso refused the sanctions on Niger, and stood by it."""
    assert not [t for t in told("BFA", "NER") if t[3] == "sanctions"]
    assert [t for t in told("SEN", "NER") if t[0] == "2023-07-30"]


def test_where_the_two_have_it_themselves_that_is_told():
    """The chronicle tells of India and Germany of the agreement that the Union concluded for its members."""
    assert not [t for t in told("DEU", "IND") if t[0] == "2026-01-27"]
    assert [t for t in told("DNK", "IND") if t[0] == "2026-01-27"]


def test_the_list_of_two_states_has_it_and_that_of_one_does_not():
    assert [e for e in chronicled(DAY, Sought(("DNK", "RUS"))) if ".eu-RUS." in e.id]
    assert not [e for e in chronicled(DAY, Sought(("RUS",))) if ".eu-RUS." in e.id]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"union": "moon"}, "no pact 'moon'"),
        ({"acted": "both"}, "acted 'both'"),
        ({"other": "ZZZ"}, "b 'ZZZ' is no state id"),
        ({"what": "no capital"}, "begins with a capital"),
        ({"source": "hearsay"}, "no source 'hearsay'"),
        ({"without": "USA"}, "'USA' took no part, and was no member"),
    ],
)
def test_a_faulty_row_is_named(change, fault):
    assert any(fault in f for f in act_faults([SHIPPED[0] | change]))


def test_an_act_of_the_other_names_it_first():
    (act,) = read_acts([SHIPPED[0] | {"acted": "other"}])
    assert act.event.a == SHIPPED[0]["other"] and act.event.b == SHIPPED[0]["union"]
