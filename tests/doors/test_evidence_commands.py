"""The commands that keep a study folder: in a pipe, on a terminal, and what they say of a mistake."""

import json
import os
import pty
import select
import subprocess
import sys
import time

import pytest

from comity.evidence.drafts import read_drafts
from comity.evidence.study import load_study

ROW = {
    "--date": "2014-05",
    "--a": "NOR",
    "--b": "NZL",
    "--question": "exchange",
    "--kind": "flow",
    "--claim": "Norway sold sheep.",
    "--status": "reported",
    "--source": "Shepherd's Weekly",
    "--source-type": "secondary",
    "--reliability": "F",
    "--credibility": "6",
}


@pytest.fixture
def study(tmp_path):
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "study.yaml").write_text("pair: {a: NOR, b: NZL}\n")
    return folder


@pytest.fixture
def piped(monkeypatch):
    """Standard input is no terminal."""
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)


def _options(row):
    return [word for pair in row.items() for word in pair]


def test_a_statement_is_added_by_options(run, study, piped):
    said = run("evidence", "add", study, *_options(ROW))
    assert said.code == 0
    (statement,) = load_study(study).statements
    assert said.out.strip() == f"{study}/evidence/added.csv: {statement.id}"
    assert (statement.claim, statement.grade) == ("Norway sold sheep.", "F6")
    assert "is there already" in run("evidence", "add", study, *_options(ROW)).out


def test_in_a_pipe_nothing_is_asked(run, study, piped):
    rest = {name: text for name, text in ROW.items() if name not in ("--claim", "--reliability")}
    line = run("evidence", "add", study, *_options(rest)).line
    assert line == "comity: give --claim, --reliability; questions are asked on a terminal only"
    assert not (study / "evidence").exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"--date": "05/01/2014"}, "date: '05/01/2014' is not a date"),
        ({"--kind": "trade"}, "kind: 'trade' is not known"),
        ({"--claim": "a\u202eb"}, "claim: holds the invisible character U+202E"),
        ({"--document": "d1"}, "document: no document 'd1' in documents.csv"),
        ({"--file": "../x.csv"}, "'../x.csv' is not a file name"),
    ],
)
def test_a_mistake_is_one_line(run, study, piped, change, says):
    assert says in run("evidence", "add", study, *_options(ROW | change)).line
    assert not (study / "evidence").exists()
    assert not (study.parent / "x.csv").exists()


