"""Whatever is imported, the answer is rows or one line that names the file: nothing lost, run, fetched or written."""

import csv
import json
import tempfile
import unicodedata
import zipfile
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.errors import UserError
from comity.evidence.adding import add_statements
from comity.evidence.drafts import read_drafts
from comity.evidence.importing.take import READERS, Choices, read_import
from comity.evidence.study import load_study
from comity.evidence.visible import guarded, is_formula, unguarded

PAIR = "pair: {a: NOR, b: NZL}\n"
FUZZ = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
SIGNS = [
    "\x00",
    "\u202e",
    "\u2066",
    "\ufeff",
    "=1+1",
    "@x",
    "-x",
    "+x",
    "'=",
    "\\",
    "{",
    "}",
    "%",
    "&",
    "~",
    "\r",
    "\n",
]
WORDS = ["NOR", "2014-02-30", "31/12/2014", "../../x", "/etc/passwd", "🙂", "عربي", "עברית", "x" * 5000]
text = st.text(max_size=30) | st.sampled_from(SIGNS + WORDS)


def _take(ending, raw, choices=None):
    """Rows read from these bytes, or None where they are refused in one clean line."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / f"in{ending}").write_bytes(raw)
        try:
            table, _ = read_import(folder / f"in{ending}", choices or Choices())
        except UserError as error:
            message = str(error)
            assert message.startswith(f"in{ending}"), message
            assert message.isprintable()
            assert len(message) < 600
            table = None
        assert sorted(p.name for p in folder.iterdir()) == [f"in{ending}"]
        return table


def _save(table):
    """What a study holds after these rows were added, or None where one of them is refused by name."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "study"
        folder.mkdir()
        (folder / "study.yaml").write_text(PAIR)
        try:
            added = add_statements(folder, table)
        except UserError as error:
            message = str(error)
            assert message.startswith(f"{table.label}, ")
            assert message.isprintable()
            assert {p.name for p in folder.iterdir()} <= {"study.yaml", ".comity.lock"}
            return None
        assert [p.name for p in Path(name).iterdir()] == ["study"]
        drafts = read_drafts(folder)
        assert tuple(d.id for d in drafts) == added.drafts
        assert {s.id for s in load_study(folder).statements} == set(added.statements)
        return drafts


@FUZZ
@given(st.sampled_from(sorted(READERS)), st.binary(max_size=300))
def test_any_bytes_as_a_bibliography(ending, raw):
    _take(ending, raw)


@FUZZ
@given(st.sampled_from([".csv", ".xlsx"]), st.binary(max_size=300))
def test_any_bytes_as_a_table(ending, raw):
    _take(ending, raw)


def _braced(value):
    """The value as it may stand in braces, and what is read of it."""
    kept = "".join(c for c in value if c not in "{}\\~\x00`")
    return kept, " ".join(kept.replace("---", "—").replace("--", "–").split())


def _visible(value):
    """The value without signs that nobody sees; joiners that spelling needs stay."""
    kinds = {c: unicodedata.category(c) for c in value}
    return "".join(c for c in value if c in "\u200c\u200d" or not (kinds[c][0] == "C" or kinds[c] in ("Zl", "Zp")))


def _kept(found, said):
    """Whether a cell holds what was said, or the beginning of what is too long for it, marked as cut."""
    said = _visible(said)
    return found == said or (len(said) > 300 and found.endswith("…") and found[:-1] in said)


@FUZZ
@given(st.lists(st.tuples(text, text), min_size=1, max_size=4))
def test_bibtex_loses_no_entry_and_no_word(entries):
    made, expected = [], []
    for number, entry in enumerate(entries):
        (title, plain), (note, said) = (_braced(value) for value in entry)
        made.append(f"@misc{{k{number},\n title = {{{title}}},\n note = {{{note}}},\n}}")
        expected.append((plain, said))
    table = _take(".bib", "\n".join(made).encode("utf-8", "replace"))
    if table is not None:
        assert all(_kept(found, said) for found, (_, said) in zip(table.columns["note"], expected, strict=True))
        for source, (plain, _) in zip(table.columns["source"], expected, strict=True):
            assert _visible(plain).rstrip(".") in source or _kept(source, plain)
        _save(table)


