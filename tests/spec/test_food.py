"""Food by item: who reports is kept apart, and what is named is at least what was traded."""

import lzma
from pathlib import Path

import pytest

from comity.errors import BadFile
from comity.measures.food import NAMED, food
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
