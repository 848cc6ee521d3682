"""The smallest workbook in the publisher's format."""

import csv
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

CORRELATIONS = "CompleteCorrelationsOfHS-SITC-BEC_20170606.xlsx"


def workbook(folder: Path, text: str, name: str = CORRELATIONS, sheet: str = "Correlations") -> Path:
    """A workbook with the rows of a CSV text on one sheet; days (2015-01-31) are days, all else is text.

    By default the correspondence of goods as its publisher keeps it.
    """
    rows = "".join("<row>" + "".join(map(_cell, row)) + "</row>" for row in csv.reader(text.splitlines()))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{kinds}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType='
        f'"{kinds}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="{escape(sheet)}" '
        'sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as out:
        for place, part in parts.items():
            out.writestr(place, part)
    return folder


def _cell(text: str) -> str:
    if not text:
        return "<c/>"
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return f'<c t="d"><v>{text}T00:00:00</v></c>'
    return f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>'