@FUZZ
@given(st.lists(st.tuples(text, text), min_size=1, max_size=4))
def test_ris_loses_no_record_and_no_word(records):
    records = [tuple(" ".join(t.split()) for t in record) for record in records]
    lines = [f"TY  - JOUR\r\nTI  - {title}\r\nN1  - {note}\r\nER  - \r\n" for title, note in records]
    table = _take(".ris", "".join(lines).encode("utf-8", "replace"))
    if table is not None:
        assert len(table.places) == len(records)
        said = [note.encode("utf-8", "replace").decode() for _, note in records]
        assert all(_kept(found, note) for found, note in zip(table.columns["note"], said, strict=True))
        _save(table)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["family", "date-parts", "x"]), inner),
    max_leaves=6,
)
items = st.dictionaries(
    st.sampled_from(["id", "title", "author", "issued", "accessed", "URL", "DOI", "note", "volume", "abstract"]),
    json_values,
    max_size=5,
)


@FUZZ
@given(st.lists(items, max_size=3) | json_values)
def test_csl_of_any_shape(content):
    table = _take(".json", json.dumps(content).encode("utf-8", "replace"))
    if table is not None:
        assert len(table.places) == len(content)
        _save(table)


COMPLETE = {
    "date": "2014",
    "a": "NOR",
    "question": "scope",
    "kind": "visit",
    "claim": "It was so.",
    "status": "delivered",
    "source": "A book",
    "source_type": "primary",
    "reliability": "F",
    "credibility": "6",
}


@FUZZ
@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(["claim", "note", "date", "url"], text)), max_size=3))
def test_a_csv_is_taken_whole_or_not_at_all(changes):
    rows = [COMPLETE | {"id": str(i)} | change for i, change in enumerate(changes)]
    out = StringIO(newline="")
    writer = csv.DictWriter(out, ["id", *COMPLETE, "note", "url"], restval="")
    writer.writeheader()
    writer.writerows(rows)
    table = _take(".csv", out.getvalue().encode("utf-8", "replace"))
    if table is not None:
        assert len(table.places) == len(changes)
        _save(table)


@FUZZ
@given(text)
def test_a_guarded_cell_is_no_formula_and_comes_back(cell):
    assert not is_formula(guarded(cell))
    assert unguarded(guarded(cell)) == cell


# --- workbooks -------------------------------------------------------------------------------------------------

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}"/></Relationships>'
)
BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Rows" sheetId="1" r:id="r1"/></sheets></workbook>'
)
SHEET = (
    '<?xml version="1.0"?>{before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData></worksheet>"
)


def _cell(place, value):
    value = value.replace("&", "&amp;").replace("<", "&lt;")
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def _rows(*rows):
    letters = "ABCDEFGHIJKLMNOP"
    return "".join(
        f'<row r="{n}">' + "".join(_cell(f"{letters[i]}{n}", v) for i, v in enumerate(row)) + "</row>"
        for n, row in enumerate(rows, 1)
    )


