"""`comity read` and `comity review`: from a file to a statement, and every way back."""

import csv
import json
import os
import pty
import select
import subprocess
import sys
import time

import pytest

from comity.evidence.decisions import read_decisions
from comity.evidence.study import load_study

SAID = """The visit

The Prime Minister of Norway visited New Zealand on 18 May 2014. Norway and New Zealand signed an agreement on wool on
18 May 2014. Norway may sign a treaty with New Zealand. Chile and Peru signed a treaty.
"""
OTHER = "On 18 May 2014 Norway and New Zealand signed an agreement about wool.\n"


@pytest.fixture
def study(tmp_path):
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "study.yaml").write_text("pair: {a: NOR, b: NZL}\n")
    return folder


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "paper.txt"
    path.write_text(SAID)
    return path


@pytest.fixture
def piped(monkeypatch):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)


@pytest.fixture
def proposed(run, study, paper, piped):
    """The likely proposals of a study into which the paper was read."""
    said = run("read", paper, "--study", study, "--day", "2014-05-19", "--source", "A paper", "--format", "json")
    assert said.code == 0, said
    return {row["kind"]: row["id"] for row in json.loads(said.out)}


def test_a_file_is_read_without_a_study_and_nothing_is_written(run, paper, tmp_path):
    before = sorted(tmp_path.rglob("*"))
    said = run("read", paper, "--day", "2014-05-19", "--format", "json", "--all")
    rows = json.loads(said.out)
    assert [(r["kind"], r["status"], bool(r["doubts"])) for r in rows] == [
        ("visit", "delivered", False),
        ("agreement", "signed", False),
        ("agreement", "signed", True),
        ("agreement", "signed", False),
    ]
    assert "1 documents read, 3 proposals likely to be accepted" in said.err
    assert sorted(tmp_path.rglob("*")) == before


def test_in_a_study_only_what_concerns_its_two_is_proposed_and_counts_nowhere(run, study, proposed):
    assert set(proposed) == {"visit", "agreement"}
    assert load_study(study).statements == ()
    assert "the document" not in run("review", study, "--list").err
    assert run("read", study).code == 0
    assert json.loads(run("read", study, "--format", "json").out) == []
    again = json.loads(run("read", study, "--again", "--format", "json").out)
    assert {row["id"] for row in again} == set(proposed.values())


def test_an_accepted_proposal_is_a_row_with_its_place_and_can_be_taken_back(run, study, proposed):
    said = run("review", study, "--accept", proposed["visit"], "--set", "reliability=B", "--who", "Kim")
    assert said.code == 0, said
    (s,) = load_study(study).statements
    assert (s.kind, s.date, s.level, s.reliability) == ("visit", "2014-05-18", "head_of_government", "B")
    assert s.quote == "The Prime Minister of Norway visited New Zealand on 18 May 2014."
    assert s.document in load_study(study).documents and s.locator.startswith("characters ")
    (decided,) = read_decisions(study)
    assert (decided.decision, decided.who, decided.changes) == ("change", "Kim", {"reliability": "B"})
    assert "decided on" in run("review", study, "--reject", proposed["visit"]).line
    assert run("review", study, "--undo", proposed["visit"]).code == 0
    assert load_study(study).statements == ()
    assert run("review", study, "--reject", proposed["visit"]).code == 0
    waiting = json.loads(run("review", study, "--format", "json").out)
    assert [row["id"] for row in waiting] == [proposed["agreement"]]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--accept", "p0"], "no proposal 'p0'"),
        (["--undo", "p0"], "no proposal 'p0'"),
        (["--set", "quote=x"], "give it with one --accept"),
    ],
)
def test_a_mistake_is_one_line(run, study, proposed, words, says):
    assert says in run("review", study, *words).line


def test_what_was_read_where_is_not_for_a_decision_to_change(run, study, proposed):
    line = run("review", study, "--accept", proposed["visit"], "--set", "quote=He came.").line
    assert "quote is not for a decision to change" in line
    assert load_study(study).statements == ()


