"""What a cell of a workbook becomes: what it shows, or a line that names it. And columns parted by semicolons."""

import zipfile
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

import pytest

from comity.errors import BadFile, UserError
from comity.evidence.importing.number_format import Unshown, day_shown, number_shown
from comity.evidence.importing.sheet import cell_name
from comity.evidence.importing.take import Choices, read_import
from comity.evidence.ledger import read_ledger

MONEY = '_-* #,##0.00\\ "zł"_-;\\-* #,##0.00\\ "zł"_-;_-* "-"??\\ "zł"_-;_-@_-'


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (12.5, "General", "12.5"),
        (2014.0, "General", "2014"),
        (0.30000000000000004, "General", "0.3"),
        (1e20, "General", "100000000000000000000"),
        (0.125, "0.0%", "12.5%"),
        (0.57, "0%", "57%"),
        (1234.5, "#,##0.00", "1234.5"),
        (-5.0, "#,##0;[Red](#,##0)", "-5"),
        (7.0, "000", "007"),
        (1234.5, '"$"#,##0.00', "$1234.5"),
        (1234.5, "[$€-407] #,##0.00", "€1234.5"),
        (1234.5, "#,##0 [$USD]", "USD1234.5"),
        (1234.5, MONEY, "zł1234.5"),
        (0.0, "#,##0;-#,##0;-", "0"),
        (0.5, "# ?/?", "0.5"),
    ],
)
def test_a_number_is_what_its_cell_shows(value, code, shown):
    assert number_shown(value, code) == shown


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("#,##0,", "in thousands or millions"),
        ("#,##0.0,,", "in thousands or millions"),
        ('0.0,,"M"', "in thousands or millions"),
        ('0.0"M"', "with the text 'M'"),
        ("0.0\\k", "with the text 'k'"),
        ("0.0‰", "with the text '‰'"),
        ('"yes"', "as the text 'yes'"),
        (";;;", "as nothing"),
        ('[>=1000]0,"k";0', "under a condition"),
        ("yyyy", "as a date"),
    ],
)
def test_a_number_that_stands_for_another_is_not_guessed(code, how):
    with pytest.raises(Unshown, match=how):
        number_shown(12.5, code)


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("mmm\\-yy", "2014-05"),
        ("mmmm yyyy", "2014-05"),
        ('yyyy"年"m"月"', "2014-05"),
        ("yyyy", "2014"),
        ("yyyy-mm-dd", "2014-05-17"),
        ("[$-409]mmmm d, yyyy;@", "2014-05-17"),
        ("dddd, d mmmm yyyy", "2014-05-17"),
        ("m/d/yyyy h:mm", "2014-05-17 12:30"),
        ("d-mmm", None),
        ("dddd", None),
        ("h:mm", None),
        ("[h]:mm", None),
        ('ggge"年"m"月"d"日"', None),
    ],
)
def test_a_date_is_as_precise_as_it_is_shown(code, shown):
    if shown is None:
        with pytest.raises(Unshown):
            day_shown(datetime(2014, 5, 17, 12, 30), code)
    else:
        assert day_shown(datetime(2014, 5, 17, 12, 30), code) == shown


