"""Positions of five states: each side's report, whichever file it stands in."""

import lzma
from pathlib import Path

import pytest

from comity.errors import BadFile
from harvested import harvest, sample

NAMES = {side: f"IMF_DIP_12.0.1_{side}_5_reporters.csv.xz" for side in ("inward", "outward")}


def packed(folder: Path, side: str = "inward", old: str = "", new: str = "") -> Path:
    for each, name in NAMES.items():
        text = (sample("imf-dip") / f"{each}.csv").read_text(encoding="utf-8")
        if each == side:
            assert old in text
            text = text.replace(old, new, 1)
        (folder / name).write_bytes(lzma.compress(text.encode()))
    return folder


def test_what_is_derived_from_the_counterpart_is_the_counterparts_report(tmp_path: Path) -> None:
    rows = harvest("imf-dip", packed(tmp_path))["investment_positions"]
    assert [tuple(row.values()) for row in rows] == [
        # The host's own row, and the same from the investor's file.
        ("CHN", "DEU", 2023, "destination", 7000.5e6),
        ("DEU", "CHN", 2023, "destination", -3e6),
        ("DEU", "KAZ", 2023, "destination", 1214.04391e6),
        ("DEU", "KAZ", 2023, "origin", 1300e6),
        ("G001", "DEU", 2023, "destination", 90000e6),
        ("KAZ", "DEU", 2023, "origin", 11e6),
    ]


@pytest.mark.parametrize(
    ("side", "old", "new", "says"),
    [
        ("inward", "INWD_D_NETLA_FALL_ALL", "OTWD_D_NETAL_FALL_ALL", "OTWD"),
        ("inward", '"SCC"', '"X"', "DV_TYPE"),
        ("outward", '"6"', '"3"', "SCALE"),
        ("outward", "7000.5", "7001.5", "two values"),
        ("outward", "1300", "1.300,5", "row 2"),
        ("inward", "TIME_PERIOD", "JAHR", "TIME_PERIOD"),
    ],
)
def test_a_file_that_is_not_as_described_is_refused(tmp_path: Path, side: str, old: str, new: str, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        harvest("imf-dip", packed(tmp_path, side, old, new))


@pytest.mark.parametrize("content", [b"", b"<!DOCTYPE html><html></html>"])
def test_an_empty_file_and_a_page_are_refused(tmp_path: Path, content: bytes) -> None:
    (packed(tmp_path) / NAMES["outward"]).write_bytes(lzma.compress(content))
    with pytest.raises(BadFile, match="outward"):
        harvest("imf-dip", tmp_path)