def test_a_table_goes_out_and_comes_back_decided(run, study, proposed, tmp_path):
    out = tmp_path / "open.csv"
    assert run("review", study, "--out", out, "--all").code == 0
    rows = list(csv.DictReader(out.open(encoding="utf-8", newline="")))
    for row in rows:
        row["decision"] = "accept" if row["id"] == proposed["agreement"] else "reject"
        if row["id"] == proposed["agreement"]:
            row["sector"] = "agriculture"
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    said = run("review", study, "--take", out)
    assert "1 change" in said.out and "2 reject" in said.out, said
    (s,) = load_study(study).statements
    assert (s.kind, s.sector) == ("agreement", "agriculture")
    assert "is there already" in run("review", study, "--out", out).line


def test_a_table_of_which_one_row_does_not_hold_decides_nothing(run, study, proposed, tmp_path):
    out = tmp_path / "open.csv"
    run("review", study, "--out", out, "--all")
    rows = list(csv.DictReader(out.open(encoding="utf-8", newline="")))
    rows = [row | {"decision": "accept", "date": "2014-13" if row["kind"] == "visit" else "2014"} for row in rows]
    for wanted, says in ((rows, "date: '2014-13'"), ([*rows[:1], rows[0]], "two decisions on one proposal")):
        with out.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(wanted)
        said = run("review", study, "--take", out)
        assert says in said.line and said.code == 2, said
        assert load_study(study).statements == ()
    assert len(json.loads(run("review", study, "--list", "--format", "json").out)) == 2


def test_what_two_documents_tell_alike_is_accepted_together(run, study, proposed, tmp_path):
    assert run("review", study, "--agreed").code == 0
    assert load_study(study).statements == ()
    (tmp_path / "other.txt").write_text(OTHER)
    run("read", tmp_path / "other.txt", "--study", study, "--day", "2014-05-20", "--source", "Another")
    assert run("review", study, "--agreed").code == 0
    (s,) = load_study(study).statements
    assert s.kind == "agreement"
    run("read", study, "--again")
    alike = json.loads(run("review", study, "--format", "json").out)
    assert {row["alike"] for row in alike if row["kind"] == "agreement"} == {s.id}


def test_a_document_that_changed_brings_its_statements_back(run, study, paper, piped):
    url = "https://example.org/news/1"
    words = ("--study", study, "--day", "2014-05-19", "--source", "A paper", "--url", url, "--format", "json")
    rows = json.loads(run("read", paper, *words).out)
    run("review", study, *(w for row in rows for w in ("--accept", row["id"])))
    assert "look again" not in run("review", study, "--list").err
    paper.write_text(SAID.replace("visited New Zealand on 18 May 2014", "stayed at home"))
    run("read", paper, *words)
    said = run("review", study, "--list").err
    (visit,) = [s for s in load_study(study).statements if s.kind == "visit"]
    assert f"look again: {visit.id}" in said and "no longer says so" in said
    assert said.count("look again") == 1


def test_notes_and_interviews_are_not_read(run, study, paper, tmp_path, piped):
    private = tmp_path / "study" / "private"
    private.mkdir()
    (private / "notes.txt").write_text("zqsecret Norway signed a treaty with New Zealand.")
    (study / "interviews.csv").write_text("id\n")
    for path in (private / "notes.txt", study / "interviews.csv"):
        said = run("read", path)
        assert "are not read" in said.line and "zqsecret" not in said.line


def test_what_an_interview_rests_on_is_read_only_where_its_id_is_allowed(run, study, paper, piped):
    from comity.evidence.keeping import keep_document

    paper.write_text("zqsecret. Norway signed a treaty with New Zealand on 3 May 2014.")
    kept = keep_document(study, paper, {"accessed": "2014-05-19", "source": "Notes"})
    (study / "interviews.csv").write_text(
        "id,terms,date,language,interpreter,consent\nK1,chatham_house,2014-05-01,en,no,given on the day\n"
    )
    (study / "evidence").mkdir(exist_ok=True)
    (study / "evidence" / "x.csv").write_text(
        "id,date,a,b,question,kind,claim,status,source,source_type,reliability,credibility,interview,document\n"
        f"i1,2014-05,NOR,NZL,tenor,statement,He said so.,reported,,primary,B,2,K1,{kept}\n"
    )
    said = run("read", study, "--format", "json")
    assert "an interview rests on it" in said.err
    written = b"".join(p.read_bytes() for p in study.glob("*.csv"))
    assert b"zqsecret" not in written and "zqsecret" not in said.out + said.err
    assert len(json.loads(run("read", study, "--allow", kept, "--format", "json").out)) == 1


