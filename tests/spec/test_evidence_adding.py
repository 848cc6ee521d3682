"""Adding to a study: what is saved, what waits to be graded, what is refused, and two people at once."""

import subprocess
import sys
from datetime import date

import pytest

from comity.errors import BadFile, UserError
from comity.evidence.adding import add_statements, grade, new_id
from comity.evidence.copies import altered
from comity.evidence.drafts import read_drafts
from comity.evidence.keeping import keep_document
from comity.evidence.removing import withdraw
from comity.evidence.study import load_study
from comity.evidence.table import Table

ROW = {
    "date": "2014-05",
    "a": "NOR",
    "b": "NZL",
    "question": "exchange",
    "kind": "flow",
    "claim": "Norway sold sheep.",
    "status": "reported",
    "source": "Shepherd's Weekly",
    "source_type": "secondary",
    "reliability": "F",
    "credibility": "6",
}


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "study"
    made.mkdir()
    (made / "study.yaml").write_text("pair: {a: NOR, b: NZL}\n")
    return made


def _table(*rows, label="x.bib"):
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row.get(name, "") for row in rows] for name in names}
    return Table(label, columns, [f"row {n}" for n in range(1, len(rows) + 1)])


def test_a_complete_row_is_evidence_and_the_id_is_the_same_everywhere(folder):
    added = add_statements(folder, _table(ROW))
    (statement,) = load_study(folder).statements
    assert added.statements == (statement.id,) == (new_id(ROW),)
    assert {name: getattr(statement, name) for name in ROW} == ROW
    assert statement.origin == "evidence/added.csv, row 2"


def test_the_same_row_is_not_added_twice(folder):
    first = add_statements(folder, _table(ROW, ROW))
    again = add_statements(folder, _table(ROW))
    assert len(first.statements) == 1 and again.statements == ()
    assert first.known == again.known == first.statements
    assert len(load_study(folder).statements) == 1


def test_a_row_that_lacks_something_waits_and_counts_nowhere(folder):
    bare = {"source": "Smith. Sheep", "published": "2014"}
    added = add_statements(folder, _table(ROW, bare))
    assert (len(added.statements), len(added.drafts)) == (1, 1)
    (draft,) = read_drafts(folder)
    assert draft.cells == bare | {"id": draft.id}
    assert draft.missing[:3] == ("date", "a", "question")
    assert {"reliability", "credibility"} <= set(draft.missing), "no grade is invented"
    assert len(load_study(folder).statements) == 1


