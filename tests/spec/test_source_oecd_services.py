"""Services by partner as either side reports them to the OECD."""

import gzip
from pathlib import Path

import pytest

from comity.errors import BadFile
from harvested import harvest, sample

SOURCE = "oecd-services-2000-2019"


def packed(folder: Path, side: str = "exports", old: str = "", new: str = "") -> Path:
    for each in ("exports", "imports"):
        text = (sample(SOURCE) / f"{each}.csv").read_text(encoding="utf-8")
        if each == side:
            assert old in text
            text = text.replace(old, new, 1)
        (folder / f"services_{each}_2000-2019.csv.gz").write_bytes(gzip.compress(text.encode()))
    return folder


def test_reports_of_both_sides_and_estimates_apart(tmp_path: Path) -> None:
    rows = harvest(SOURCE, packed(tmp_path))["services_trade"]
    assert [tuple(row.values()) for row in rows] == [
        ("ISR", "KAZ", 2012, "exporter", "reported", "S", 11.5e6),
        ("ISR", "USA", 2013, "exporter", "estimated", "S", 9e9),
        ("ISR", "WLD", 2012, "exporter", "reported", "S", 30e9),
        ("KAZ", "ISR", 2012, "importer", "reported", "S", -2e6),
    ]


@pytest.mark.parametrize(
    ("side", "old", "new", "says"),
    [
        ("exports", ",S,SERVICES", ",SD,Travel", "SER"),
        ("exports", ",6,Millions", ",3,Thousands", "PowerCode"),
        ("imports", ",IMP,", ",EXP,", "EXP"),
        ("exports", '"E"', '"B"', "Flag"),
        ("exports", "11.5", '"11,5"', "row 2"),
        ("imports", "Flag Codes", "Drapeaux", "Drapeaux"),
    ],
)
def test_a_file_that_is_not_as_described_is_refused(tmp_path: Path, side: str, old: str, new: str, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        harvest(SOURCE, packed(tmp_path, side, old, new))


def test_an_empty_file_and_a_page_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path) / "services_imports_2000-2019.csv.gz"
    for content in (b"", b"<!DOCTYPE html><html></html>"):
        path.write_bytes(gzip.compress(content))
        with pytest.raises(BadFile, match="services_imports"):
            harvest(SOURCE, tmp_path)
