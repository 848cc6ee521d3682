"""Two matrices: areas among regions, senders down and recipients across."""

import csv
import json
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from comity.errors import BadFile
from harvested import harvest, sample

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def cell(value: str) -> str:
    try:
        return f"<c><v>{float(value)}</v></c>"
    except ValueError:
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>' if value else "<c/>"


def workbook(path: Path, sheet: str, rows: list[list[str]]) -> None:
    """A workbook of one sheet, as small as a reader takes it."""
    lines = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    relation = f'<Relationship Id="r1" Type="{_OFFICE}/{{}}" Target="{{}}"/>'
    relations = f'<Relationships xmlns="{_PACKAGE}/relationships">{relation}</Relationships>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>')
        archive.writestr("_rels/.rels", relations.format("officeDocument", "xl/workbook.xml"))
        archive.writestr("xl/_rels/workbook.xml.rels", relations.format("worksheet", "worksheets/sheet1.xml"))
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name="{sheet}" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>',
        )


def written(folder: Path, old: str = "", new: str = "") -> Path:
    stock = (sample("migration") / "stock.json").read_text(encoding="utf-8")
    (folder / "stock.json").write_text(stock.replace(old, new) if old else stock, encoding="utf-8")
    with (sample("migration") / "remittances.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    workbook(folder / "WB_Bilateral_Remittance_Estimates_2017.xlsx", "Bilateral_Remittances_2017", rows)
    return folder


def test_regions_own_cells_and_zeros_are_no_rows(tmp_path: Path) -> None:
    rows = harvest("migration", written(tmp_path))["migrant_stocks"]
    assert {(r["origin"], r["destination"], r["year"], r["persons"]) for r in rows} == {
        ("Kazakhstan", "Israel", 2015, 13632.0), ("Kazakhstan", "Israel", 2020, 13237.0),
        ("Israel", "Micronesia", 2015, 1.0),
    }  # fmt: skip


def test_remittances_go_from_the_row_to_the_column(tmp_path: Path) -> None:
    (row,) = harvest("migration", written(tmp_path))["remittances"]
    assert (row["sender"], row["recipient"], row["year"], row["value"]) == (
        "Israel",
        "Kazakhstan",
        2017,
        1.3e6,
    )


def test_a_matrix_of_another_size_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path)
    document = json.loads((folder / "stock.json").read_text(encoding="utf-8"))
    document["matrix"]["2015"].pop()
    (folder / "stock.json").write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(BadFile, match="2015"):
        harvest("migration", folder)


def test_a_negative_cell_and_an_unknown_field_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="negative"):
        harvest("migration", written(tmp_path, "13637", "-13637"))
    with pytest.raises(BadFile, match="genders"):
        harvest("migration", written(tmp_path, '"flags"', '"genders"'))
