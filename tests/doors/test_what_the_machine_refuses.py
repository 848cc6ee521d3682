"""A full disk, a name too long, a closed stream, a terminal of few characters: one line, exit 2, nothing left."""

import os
import resource
import sqlite3
import subprocess
import sys

import duckdb
import pytest
from tiny_world import SOURCES, comity_process

from comity.cli.blame import first_that_tells

LONG = "x" * 5000
SHOW = ("show", "ISR", "KAZ", "un.agreement")


def _done(*words, **options):
    process = comity_process(*words, **options)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def _one_line(done):
    code, out, err = done
    assert code == 2 and not out and err.count("\n") == 1 and err.startswith("comity: ") and len(err) < 400, done
    return err


@pytest.mark.parametrize(
    "words",
    [
        ("assess", "ISR", "KAZ", "--out", LONG),
        ("assess", "ISR", "KAZ", "--study", LONG),
        ("assess", "ISR", "KAZ", "--atlas", LONG),
        (*SHOW, "--atlas", LONG),
        ("panel", "--out", LONG + ".csv"),
        ("evidence", "list", LONG),
        ("why", LONG, "x"),
        ("sources", "verify", "--store", LONG),
    ],
    ids=lambda w: "_".join(x[:8] for x in w),
)
def test_a_name_too_long(tmp_path, run, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    said = run(*words)
    assert len(said.line) < 400 and not list(tmp_path.iterdir())


def _small_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


@pytest.mark.parametrize("words", ["panel --measures un.agreement --out p.csv",
                                   "panel --measures un.agreement --out p.parquet",
                                   "assess CHL ARG --out o --format json"])  # fmt: skip
def test_what_cannot_be_written_whole_is_not_written(tmp_path, words):
    line = _one_line(_done(*words.split(), cwd=tmp_path, preexec_fn=_small_files))
    assert "write" in line and "{" not in line and not list(tmp_path.iterdir())


def test_a_home_that_is_none(tmp_path, run, monkeypatch, tiny_mirror):
    monkeypatch.setenv("HOME", "/proc/nope")
    for name in ("XDG_DATA_HOME", "COMITY_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert "/proc/nope" in run("sources", "pull", "gdp", "--mirror", tiny_mirror).line


@pytest.mark.parametrize("command", ["why {} x", "affected {} x", "diff {} {}", "score {} {}"])
def test_a_report_nested_without_end(tmp_path, run, command):
    deep = tmp_path / "deep.json"
    deep.write_text('{"a":' * 100_000)
    assert "deep.json" in run(*command.format(deep, deep).split()).line


def test_a_terminal_of_few_characters(tmp_path):
    for environment in ({"PYTHONIOENCODING": "ascii"}, {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0",
                                                        "PYTHONCOERCECLOCALE": "0"}):  # fmt: skip
        made = {**os.environ, "PYTHONPATH": str(SOURCES), "COLUMNS": "200", **environment}
        for words in (SHOW, ("compare", "ISR", "KAZ", "FRA"), ("mediators", "ISR", "IRN"), ("sources",),
                      ("show", "ISR", "Türkiye", "nothing–there")):  # fmt: skip
            done = subprocess.run(
                [sys.executable, "-m", "comity", *words], env=made, capture_output=True, timeout=120, check=False
            )
            assert done.returncode in (0, 2) and done.stdout.isascii() and done.stderr.isascii(), done
            assert b"Traceback" not in done.stderr and b"fault of Comity" not in done.stderr
            assert done.stdout or done.returncode == 2


@pytest.mark.parametrize("words", [SHOW, ("compare", "ISR", "KAZ", "FRA"), ("sources",), ("--help",)])
def test_a_closed_output_is_said(words):
    code, _, err = _done(*words, stdout=None, preexec_fn=lambda: os.close(1))
    assert code == 2 and err.count("\n") == 1 and "closed" in err


def test_closed_input_and_errors_are_no_fault(tmp_path):
    (tmp_path / "study.yaml").write_text("pair: {a: NOR, b: NZL}\n")
    assert "terminal only" in _one_line(_done("evidence", "add", tmp_path, stdin=None, preexec_fn=lambda: os.close(0)))
    code, out, _ = _done(*SHOW, stderr=None, preexec_fn=lambda: os.close(2))
    assert code == 0 and "un.agreement" in out
    code, out, _ = _done("show", "ISR", "Kazakstann", "un.agreement", stderr=None, preexec_fn=lambda: os.close(2))
    assert (code, out) == (2, "")


def test_a_file_that_is_opened_does_not_take_the_place_of_a_closed_stream(tmp_path):
    code, _, _ = _done(
        "panel", "--measures", "un.agreement", "--years", "2010-2011", "--out", tmp_path / "p.csv",
        stdout=None, stderr=None, preexec_fn=lambda: (os.close(1), os.close(2)),
    )  # fmt: skip
    assert code == 0
    assert all(line[:1].isdigit() or line.startswith("state1") for line in (tmp_path / "p.csv").read_text().split())


def _raised(act):
    with pytest.raises(Exception) as caught:
        act()
    return caught.value


def test_whose_a_failure_is(tmp_path):
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1 and no end")

    def read(path):
        return lambda: duckdb.connect().execute(f"SELECT * FROM read_parquet('{path}')")

    assert str(broken) in first_that_tells(_raised(read(broken)))
    assert "nothing.parquet" in first_that_tells(_raised(read(tmp_path / "nothing.parquet")))
    assert first_that_tells(_raised(lambda: duckdb.connect().execute("SELECT parquet"))) is None
    assert first_that_tells(_raised(lambda: duckdb.connect().execute("SELECT 'corrupt'::INT"))) is None

    def ledger():
        (tmp_path / "ledger").write_text("no ledger" * 1000)
        sqlite3.connect(tmp_path / "ledger").execute("SELECT * FROM x")

    assert "not a database" in first_that_tells(_raised(ledger))
    assert first_that_tells(_raised(lambda: sqlite3.connect(":memory:").execute("SELECT * FROM x"))) is None
    assert "p: Permission denied" in first_that_tells(PermissionError(13, "Permission denied", "p"))
    for ours in (ValueError("x"), RecursionError(), KeyError("x"), OSError("x"), MemoryError()):
        assert first_that_tells(ours) is None
