"""Where there is nothing to show, one line on stderr says why; the exit code is 0 and csv is the header."""

import json

import pytest


@pytest.fixture
def study(tmp_path):
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "study.yaml").write_text("pair: {a: ISR, b: KAZ}\n")
    return folder


@pytest.fixture
def edition(tmp_path, tiny, run, study):
    """An assessment without any statement, so that some of its rows feed nothing."""
    out = tmp_path / "edition"
    words = ("--atlas", tiny, "--study", study, "--out", out, "--format", "json", "--as-of", "2016-12-31")
    assert run("assess", "ISR", "KAZ", *words).code == 0
    return out


def _nothing(run, *words):
    said = run(*words)
    assert (said.code, said.out) == (0, "") and said.err.count("\n") == 1, said
    header = run(*words, "--format", "csv")
    assert (header.code, header.out.count("\n"), header.err) == (0, 1, said.err)
    assert json.loads(run(*words, "--format", "json").out) == []
    return said.err


def test_of_a_study(run, study):
    assert "no statement counts by 2014-01-01" in _nothing(run, "evidence", "list", study, "--as-of", "2014-01-01")
    assert "no interview" in _nothing(run, "evidence", "interview", "list", study)
    assert "no document" in _nothing(run, "evidence", "document", "list", study)


def test_of_a_check_that_finds_no_contradiction(run, study, tiny):
    said = run("evidence", "check", study, "--atlas", tiny)
    assert said.code == 0 and "no statement yet" in said.out and "what would settle it" not in said.out


def test_of_what_rests_on_a_row(run, edition):
    content = json.loads((edition / "report.json").read_text())
    used = {name for f in content["findings"] for name in f["basis"]}
    unused = next(m["id"] for m in content["measures"] if m["id"] not in used)
    assert unused in _nothing(run, "affected", edition, unused)


def test_of_two_editions_that_are_one(run, edition):
    said = run("diff", edition, edition, "--format", "csv")
    assert said.code == 0 and said.out == "what,id,before,after\n" and "nothing changed" in said.err.lower()