def _workbook(rows, before="", parts=(), compress=zipfile.ZIP_DEFLATED):
    raw = BytesIO()
    with zipfile.ZipFile(raw, "w", compress) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELS.format(kind="officeDocument", target="xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELS.format(kind="worksheet", target="worksheets/sheet1.xml"))
        archive.writestr("xl/worksheets/sheet1.xml", SHEET.format(before=before, rows=rows))
        for name, content in parts:
            archive.writestr(name, content)
    return raw.getvalue()


def _refused(tmp_path, raw):
    path = tmp_path / "in.xlsx"
    path.write_bytes(raw)
    with pytest.raises(UserError) as caught:
        read_import(path, Choices())
    return str(caught.value)


def test_a_plain_workbook_is_read():
    table = _take(".xlsx", _workbook(_rows(["claim", "date"], ["It was so.", "2014"])))
    assert table.columns == {"claim": ["It was so."], "date": ["2014"]}
    assert table.places == ["row 2"]


def test_a_formula_is_named_by_its_cell(tmp_path):
    rows = (
        '<row r="1"><c r="A1" t="str"><v>claim</v></c></row><row r="2"><c r="A2" t="str"><f>1+1</f><v>2</v></c></row>'
    )
    assert _refused(tmp_path, _workbook(rows)).startswith("in.xlsx, sheet Rows, cell A2: holds a formula")


def test_an_external_entity_is_refused(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("canary")
    before = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    message = _refused(tmp_path, _workbook(_rows(["claim"], ["&e;"]), before))
    assert "document type or an entity" in message
    assert "canary" not in message


def test_a_billion_laughs_are_refused(tmp_path):
    lol = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    before = f'<!DOCTYPE x [<!ENTITY l0 "lol">{lol}]>'
    assert "document type or an entity" in _refused(tmp_path, _workbook(_rows(["claim"], ["x"]), before))


def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path):
    raw = _workbook(_rows(["claim"], ["x"]), parts=[("xl/sharedStrings.xml", b"\0" * 50_000_000)])
    assert len(raw) < 100_000
    assert "unpacks to 50,000,000 bytes" in _refused(tmp_path, raw)


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path):
    raw = bytearray(_workbook(_rows(["claim"], ["x" * 4000])))
    for place in range(len(raw) - 4):  # sizes in the central directory
        if raw[place : place + 4] == b"PK\x01\x02":
            raw[place + 24 : place + 28] = (16).to_bytes(4, "little")
    assert _refused(tmp_path, bytes(raw)).startswith("in.xlsx")


def test_a_far_cell_does_not_fill_the_memory(tmp_path):
    rows = f'<row r="1">{_cell("A1", "claim")}</row><row r="1048576">{_cell("XFD1048576", "x")}</row>'
    assert "300,000 rows" in _refused(tmp_path, _workbook(rows))
    rows = f'<row r="1">{_cell("A1", "claim")}{_cell("XFD1", "x")}</row>'
    assert "cell XFD1: beyond 300,000 rows or 300 columns" in _refused(tmp_path, _workbook(rows))


@pytest.mark.parametrize(
    ("part", "says"), [("../../evil", "leads out of the archive"), ("xl/vbaProject.bin", "holds macros")]
)
def test_parts_that_do_not_belong_are_refused(tmp_path, part, says):
    assert says in _refused(tmp_path, _workbook(_rows(["claim"], ["x"]), parts=[(part, b"x")]))


@FUZZ
@given(st.binary(min_size=1, max_size=40), st.integers(0, 2000))
def test_a_good_workbook_with_bytes_struck_into_it(raw, at):
    good = _workbook(_rows(["claim", "date"], ["It was so.", "2014"]))
    at %= len(good)
    _take(".xlsx", good[:at] + raw + good[at + len(raw) :])


@FUZZ
@given(st.binary(min_size=1, max_size=20), st.integers(0, 600))
def test_a_sheet_with_bytes_struck_into_it(raw, at):
    sheet = SHEET.format(before="", rows=_rows(["claim", "date"], ["It was so.", "2014"])).encode()
    at %= len(sheet)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(_workbook(""))) as good, zipfile.ZipFile(out, "w") as bad:
        for part in good.infolist():
            struck = part.filename.endswith("sheet1.xml")
            bad.writestr(part.filename, sheet[:at] + raw + sheet[at + len(raw) :] if struck else good.read(part))
    _take(".xlsx", out.getvalue())


@FUZZ
@given(st.lists(st.lists(text, min_size=2, max_size=2), max_size=4))
def test_cells_of_a_workbook_are_text_and_none_is_lost(cells):
    clean = [["".join(c for c in v if c.isprintable()) for v in row] for row in cells]
    table = _take(".xlsx", _workbook(_rows(["claim", "note"], *clean)))
    filled = [row for row in clean if any(v.strip() for v in row)]
    if table is not None:
        assert [list(row) for row in zip(table.columns["claim"], table.columns["note"], strict=True)] == [
            [v.strip() for v in row] for row in filled
        ]
        _save(table)