def test_a_row_that_waited_is_filled_and_moved(folder):
    add_statements(folder, _table({"source": "Smith. Sheep", "published": "2014"}, {"source": "Other"}))
    first, other = read_drafts(folder)
    with pytest.raises(UserError, match=r"^to_grade\.csv, row 2: reliability, credibility missing"):
        grade(folder, first.id, lambda d: {k: v for k, v in ROW.items() if k not in ("reliability", "credibility")})
    grade(folder, first.id, lambda d: {k: v for k, v in ROW.items() if k != "source"})
    (statement,) = load_study(folder).statements
    assert (statement.id, statement.source, statement.published) == (first.id, "Smith. Sheep", "2014")
    assert [d.id for d in read_drafts(folder)] == [other.id]
    assert add_statements(folder, _table({"source": "Smith. Sheep", "published": "2014"})).known == (first.id,)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"date": "05/01/2014"}, "x.bib, row 2, date: '05/01/2014' is not a date"),
        ({"claim": "x" * 601}, "x.bib, row 2, claim: 601 characters; write at most 600"),
        ({"claim": "a\u202eb"}, "x.bib, row 2, claim: holds the invisible character U+202E"),
        ({"kind": "trade"}, "x.bib, row 2, kind: 'trade' is not known"),
        ({"reliability": "Z", "claim": ""}, "x.bib, row 2, reliability: 'Z' is not known"),
        ({"id": "old", "claim": "New."}, "x.bib, row 2, id: 'old' is taken by evidence/added.csv, row 2"),
        ({"document": "d1"}, "x.bib, row 2, document: no document 'd1' in documents.csv"),
        ({"fulfils": "nothing"}, "x.bib, row 2, fulfils: no statement 'nothing' in the study"),
        ({"quote": "Schaf"}, "x.bib, row 2, language: is empty"),
        ({"quote": "Schaf", "language": "deutsch"}, "x.bib, row 2, language: 'deutsch' is not a language tag"),
        ({"quote": "Schaf", "language": "xq"}, "x.bib, row 2, language: 'xq' is not a language tag"),
        ({"first_seen": "2015", "last_seen": "2014"}, "x.bib, row 2, last_seen: 2014 lies before first_seen 2015"),
        ({"due": "soon", "status": "plan"}, "x.bib, row 2, due: 'soon' is not a date"),
        ({"quantity": "Trade turnover"}, "x.bib, row 2, quantity: 'Trade turnover' names no quantity"),
        (dict.fromkeys(ROW, ""), "x.bib, row 2: holds nothing"),
    ],
)
def test_a_fault_is_named_by_row_and_field_and_nothing_is_saved(folder, row, says):
    add_statements(folder, _table(ROW | {"id": "old"}))
    before = (folder / "evidence" / "added.csv").read_bytes()
    with pytest.raises(BadFile) as caught:
        add_statements(folder, _table(ROW | {"claim": "Another."}, ROW | row))
    assert says in str(caught.value)
    assert (folder / "evidence" / "added.csv").read_bytes() == before
    assert not (folder / "to_grade.csv").exists()


def test_what_stands_in_a_file_stays_byte_for_byte(folder):
    (folder / "evidence").mkdir()
    written = "note,id,{}\r\n,1,{}".format(",".join(ROW), ",".join(ROW.values()))
    path = folder / "evidence" / "mine.csv"
    path.write_bytes(b"\xef\xbb\xbf" + written.encode())
    add_statements(folder, _table(ROW | {"claim": "Another."}), "mine.csv")
    assert path.read_bytes().startswith(written.encode())
    assert len(load_study(folder).statements) == 2
    with pytest.raises(BadFile, match=r"mine\.csv, row 1: no column value, unit; add it to the first row"):
        add_statements(folder, _table(ROW | {"value": "1", "unit": "sheep"}), "mine.csv")


@pytest.mark.parametrize("cell", ["=1+1", "@sum", "-x", "+x", "'=1", "'", "''@"])
def test_no_spreadsheet_runs_what_was_saved(folder, cell):
    add_statements(folder, _table(ROW | {"claim": cell}))
    raw = (folder / "evidence" / "added.csv").read_text()
    assert not any(field[:1] in "=+@" for field in raw.split(",") if field)
    assert load_study(folder).statements[0].claim == cell


def test_a_formula_in_a_table_is_named(folder):
    (folder / "evidence").mkdir()
    (folder / "evidence" / "x.csv").write_text(
        f"id,{','.join(ROW)}\n1,{','.join((ROW | {'claim': '=cmd()'}).values())}\n"
    )
    with pytest.raises(BadFile, match=r"x\.csv, row 2, claim: begins with =, as a formula does; put an apostrophe"):
        load_study(folder)


@pytest.mark.parametrize("file", ["../x.csv", "/x.csv", "x.txt", ".x.csv", "a/b.csv", "x.csv/", ""])
def test_a_file_name_leads_nowhere_else(folder, file):
    with pytest.raises(UserError, match="is not a file name"):
        add_statements(folder, _table(ROW), file)