def test_a_file_that_cannot_be_read_is_one_line_and_the_others_are_read(run, paper, tmp_path):
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 no")
    said = run("read", tmp_path / "bad.pdf", paper, "--format", "csv")
    assert said.code == 0
    assert "bad.pdf cannot be read as PDF" in said.err and "1 documents read" in said.err
    assert run("read", tmp_path / "bad.pdf").code == 2


def test_on_a_terminal_one_key_decides(study, proposed):
    command = [sys.executable, "-c", "from comity.cli.main import run; run()", "review", str(study), "--who", "Kim"]
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True)
    os.close(theirs)
    shown, keys, asked, deadline = "", list("aurq"), 0, time.monotonic() + 60
    try:
        while process.poll() is None and time.monotonic() < deadline:
            if select.select([ours], [], [], 0.3)[0]:
                try:
                    shown += os.read(ours, 4096).decode(errors="replace")
                except OSError:
                    break
            elif keys and shown.count("[q]uit") > asked:
                asked += 1
                os.write(ours, keys.pop(0).encode())
        assert process.wait(10) == 0, shown
    finally:
        if process.poll() is None:
            process.kill()
        os.close(ours)
    assert [d.decision for d in read_decisions(study)] == ["accept", "undo", "reject"], shown
    assert load_study(study).statements == ()


def test_a_run_that_is_stopped_goes_on_where_it_was(study, tmp_path, monkeypatch):
    from datetime import date

    from comity.api import reading
    from comity.evidence.keeping import keep_document
    from comity.evidence.proposals import read_proposals

    for number in range(3):
        path = tmp_path / f"{number}.txt"
        path.write_text(f"Norway and New Zealand signed an agreement on wool on {number + 1} May 2014.")
        keep_document(study, path, {"accessed": "2014-06-01", "source": "A paper"})

    def stop(line):
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "_BATCH", 1)
    with pytest.raises(KeyboardInterrupt):
        reading.read_study(study, today=date(2014, 6, 1), progress=stop)
    assert len(read_proposals(study)) == 1
    read = reading.read_study(study, today=date(2014, 6, 1))
    assert len(read) == 2 and len(read_proposals(study)) == 3


def test_a_model_is_asked_only_where_the_command_names_it_and_only_about_what_it_names(run, study, tmp_path, piped):
    from served_model import serving

    said = "Norway and New Zealand share a museum of boats since 2009."
    (tmp_path / "old.txt").write_text("Norway and New Zealand have met before, and will meet again.")
    (tmp_path / "new.txt").write_text(said)
    row = {"quote": said, "a": "NOR", "b": "NZL", "kind": "institution", "status": "in_force", "date": "2009"}
    answer = json.dumps([row | {"claim": "A museum belongs to both."}])
    with serving(lambda passage: answer) as served:
        named = ("--model", "parrot", "--model-at", served.address)
        run("read", tmp_path / "old.txt", "--study", study, "--day", "2014-05-19")
        run("read", study)
        assert served.asked == []
        done = run("read", tmp_path / "new.txt", "--study", study, "--all", "--format", "json", *named)
        assert "A museum belongs to both." in done.out
        assert [said in passage for passage in served.passages] == [True]
        assert run("read", tmp_path / "new.txt", "--study", study, *named).code == 0
        assert len(served.asked) == 1
        run("read", study, *named)
        assert "met before" in served.passages[-1] and len(served.asked) == 2
        run("read", study, *named)
        assert len(served.asked) == 2
    assert "A museum" not in run("review", study, "--list", "--format", "csv").out
    assert "A museum" in run("review", study, "--list", "--all", "--format", "csv").out
    half = run("read", study, "--model", "parrot")
    assert half.code == 2 and "together" in half.err
