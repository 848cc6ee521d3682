"""CEPII's table of pairs: reports and accounts stand apart, and who did not exist traded nothing."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from comity.errors import BadFile
from comity.sources.registry import source
from comity.store.release import day_in
from harvested import harvest, sample

NAME = "Gravity_csv_V202211.zip"


def packed(folder: Path, old: str = "", new: str = "", *, name: str = NAME) -> Path:
    text = (sample("cepii-gravity") / "Gravity_V202211.csv").read_text(encoding="utf-8")
    assert old in text
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("Countries_V202211.csv", "iso3,country\nKAZ,Kazakhstan\n")
        out.writestr(f"Gravity_{name[12:19]}.csv", text.replace(old, new, 1))
    return folder


def flows(folder: Path, table: str, who: str) -> list[tuple[object, ...]]:
    rows = harvest("cepii-gravity", folder)[table]
    return [(row["exporter"], row["importer"], row["year"], row[who], row["value"]) for row in rows]


def test_each_party_reports_for_itself_and_a_state_in_two_forms_once(tmp_path: Path) -> None:
    assert flows(packed(tmp_path), "trade", "reported_by") == [
        ("DEU", "ISR", 1989, "exporter", 1_000_500),
        ("DEU", "ISR", 1989, "importer", 1_100_000),
        ("DEU", "ISR", 1990, "exporter", 1_200_000),
        ("KAZ", "ISR", 2012, "exporter", 1_535_743_000),
        ("KAZ", "ISR", 2012, "importer", 1_743_000),
    ]


def test_accounts_are_those_of_their_publishers_and_a_zero_is_a_report(tmp_path: Path) -> None:
    assert flows(packed(tmp_path), "goods_accounts", "account") == [
        ("DEU", "ISR", 1989, "imf-exporter", 1e6),
        ("KAZ", "ISR", 2012, "baci", 113e6),
        ("KAZ", "ISR", 2012, "imf-exporter", 0),
        ("KAZ", "ISR", 2012, "imf-importer", 1_743_000),
    ]


def test_a_later_release_is_read_in_place_of_an_earlier_one_and_says_its_month(tmp_path: Path) -> None:
    packed(packed(tmp_path), "1743,113000", "1743,200", name="Gravity_csv_V202701.zip")
    assert ("KAZ", "ISR", 2012, "baci", 200e3) in flows(tmp_path, "goods_accounts", "account")
    assert day_in(NAME, source("cepii-gravity").files[0].release_name) == date(2022, 11, 30)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("tradeflow_imf_o", "tradeflow_dots_o", "no column 'tradeflow_imf_o'"),
        ("1000.5", "-1000.5", "negative"),
        ("1000.5", "1000,5", "row 2 has 15 fields"),
        ("DEU,ISR,1,1,2900,1000.5", "DEU,ISR,yes,1,2900,1000.5", "neither exists"),
        ("1990,DEU.2,ISR,DEU,ISR,1,1,2900,1200", "1990,DEU.2,ISR,DEU,ISR,1,1,2900,1300", "two different values"),
        ("2012,KAZ,ISR,KAZ", "2012,KAZ,ISR,", "no country"),
    ],
)
def test_a_table_that_is_not_as_documented_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        harvest("cepii-gravity", packed(tmp_path, old, new))


@pytest.mark.parametrize("content", [b"", b"<!DOCTYPE html><html></html>"])
def test_a_page_and_an_empty_file_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(BadFile, match="fetch it again"):
        harvest("cepii-gravity", tmp_path)
