"""An edition is sealed: whoever reads one of its files is told when it is not what was written."""

import json
import shutil
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def made_once(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("made") / "edition"


@pytest.fixture
def edition(run, tiny, made_once, tmp_path) -> Path:
    """A copy of one edition in three formats."""
    if not made_once.exists():
        words = ("assess", "ISR", "KAZ", "--atlas", tiny, "--as-of", "2016-12-31", "--format", "json,md,html")
        assert run(*words, "--out", made_once).code == 0
    return shutil.copytree(made_once, tmp_path / "edition")


def _first_finding(edition):
    return next(f for f in json.loads((edition / "report.json").read_text())["findings"] if f["basis"])


def _readers(run, edition, whole):
    """Every command that reads a report, on `edition`."""
    finding = _first_finding(whole)
    yield run("why", edition, finding["id"])
    yield run("affected", edition, finding["basis"][0])
    yield run("diff", whole, edition)
    yield run("diff", edition, whole)
    yield run("score", whole, edition)
    yield run("score", edition, whole)


def test_a_whole_edition_is_read_without_a_word(run, edition, made_once):
    for said in _readers(run, edition, made_once):
        assert said.code == 0
        assert not any(word in said.err for word in ("altered", "seal", "missing"))


def test_one_flipped_byte_in_any_file_is_noticed_and_the_file_named(run, edition):
    files = sorted(p for p in edition.rglob("*") if p.is_file())
    assert len(files) > 8
    for path in files:
        raw = path.read_bytes()
        ends = (0, len(raw) - 1) if path.suffix == ".json" else ()
        for at in (*ends, len(raw) // 2):
            path.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
            said = run("why", edition, "un.agreement")
            assert str(path) in said.err and said.err.count("\n") == 1, (path, at, said)
            assert said.code == (2 if path.name in ("report.json", "provenance.json") else 0), (path, at)
            assert str(edition) in run("assess", "ISR", "KAZ", "--as-of", "2016-12-31", "--out", edition).line
        path.write_bytes(raw)


def test_an_altered_report_is_refused_by_every_reader(run, edition, made_once):
    path = edition / "report.json"
    content = json.loads(path.read_text())
    content["findings"][0]["claim"] = "All is well."
    path.write_text(json.dumps(content, indent=2))
    for said in _readers(run, edition, made_once):
        assert "report.json was altered" in said.line
    for said in _readers(run, path, made_once):
        assert "report.json was altered" in said.line


def test_a_lone_report_is_read_and_said_to_be_unsealed(run, edition, tmp_path):
    alone = shutil.copy(edition / "report.json", tmp_path / "alone.json")
    said = run("why", alone, "un.agreement")
    assert said.code == 0 and "alone.json is unsealed" in said.err and said.err.count("\n") == 1


def test_a_pairs_folder_is_read_at_its_newest_edition(run, tiny, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for day in ("2016-12-31", "2012-12-31"):
        assert run("assess", "ISR", "KAZ", "--atlas", tiny, "--as-of", day, "--format", "json").code == 0
    whole = run("why", "ISR-KAZ/2016-12-31", "tenor").out
    assert run("why", "ISR-KAZ", "tenor").out == whole != run("why", "ISR-KAZ/2012-12-31", "tenor").out
    Path("ISR-KAZ/2016-12-31/report.json").unlink()
    assert "without report.json" in run("why", "ISR-KAZ/2016-12-31", "tenor").line


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a":' * 100_000, "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("{}", "comity is missing"),
        ("[]", "no report"),
        ('{"schema": "comity/assessment/99"}', "comity/assessment/99"),
        ('{"comity": "1", "\\u001b[2Jx": 1}', "missing"),
        ("NaN", "no report"),
    ],
)
def test_what_is_no_report_is_one_plain_line(run, tmp_path, text, said):
    path = tmp_path / "report.json"
    path.write_text(text)
    for words in (("why", path, "x"), ("diff", path, path), ("affected", path, "x"), ("score", path, path)):
        line = run(*words).line
        assert said in line and str(path) in line and len(line) < 400
        assert not any(word in line for word in ("validation", "pydantic", "Recursion", "\x1b"))


@pytest.mark.parametrize("name", ["n" * 5000, "none", ".", "f/x"])
def test_where_there_is_no_report_is_one_line(run, tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    Path("f").write_text("")
    for words in (("why", name, "x"), ("diff", name, name), ("affected", name, "x"), ("score", name, name)):
        assert len(run(*words).line) < 400
