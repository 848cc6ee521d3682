"""Two clocks: what happened by a day, and what was published by a day. Atlases stand side by side."""

import hashlib
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from comity.atlas.manifest import sealed
from comity.atlas.read import Atlas
from comity.build.conduct import Plan, build
from comity.store import snapshot

EARLY, LATE = date(2026, 1, 31), date(2026, 6, 30)
MEASURES = ("context.gdp", "alliance.any")


def _bytes(folder: Path) -> dict[str, str]:
    found = (p for p in sorted(folder.rglob("*")) if p.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in found}


@pytest.fixture
def two(tiny_mirror, tmp_path, small, monkeypatch):
    """A store with two editions of `gdp`, and a folder with an atlas of each; the later one says a thousandfold."""
    mirror = Path(shutil.copytree(tiny_mirror, tmp_path / "mirror"))
    ids = []
    for day, change in ((EARLY, None), (LATE, "000")):
        path = mirror / "gdp" / "gdp.csv"
        if change:
            head, *rows = path.read_text().splitlines()
            path.write_text("\n".join([head, *(row + change for row in rows)]) + "\n")
        monkeypatch.setattr(snapshot, "today", lambda day=day: day)
        ids.append(build(Plan(tmp_path / "store", mirror, MEASURES), tmp_path / "atlas").id)
    return tmp_path, ids


def _gdp(folder, known_on=None):
    return Atlas.open(folder, date(2026, 11, 1), known_on).series("context.gdp", "ISR")[0].value


def test_atlases_stand_side_by_side_and_the_newest_is_read(two):
    home, (old, new) = two
    assert sorted(p.name for p in (home / "atlas").iterdir()) == sorted([old, new, "atlas.json"])
    assert _gdp(home / "atlas") == _gdp(home / "atlas" / new) == 1000 * _gdp(home / "atlas" / old)


def test_a_build_of_the_same_inputs_rewrites_nothing(two, small):
    home, _ = two
    before = {p: p.stat().st_mtime_ns for p in (home / "atlas").rglob("*")}
    build(Plan(home / "store", measures=MEASURES), home / "atlas")
    assert {p: p.stat().st_mtime_ns for p in (home / "atlas").rglob("*")} == before


def test_what_was_published_later_is_not_seen(two, run):
    home, _ = two
    old = _gdp(home / "atlas", EARLY)
    assert 1000 * old == _gdp(home / "atlas", LATE)
    words = ("show", "ISR", "-", "context.gdp", "--atlas", home / "atlas")
    said = run(*words, "--known-on", EARLY, "--as-of", "2026-11-01")
    assert f"published by {EARLY}" in said.out
    assert run(*words, "--known-on", EARLY, "--format", "csv").out != run(*words, "--format", "csv").out
    assert "lies in the future" in run(*words, "--known-on", "2999-01-01").line


def test_in_one_atlas_a_measure_of_later_editions_is_absent_and_says_so(two, run):
    home, (_, new) = two
    words = ("show", "ISR", "-", "context.gdp", "--atlas", home / "atlas" / new, "--known-on", EARLY)
    line = run(*words).line
    assert "context.gdp is not in this atlas" in line and f"published after {EARLY}" in line and str(LATE) in line
    assert run("show", "ISR", "FRA", "alliance.any", "--atlas", home / "atlas" / new, "--known-on", EARLY).code == 0
    with pytest.raises(Exception, match="nothing in this atlas was known"):
        Atlas.open(home / "atlas" / new, LATE, date(2000, 1, 1))


def test_a_build_as_known_on_a_day_is_the_build_of_that_day(two, small):
    home, (old, _) = two
    again = build(Plan(home / "store", measures=MEASURES, known_on=EARLY), home / "again")
    assert again.id == old
    notes: list[str] = []
    without = build(Plan(home / "store", measures=("alliance.any",), known_on=EARLY), home / "third", note=notes.append)
    assert without.measures and not notes