@pytest.mark.parametrize("name", ["evidence", "evidence/added.csv", ".comity.lock"])
def test_links_are_not_written_through(folder, tmp_path, name):
    outside = tmp_path / "outside"
    if name == "evidence":
        outside.mkdir()
    else:
        outside.write_text("untouched")
        (folder / "evidence").mkdir()
    (folder / name).symlink_to(outside)
    with pytest.raises(BadFile, match="is a link"):
        add_statements(folder, _table(ROW))
    assert outside.is_dir() or outside.read_text() == "untouched"
    assert not outside.is_dir() or list(outside.iterdir()) == []


WRITER = """
import sys
from pathlib import Path
from comity.evidence.adding import add_statements
from comity.evidence.table import Table
folder, who, row = Path(sys.argv[1]), sys.argv[2], dict(pair.split("=") for pair in sys.argv[3:])
for n in range(15):
    cells = row | {"claim": f"{who} writes {n}."}
    add_statements(folder, Table("a test", {k: [v] for k, v in cells.items()}, ["row"]))
"""


def test_two_people_who_save_at_once_lose_nothing(folder):
    pairs = [f"{k}={v}" for k, v in ROW.items() if k != "claim"]
    people = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(folder), who, *pairs], stderr=subprocess.PIPE)
        for who in ("Ann", "Ben")
    ]
    for person in people:
        _, said = person.communicate(timeout=120)
        assert person.returncode == 0, said.decode()
    claims = {s.claim for s in load_study(folder).statements}
    assert claims == {f"{who} writes {n}." for who in ("Ann", "Ben") for n in range(15)}


def test_a_document_is_kept_under_its_hash_once(folder, tmp_path):
    paper = tmp_path / "Accord.PDF"
    paper.write_bytes(b"%PDF- sheep")
    id = keep_document(folder, paper, {"accessed": "2014-05-01", "source": "Ministry"})
    assert keep_document(folder, paper, {"accessed": "2015"}) == id
    document = load_study(folder).documents[id]
    assert document.file == f"{document.sha256}.pdf"
    assert (folder / "documents" / document.file).read_bytes() == paper.read_bytes()
    assert (document.name, document.bytes, document.accessed) == ("Accord.PDF", "11", "2014-05-01")
    assert not list(altered(folder, [document]))
    add_statements(folder, _table(ROW | {"document": id}))
    assert load_study(folder).statements[0].document == id
    (folder / "documents" / document.file).write_bytes(b"%PDF- goats")
    assert [problem for _, problem in altered(folder, [document])] == ["was altered"]
    with pytest.raises(
        BadFile, match=f"documents.csv, row 2, file: the copy documents/{document.file} was altered; put"
    ):
        load_study(folder)
    assert keep_document(folder, paper, {"accessed": "2016"}) == id
    assert load_study(folder).documents == {id: document}


@pytest.mark.parametrize("name", ["=cmd.txt", "a\u202etxt.exe", "..\\..\\x.txt", "x" * 200 + ".txt", "a,b\"c'.txt"])
def test_a_document_s_name_is_words_and_no_path(folder, tmp_path, name):
    paper = tmp_path / name
    paper.write_bytes(b"sheep")
    try:
        id = keep_document(folder, paper, {"accessed": "2014"})
    except UserError as error:
        assert "\u202e" in name and "invisible character" in str(error)
        return
    held = load_study(folder).documents[id]
    assert held.name == name
    assert {p.name for p in (folder / "documents").iterdir()} == {held.file}
    assert not (folder / "documents.csv").read_text().splitlines()[1].split(",")[5].startswith("=")


def test_a_document_that_is_a_link_or_a_folder_is_refused(folder, tmp_path):
    (tmp_path / "link").symlink_to("/etc/hostname")
    for path in (tmp_path / "link", tmp_path):
        with pytest.raises(BadFile):
            keep_document(folder, path, {"accessed": "2014"})
    assert not (folder / "documents.csv").exists()
    assert list((folder / "documents").iterdir()) == []


