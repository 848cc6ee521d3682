import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
import pytest

from comity.errors import BadFile, MissingExtra
from comity.sources.formats.sheet import read_sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Notes" sheetId="1" r:id="r1"/><sheet name="Data" sheetId="2" r:id="r2"/>'
    "</sheets></workbook>"
)
LINKS = f'<Relationships xmlns="{PACKAGE}">' + "".join(
    f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in (1, 2)
) + f'<Relationship Id="r3" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'  # fmt: skip
ROOT = (
    f'<Relationships xmlns="{PACKAGE}">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
STYLES = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'


def cell(place: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, tuple):
        return f'<c r="{place}" s="1"><v>{value[0]}</v></c>'
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def sheet(rows: list[list[object]]) -> str:
    lines = (
        f'<row r="{n}">{"".join(cell(f"{chr(65 + k)}{n}", value) for k, value in enumerate(row))}</row>'
        for n, row in enumerate(rows, 1)
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def workbook(path: Path, rows: list[list[object]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", ROOT)
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", LINKS)
        archive.writestr("xl/styles.xml", STYLES)
        archive.writestr("xl/worksheets/sheet1.xml", sheet([["a note"]]))
        archive.writestr("xl/worksheets/sheet2.xml", sheet(rows))
    return path


ROWS: list[list[object]] = [
    ["A title", None, None, None, None],
    ["state", 1995, "day", "member", "mixed"],
    ["Oz", 1.5, (1,), True, 1],
    [None, None, None, None, None],
    [None, None, None, None, "x"],
    ["Ur", 2, (36526,), False, None],
]


def test_types_of_columns(tmp_path: Path) -> None:
    found = read_sheet(workbook(tmp_path / "x.xlsx", ROWS), "Data", header=1)
    assert list(found) == ["state", "1995", "day", "member", "mixed"]
    assert found["state"].tolist() == ["Oz", None, "Ur"]
    assert found["1995"].dtype == np.float64 and np.isnan(found["1995"][1]) and found["1995"][2] == 2
    assert found["day"].dtype == "M8[s]" and np.isnat(found["day"][1])
    assert found["day"][2] == np.datetime64("2000-01-01")
    assert found["member"].tolist() == [True, None, False]
    assert found["mixed"].tolist() == [1, "x", None]


def test_a_sheet_by_its_index(tmp_path: Path) -> None:
    assert list(read_sheet(workbook(tmp_path / "x.xlsx", ROWS), 0)) == ["a note"]


@pytest.mark.parametrize(
    ("rows", "name", "options", "reason"),
    [
        (ROWS, "Other", {}, "no sheet 'Other'; there are 'Notes', 'Data'"),
        (ROWS, 2, {}, "no sheet 2"),
        (ROWS, "Data", {"header": 9}, "header was expected in row 10"),
        (ROWS, "Data", {"header": 0}, "column 2 has values but no name"),
        (ROWS, "Data", {"cell_limit": 29}, "more than 29 cells"),
        (ROWS, "Data", {"size_limit": 500}, "larger than 500 bytes"),
        ([["a", "a"], [1, 2]], "Data", {}, "two columns are named 'a'"),
    ],
)
def test_faults(
    tmp_path: Path, rows: list[list[object]], name: str | int, options: dict[str, int], reason: str
) -> None:
    with pytest.raises(BadFile, match=reason) as caught:
        read_sheet(workbook(tmp_path / "x.xlsx", rows), name, **options)
    assert "x.xlsx" in str(caught.value)


def test_files_that_are_no_workbooks(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with pytest.raises(BadFile, match="no such file"):
        read_sheet(path, 0)
    whole = workbook(path, ROWS).read_bytes()
    for broken in (b"", b"text", whole[: len(whole) // 2]):
        path.write_bytes(broken)
        with pytest.raises(BadFile, match=r"x\.xlsx"):
            read_sheet(path, 0)


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MissingExtra, match=r"comity\[build\]"):
        read_sheet(workbook(tmp_path / "x.xlsx", ROWS), 0)


def test_a_blank_heading_can_be_given_a_name(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", [[None, "n"], ["Oz", 1]])
    found = read_sheet(path, "Data", names={0: "state"})
    assert list(found) == ["state", "n"] and found["state"].tolist() == ["Oz"]
