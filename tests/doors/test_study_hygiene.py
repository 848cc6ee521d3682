"""A study folder from its first minute: begun, filled, sealed, as open as the mask lets it, answered in sentences."""

import hashlib
import json
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

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
def study(run, tmp_path):
    folder = tmp_path / "study"
    assert run("study", "init", "Norway", "NZ", folder).code == 0
    return folder


def _options(row):
    return [word for pair in row.items() for word in pair]


def test_a_study_that_was_begun_takes_every_command(run, study):
    assert sorted(p.name for p in study.iterdir()) == ["README.md", "evidence", "study.yaml"]
    assert load_study(study).statements == ()
    assert "no statement counts by" in run("evidence", "list", study).err
    assert "no fault and no statement yet" in run("evidence", "check", study).out
    assert run("evidence", "list", study, "--format", "json").out.strip() == "[]"
    assert run("evidence", "add", study, *_options(ROW)).code == 0
    assert "nothing among those known by" in run("evidence", "check", study).out
    assert len((study / "README.md").read_text().splitlines()) <= 12


def test_the_example_of_a_new_study_is_a_right_row(study):
    text = (study / "evidence" / "example.txt").read_text().split("\n\n", 1)[1]
    (study / "evidence" / "example.csv").write_text(text)
    assert [s.id for s in load_study(study).statements] == ["1"]


@pytest.mark.parametrize("what", ["file", "folder", "link"])
def test_a_study_begins_nowhere_but_in_an_empty_place(run, tmp_path, what):
    place = tmp_path / "s"
    if what == "file":
        place.write_text("x")
    elif what == "link":
        place.symlink_to(tmp_path / "elsewhere")
    else:
        place.mkdir()
        (place / "mine.txt").write_text("x")
    before = sorted(tmp_path.rglob("*"))
    assert "name a" in run("study", "init", "NOR", "NZL", place).line
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["Norway", "NO", "Norvège", "578"])
def test_a_state_by_any_name_is_the_same_row(run, study, name):
    assert run("evidence", "add", study, *_options(ROW)).code == 0
    assert "is there already" in run("evidence", "add", study, *_options(ROW | {"--a": name})).out
    (study / "study.yaml").write_text(f"pair: {{a: '{name}', b: New Zealand}}\n")
    header, first = (study / "evidence" / "added.csv").read_text().splitlines()
    (study / "evidence" / "added.csv").write_text(f"{header}\n{first.replace('NOR', name)}\n")
    held = load_study(study)
    assert (held.settings.pair.a, held.statements[0].a) == ("NOR", "NOR")


def test_an_id_is_known_with_and_without_its_folder(run, study):
    assert run("evidence", "add", study, *_options(ROW | {"--status": "plan"}), "--id", "p1").code == 0
    done = ROW | {"--date": "2015", "--fulfils": "evidence/p1"}
    assert run("evidence", "add", study, *_options(done), "--id", "evidence/d1").code == 0
    assert [(s.id, s.fulfils) for s in load_study(study).statements] == [("p1", ""), ("d1", "p1")]
    said = run("evidence", "withdraw", study, "evidence/p1", "--reason", "wrong").out
    assert said == f"{study}/withdrawn.csv: p1; 1 statement no longer counts\n"


def test_a_plan_dated_by_its_due_year_is_said_to_count_later(run, study):
    plan = ROW | {"--date": "2190", "--due": "2190", "--published": "2024-01", "--status": "plan"}
    said = run("evidence", "add", study, *_options(plan))
    assert "counts only from 2190-12-31 on; date a plan by when it was announced" in said.err
    assert "not listed: 1 not yet known by" in run("evidence", "list", study).out
    said = run("evidence", "list", study, "--format", "csv")
    assert len(said.out.splitlines()) == 1 and "1 not yet known by" in said.err


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"--value": "20-10", "--unit": "tonnes"}, "value: '20-10' runs from high to low"),
        ({"--value": "9" * 60, "--unit": "tonnes"}, "has more than 15 digits"),
        ({"--date": "0001"}, "lies outside the years 1000 to 2199"),
        ({"--due": "9999"}, "lies outside the years 1000 to 2199"),
        ({"--file": "a\nb.csv"}, "holds the invisible character U+000A"),
        ({"--a": "Norvegia Felix"}, "a: no state called 'Norvegia Felix'"),
    ],
)
def test_what_cannot_be_meant_is_refused(run, study, change, says):
    assert says in run("evidence", "add", study, *_options(ROW | change)).line
    assert load_study(study).statements == ()


