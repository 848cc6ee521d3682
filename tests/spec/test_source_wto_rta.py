"""Notified trade agreements: who is bound to whom, from when to when."""

from pathlib import Path

import pytest

from comity.errors import BadFile
from harvested import Rows, harvest, sample
from workbooks import workbook

FILE, SHEET = "WTO_RTA_AllRTAs.xlsx", "AllRTAs"
TEXT = (sample("wto-rta") / "AllRTAs.csv").read_text(encoding="utf-8")


def written(folder: Path, text: str = TEXT) -> Path:
    return workbook(folder, text, FILE, SHEET)


@pytest.fixture(scope="module")
def agreements(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    return harvest("wto-rta", written(tmp_path_factory.mktemp("rta")))["trade_agreements"]


def of(agreements: Rows, *pair: str) -> list[tuple[object, ...]]:
    found = [r for r in agreements if {r["a"], r["b"]} == set(pair)]
    return [(r["treaty"], str(r["in_force"])[:10], r["ended_year"], r["kind"]) for r in found]


def test_a_party_is_bound_from_its_own_day_to_its_own_end(agreements: Rows) -> None:
    assert of(agreements, "France", "Germany") == [("9001", "1958-01-01", None, "customs union")]
    assert of(agreements, "France", "Croatia") == [("9001", "2013-07-01", None, "customs union")]
    assert of(agreements, "France", "United Kingdom") == [
        ("9001", "1973-01-01", 2021, "customs union"),
        ("9004", "2021-01-01", None, "free trade area"),
    ]


def test_members_of_a_union_are_bound_to_its_partner_from_when_they_joined(agreements: Rows) -> None:
    assert of(agreements, "Egypt", "Germany") == [("9003", "2004-06-01", None, "free trade area")]
    assert of(agreements, "Egypt", "Croatia") == [("9003", "2013-07-01", None, "free trade area")]
    assert of(agreements, "Egypt", "United Kingdom") == [("9003", "2004-06-01", 2021, "free trade area")]


def test_what_a_union_signs_with_others_does_not_bind_its_members_to_each_other(agreements: Rows) -> None:
    assert of(agreements, "France", "Kenya") == [("9005", "1976-04-01", 1981, "free trade area")]
    assert of(agreements, "Norway", "Israel") == [("9008", "1993-01-01", None, "free trade area")]
    assert of(agreements, "Norway", "Switzerland") == []


def test_an_inactive_agreement_ended_on_its_day(agreements: Rows) -> None:
    assert of(agreements, "Mexico", "Canada") == [("9006", "1994-01-01", 2020, "free trade area")]


def test_a_day_that_has_not_come_binds_nobody(agreements: Rows) -> None:
    assert of(agreements, "Japan", "Bahrain") == [("9007", "2018-12-30", None, "free trade area")]
    assert of(agreements, "Japan", "Peru") == [("9007", "2021-09-19", None, "free trade area")]
    assert of(agreements, "Japan", "Canada") == []


def test_what_is_announced_counts_once_it_is_in_force(agreements: Rows) -> None:
    assert of(agreements, "China", "Chinese Taipei") == [("9009", "2010-09-12", None, None)]
    assert of(agreements, "Australia", "India") == []


def test_who_signed_at_first_and_is_no_party_now_needs_a_day_on_which_it_left(agreements: Rows) -> None:
    assert of(agreements, "Uzbekistan", "Azerbaijan") == [("9011", "1994-12-30", None, "free trade area")]
    assert of(agreements, "Kazakhstan", "Azerbaijan") == [("9011", "1994-12-30", 2012, "free trade area")]
    assert of(agreements, "Russian Federation", "Azerbaijan") == []


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("Inactive Date", "Date of End", "missing: 'Inactive Date'"),
        (",In Force,", ",En vigueur,", "En vigueur"),
        (",FTA,", ",ALE,", "ALE"),
        ("19-Sep-2021", "19-sept.-2021", "cannot be read"),
        ("Peru(19-Sep-2021 - )", "Peru since 2021", "cannot be read"),
    ],
)
def test_a_register_that_is_not_as_documented_is_refused(tmp_path: Path, old: str, new: str, why: str) -> None:
    assert old in TEXT
    with pytest.raises(BadFile, match=why):
        harvest("wto-rta", written(tmp_path, TEXT.replace(old, new)))


def test_a_page_instead_of_the_register_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("<html><body>Please sign in</body></html>", encoding="utf-8")
    with pytest.raises(BadFile, match="cannot be read as a workbook"):
        harvest("wto-rta", tmp_path)


ACCESSION = """9107,Pacific Partnership - Accession of the United Kingdom,Goods,FTA,GATT Art. XXIV,In Force,\
2023-07-16,,,,2024-12-15,,,Yes,Plurilateral,Many,Yes,Yes,"Japan; Peru; Bahrain, Kingdom of; Canada; United Kingdom",\
"Japan; Peru; Bahrain, Kingdom of; Canada; United Kingdom",Peru(24-Dec-2024 - ); Canada(01-Jan-9999 - ),,,,,,,
"""


def test_an_accession_holds_between_two_from_the_day_of_its_own_row_and_not_where_that_has_not_come(
    tmp_path: Path,
) -> None:
    joined = TEXT.replace('Kingdom of; Canada",Peru(19', 'Kingdom of; Canada; United Kingdom",Peru(19')
    joined = joined.replace("Canada(01-Jan-9999 - )", "United Kingdom(15-Dec-2024 - )")
    assert joined.count("Canada; United Kingdom") == 1
    found = harvest("wto-rta", written(tmp_path, joined + ACCESSION))["trade_agreements"]
    new = [r for r in found if r["treaty"] == "9007" and "United Kingdom" in (r["a"], r["b"])]
    other = {r["a"] if r["b"] == "United Kingdom" else r["b"]: str(r["in_force"])[:10] for r in new}
    assert other == {"Japan": "2024-12-15", "Bahrain": "2024-12-15", "Peru": "2024-12-24"}
    assert [day for _, day, *_ in of(found, "Japan", "Canada")] == ["2018-12-30"]
