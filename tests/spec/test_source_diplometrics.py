"""Levels of embassies: ranks as coded, other codes and columns refused."""

from pathlib import Path

import pytest

from comity.errors import BadFile
from harvested import harvest, sample

FILE = "diplomatic_network_2000_2020.csv"


def test_each_row_is_a_mission_of_a_year_with_the_rank_of_its_head() -> None:
    rows = harvest("diplometrics", sample("diplometrics"))["embassy_levels"]
    assert [(r["sender"], r["host"], r["year"], r["level"]) for r in rows] == [
        ("ISR", "KAZ", 2000, 6),
        ("ISR", "KAZ", 2001, 6),
        ("KAZ", "IRN", 2000, 6),
        ("KAZ", "ISR", 2001, 5),
        ("USA", "KAZ", 2000, 4),
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [("ISR,KAZ,6", "ISR,KAZ,9", "embassy_level"), ("origin", "from", "columns"), ("2000,ISR", "zwei,ISR", "row")],
)
def test_what_is_unknown_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (sample("diplometrics") / FILE).read_text(encoding="utf-8")
    (tmp_path / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadFile, match=message):
        harvest("diplometrics", tmp_path)


@pytest.mark.parametrize("text", ["", "<!DOCTYPE html><html></html>"])
def test_a_page_or_nothing_instead_of_the_file_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(BadFile):
        harvest("diplometrics", tmp_path)
