"""One changed byte in any file of a store is noticed by the next build: refused, or made anew where it is our own."""

import hashlib
import shutil
from pathlib import Path

import pytest

from comity.build.conduct import Plan, build
from comity.errors import BadFile

MEASURES = ("context.gdp", "exchange.mirror_gap")


def _bytes(folder: Path) -> dict[str, str]:
    found = (p for p in sorted(folder.rglob("*")) if p.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in found}


def _flip(path: Path, place: int) -> bytes:
    good = path.read_bytes()
    at = place % len(good)
    path.write_bytes(good[:at] + bytes([good[at] ^ 0x40]) + good[at + 1 :])
    return good


@pytest.fixture(scope="module")
def built(tiny_mirror, tmp_path_factory):
    from tiny_world import small_editions

    home = tmp_path_factory.mktemp("sealed")
    with small_editions():
        build(Plan(home / "store", tiny_mirror, MEASURES), home / "atlas")
    return home


def _built(home: Path, tmp_path: Path) -> tuple[str, list[str]]:
    notes: list[str] = []
    manifest = build(Plan(home / "store", measures=MEASURES), tmp_path / "atlas", note=notes.append)
    return manifest.id, notes


def test_every_file_of_a_store_carries_a_seal(built, tmp_path, small):
    store = built / "store"
    whole = _bytes(built / "atlas")
    files = [p for p in sorted(store.rglob("*")) if p.is_file() and p.suffix != ".lock"]
    kinds = {p.relative_to(store).parts[0] for p in files}
    assert kinds == {"snapshots", "tables", "measures"} and len(files) > 15
    for n, path in enumerate(files):
        for place in (n * 31 + 7, path.stat().st_size // 2):
            good = _flip(path, place)
            if "snapshots" in path.parts:
                with pytest.raises(BadFile) as refused:
                    _built(built, tmp_path)
                assert str(path) in str(refused.value) and "pull" in str(refused.value)
                path.write_bytes(good)
            else:
                _, notes = _built(built, tmp_path)
                assert [line for line in notes if path.name in line and "made anew" in line], (path, notes)
                assert path.read_bytes() == good
    assert _bytes(tmp_path / "atlas") == whole
    assert _built(built, tmp_path)[1] == []


@pytest.mark.parametrize("damage", ["cut", "empty", "gone"])
def test_what_was_cut_off_is_made_anew(built, tmp_path, small, damage):
    home = Path(shutil.copytree(built, tmp_path / "home"))
    for kind in ("tables/*/*.parquet", "tables/*/*.json", "measures/*/*.parquet", "measures/*/*.json"):
        path = sorted((home / "store").glob(kind))[0]
        good = path.read_bytes()
        path.write_bytes(good[: len(good) // 2] if damage == "cut" else b"")
        if damage == "gone":
            path.unlink()
        _built(home, tmp_path)
        assert path.read_bytes() == good


def test_the_command_says_it_in_one_line_each(built, tmp_path, run, small):
    home = Path(shutil.copytree(built, tmp_path / "home"))
    (table,) = (home / "store" / "tables" / "products").glob("gdp*.parquet")
    _flip(table, 100)
    words = ("build", "context.gdp", "--store", home / "store", "--out", tmp_path / "atlas")
    said = run(*words)
    assert said.code == 0 and [line for line in said.err.splitlines() if str(table) in line and "made anew" in line]
    (file,) = (home / "store" / "snapshots" / "gdp").glob("*/gdp.csv")
    _flip(file, 300)
    line = run(*words).line
    assert str(file) in line and "comity sources pull gdp" in line and "--without gdp" in line


def test_verify_lists_every_altered_file_and_fails(built, tmp_path, run):
    home = Path(shutil.copytree(built, tmp_path / "home"))
    assert run("sources", "verify", "--store", home / "store").code == 0
    files = sorted((home / "store" / "snapshots").glob("*/*/*"))
    for path in files:
        _flip(path, 5)
    said = run("sources", "verify", "--store", home / "store")
    assert said.code == 2 and not said.out
    named = {path for path in files for line in said.err.splitlines() if str(path) in line}
    records = {path for path in files if path.name == "snapshot.json"}
    assert named == records, "of a snapshot whose record is broken the record is named"
    for path in records:
        _flip(path, 5)
    said = run("sources", "verify", "--store", home / "store")
    assert said.code == 2 and len(said.err.splitlines()) == len(files) - len(records)
    assert "holds no snapshots" in run("sources", "verify", "--store", tmp_path / "nothing").line
    assert "no snapshot of itpde" in run("sources", "verify", "itpde", "--store", home / "store").line