def _answer(command, answers):
    """Run a command on a terminal of its own, answering each question in turn; its exit code and what it showed."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True)
    os.close(theirs)
    shown, waiting, deadline = "", list(answers), time.monotonic() + 60
    try:
        while process.poll() is None and time.monotonic() < deadline:
            if select.select([ours], [], [], 0.2)[0]:
                try:
                    shown += os.read(ours, 4096).decode(errors="replace")
                except OSError:
                    break
            elif waiting and shown.rstrip().endswith(":"):
                shown += "\n"
                os.write(ours, (waiting.pop(0) + "\n").encode())
        return process.wait(10), shown
    finally:
        if process.poll() is None:
            process.kill()
        os.close(ours)


def test_on_a_terminal_what_is_missing_is_asked_and_a_bad_answer_asked_again(study):
    given = _options({name: text for name, text in ROW.items() if name not in ("--date", "--claim")})
    command = [sys.executable, "-c", "from comity.cli.main import run; run()", "evidence", "add", str(study), *given]
    code, shown = _answer(command, ["soon", "2014-05", "", "Norway sold sheep.", "n"])
    assert code == 0, shown
    assert "'soon' is not a date" in shown
    assert "needed" in shown
    (statement,) = load_study(study).statements
    assert (statement.date, statement.claim) == ("2014-05", "Norway sold sheep.")


BIB = "@misc{ola, title = {On wool}, year = 2013, url = {https://example.org}, abstract = {Long.}}\n"


def test_an_import_waits_is_listed_and_is_graded(run, study, tmp_path, piped):
    (tmp_path / "x.bib").write_text(BIB)
    said = run("evidence", "import", study, tmp_path / "x.bib", "--set", "a=NOR", "--set", "b=NZL")
    assert f"{study}/to_grade.csv: 1 to fill and grade" in said.out
    assert "left out: abstract (1)" in said.out
    (draft,) = read_drafts(study)
    listed = json.loads(run("evidence", "list", study, "--format", "json").out)
    assert [(row["id"], row["status"], row["grade"]) for row in listed] == [(draft.id, "to_grade", None)]
    assert "give --date, --question" in run("evidence", "grade", study, draft.id).line
    rest = {name: text for name, text in ROW.items() if name not in ("--source", "--a", "--b")}
    assert run("evidence", "grade", study, draft.id, *_options(rest)).code == 0
    listed = json.loads(run("evidence", "list", study, "--format", "json").out)
    assert [(row["id"], row["status"], row["grade"]) for row in listed] == [(draft.id, "reported", "F6")]
    assert (
        "1 were there already"
        in run("evidence", "import", study, tmp_path / "x.bib", "--set", "a=NOR", "--set", "b=NZL").out
    )


def test_a_printed_table_runs_in_no_spreadsheet(run, study, piped):
    run("evidence", "add", study, *_options(ROW | {"--claim": "=1+1"}))
    assert "'=1+1" in run("evidence", "list", study, "--format", "csv").out
    assert json.loads(run("evidence", "list", study, "--format", "json").out)[0]["claim"] == "=1+1"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("x.docx",), "cannot tell what it is"),
        (("x.csv", "--map", "claim"), "--map claim: write two names with = between them"),
        (("gone.bib",), "gone.bib cannot be read"),
        (("x.csv", "--set", "clam=x"), "no column 'clam'; did you mean claim?"),
    ],
)
def test_a_mistaken_import_is_one_line(run, study, tmp_path, words, says):
    (tmp_path / "x.csv").write_text("claim\nx\n")
    (tmp_path / "x.docx").write_text("x")
    assert says in run("evidence", "import", study, tmp_path / words[0], *words[1:]).line


def test_interviews_from_key_to_withdrawal(run, study, tmp_path, piped):
    pytest.importorskip("pyrage")
    key = tmp_path / "key"
    assert run("evidence", "interview", "key", study, "--out", study / "key").line.endswith(
        "keep the secret key elsewhere"
    )
    assert run("evidence", "interview", "key", study, "--out", key).code == 0
    agreed = ("--terms", "chatham_house", "--date", "2014-05-01", "--consent", "oral", "--language", "en")
    assert run("evidence", "interview", "add", study, "I1", *agreed, "--name", "Zebra").code == 0
    assert "is taken; choose another" in run("evidence", "interview", "add", study, "I1", *agreed).line
    spoken = {name: text for name, text in ROW.items() if name != "--source"} | {"--interview": "I1"}
    assert run("evidence", "add", study, *_options(spoken)).code == 0
    listed = json.loads(run("evidence", "interview", "list", study, "--format", "json").out)
    assert (listed[0]["terms"], listed[0]["statements"], "name" in listed[0]) == ("chatham_house", 1, False)
    listed = json.loads(run("evidence", "interview", "list", study, "--key", key, "--format", "json").out)
    assert listed[0]["name"] == "Zebra"
    assert run("evidence", "interview", "check", study, "--key", key).code == 0
    assert "Zebra" not in run("evidence", "list", study, "--format", "json").out
    assert "give --yes" in run("evidence", "interview", "withdraw", study, "I1").line
    assert "no interview 'I9'" in run("evidence", "interview", "withdraw", study, "I9").line
    assert (study / "private" / "I1.age").is_file()
    assert run("evidence", "interview", "withdraw", study, "I1", "--yes").code == 0
    assert not (study / "private" / "I1.age").exists()
    assert json.loads(run("evidence", "list", study, "--format", "json").out) == []


def test_a_document_is_kept_and_listed(run, study, tmp_path):
    (tmp_path / "a.txt").write_text("sheep")
    assert run("evidence", "document", "add", study, tmp_path / "a.txt", "--accessed", "2014-05-01").code == 0
    (row,) = json.loads(run("evidence", "document", "list", study, "--format", "json").out)
    assert (row["name"], row["copy"]) == ("a.txt", "as kept")
    assert "cannot be read" in run("evidence", "document", "add", study, tmp_path / "gone").line


def test_what_a_withdrawn_statement_fed_is_listed(run, study, tmp_path, piped):
    visits = ROW | {"--kind": "visit", "--status": "delivered", "--question": "scope"}
    for n in range(4):
        told = {"--claim": f"Minister {n} came to see the sheep.", "--source": f"Paper {n}", "--sector": "agriculture"}
        assert run("evidence", "add", study, *_options(visits | told), "--id", f"v{n}").code == 0
    out = tmp_path / "out"
    words = ("assess", "NOR", "NZL", "--study", study, "--as-of", "2024-12-31", "--out", out, "--format", "json")
    assert run(*words).code == 0
    said = run("evidence", "withdraw", study, "v1", "--reason", "it was a joke", "--report", out)
    assert f"{study}/withdrawn.csv: v1" in said.out
    assert "v1 fed findings: " in said.out
    listed = json.loads(run("evidence", "list", study, "--format", "json").out)
    assert [row["id"] for row in listed] == ["v0", "v2", "v3"]
    assert "no statement and no source 'v9'" in run("evidence", "withdraw", study, "v9", "--reason", "x").line
