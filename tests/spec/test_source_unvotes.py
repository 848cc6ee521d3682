from datetime import date
from pathlib import Path

import pytest

from comity.errors import BadFile
from first_sources import faults, harvest, harvested
from r_frames import write_table

SAMPLE = {
    "un_votes": """
        rcid country             country_code vote
        3    United_States       US           yes
        3    Canada              CA           no
        9101 Yemen_Arab_Republic NA           abstain
    """,
    "un_roll_calls": """
        rcid session importantvote date       unres        descr      short
        3    1       0             1946-01-01 R/1/66       To_adopt   AMENDMENTS
        9101 74      NA            2020-01-14 A/RES/74/208 Oil_slick  NA
        9102 74      1             2019-12-19 A/RES/74/19  Law_of_sea Oceans
    """,
    "un_roll_call_issues": """
        rcid short_name issue
        9101 nu         Nuclear_weapons_and_nuclear_material
        9101 di         Arms_control_and_disarmament
    """,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in SAMPLE.items():
        write_table(tmp_path / f"{name}.rda", name, text)
    return tmp_path


def test_votes_have_a_code_a_day_and_a_number_of_their_own(folder):
    assert harvest("unvotes", folder, "votes") == [
        ("rcid-3", "Canada", date(1946, 1, 1), 1946, 3),
        ("rcid-3", "United States", date(1946, 1, 1), 1946, 1),
        ("rcid-9101", "Yemen Arab Republic", date(2020, 1, 14), 2020, 2),
    ]


def test_the_same_votes_are_filed_under_the_numbers_of_the_roll_calls(folder):
    votes, filed = (harvest("unvotes", folder, table) for table in ("votes", "filed_votes"))
    assert filed == [(resolution, state, year, vote) for resolution, state, _, year, vote in votes]


def test_a_roll_call_has_all_its_issues_or_none(folder):
    both = "Arms control and disarmament|Nuclear weapons and nuclear material"
    assert harvest("unvotes", folder, "roll_calls") == [
        ("rcid-3", date(1946, 1, 1), "R/1/66", "To adopt", False, None),
        ("rcid-9101", date(2020, 1, 14), "A/RES/74/208", "Oil slick", None, both),
        ("rcid-9102", date(2019, 12, 19), "A/RES/74/19", "Law of sea", True, None),
    ]


@pytest.mark.parametrize("table", ["votes", "filed_votes", "roll_calls"])
def test_the_rows_keep_the_contract(folder, table):
    with harvested("unvotes", folder) as con:
        assert faults(con, table) == {}


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("un_votes", "abstain", "absent", "column 'vote' has unknown values 'absent'"),
        ("un_roll_call_issues", "_and_disarmament", "", "column 'issue' has unknown values 'Arms control'"),
        ("un_roll_calls", "descr", "text", "missing: 'descr'; unknown: 'text'"),
    ],
)
def test_another_edition_is_refused(folder, name, old, new, said):
    write_table(folder / f"{name}.rda", name, SAMPLE[name].replace(old, new))
    with pytest.raises(BadFile, match=said):
        harvest("unvotes", folder, "votes")
