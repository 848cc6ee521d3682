"""Food by item: who reports is kept apart, and what is named is at least what was traded."""

import lzma
import zipfile
from datetime import date
from pathlib import Path

import pytest

from comity.errors import BadFile
from comity.measures.food import NAMED, food
from comity.sources.faostat.read import FILE, TABLE, released
from harvested import harvest, sample
from tabled import computed

NAME = "faostat_tm_2015on.csv.xz"


def packed(folder: Path, old: str = "", new: str = "") -> Path:
    text = (sample("faostat-tm") / "faostat.csv").read_text(encoding="utf-8")
    assert old in text
    (folder / NAME).write_bytes(lzma.compress(text.replace(old, new, 1).encode()))
    return folder


def test_each_direction_is_its_reporters(tmp_path: Path) -> None:
    rows = harvest("faostat-tm", packed(tmp_path))["food_flows"]
    assert [tuple(row.values()) for row in rows] == [
        ("KAZ", "ISR", 2023, "importer", "Eggs, in shell", 12e3),
        ("KAZ", "UZB", 2023, "exporter", "Wheat", 790e6),
        ("RUS", "ISR", 2023, "importer", "Wheat", 300e6),
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("1000 USD", "USD", "Unit"),
        ("Import value", "Valeur importée", "Element"),
        ("300000", "-300000", "negative"),
        ("300000", "300 000", "row 2"),
        (",value", ",Value", "Value"),
    ],
)
def test_a_file_that_is_not_as_described_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        harvest("faostat-tm", packed(tmp_path, old, new))


@pytest.mark.parametrize("content", [b"", b"<!DOCTYPE html><html></html>"])
def test_an_empty_file_and_a_page_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(lzma.compress(content))
    with pytest.raises(BadFile, match="faostat_tm"):
        harvest("faostat-tm", tmp_path)


def matrix(folder: Path, old: str = "", new: str = "") -> Path:
    """The publisher's archive, with the lists that lie beside its table."""
    text = (sample("faostat") / "matrix.csv").read_text(encoding="utf-8")
    assert old in text
    with zipfile.ZipFile(folder / FILE, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(zipfile.ZipInfo(TABLE, (2025, 12, 18, 9, 0, 0)), text.replace(old, new, 1))
        out.writestr("Trade_DetailedTradeMatrix_E_Flags.csv", "Flag, Description\nA,Official figure\n")
    return folder


def test_the_whole_matrix_says_what_its_cut_says(tmp_path: Path) -> None:
    numbers = {"KAZ": "398", "ISR": "376", "UZB": "860", "RUS": "643"}
    cut = harvest("faostat-tm", packed(tmp_path))["food_flows"]
    whole = harvest("faostat", matrix(tmp_path))["food_flows"]
    by_number = [row | {side: numbers[row[side]] for side in ("exporter", "importer")} for row in cut]
    assert sorted(map(str, whole)) == sorted(map(str, by_number))


def test_the_day_of_the_matrix_is_that_of_the_archives_table(tmp_path: Path) -> None:
    assert released(matrix(tmp_path)) == date(2025, 12, 18)
    with zipfile.ZipFile(tmp_path / FILE, "w") as out:
        out.writestr(zipfile.ZipInfo(TABLE), "")
    assert released(tmp_path) is None
    (tmp_path / FILE).write_bytes(b"<!DOCTYPE html>")
    with pytest.raises(BadFile, match="no archive"):
        released(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"Import value"', '"Valeur importée"', "Element"),
        ('"Import value"', '"Import Value"', "Element"),
        ('"Import value"', '""', "no item, element or unit"),
        ('"1000 USD"', '"1000 SLC"', "Unit"),
        ('"300000.000000"', '"-3"', "negative"),
        ('"300000.000000"', '"300 000"', "row 2"),
        ('"\'376"', '"376"', "M49"),
        ('"\'643"', '""', "M49"),
        ('"Flag"', '"Flag","Note"', "Note"),
        ('"Value"', '"value"', "Value"),
    ],
)
def test_a_matrix_that_is_not_as_documented_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        harvest("faostat", matrix(tmp_path, old, new))


@pytest.mark.parametrize("content", [b"", b"<!DOCTYPE html><html></html>"])
def test_an_archive_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(BadFile, match="fetch it again"):
        harvest("faostat", tmp_path)


ROWS = """
    exporter importer year reported_by item value
    KAZ UZB 2023 exporter Wheat 790e6
    KAZ UZB 2023 exporter Barley 20e6
    KAZ UZB 2023 exporter Flax 1e6
    KAZ UZB 2023 exporter Rye 0.4e6
    KAZ UZB 2023 importer Wheat 700e6
    RUS ISR 2023 importer Wheat 300e6
"""


def test_the_two_reports_are_two_measures_and_the_largest_items_are_named():
    found = computed(food, {"food_flows": ROWS}, ("a", "b", "period", "value", "n", "details"))
    [(a, b, period, value, n, items)] = found["exchange.food_reported_by_exporter"]
    assert (a, b, period, value, n) == ("KAZ", "UZB", 2023, pytest.approx(811.4e6), 4)
    named = [{"item": "Wheat", "million": 790.0}, {"item": "Barley", "million": 20.0}, {"item": "Flax", "million": 1.0}]
    assert items == named and len(items) == NAMED
    assert [row[:4] for row in found["exchange.food_reported_by_importer"]] == [
        ("KAZ", "UZB", 2023, 700e6),
        ("RUS", "ISR", 2023, 300e6),
    ]


def test_a_later_report_changes_no_earlier_one():
    later = ROWS + "    KAZ UZB 2024 exporter Wheat 1e12\n"
    before, after = (computed(food, {"food_flows": rows}) for rows in (ROWS, later))
    for measure, rows in after.items():
        assert [row for row in rows if row[2] < 2024] == before[measure]
