"""A statement is changed where it stands: from what is there now, leaving all else as it is, and with a trace."""

import csv

import pytest

from comity.errors import BadFile, UserError
from comity.evidence.adding import add_statements
from comity.evidence.editing import Changed, change, earlier, history, remove, row_at, version_of
from comity.evidence.study import load_study
from comity.evidence.table import Table
from comity.evidence.writing import locked

HEAD = "id,date,a,b,question,kind,claim,status,source,source_type,reliability,credibility,note"
ONE = 's1,2014-05,Norway,NZL,scope,visit,"A minister went, and came back.",delivered,A paper,secondary,B,2,'
TWO = 's2,2015,NOR,NZL,scope,agreement,They signed.,signed,\'=A paper,primary,A,1,"kept   as it is"'
BY = {"who": "ann", "day": "2026-01-31"}


@pytest.fixture
def study(tmp_path):
    (tmp_path / "study.yaml").write_text("pair: {a: NOR, b: NZL}\n")
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "rows.csv").write_text(f"{HEAD}\r\n{ONE}\r\n\r\n{TWO}", newline="")
    return tmp_path


def text(study):
    return (study / "evidence" / "rows.csv").read_bytes().decode()


def test_one_row_changes_and_the_others_stay_byte_for_byte(study):
    now = change(study, "s1", {"claim": "A minister went.", "note": "=seen twice"}, row_at(study, "s1").version, **BY)
    new = "s1,2014-05,Norway,NZL,scope,visit,A minister went.,delivered,A paper,secondary,B,2,'=seen twice"
    assert text(study) == f"{HEAD}\r\n{new}\r\n\r\n{TWO}"
    assert now.cells["claim"] == "A minister went." and now.version == row_at(study, "s1").version
    assert {s.id: s.claim for s in load_study(study).statements}["s1"] == "A minister went."


def test_the_last_row_without_an_end_keeps_none(study):
    change(study, "s2", {"status": "in_force"}, row_at(study, "s2").version, **BY)
    assert text(study).endswith(
        TWO.replace("signed,", "in_force,", 1)[-20:].replace('"kept   as it is"', "kept   as it is")
    )
    assert text(study).startswith(f"{HEAD}\r\n{ONE}\r\n\r\n")


def test_who_changed_what_is_noted_and_leads_back(study):
    first = row_at(study, "s1")
    second = change(study, "s1", {"credibility": "3", "note": "a doubt"}, first.version, **BY)
    change(study, "s1", {"note": ""}, second.version, who="bob", day="2026-02-01")
    found = [(e.column, e.before, e.after, e.who) for e in history(study, "s1")]
    assert found == [("credibility", "2", "3", "ann"), ("note", "", "a doubt", "ann"), ("note", "a doubt", "", "bob")]
    now = row_at(study, "s1").cells
    assert earlier(study, "s1", now, first.version) == dict(first.cells)
    assert earlier(study, "s1", now, "0" * 16) is None and history(study, "s2") == ()


def test_nothing_is_written_where_another_was_there_first(study):
    seen = row_at(study, "s1").version
    change(study, "s1", {"note": "mine"}, seen, **BY)
    before = text(study)
    with pytest.raises(Changed) as late:
        change(study, "s1", {"note": "yours"}, seen, who="bob", day="2026-01-31")
    assert late.value.now["note"] == "mine" and text(study) == before and len(history(study, "s1")) == 1
    with pytest.raises(Changed):
        remove(study, "s1", "wrong", seen, day="2026-01-31")
    assert not (study / "withdrawn.csv").exists()