@pytest.mark.parametrize("value", ["-5-10", "10-10", "132-3-5", "0.5", "-3"])
def test_ranges_votes_and_losses_stay(run, study, value):
    assert run("evidence", "add", study, *_options(ROW | {"--value": value, "--unit": "USD"})).code == 0


@pytest.fixture
def kept(run, study, tmp_path):
    """A study with two kept documents, and their copies."""
    for name in ("one.pdf", "two.txt"):
        (tmp_path / name).write_bytes(f"{name} of sheep".encode() * 50)
        assert run("evidence", "document", "add", study, tmp_path / name).code == 0
    return study, sorted((study / "documents").iterdir())


@pytest.mark.parametrize("harm", ["flipped", "truncated", "missing", "link"])
@pytest.mark.parametrize("which", [0, 1])
def test_a_copy_that_is_not_what_was_kept_stops_what_would_rest_on_it(run, kept, tiny, tmp_path, harm, which):
    study, copies = kept
    copy = copies[which]
    raw = copy.read_bytes()
    copy.unlink()
    if harm == "flipped":
        copy.write_bytes(raw[:40] + bytes([raw[40] ^ 1]) + raw[41:])
    elif harm == "truncated":
        copy.write_bytes(raw[:-1])
    elif harm == "link":
        (tmp_path / "else").write_bytes(raw)
        copy.symlink_to(tmp_path / "else")
    out = tmp_path / "out"
    for words in (
        ("evidence", "list", study),
        ("evidence", "check", study, "--atlas", tiny),
        ("assess", "NOR", "NZL", "--study", study, "--atlas", tiny, "--out", out, "--format", "json"),
    ):
        assert f"documents/{copy.name}" in run(*words).line
    said = run("evidence", "document", "list", study, "--format", "json")
    assert said.code == 2 and f"documents/{copy.name}" in said.err and "document add" in said.err
    assert sorted(row["copy"] == "as kept" for row in json.loads(said.out)) == [False, True]
    assert not out.exists()


def test_an_empty_document_and_a_folder_are_named(run, study, tmp_path):
    (tmp_path / "nothing.pdf").touch()
    assert "nothing.pdf is empty" in run("evidence", "document", "add", study, tmp_path / "nothing.pdf").line
    assert ". is not a regular file" in run("evidence", "document", "add", study, ".").line
    assert "keeps no document" in run("evidence", "document", "list", study).err
    assert not list((study / "documents").iterdir())


MODES = [(0o077, 0o600, 0o700), (0o022, 0o644, 0o755)]


