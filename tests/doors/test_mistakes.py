"""A user's mistake costs one line on stderr and exit code 2, and leaves nothing half-written."""

import json
import shutil
from pathlib import Path

import pytest
from tiny_world import comity_process

from comity.cli import assess as assess_door
from comity.errors import ComityError


@pytest.fixture
def altered(tiny: Path, tmp_path: Path) -> Path:
    """A copy of the tiny atlas to damage."""
    return Path(shutil.copytree(tiny, tmp_path / "altered"))


def _manifest(folder: Path) -> dict:
    return json.loads((folder / "atlas.json").read_text())


def _rewrite(folder: Path, manifest: dict) -> None:
    (folder / "atlas.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("DDR", "KAZ"), "did not both exist"),
        (("German Democratic Republic", "Kazakhstan"), "did not both exist"),
        (("ISR", "Kazakstann"), "Kazakhstan"),
        (("ISR", "zzzzqq"), "zzzzqq"),
        (("ISR", "Congo"), "Congo"),
        (("ISR", ""), "name"),
        (("ISR", "  "), "name"),
        (("ISR", "cow:99999"), "cow:99999"),
        (("ISR", "cow:"), "cow:"),
        (("ISR", "x" * 5000), "xxx"),
        (("ISR", "KAZ\nKAZ"), "KAZ"),
        (("ISR", "\x1b[31mred"), "red"),
        (("ISR", "ISR"), "same state"),
        (("ISR", "Israel"), "same state"),
        (("ISR", "KAZ", "--as-of", "2999-01-01"), "lies in the future"),
        (("ISR", "KAZ", "--as-of", "2013-02-30"), "not a day of the calendar"),
        (("ISR", "KAZ", "--as-of", "yesterday"), "not a date"),
        (("ISR", "KAZ", "--as-of", "0000-01-01"), "0000-01-01"),
        (("ISR", "KAZ", "--as-of", ""), "not a date"),
        (("ISR", "KAZ", "--as-of", "1991-06-30"), "did not both exist"),
        (("ISR", "KAZ", "--as-of", "1940-01-01"), "give a year"),
        (("ISR", "KAZ", "--since", "2999"), "--since 2999"),
        (("ISR", "KAZ", "--since", "-5"), "--since -5"),
        (("ISR", "KAZ", "--since", "soon"), "since"),
        (("ISR", "KAZ", "--format", "odt"), "html, pdf, md, json, docx"),
        (("ISR", "KAZ", "--format", ","), "html, pdf, md, json"),
        (("ISR", "KAZ", "--study", "no-such-folder"), "no-such-folder"),
    ],
    ids=lambda value: "_".join(v[:24] for v in value) if isinstance(value, tuple) else None,
)
def test_assess_says_what_is_wrong_and_writes_nothing(tiny, tmp_path, run, words, said):
    line = run("assess", *words, "--atlas", tiny, "--out", tmp_path / "study").line
    assert said in line
    assert not list(tmp_path.iterdir())
    assert "\x1b" not in line and len(line) < 1000


@pytest.mark.parametrize("name", ["", "report.json", "a/b/c"])
def test_a_folder_with_foreign_files_is_left_alone(tiny, tmp_path, run, name):
    kept = tmp_path / "mine" / (name or "notes.txt")
    kept.parent.mkdir(parents=True)
    kept.write_text("mine")
    assert "holds other files" in run("assess", "ISR", "KAZ", "--atlas", tiny, "--out", tmp_path / "mine").line
    assert kept.read_text() == "mine"
    assert len([p for p in tmp_path.rglob("*") if p.is_file()]) == 1


def test_a_file_in_the_way_of_the_folder(tiny, tmp_path, run):
    (tmp_path / "file").write_text("mine")
    for out in ("file", "file/inside", "file/in/side"):
        assert "file" in run("assess", "ISR", "KAZ", "--atlas", tiny, "--out", tmp_path / out).line
    assert (tmp_path / "file").read_text() == "mine"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_a_folder_that_cannot_be_written(tiny, run):
    assert "cannot write" in run("assess", "ISR", "KAZ", "--atlas", tiny, "--out", "/proc/self/study").line


def test_the_file_that_blocks_is_found_before_the_work_is_done(tiny, tmp_path, run, monkeypatch):
    (tmp_path / "file").write_text("mine")
    monkeypatch.setattr(assess_door, "request", lambda *_: pytest.fail("worked before looking"))
    run("assess", "ISR", "KAZ", "--atlas", tiny, "--out", tmp_path / "file")


def test_an_earlier_assessment_stays_when_the_next_one_fails(tiny, tmp_path, run, monkeypatch):
    out = tmp_path / "study"
    words = ("assess", "ISR", "KAZ", "--atlas", tiny, "--out", out, "--format", "json,md")
    assert run(*words).code == 0
    before = {p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()}

    def half(assessment, folder, formats):
        (folder / "report.json").write_text("{}")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("comity.report.write.write_report", half)
    assert "No space left" in run(*words).line
    assert {p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()} == before
    assert [p.name for p in tmp_path.iterdir()] == ["study"]