def _workbook(folder, codes, *rows):
    """A workbook whose cells are texts, or pairs of a raw value and the place of its format in `codes`."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    formats = "".join(f"<numFmt numFmtId='{200 + n}' formatCode={quoteattr(code)}/>" for n, code in enumerate(codes))
    styles = "<xf numFmtId='0'/>" + "".join(f"<xf numFmtId='{200 + n}'/>" for n in range(len(codes)))

    def cell(value):
        if isinstance(value, str):
            return f"<c t='inlineStr'><is><t>{escape(value)}</t></is></c>"
        raw, style = value
        kind = {bool: " t='b'", str: " t='e'"}.get(type(raw), "")
        raw = int(raw) if isinstance(raw, bool) else raw
        return f"<c s='{style}'{kind}><v>{raw}</v></c>"

    sheet = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    parts = {
        "_rels/.rels": f"<Relationships xmlns='{package}'><Relationship Id='r1' Type='{office}/officeDocument' "
        "Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": f"<workbook xmlns='{main}' xmlns:r='{office}'><sheets><sheet name='Rows' sheetId='1' "
        "r:id='r1'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{package}'><Relationship Id='r1' "
        f"Type='{office}/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='r2' Type='{office}/styles' "
        "Target='styles.xml'/></Relationships>",
        "xl/styles.xml": f"<styleSheet xmlns='{main}'><numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId='9'/>"
        f"</cellStyleXfs><cellXfs>{styles}</cellXfs></styleSheet>",
        "xl/worksheets/sheet1.xml": f"<worksheet xmlns='{main}'><sheetData>{sheet}</sheetData></worksheet>",
    }
    path = folder / "in.xlsx"
    with zipfile.ZipFile(path, "w") as out:
        for name, part in parts.items():
            out.writestr(name, part)
    return path


def _cells(path, choices=None):
    table, _ = read_import(path, choices or Choices())
    return {name: cells for name, cells in table.columns.items() if any(cells)}


def test_cells_come_as_they_are_shown(tmp_path):
    codes = ["0.0%", "mmm\\-yy", "yyyy", "#,##0.00", "@"]
    path = _workbook(
        tmp_path,
        codes,
        ["date", "value", "unit", "note"],
        [(41760, 2), (0.125, 1), "percent", "007"],
        [(41760, 3), (1234.5, 4), "million US$", (True, 0)],
        [(2014, 0), (7, 5), "", "0.50"],
    )
    assert _cells(path) == {
        "date": ["2014-05", "2014", "2014"],
        "value": ["12.5", "1234.5", "7"],
        "unit": ["percent", "million US$", ""],
        "note": ["007", "TRUE", "0.50"],
    }


def test_percent_is_the_unit_where_none_is_given_and_never_against_one(tmp_path):
    path = _workbook(tmp_path, ["0.0%"], ["claim", "value", "unit"], ["x", (0.125, 1), ""])
    assert _cells(path) == {"claim": ["x"], "value": ["12.5"], "unit": ["percent"]}
    path = _workbook(tmp_path, ["0.0%"], ["claim", "value", "unit"], ["x", (0.125, 1), "share"])
    with pytest.raises(BadFile, match=r"in.xlsx, cell B2: '12.5%' is shown in percent and its unit is 'share'"):
        _cells(path)


def test_money_needs_its_name_in_the_unit(tmp_path):
    path = _workbook(tmp_path, ['"$"#,##0'], ["claim", "value"], ["x", (5, 1)])
    with pytest.raises(BadFile, match=r"in.xlsx, cell B2: '\$5' is an amount of money; name it in the column unit"):
        _cells(path)
    assert _cells(path, Choices(given={"unit": "US$"}))["value"] == ["5"]


def test_money_of_another_name_than_its_unit_is_refused(tmp_path):
    path = _workbook(tmp_path, ["[$€-407] #,##0.0"], ["claim", "value", "unit"], ["x", (12.5, 1), "million US$"])
    with pytest.raises(BadFile, match=r"in.xlsx, cell B2: '€12.5' is in other money than its unit 'million US\$'"):
        _cells(path)


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        *(("€5", unit) for unit in ("million US$", "USD", "dollars", "£", "percent")),
        *(("$5", unit) for unit in ("EUR", "million euros", "yen")),
        *(("EUR 5", "US$"), ("US$5", "A$"), ("£5", "€ million"), ("kr5", "PLN")),
    ],
)
def test_a_sign_that_its_unit_denies_is_no_value(tmp_path, value, unit):
    with pytest.raises(BadFile, match="other money"):
        _csv(tmp_path, f"claim,value,unit\nx,{value},{unit}\n")


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        *(("$5", unit) for unit in ("US$", "million Australian dollars", "pesos", "billion (current US$)", "US$/EUR")),
        *(("€5", unit) for unit in ("EUR", "million euros", "million", "млн евро")),
        *(("¥5", "yen"), ("¥5", "CNY"), ("zł5", "million PLN"), ("kr5", "SEK"), ("£5", "pounds sterling")),
        *(("EUR 5", "million €"), ("+5", "km")),
    ],
)
def test_a_sign_that_its_unit_bears_out_is_left_to_the_unit(tmp_path, value, unit):
    assert _csv(tmp_path, f"claim,value,unit\nx,{value},{unit}\n")["value"] == ["5"]


@pytest.mark.parametrize("value", ["<5", "~5", "≤5", "≈5%", "<5%", "ca 5", "–5", "x5", "±5", "# 5"])
def test_what_stands_before_a_number_is_not_taken_away_unless_it_is_money(tmp_path, value):
    """The value stays as it is written, and is refused as no number where the row is checked."""
    assert _csv(tmp_path, f"claim,value,unit\nx,{value},percent\n")["value"] == [value]


def test_the_minus_sign_of_typesetters_is_one(tmp_path):
    assert _csv(tmp_path, "claim,value,unit\nx,−5,US$\ny,−2.5%,percent\n")["value"] == ["-5", "-2.5"]


@pytest.mark.parametrize(
    ("raw", "code", "says"),
    [
        (12500000, "#,##0,,", "cell C2: is shown in thousands or millions (#,##0,,)"),
        (12.5, '0.0"M"', "cell C2: is shown with the text 'M'"),
        (0.5, "h:mm", "cell C2: is shown as a time of day"),
        (1.5, "[h]:mm", "cell C2: is shown as a time of day or a length of time"),
        (41760, "d-mmm", "cell C2: is shown as a date without its year"),
        (5, ";;;", "cell C2: is shown as nothing"),
    ],
)
def test_what_a_cell_hides_is_refused_by_its_name(tmp_path, raw, code, says):
    path = _workbook(tmp_path, [code], ["claim", "note", "value"], ["x", "y", (raw, 1)])
    with pytest.raises(BadFile) as caught:
        _cells(path)
    assert str(caught.value).startswith("in.xlsx, sheet Rows, ") and says in str(caught.value)


def test_cells_have_the_names_that_spreadsheets_give_them():
    assert [cell_name(0, n) for n in (0, 25, 26, 51, 52, 299)] == ["A1", "Z1", "AA1", "AZ1", "BA1", "KN1"]
    assert cell_name(41, 1) == "B42"


# --- semicolons, tabs and decimal commas ------------------------------------------------------------------------


def _csv(tmp_path, text, choices=None):
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")
    return _cells(path, choices)


@pytest.mark.parametrize("sign", [";", "\t", "|"])
def test_columns_parted_by_another_sign_are_read(tmp_path, sign):
    text = "\ufeffdate;value;source\n2014;12,5;Bulletin, 2014\n2015;1.234,5;Bulletin\n".replace(";", sign)
    assert _csv(tmp_path, text) == {
        "date": ["2014", "2015"],
        "value": ["12.5", "1234.5"],
        "source": ["Bulletin, 2014", "Bulletin"],
    }


def test_a_line_that_declares_the_sign_is_no_row(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("sep=;\nclaim;note\na;b\n")
    table, _ = read_import(path, Choices())
    assert table.columns == {"claim": ["a"], "note": ["b"]} and table.places == ["row 3"]


def test_columns_of_other_names_are_mapped_whatever_parts_them(tmp_path):
    assert _csv(tmp_path, "Datum;Was\n2014;So.\n", Choices({"Datum": "date", "Was": "claim"})) == {
        "date": ["2014"],
        "claim": ["So."],
    }


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("date;claim\n2014;a;b\n", "x.csv, row 2: 3 fields where the first row names 2; its columns are separated by "),
        ("claim;value\nx;12,500\n", "x.csv, row 2: '12,500' may be a decimal or thousands"),
        ("claim;value\nx;$5\n", "x.csv, row 2: '$5' is an amount of money"),
        ("claim,value,unit\nx,5%,km\n", "x.csv, row 2: '5%' is shown in percent and its unit is 'km'"),
    ],
)
def test_what_may_be_read_in_two_ways_is_refused(tmp_path, text, says):
    with pytest.raises(UserError) as caught:
        _csv(tmp_path, text)
    assert says in str(caught.value)


@pytest.mark.parametrize(("sign", "word"), [(";", "semicolons"), ("\t", "tabs")])
def test_a_studys_own_file_keeps_to_commas(tmp_path, sign, word):
    (tmp_path / "a.csv").write_text("id;date;a;question\nx;2014;NOR;scope\n".replace(";", sign))
    with pytest.raises(BadFile, match=f"separated by {word}; separate the columns by commas, or bring it in with"):
        read_ledger(tmp_path, {"sector": (), "document": (), "interview": ()})
