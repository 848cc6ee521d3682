"""Visa requirements of one edition, whose day the page beside the table says."""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from comity.errors import BadFile
from comity.sources.passport_index_data.read import FILE, PAGE, released
from harvested import harvest, sample

ID, DAY = "passport-index-data", date(2026, 2, 17)


def changed(folder: Path, name: str, old: str, new: str) -> Path:
    home = copytree(sample(ID), folder / "edition")
    text = (home / name).read_text(encoding="utf-8")
    assert old in text
    (home / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return home


def test_a_number_is_days_without_a_visa_and_an_empty_cell_is_not_known() -> None:
    assert [tuple(row.values()) for row in harvest(ID, sample(ID))["visas"]] == [
        ("FRA", "ISR", DAY, "electronic", None),
        ("ISR", "FRA", DAY, "free", None),
        ("ISR", "KAZ", DAY, "free", 30),
        ("KAZ", "FRA", DAY, "electronic", None),
        ("KAZ", "ISR", DAY, "required", None),
    ]


def test_the_day_is_the_pages(tmp_path: Path) -> None:
    home = changed(tmp_path, PAGE, "**17 February 2026**", "3 May 2027")
    assert released(home) == date(2027, 5, 3)
    assert {row["edition"] for row in harvest(ID, home)["visas"]} == {date(2027, 5, 3)}


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (FILE, "visa required", "visa requise", "unknown requirements 'visa requise'"),
        (FILE, ",30", ",30 days", "unknown requirements '30 days'"),
        (FILE, ",30", ",0", "unknown requirements '0'"),
        (FILE, "KAZ,ISR", ",ISR", "without a passport"),
        (FILE, "Requirement", "Rule", "Rule"),
        (FILE, "ISR,KAZ,30", "ISR,KAZ,30,", "row 3 has 4 fields"),
        (PAGE, "17 February", "17 février", "says no day"),
        (PAGE, "17 February", "31 February", "cannot be read"),
    ],
)
def test_an_edition_that_is_not_as_documented_is_refused(
    tmp_path: Path, name: str, old: str, new: str, says: str
) -> None:
    with pytest.raises(BadFile, match=says):
        harvest(ID, changed(tmp_path, name, old, new))


@pytest.mark.parametrize("content", ["", "<!DOCTYPE html><html></html>"])
@pytest.mark.parametrize("name", [FILE, PAGE])
def test_a_page_and_an_empty_file_are_refused(tmp_path: Path, name: str, content: str) -> None:
    home = copytree(sample(ID), tmp_path / "edition")
    (home / name).write_text(content, encoding="utf-8")
    with pytest.raises(BadFile, match=name):
        harvest(ID, home)