ATLAS_COMMANDS = [
    ("assess", "ISR", "KAZ", "--out"),
    ("show", "ISR", "KAZ", "un.agreement"),
    ("rank", "ISR", "--by", "un.agreement"),
    ("compare", "ISR", "KAZ", "USA"),
    ("panel", "--measures", "un.agreement", "--years", "2010-2012", "--out"),
]


def _attempt(run, words, atlas, tmp_path):
    tail = [tmp_path / "result.csv"] if words[-1] == "--out" else []
    said = run(*words, *tail, "--atlas", atlas)
    assert not (tmp_path / "result.csv").exists()
    return said


def _truncate(folder: Path) -> None:
    path = folder / "un.agreement.parquet"
    path.write_bytes(path.read_bytes()[:-100])


def _flip(folder: Path) -> None:
    path = folder / "un.agreement.parquet"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(bytes(raw))


def _lose(folder: Path) -> None:
    (folder / "un.agreement.parquet").unlink()


def _folder_instead(folder: Path) -> None:
    _lose(folder)
    (folder / "un.agreement.parquet").mkdir()


def _escape(folder: Path) -> None:
    path = folder / "un.agreement.parquet"
    path.rename(folder.parent / "outside.parquet")
    manifest = _manifest(folder)
    manifest["measures"]["un.agreement"]["file"] = "../outside.parquet"
    _rewrite(folder, manifest)


def _absolute(folder: Path) -> None:
    manifest = _manifest(folder)
    manifest["measures"]["un.agreement"]["file"] = "/etc/passwd"
    _rewrite(folder, manifest)


def _other_format(folder: Path) -> None:
    _rewrite(folder, _manifest(folder) | {"format": "comity/atlas/99"})


def _no_json(folder: Path) -> None:
    (folder / "atlas.json").write_bytes(b"\xff\xfe{")


def _empty(folder: Path) -> None:
    (folder / "atlas.json").write_bytes(b"")


def _half_manifest(folder: Path) -> None:
    path = folder / "atlas.json"
    path.write_text(path.read_text()[:2000])


def _missing_key(folder: Path) -> None:
    manifest = _manifest(folder)
    del manifest["measures"]["un.agreement"]["sha256"]
    _rewrite(folder, manifest)


def _states_gone(folder: Path) -> None:
    _rewrite(folder, _manifest(folder) | {"states": ["ISR"]})


def _states_repeated(folder: Path) -> None:
    manifest = _manifest(folder)
    _rewrite(folder, manifest | {"states": [*manifest["states"][:-1], "ISR"]})


def _unknown_basis(folder: Path) -> None:
    manifest = _manifest(folder)
    manifest["measures"]["un.agreement"]["basis"] = ["no-such-snapshot"]
    _rewrite(folder, manifest)


def _unknown_unit(folder: Path) -> None:
    manifest = _manifest(folder)
    manifest["measures"]["un.agreement"]["unit"] = "furlongs"
    _rewrite(folder, manifest)


def _no_folder(folder: Path) -> None:
    shutil.rmtree(folder)


FAULTS = [_truncate, _flip, _lose, _folder_instead, _escape, _absolute, _other_format, _no_json, _empty,
          _half_manifest, _missing_key, _states_gone, _states_repeated, _unknown_basis, _unknown_unit,
          _no_folder]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.__name__.strip("_"))
@pytest.mark.parametrize("words", ATLAS_COMMANDS, ids=lambda w: w[0])
def test_a_damaged_atlas_is_refused(altered, tmp_path, run, fault, words):
    fault(altered)
    line = _attempt(run, words, altered, tmp_path).line
    assert str(altered) in line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "ISR", "KAZ", "un.agrement"), "un.agreement"),
        (("show", "ISR", "KAZ", "zzz"), "no measure 'zzz'"),
        (("show", "ISR", "KAZ", "tenor.tone"), "is not in this atlas"),
        (("show", "ISR", "-", "un.agreement"), "measures a pair"),
        (("show", "ISR", "KAZ", "un.agreement", "--format", "xml"), "table, csv, json"),
        (("rank", "ISR", "--by", "un.agrement"), "un.agreement"),
        (("rank", "ISR", "--by", "context.gdp"), "single states"),
        (("rank", "ISR", "--by", "un.agreement", "--period", "next"), "next"),
        (("rank", "ISR", "--by", "un.agreement", "--period", "2010-13"), "13"),
        (("rank", "ISR", "--by", "un.agreement", "--period", "2010-01"), "2010-01"),
        (("compare", "ISR", "KAZ", "ISR"), "same state"),
        (("compare", "ISR"), "partners"),
    ],
    ids=lambda value: "_".join(v[:24] for v in value) if isinstance(value, tuple) else None,
)
def test_looking_at_what_is_not_there(tiny, run, words, said):
    assert said in run(*words, "--atlas", tiny).line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--measures", "un.agrement"), "un.agreement"),
        (("--measures", ","), "measure"),
        (("--measures", "un.agreement", "--system", "nato"), "cow, gw or iso3"),
        (("--measures", "un.agreement", "--years", "2012-2010"), "earlier first"),
        (("--measures", "un.agreement", "--years", "then"), "1990-2020"),
        (("--measures", "un.agreement", "--years", "1700-1800"), "1816"),
    ],
)
def test_a_panel_that_cannot_be(tiny, tmp_path, run, words, said):
    assert said in run("panel", *words, "--atlas", tiny, "--out", tmp_path / "x.csv").line
    assert not list(tmp_path.iterdir())