@pytest.mark.parametrize("what", ["old", "Shepherd's Weekly"])
def test_what_is_withdrawn_counts_nowhere(folder, what):
    add_statements(folder, _table(ROW | {"id": "old"}, ROW | {"id": "other", "source": "A book"}))
    assert withdraw(folder, what, "it was a joke", "2016-01-01") == ("old",)
    study = load_study(folder)
    assert len(study.statements) == 2
    assert [s.id for s in study.evidence(date(2020, 1, 1))] == ["other"]
    with pytest.raises(UserError, match="no statement and no source 'nothing'"):
        withdraw(folder, "nothing", "it was a joke", "2016-01-01")


# --- corrections -----------------------------------------------------------------------------------------------

HEAD = "id,column,expect,value,reason\n"


def _corrected(folder, line):
    add_statements(folder, _table(ROW | {"id": "old", "value": "25", "unit": "tonnes"}))
    (folder / "corrections.csv").write_text(HEAD + line + "\n")
    return load_study(folder).statements[0]


def test_a_correction_mends_a_cell_and_says_so(folder):
    statement = _corrected(folder, "old,value,25,2.5,the printer lost the point")
    assert statement.value == "2.5"
    assert statement.corrected == "value: '25' mended to '2.5': the printer lost the point"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            "old,value,26,2.5,why",
            "corrections.csv, row 2, expect: evidence/added.csv, row 2, value reads '25', not '26'",
        ),
        ("gone,value,25,2.5,why", "corrections.csv, row 2, id: no statement 'gone'"),
        ("old,id,old,new,why", "corrections.csv, row 2, column: 'id' is not known"),
        ("old,value,25,2.5,", "corrections.csv, row 2, reason: is empty"),
        ("old,value,25,25,why", "corrections.csv, row 2, value: is what is expected"),
        ("old,value,25,many,why", "evidence/added.csv, row 2, value: 'many' is not a number"),
    ],
)
def test_a_correction_that_does_not_fit_fails(folder, line, says):
    with pytest.raises(BadFile) as caught:
        _corrected(folder, line)
    assert says in str(caught.value)


# --- YAML ------------------------------------------------------------------------------------------------------


def test_evidence_may_be_written_as_yaml(folder):
    (folder / "evidence").mkdir()
    lines = [f"  {name}: {value!r}" for name, value in ROW.items() if name not in ("date", "claim")]
    text = "\n".join(["- id: y1", "  date: 2014-05", "  claim: >", "    Norway", "    sold sheep.", *lines])
    (folder / "evidence" / "a.yaml").write_text(text.replace('"Shepherd\'s Weekly"', '"Shepherd\'s Weekly"') + "\n")
    (statement,) = load_study(folder).statements
    assert (statement.date, statement.claim) == ("2014-05", "Norway sold sheep.")
    assert statement.origin == "evidence/a.yaml, row 1"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id: y1\n", "evidence/a.yaml, row 1: write a list of '- column: text' entries"),
        ("- [a, b]\n", "evidence/a.yaml, row 1: write a list"),
        ("- id: [a]\n", "evidence/a.yaml, row 1: write a list"),
        ("- id: &x a\n  a: *x\n", "evidence/a.yaml, row 1: tags (!), anchors (&) and aliases"),
        ("- id: !!python/name:os.system x\n", "evidence/a.yaml, row 1: tags"),
        ("- id: a\n  id: b\n", "evidence/a.yaml, row 2: column id is there twice"),
        ("- idd: a\n", "evidence/a.yaml, row 1: column 'idd' is not known; did you mean id?"),
        ("- id: a\n  date: 2014\n", "evidence/a.yaml, row 1, a: is empty"),
        ("- id: 'a\n", "evidence/a.yaml, row"),
        ("- id: a\n---\n- id: b\n", "evidence/a.yaml"),
    ],
)
def test_a_fault_in_yaml_is_named_with_its_row(folder, text, says):
    (folder / "evidence").mkdir()
    (folder / "evidence" / "a.yaml").write_text(text)
    with pytest.raises(BadFile) as caught:
        load_study(folder)
    assert says in str(caught.value)