def test_an_assessment_says_by_when_things_were_known(two, run):
    home, (old, _) = two
    words = ("assess", "ISR", "KAZ", "--atlas", home / "atlas", "--since", "2008", "--format", "json")
    said = run(*words, "--known-on", EARLY, "--out", home / "out")
    assert said.code == 0, said.err
    report = json.loads((home / "out" / "report.json").read_text())
    assert report["known_on"] == report["as_of"] == EARLY.isoformat()
    assert f"--known-on {EARLY}" in report["command"] and str(EARLY) in report["edition"]
    assert json.loads((home / "out" / "provenance.json").read_text())["known_on"] == EARLY.isoformat()
    # The later edition says a thousandfold; not one number of it is in what was known before.
    words = ("assess", "ISR", "KAZ", "--atlas", home / "atlas" / old, "--since", "2008", "--format", "json")
    run(*words, "--as-of", EARLY, "--out", home / "then")
    then = json.loads((home / "then" / "report.json").read_text())
    assert report["measures"] == then["measures"] and report["findings"] == then["findings"]


def _flat(tiny: Path, target: Path) -> Path:
    """An atlas as the first edition wrote it: the files beside `atlas.json`, no word of release."""
    shutil.copytree(tiny, target)
    manifest = json.loads((target / "atlas.json").read_text())
    for each in manifest["inputs"].values():
        del each["released"], each["vintage"]
    manifest["seal"] = sealed(manifest)
    (target / "atlas.json").write_text(json.dumps(manifest))
    return target


def test_a_flat_atlas_is_read_and_kept_beside_a_new_one(tiny, two, tmp_path, small, run):
    home, _ = two
    out = _flat(tiny, tmp_path / "flat")
    before = _bytes(out)
    old = json.loads((out / "atlas.json").read_text())["seal"][:12]
    assert run("show", "ISR", "KAZ", "un.agreement", "--atlas", out).code == 0
    said = run("build", *MEASURES, "--store", home / "store", "--out", out)
    assert said.code == 0, said.err
    after = _bytes(out)
    assert {name: after[name] for name in before if name != "atlas.json"} == {
        name: told for name, told in before.items() if name != "atlas.json"
    }
    assert after[f"{old}/atlas.json"] == before["atlas.json"]
    assert run("show", "ISR", "KAZ", "un.agreement", "--atlas", out / old).code == 0
    assert "un.agreement is not in this atlas" in run("show", "ISR", "KAZ", "un.agreement", "--atlas", out).line


@pytest.mark.parametrize("foreign", ["altered", "notes", "own-atlas-json", "altered-manifest"])
def test_nothing_foreign_or_altered_is_touched(two, run, foreign, small):
    home, (_, new) = two
    out = home / "atlas"
    if foreign == "altered":
        path = out / new / "context.gdp.parquet"
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    elif foreign == "altered-manifest":
        path = out / "atlas.json"
        path.write_text(path.read_text().replace("World Bank", "World Bonk", 1))
    elif foreign == "own-atlas-json":
        (out / "atlas.json").write_text("{}")
    else:
        (out / "atlas.json").unlink()
        (out / "notes.txt").write_text("mine")
    before = _bytes(out)
    line = run("build", "alliance.any", "--store", home / "store", "--out", out).line
    assert str(out) in line and "--out" in line
    assert _bytes(out) == before


def test_notes_beside_atlases_stay(two, run, small):
    home, _ = two
    out = home / "atlas"
    (out / "notes").mkdir()
    (out / "notes" / "mine.txt").write_text("mine")
    before = _bytes(out)
    said = run("build", "alliance.any", "--store", home / "store", "--out", out)
    assert said.code == 0, said.err
    after = _bytes(out)
    assert {name: after[name] for name in before if name != "atlas.json"} == {
        name: told for name, told in before.items() if name != "atlas.json"
    }


def test_a_build_killed_before_its_last_step_is_finished(two, run, small):
    home, _ = two
    out = home / "atlas"
    before = _bytes(out)
    (out / "atlas.json").unlink()
    said = run("build", *MEASURES, "--store", home / "store", "--out", out)
    assert said.code == 0, said.err
    assert _bytes(out) == before