def test_a_panel_takes_two_kinds_of_file(tiny, tmp_path, run):
    assert ".parquet or .csv" in run("panel", "--atlas", tiny, "--out", tmp_path / "x.xlsx").line
    (tmp_path / "f").write_text("mine")
    assert run("panel", "--atlas", tiny, "--measures", "un.agreement", "--out", tmp_path / "f" / "x.csv").line


@pytest.mark.parametrize(
    "words",
    [
        ("asses", "ISR", "KAZ"),
        ("assess",),
        ("assess", "ISR"),
        ("assess", "ISR", "KAZ", "USA"),
        ("assess", "ISR", "KAZ", "--as-off", "2013"),
        ("assess", "ISR", "KAZ", "--out"),
        ("panel",),
        ("sources", "pulll"),
        ("sources", "cite", "no-such-source"),
        ("sources", "verify", "no-such-source"),
        ("sources", "pull", "cow-trade", "--mirror", "no-such-folder"),
        ("evidence", "check", "no-such-folder"),
        ("evidence", "list", "no-such-folder"),
        ("why", "no-such-report.json", "x"),
        ("diff", "no-such-report.json", "no-such-report.json"),
        ("build", "un.agrement", "--out", "no-such-atlas", "--store", "no-such-store"),
        ("build", "--mirror", "no-such-folder", "--out", "no-such-atlas"),
        ("--no-such-option",),
        ("",),
    ],
    ids="_".join,
)
def test_every_other_mistake_is_one_line_too(tmp_path, run, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COMITY_HOME", str(tmp_path / "home"))
    assert run(*words).line
    assert not (tmp_path / "no-such-atlas").exists()


def test_a_bare_command_gives_its_help(run):
    for words in ((), ("evidence",)):
        said = run(*words)
        assert said.code == 2 and "Usage" in said.err and "Traceback" not in said.err
    assert run("assess", "--help").code == 0


def test_a_mistake_in_a_process_of_its_own(tmp_path):
    done = comity_process("assess", "ISR", "Kazakstann", cwd=tmp_path)
    out, err = done.communicate(timeout=60)
    assert (done.returncode, out) == (2, "")
    assert err.count("\n") == 1 and "Kazakhstan" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is needed")
@pytest.mark.parametrize("words", ["--help", "compare ISR KAZ AZE", "rank ISR --by un.agreement"])
def test_what_a_full_disk_did_not_take_is_said(words):
    """Short output is let out at the end, long output on the way: neither is lost in silence."""
    with Path("/dev/full").open("w") as full:
        done = comity_process(*words.split(), stdout=full)
        _, err = done.communicate(timeout=60)
    assert done.returncode == 2 and err.count("\n") == 1 and "free space" in err


def test_a_reader_that_leaves_early_is_no_mistake():
    done = comity_process("rank", "ISR", "--by", "un.agreement")
    assert done.stdout.readline()
    done.stdout.close()
    assert done.wait(timeout=60) == 0 and not done.stderr.read()
    done.stderr.close()


@pytest.mark.parametrize("fault", [RuntimeError("gone\nwrong"), ComityError("gone wrong"), MemoryError()])
def test_a_fault_of_ours_is_one_line_and_exit_one(tiny, tmp_path, run, monkeypatch, fault):
    def broken(*_):
        raise fault

    monkeypatch.setattr("comity.assessment.assess.assess", broken)
    said = run("assess", "ISR", "KAZ", "--atlas", tiny, "--out", tmp_path / "study")
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1 and "a fault of Comity" in said.err and "COMITY_DEBUG" in said.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"schema": "comity/assessment/1"}', "\ud800".encode("utf-8", "surrogatepass")]
)
def test_a_report_that_is_none(tmp_path, run, text):
    path = tmp_path / "report.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert "report" in run("why", path, "x").line
    assert "report" in run("diff", path, path).line
