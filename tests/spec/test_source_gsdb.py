"""Cases of sanctions: cells that name several states, unions of the time, and groups that are nobody's own."""

from pathlib import Path

import pytest

from comity.errors import BadFile
from harvested import Rows, harvest, sample

FILE = "GSDB_V4.csv"


@pytest.fixture(scope="module")
def cases() -> Rows:
    return harvest("gsdb", sample("gsdb"))["sanction_cases"]


def spells(cases: Rows, sender: str, target: str) -> list[tuple[object, ...]]:
    found = [r for r in cases if (r["sender"], r["target"]) == (sender, target)]
    return [(r["case"], r["through"], r["first_year"], r["last_year"]) for r in found]


def test_a_case_of_two_states_is_one_row(cases: Rows) -> None:
    assert spells(cases, "Russia", "Kazakhstan") == [("9001", "own", 1994, 1995)]
    [row] = [r for r in cases if r["case"] == "9001"]
    assert row["kinds"] == "trade"


def test_names_with_commas_are_not_taken_apart(cases: Rows) -> None:
    found = {(r["sender"], r["target"]) for r in cases if r["case"] == "9002"}
    assert found == {(s, t) for s in ("South Korea", "Japan") for t in ("North Korea", "Singapore")}
    assert spells(cases, "United States", "Ethiopia") == [("9007", "own", 2021, 2023)]


def test_the_union_is_its_members_of_the_time(cases: Rows) -> None:
    assert spells(cases, "France", "Russia") == [("9003", "European Union", 2014, 2023)]
    assert spells(cases, "Norway", "Russia") == [("9003", "own", 2014, 2023)]
    # Named beside the union of which it was a member to 2020: it took part by itself.
    assert spells(cases, "United Kingdom", "Russia") == [("9003", "own", 2014, 2023)]


def test_a_union_that_is_meant_is_its_members_too(cases: Rows) -> None:
    assert spells(cases, "Russia", "France") == [("9004", "own", 2014, 2023)]
    assert spells(cases, "Russia", "United Kingdom") == [("9004", "own", 2014, 2020)]


def test_what_is_nobodys_own_is_left_out(cases: Rows) -> None:
    assert not [r for r in cases if r["case"] in {"9005", "9006"}]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("begin,", "start,", "missing: 'begin'"),
        (",1994,1995,", ",1995,1994,", "before it begins"),
        (",1994,", ",MCMXCIV,", "row 2"),
    ],
)
def test_a_file_that_is_not_as_documented_is_refused(tmp_path: Path, old: str, new: str, why: str) -> None:
    text = (sample("gsdb") / FILE).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadFile, match=why):
        harvest("gsdb", tmp_path)
