"""Investment treaties from pages of countries: what ended, what took over, and who is bound to whom."""

from datetime import datetime
from pathlib import Path
from shutil import copytree

import pytest

from comity.errors import BadFile
from harvested import Rows, harvest, sample


@pytest.fixture(scope="module")
def treaties() -> Rows:
    return harvest("unctad-iia", sample("unctad-iia"))["investment_treaties"]


def of(treaties: Rows, *pair: str) -> list[tuple[object, ...]]:
    found = [r for r in treaties if {r["a"], r["b"]} == set(pair)]
    return [(_day(r["signed"]), _day(r["in_force"]), _day(r["ended"]), r["status"], r["successor"]) for r in found]


def _day(value: datetime | None) -> str | None:
    return None if value is None else str(value)[:10]


def test_a_treaty_that_stands_on_both_pages_is_one(treaties: Rows) -> None:
    assert of(treaties, "Israel", "Kazakhstan") == [("1995-12-27", "1997-02-19", None, "in force", None)]


def test_one_page_is_enough_where_the_other_is_missing(treaties: Rows) -> None:
    assert of(treaties, "China", "India") == [("2006-11-21", "2007-08-01", "2018-10-03", "ended", None)]


def test_a_union_signs_for_both_members_and_does_not_bind_them_to_each_other(treaties: Rows) -> None:
    signed = [("1990-01-01", None, None, "signed", None)]
    assert of(treaties, "Israel", "Belgium") == of(treaties, "Israel", "Luxembourg") == signed
    assert of(treaties, "Belgium", "Luxembourg") == []


def test_a_treaty_that_enters_into_force_when_the_other_ends_replaces_it(treaties: Rows) -> None:
    first, second = of(treaties, "Australia", "Uruguay")
    assert first[-2:] == ("ended", "Australia - Uruguay BIT (2019)") and second[-2:] == ("in force", None)


def test_a_trade_agreement_of_both_replaces_a_treaty_and_is_none_itself(treaties: Rows) -> None:
    [only] = of(treaties, "Australia", "Mexico")
    assert only == ("2005-08-23", "2007-07-01", "2018-12-30", "ended", "CPTPP (2018)")
    assert of(treaties, "Australia", "Japan") == []


def test_an_agreement_of_the_union_that_one_belongs_to_replaces_nothing(treaties: Rows) -> None:
    [only] = of(treaties, "Kenya", "Netherlands")
    assert only[-2:] == ("ended", None)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("UNCTAD Investment Policy Hub</title>", "Sign in</title>", "no page of the publisher's navigator"),
        ("<span>Termination date</span>", "<span>Ended</span>", "other columns"),
        ("In force</td>", "En vigueur</td>", "in English"),
        ("27/12/1995", "27 décembre 1995", "is no day"),
        ("27/12/1995", "31/02/1995", "is no day"),
        ("19/02/1997", "20/02/1997", "other days than on another page"),
        ('<td data-index="3" data-label="Type">BITs</td>', "", "9 cells"),
    ],
)
def test_a_page_that_is_not_as_documented_is_refused(tmp_path: Path, old: str, new: str, why: str) -> None:
    folder = copytree(sample("unctad-iia"), tmp_path / "copy")
    text = (folder / "israel.html").read_text(encoding="utf-8")
    assert old in text
    (folder / "israel.html").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadFile, match=why):
        harvest("unctad-iia", folder)


def test_no_page_at_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no page of a country"):
        harvest("unctad-iia", tmp_path)