def test_what_is_the_same_is_no_change(study):
    before = text(study)
    row = row_at(study, "s1")
    assert change(study, "s1", dict(row.cells) | {"value": "", "note": "  "}, row.version, **BY).cells == row.cells
    assert text(study) == before and not (study / "edits.csv").exists()


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"date": "soon"}, "soon"),
        ({"b": "NOR"}, "like a"),
        ({"claim": ""}, "claim"),
        ({"claim": "x" * 601}, "600"),
        ({"note": "a\u202eb"}, "invisible"),
        ({"value": "7"}, "unit"),
        ({"kind": "feast"}, "feast"),
        ({"id": "s9"}, "no column"),
        ({"colour": "red"}, "no column"),
        ({"fulfils": "s7"}, "s7"),
        ({"interview": "K1"}, "interview"),
    ],
)
def test_a_row_that_would_not_hold_is_not_written(study, cells, says):
    before = text(study)
    with pytest.raises(UserError, match=says) as wrong:
        change(study, "s1", cells, row_at(study, "s1").version, **BY)
    assert "\n" not in str(wrong.value) and text(study) == before and not (study / "edits.csv").exists()


def test_a_column_that_the_file_lacks_is_added_to_it(study):
    change(study, "s2", {"sector": "trade", "url": "https://example.org/a"}, row_at(study, "s2").version, **BY)
    rows = list(csv.DictReader(text(study).splitlines()))
    assert [(r["sector"], r["url"]) for r in rows] == [("", ""), ("trade", "https://example.org/a")]


def test_a_row_of_several_lines_is_replaced_whole(study):
    (study / "evidence" / "rows.csv").write_text(f"{HEAD}\n{TWO}\n", newline="")
    path = study / "evidence" / "rows.csv"
    path.write_text(path.read_text().replace("They signed.", '"They signed."'))
    change(study, "s2", {"claim": 'They "signed", twice.'}, row_at(study, "s2").version, **BY)
    assert load_study(study).statements[0].claim == 'They "signed", twice.'


def test_what_is_kept_elsewhere_is_changed_elsewhere(study):
    (study / "evidence" / "more.yaml").write_text(
        "- id: s3\n  date: 2016\n  a: NOR\n  question: scope\n  kind: visit\n  claim: A visit.\n  status: delivered\n"
        "  source: A paper\n  source_type: primary\n  reliability: B\n  credibility: 2\n"
    )
    with pytest.raises(UserError, match=r"more\.yaml"):
        change(study, "s3", {"claim": "Another."}, row_at(study, "s3").version, **BY)
    (study / "corrections.csv").write_text("id,column,expect,value,reason\ns1,date,2014-05,2014-06,a slip\n")
    with pytest.raises(UserError, match=r"corrections\.csv"):
        change(study, "s1", {"date": "2014-07"}, row_at(study, "s1").version, **BY)
    change(study, "s1", {"note": "fine"}, row_at(study, "s1").version, **BY)
    with pytest.raises(UserError, match="no statement"):
        row_at(study, "s9")


def test_what_a_person_writes_is_no_longer_what_a_rule_proposed(study):
    cells = dict(row_at(study, "s2").cells) | {"id": "s4", "date": "2016", "level": "minister", "proposed": "level"}
    add_statements(study, Table("a row", {n: [t] for n, t in cells.items()}, ["row"]))
    row = row_at(study, "s4")
    assert change(study, "s4", {"level": "official"}, row.version, **BY).cells["proposed"] == "none"


def test_whoever_holds_a_study_goes_on(study):
    with locked(study), locked(study):
        change(study, "s1", {"note": "in one step"}, row_at(study, "s1").version, **BY)
    assert row_at(study, "s1").cells["note"] == "in one step"


def test_a_broken_trace_is_told_by_its_row(study):
    (study / "edits.csv").write_text("id,column,before,after,who,day\ns1,note,,a,ann,never\n")
    with pytest.raises(BadFile, match=r"edits\.csv, row 2"):
        history(study, "s1")


def test_a_version_is_of_what_is_filled():
    assert version_of({"a": "x", "b": ""}) == version_of({"a": "x"}) != version_of({"a": "y"})
    assert version_of({"a": "x", "b": "y"}) == version_of({"b": "y", "a": "x"})
