"""Indices of democracy from the publisher's own edition."""

import zipfile
from pathlib import Path

import pytest

from comity.errors import BadFile
from comity.sources.v_dem.read import FILE
from harvested import harvest, sample

ID = "v-dem"


def packed(folder: Path, old: str = "", new: str = "") -> Path:
    text = (sample(ID) / "core.csv").read_text(encoding="utf-8")
    assert old in text
    with zipfile.ZipFile(folder / FILE, "w") as out:
        out.writestr("V-Dem-CY-Core-v16.csv", text.replace(old, new, 1))
        out.writestr("codebook.pdf", b"%PDF-")
    return folder


def test_two_indices_with_their_intervals_and_no_territory(tmp_path: Path) -> None:
    assert [tuple(row.values()) for row in harvest(ID, packed(tmp_path))["regimes"]] == [
        # Of the two that bear one number in 1990 the one that outlasts the year stands.
        (260, 1990, "liberal_democracy", 0.75, 0.7, 0.8),
        (260, 1990, "polyarchy", 0.85, 0.8, 0.9),
        (705, 2024, "liberal_democracy", 0.15, 0.1, 0.2),
        (705, 2024, "polyarchy", 0.25, 0.2, 0.3),
        (705, 2025, "polyarchy", 0.26, 0.21, 0.31),
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("v2x_libdem_codelow", "v2x_libdem_low", "no column 'v2x_libdem_codelow'|no column v2x_libdem_codelow"),
        ("0.25,0.2,0.3", "0.25,0.26,0.3", "outside its interval"),
        ("0.25,0.2,0.3", "25,20,30", "outside its interval"),
        ("2024,705", "next year,705", "row 2"),
    ],
)
def test_another_edition_and_broken_rows_are_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        harvest(ID, packed(tmp_path, old, new))


@pytest.mark.parametrize("content", [b"", b"<!DOCTYPE html><html>Sign in</html>"], ids=["nothing", "a page"])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(BadFile, match="archive"):
        harvest(ID, tmp_path)
