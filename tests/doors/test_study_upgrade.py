"""`comity study upgrade`: an old folder gets the typed columns, and nobody's work is lost."""

from __future__ import annotations

import stat

import pytest

from comity.evidence.drafts import read_drafts
from comity.evidence.study import load_study

HEAD = "id,date,a,b,question,kind,claim,value,unit,status,source,source_type,reliability,credibility\n"
TRADE = (
    "1,2012,NOR,NZL,exchange,flow,They traded more than 20 tonnes both ways.,20,tonnes,reported,A book,primary,A,1\n"
)
VISIT = "2,2013,NOR,NZL,scope,visit,Министр прибыл в Веллингтон.,,,delivered,A book,primary,A,1\n"
OLD = HEAD + TRADE + VISIT


@pytest.fixture
def study(tmp_path):
    folder = tmp_path / "study"
    (folder / "evidence").mkdir(parents=True)
    (folder / "study.yaml").write_text("pair: {a: NOR, b: NZL}\n")
    (folder / "evidence" / "x.csv").write_text(OLD, encoding="utf-8")
    return folder


def test_it_says_what_it_did_and_what_it_could_not_tell(run, study):
    said = run("study", "upgrade", study)
    assert said.code == 0
    assert said.out.splitlines() == [
        f"{study}/evidence/x.csv: up to date; as it was: evidence/x.csv.old",
        "proposed: bound 1, direction 1; confirm a cell by taking its name out of the column proposed",
        "could not tell level: 2",
        "rules read no claim that is not in Latin letters; fill the columns of: 2",
    ]
    assert (study / "evidence" / "x.csv.old").read_text(encoding="utf-8") == OLD
    trade = load_study(study).statements[0]
    assert (trade.bound, trade.direction, trade.proposals) == ("lower", "both", ("bound", "direction"))
    again = run("study", "upgrade", study)
    assert again.code == 0 and again.out.splitlines()[-1] == f"{study}: nothing to change"
    assert sorted(p.name for p in (study / "evidence").iterdir()) == ["x.csv", "x.csv.old"]


def test_what_stands_beside_is_never_replaced_and_modes_stay(run, study):
    (study / "evidence" / "x.csv.old").write_text("mine")
    (study / "evidence" / "x.csv").chmod(0o600)
    assert "as it was: evidence/x.csv.old2" in run("study", "upgrade", study).out
    assert (study / "evidence" / "x.csv.old").read_text() == "mine"
    for name in ("x.csv", "x.csv.old2"):
        assert stat.S_IMODE((study / "evidence" / name).stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["x.csv.old", "x.csv"])
def test_a_link_is_refused(run, study, tmp_path, name):
    outside = tmp_path / "outside"
    outside.write_text(OLD, encoding="utf-8")
    (study / "evidence" / name).unlink(missing_ok=True)
    (study / "evidence" / name).symlink_to(outside)
    said = run("study", "upgrade", study)
    assert said.code == 2 and "is a link" in said.line
    assert outside.read_text(encoding="utf-8") == OLD


def test_a_study_with_a_fault_stays_as_it_is(run, study):
    (study / "evidence" / "y.csv").write_text(HEAD + TRADE.replace("NOR", "Nowhere"), encoding="utf-8")
    said = run("study", "upgrade", study)
    assert said.code == 2 and "evidence/y.csv, row 2" in said.line
    assert (study / "evidence" / "x.csv").read_text(encoding="utf-8") == OLD
    assert sorted(p.name for p in (study / "evidence").iterdir()) == ["x.csv", "y.csv"]


def test_a_folder_that_is_no_study_is_told_so(run, tmp_path):
    assert run("study", "upgrade", tmp_path).code == 2


def test_drafts_get_the_columns_too(run, study):
    (study / "to_grade.csv").write_text("id,source\nd1,A book\n", encoding="utf-8")
    assert run("study", "upgrade", study).code == 0
    assert (study / "to_grade.csv").read_text().splitlines()[1].startswith("d1,A book,")
    assert (study / "to_grade.csv.old").read_text() == "id,source\nd1,A book\n"
    (draft,) = read_drafts(study)
    assert draft.cells == {"id": "d1", "source": "A book"}


def test_a_row_that_an_upgrade_filled_is_known_when_it_is_imported_again(run, study, tmp_path):
    table = tmp_path / "theirs.csv"
    table.write_text(OLD.replace("\n1,", "\n,").replace("\n2,", "\n,").replace("id,", "", 1).replace("\n,", "\n"))
    assert "2 added" in run("evidence", "import", study, table).out
    run("study", "upgrade", study)
    assert "2 were there already" in run("evidence", "import", study, table).out


def test_an_upgraded_file_takes_a_statement_with_types(run, study):
    options = ("--date", "2014", "--a", "NOR", "--b", "NZL", "--question", "scope", "--kind", "visit")
    options += ("--claim", "Король прибыл.", "--status", "delivered", "--source", "A book", "--source-type", "primary")
    options += ("--reliability", "A", "--credibility", "1", "--level", "head_of_state", "--office", "king: Harald")
    assert "no column" in run("evidence", "add", study, "--file", "x.csv", *options).line
    run("study", "upgrade", study)
    assert run("evidence", "add", study, "--file", "x.csv", *options).code == 0
    king = load_study(study).statements[-1]
    assert (king.level, [h.person for h in king.holdings]) == ("head_of_state", ["Harald"])
