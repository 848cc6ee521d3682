"""Migrants of the revision of 2024, and which revision a pair is of."""

import lzma
from pathlib import Path

import duckdb
import pytest

import tabled
from comity.errors import BadFile
from comity.measures.flows import FLOWS
from comity.sources.un_desa_migrants_2024.read import BOOK
from comity.store.lay import lay
from comity.store.precedence import precedence
from harvested import harvest, sample
from workbooks import workbook

NAME = "unpd_ims2024_destination_origin_1990_2024.csv.xz"


def packed(folder: Path, old: str = "", new: str = "", count: int = 1) -> Path:
    text = (sample("un-desa-migrants-2024") / "stocks.csv").read_text(encoding="utf-8")
    assert old in text
    (folder / NAME).write_bytes(lzma.compress(text.replace(old, new, count).encode()))
    return folder


def test_zeros_are_no_rows_and_the_unknown_origin_is_left_to_be_counted(tmp_path: Path) -> None:
    rows = harvest("un-desa-migrants-2024", packed(tmp_path))["migrant_stocks"]
    assert [tuple(row.values()) for row in rows] == [
        (376, 398, 2024, 150.0),
        (398, 376, 2015, 13000.0),
        (398, 376, 2020, 16000.0),
        (398, 376, 2024, 17000.0),
        (2003, 376, 2024, 400.0),
    ]


@pytest.mark.parametrize(
    ("old", "new", "count", "says"),
    [
        ("17000", "-17000", 1, "negative"),
        ("17000", "", 1, "no number"),
        ("17000", "17 000", 1, "row 4"),
        ("2024,17000", "24,17000", 1, "a year that cannot be"),
        ("UNPD_2024", "UNPD_2020", 6, "revision of 2024"),
        ("origin_m49", "origin", 1, "origin"),
        ("398", "", 1, "no code"),
    ],
)
def test_another_revision_and_broken_rows_are_refused(
    tmp_path: Path, old: str, new: str, count: int, says: str
) -> None:
    with pytest.raises(BadFile, match=says):
        harvest("un-desa-migrants-2024", packed(tmp_path, old, new, count))


@pytest.mark.parametrize("content", [b"", b"<!DOCTYPE html><html></html>"])
def test_an_empty_file_and_a_page_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(lzma.compress(content))
    with pytest.raises(BadFile, match="csv"):
        harvest("un-desa-migrants-2024", tmp_path)


def book(folder: Path, old: str = "", new: str = "") -> Path:
    text = (sample("un-desa-migrants-2024") / "table_1.csv").read_text(encoding="utf-8")
    assert old in text
    return workbook(folder, text.replace(old, new, 1), BOOK, "Table 1")


def test_the_publishers_workbook_gives_states_of_both_sexes_and_no_groups(tmp_path: Path) -> None:
    rows = harvest("un-desa-migrants-2024", book(tmp_path))["migrant_stocks"]
    assert [tuple(row.values()) for row in rows] == [
        (376, 398, 2024, 150.0),
        (398, 376, 2015, 13000.0),
        (398, 376, 2020, 16000.0),
        (398, 376, 2024, 17000.0),
        (2003, 376, 2024, 400.0),
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Location code of origin", "Code of origin", "no column 'Location code of origin'"),
        ("1995,2000,2005,2010,2015,2020,2024,1990", "1995,2000,2005,2010,2015,2020,2028,1990", "no column '2024'"),
        ("17000", "many", "2024"),
        ("17000", "-17000", "negative"),
        ("Israel,,376", "Israel,,", "without a location code"),
    ],
)
def test_a_workbook_of_another_revision_or_with_broken_rows_is_refused(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    with pytest.raises(BadFile, match=says):
        harvest("un-desa-migrants-2024", book(tmp_path, old, new))


def test_another_sheet_and_a_page_in_place_of_the_workbook_are_refused(tmp_path: Path) -> None:
    workbook(tmp_path, "a,b\n1,2\n", BOOK, "NOTES")
    with pytest.raises(BadFile, match="no sheet 'Table 1'"):
        harvest("un-desa-migrants-2024", tmp_path)
    (tmp_path / BOOK).write_bytes(b"<!DOCTYPE html><html></html>")
    with pytest.raises(BadFile, match="workbook"):
        harvest("un-desa-migrants-2024", tmp_path)


OLD = """
    origin destination year persons
    UKR POL 2015 250000
    UKR POL 2020 272594
    PRT DEU 2020 152869
"""
NEW = """
    origin destination year persons
    UKR POL 2020 180211
    UKR POL 2024 1102774
"""


def test_a_pair_is_of_one_revision_and_the_basis_says_of_which(tmp_path: Path) -> None:
    [migrants] = [r for r in FLOWS if r.measures[0].id == "people.migrants"]
    with duckdb.connect() as con:
        parts = []
        for edition, rows in (("migration@1", OLD), ("un-desa-migrants-2024@2", NEW)):
            tabled.lay(con, "written", tabled.records(rows), contract="migrant_stocks")
            path = tmp_path / f"{edition}.parquet"
            con.execute(f"COPY (SELECT * EXCLUDE (source) FROM written) TO '{path}' (FORMAT parquet)")
            parts.append((edition, path))
        lay(con, "migrant_stocks", parts, precedence())
        found = tabled.rows_of(con, migrants.compute(con)["people.migrants"], ("a", "b", "period", "value", "basis"))
    assert found == [
        ("PRT", "DEU", 2020, 152869.0, "migration@1"),
        ("UKR", "POL", 2020, 180211.0, "un-desa-migrants-2024@2"),
        ("UKR", "POL", 2024, 1102774.0, "un-desa-migrants-2024@2"),
    ]