@pytest.mark.parametrize(("mask", "file", "folder"), MODES)
def test_what_is_written_is_as_open_as_the_mask_and_people_are_private(tmp_path, mask, file, folder):
    """Every command that writes, in a process with that mask."""
    study, key, bib = tmp_path / "s", tmp_path / "key", tmp_path / "x.bib"
    bib.write_text("@misc{ola, title = {On wool}, year = 2013, url = {https://example.org}}\n")
    person = ("--terms", "background", "--date", "2020", "--consent", "oral", "--language", "no", "--fits", "100")
    commands = [
        ("study", "init", "NOR", "NZL", study),
        ("evidence", "add", study, *_options(ROW), "--id", "x1"),
        ("evidence", "add", study, *_options(ROW), "--id", "x2", "--claim", "Norway sold goats."),
        ("evidence", "withdraw", study, "x1", "--reason", "wrong"),
        ("evidence", "document", "add", study, bib),
        ("evidence", "interview", "key", study, "--out", key),
        ("evidence", "interview", "add", study, "I1", *person, "--attribution", "a herder", "--name", "Ola"),
        ("evidence", "interview", "add", study, "I2", *person, "--attribution", "a herder", "--name", "Kari"),
        ("evidence", "interview", "withdraw", study, "I1", "--yes"),
    ]
    script = (
        "import json, os, sys; os.umask(int(sys.argv[1])); from functools import partial; "
        "from comity.cli.app import exit_code; from comity.cli.main import app\n"
        "sys.exit(max(exit_code(partial(app, args=words)) for words in json.loads(sys.argv[2])))"
    )
    words = json.dumps([[str(word) for word in command] for command in commands])
    done = subprocess.run([sys.executable, "-c", script, str(mask), words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    private = {study / "interviews.csv", key, *(study / "private").iterdir()}
    assert {p.name for p in private} == {"interviews.csv", "key", "recipients.txt", "I2.age"}
    for path in (key, study, *study.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        expected = 0o600 if path in private else folder if path.is_dir() else file
        assert mode == (0o700 if path == study / "private" else expected), (path, oct(mode))


def test_a_file_is_never_opened_wider_by_a_change(run, study):
    assert run("evidence", "add", study, *_options(ROW)).code == 0
    (study / "evidence" / "added.csv").chmod(0o600)
    assert run("evidence", "add", study, *_options(ROW | {"--claim": "Norway sold goats."})).code == 0
    assert stat.S_IMODE((study / "evidence" / "added.csv").stat().st_mode) == 0o600


def test_what_a_killed_run_left_is_gone_after_the_next(run, study):
    for place in (study, study / "evidence"):
        (place / ".writing-01234567").write_text("half a ro")
    (study / "evidence" / ".mine").write_text("not ours")
    assert run("evidence", "add", study, *_options(ROW)).code == 0
    assert sorted(p.name for p in (study / "evidence").iterdir()) == [
        ".mine",
        "added.csv",
        "example.txt",
        "statements.csv",
    ]
    assert not (study / ".writing-01234567").exists()


def test_two_who_keep_one_document_at_once_keep_it_once(study, tmp_path):
    from comity.evidence.documents import read_documents
    from comity.evidence.keeping import keep_document

    paper = tmp_path / "a.txt"
    paper.write_bytes(os.urandom(5000))
    with ThreadPoolExecutor(4) as pool:
        ids = set(pool.map(lambda _: keep_document(study, paper, {"accessed": "2014"}), range(8)))
    assert len(ids) == 1 and set(read_documents(study)) == ids
    (copy,) = (study / "documents").iterdir()
    assert copy.stem == hashlib.sha256(paper.read_bytes()).hexdigest()


def test_a_grading_that_was_stopped_is_finished_by_the_next(run, study, tmp_path):
    (tmp_path / "x.bib").write_text("@misc{ola, title = {On wool}, year = 2013, url = {https://example.org}}\n")
    assert run("evidence", "import", study, tmp_path / "x.bib").code == 0
    drafts = (study / "to_grade.csv").read_text()
    (waiting,) = json.loads(run("evidence", "list", study, "--format", "json").out)
    rest = {name: text for name, text in ROW.items() if name != "--source"}
    assert run("evidence", "grade", study, f"evidence/{waiting['id']}", *_options(rest)).code == 0
    (study / "to_grade.csv").write_text(drafts)
    assert len(json.loads(run("evidence", "list", study, "--format", "json").out)) == 1
    assert run("evidence", "grade", study, waiting["id"], *_options(rest)).code == 0
    assert len(load_study(study).statements) == 1
    assert len((study / "to_grade.csv").read_text().splitlines()) == 1


def test_a_long_list_has_a_line_for_each_statement(run, study):
    header = ",".join(name.removeprefix("--").replace("-", "_") for name in ROW)
    rows = "".join(f"l{i},{','.join(ROW.values())}\n" for i in range(1_200))
    (study / "evidence" / "many.csv").write_text(f"id,{header}\n{rows}")
    lines = run("evidence", "list", study).out.splitlines()
    assert len(lines) == 1_201 and lines[0].split()[:3] == ["id", "date", "a"]
    assert {line.split()[0] for line in lines[1:]} == {f"l{i}" for i in range(1_200)}
