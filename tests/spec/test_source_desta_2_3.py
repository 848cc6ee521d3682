"""Trade agreements that end: withdrawals, what replaced what, and consolidated texts that stand alone."""

from pathlib import Path
from shutil import copytree

import pytest

from comity.errors import BadFile
from harvested import Rows, harvest, sample

TREATIES = "desta_list_of_treaties_02_03_dyads.csv"


@pytest.fixture(scope="module")
def agreements() -> Rows:
    return harvest("desta-2.3", sample("desta-2.3"))["trade_agreements"]


def ends(agreements: Rows, *pair: str) -> dict[str, int | None]:
    return {r["treaty"]: r["ended_year"] for r in agreements if {r["a"], r["b"]} == set(pair)}


def test_a_unions_treaties_follow_each_other_and_a_text_of_one_is_none(agreements: Rows) -> None:
    assert ends(agreements, "France", "Germany") == {"293": 2003, "335": 2009, "324": None}


def test_a_union_takes_the_place_of_what_its_members_had_and_of_what_it_makes_with_others(agreements: Rows) -> None:
    assert ends(agreements, "Germany", "Poland") == {"337": 2004, "335+1": 2009, "437+2": 2005, "324": None}


def test_who_leaves_a_union_is_bound_by_what_it_agrees_with_it_afterwards(agreements: Rows) -> None:
    assert ends(agreements, "France", "United Kingdom") == {"324": 2021, "1046": None}


def test_a_consolidated_text_counts_where_its_base_treaty_ended(agreements: Rows) -> None:
    assert ends(agreements, "Canada", "United Kingdom") == {"848": 2021, "1059a": None}


def test_a_treaty_ends_for_a_pair_that_its_successor_binds(agreements: Rows) -> None:
    assert ends(agreements, "Canada", "Mexico") == {"636": 2020, "1007": None}
    assert ends(agreements, "Kazakhstan", "Russia") == {"546": 2012, "434": 2015, "811": None, "1040": None}
    assert ends(agreements, "France", "Côte d’Ivoire") == {"587": 2003, "253": 2008}


def test_a_treaty_that_was_dissolved_ends_for_everybody(agreements: Rows) -> None:
    assert ends(agreements, "Russia", "Tajikistan") == {"434": 2015}


def test_of_two_bilateral_treaties_of_one_name_the_later_counts(agreements: Rows) -> None:
    assert ends(agreements, "Argentina", "Brazil") == {"32": 1989, "33": None}


def test_a_framework_without_preferences_binds_in_no_year(agreements: Rows) -> None:
    [row] = [r for r in agreements if r["treaty"] == "3"]
    assert row["ended_year"] == row["in_force_year"] == 1994


def test_kinds_and_titles(agreements: Rows) -> None:
    found = {r["treaty"]: (r["title"], r["kind"]) for r in agreements}
    assert found["324"] == ("European Union", "customs union")
    assert found["1040"] == ("EAEU", "customs union")
    assert found["1007"] == ("USMCA", "free trade area")
    assert found["546"] == ("Kazakhstan Russia", None)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('"entry_type"', '"entry"', "missing: 'entry_type'"),
        ('"base_treaty",0', '"rumour",0', "rumour"),
        (",1957,", ",MCMLVII,", "row 2"),
    ],
)
def test_a_list_that_is_not_as_documented_is_refused(tmp_path: Path, old: str, new: str, why: str) -> None:
    folder = copytree(sample("desta-2.3"), tmp_path / "copy")
    text = (folder / TREATIES).read_text(encoding="cp1252")
    assert old in text
    (folder / TREATIES).write_text(text.replace(old, new, 1), encoding="cp1252")
    with pytest.raises(BadFile, match=why):
        harvest("desta-2.3", folder)


def test_a_page_instead_of_the_list_is_refused(tmp_path: Path) -> None:
    folder = copytree(sample("desta-2.3"), tmp_path / "copy")
    (folder / TREATIES).write_text("<html><body>Please sign in</body></html>", encoding="utf-8")
    with pytest.raises(BadFile, match="missing"):
        harvest("desta-2.3", folder)


RCEP = (
    '"Australia","Brunei",36,96,"1044",1044,"Regional partnership","base_treaty",0,2020,2022,"English",5,'
    '"Asia",0,""\r\n'
)


def test_an_agreement_that_no_register_has_whole_binds_all_its_parties_from_the_later_of_their_days(
    tmp_path: Path,
) -> None:
    folder = Path(copytree(sample("desta-2.3"), tmp_path / "desta"))
    with (folder / TREATIES).open("a", encoding="windows-1252", newline="") as file:
        file.write(RCEP)
    found = [r for r in harvest("desta-2.3", folder)["trade_agreements"] if r["treaty"] == "1044"]
    days = {frozenset((r["a"], r["b"])): str(r["in_force"])[:10] for r in found}
    assert {r["listing"] for r in found} == {"beside"} and len(found) == len(days) == 92
    assert days[frozenset(("Japan", "South Korea"))] == "2022-02-01"
    assert days[frozenset(("China", "Philippines"))] == "2023-06-02"
    # Whose instrument not everybody accepts is bound to those who do.
    assert [sorted(pair) for pair in days if "Myanmar (Burma)" in pair] == [["China", "Myanmar (Burma)"]]


def test_who_joined_later_stands_beside_the_pairs_that_are_listed(agreements: Rows) -> None:
    beside = [r for r in agreements if r["listing"] == "beside"]
    assert {r["treaty"] for r in beside} == {"811"} and all("Uzbekistan" in (r["a"], r["b"]) for r in beside)
    years = {r["a"]: (r["in_force_year"], r["in_force"]) for r in beside}
    assert years["Russia"] == (2014, None) and years["Tajikistan"] == (2016, None)
    assert {r["listing"] for r in agreements if r["treaty"] != "811"} == {"listed"}
