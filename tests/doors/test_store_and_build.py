"""The store keeps editions by content; a build gives the same bytes however often it is broken off."""

import hashlib
import json
import random
import shutil
import signal
import time
from pathlib import Path

import duckdb
import pytest
from loopback import BODY, publishing
from tiny_world import comity_process

from comity.build.conduct import Plan, build
from comity.sources.registry import source
from comity.store.snapshot import latest, pull, snapshots


def _bytes(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


@pytest.fixture
def mirror_copy(tiny_mirror: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_mirror, tmp_path / "mirror"))


def test_the_same_bytes_are_kept_once_and_editions_side_by_side(mirror_copy, tmp_path):
    store, spec = tmp_path / "store", source("gdp")
    one = pull(spec, store, mirror=mirror_copy)
    assert pull(spec, store, mirror=mirror_copy) == one
    path = mirror_copy / "gdp" / "gdp.csv"
    path.write_text(path.read_text() + "Nauru,NRU,2012,1000000\n")
    two = pull(spec, store, mirror=mirror_copy)
    assert {s.sha256 for s in snapshots(store, "gdp")} == {one.sha256, two.sha256} and one.sha256 != two.sha256
    assert latest(store, "gdp") in (one, two)
    assert (one.folder / "gdp.csv").read_text() != (two.folder / "gdp.csv").read_text()
    assert not [p for p in (store / "incoming").rglob("*") if p.is_file()]


def test_verify_notices_an_altered_and_a_lost_file(mirror_copy, tmp_path, run):
    store = tmp_path / "store"
    held = pull(source("gdp"), store, mirror=mirror_copy)
    assert run("sources", "verify", "gdp", "--store", store).out.startswith("1 snapshot")
    path = held.folder / "gdp.csv"
    good = path.read_bytes()
    path.write_bytes(good.replace(b"ISR", b"ISB", 1))
    assert "gdp.csv is missing or altered" in run("sources", "verify", "--store", store).line
    path.unlink()
    assert "comity sources pull gdp" in run("sources", "verify", "gdp", "--store", store).line
    pull(source("gdp"), store, mirror=mirror_copy)
    assert run("sources", "verify", "gdp", "--store", store).code == 0


def test_a_damaged_record_is_named(mirror_copy, tmp_path, run):
    store = tmp_path / "store"
    held = pull(source("gdp"), store, mirror=mirror_copy)
    (held.folder / "snapshot.json").write_text('{"source": "gdp"')
    assert "snapshot.json is damaged" in run("sources", "verify", "gdp", "--store", store).line


def test_pull_lists_and_cites(mirror_copy, tmp_path, run):
    store = tmp_path / "store"
    said = run("sources", "pull", "gdp", "cow-trade", "--mirror", mirror_copy, "--store", store)
    assert said.code == 0 and len(said.out.splitlines()) == 2
    rows = {r["id"]: r for r in json.loads(run("sources", "--format", "json", "--store", store).out)}
    assert rows["gdp"]["snapshot"].startswith("gdp@") and rows["unga-votes"]["snapshot"] == "not held"
    cited = run("sources", "cite", "gdp").out
    assert source("gdp").origin.citation in cited and source("gdp").licence.name in cited
    assert len(run("sources", "cite").out.splitlines()) == len(rows)


def test_a_source_that_is_not_in_the_mirror_is_named_in_one_line(mirror_copy, tmp_path, run):
    words = ("sources", "pull", "itpde", "--mirror", mirror_copy, "--store", tmp_path / "store")
    assert "itpde" in run(*words).line
    said = run("sources", "pull", "--mirror", mirror_copy, "--store", tmp_path / "store")
    assert said.code == 0, "all that the mirror holds was pulled"
    assert all(line.startswith("not pulled: ") for line in said.err.splitlines())
    assert len(said.out.splitlines()) + len(said.err.splitlines()) == sum(not s.piecemeal for s in _registry().values())
    assert "comtrade-pages" in said.err and not (tmp_path / "store" / "snapshots" / "comtrade-pages").exists()


def test_a_mirror_of_which_something_cannot_be_pulled_ends_with_two(mirror_copy, tmp_path, run):
    (mirror_copy / "gdp" / "gdp.csv").unlink()
    words = ("sources", "pull", "--mirror", mirror_copy, "--store", tmp_path / "store")
    said = run(*words)
    assert said.code == 2 and [line for line in said.err.splitlines() if line.startswith("not pulled: gdp: ")]
    (tmp_path / "nothing").mkdir()
    assert run("sources", "pull", "--mirror", tmp_path / "nothing", "--store", tmp_path / "store").code == 2


def test_what_was_pulled_can_be_built_also_with_a_snapshot_of_nothing(mirror_copy, tmp_path, run, small):
    store = tmp_path / "store"
    (mirror_copy / "comtrade-pages").mkdir()
    assert run("sources", "pull", "--mirror", mirror_copy, "--store", store).code == 0
    empty = store / "snapshots" / "comtrade-pages" / "e3b0c44298fc"
    empty.mkdir(parents=True)
    sha256 = hashlib.sha256(b"").hexdigest()
    record = {"source": "comtrade-pages", "sha256": sha256, "retrieved": "2026-01-01", "files": {}}
    (empty / "snapshot.json").write_text(json.dumps(record))
    said = run("build", "--store", store, "--out", tmp_path / "atlas")
    assert said.code == 0, said.err
    assert "  without comtrade-pages: its snapshot holds no files" in said.err.splitlines()


def test_a_thin_source_stops_the_build_and_can_be_left_out(mirror_copy, tmp_path, run, small):
    _csv(mirror_copy, lambda raw: raw.splitlines()[0] + b"\n")
    words = ("build", "--mirror", mirror_copy, "--store", tmp_path / "store", "--out", tmp_path / "atlas")
    assert "--without gdp" in run(*words).line
    assert not (tmp_path / "atlas").exists()
    said = run(*words, "--without", "gdp")
    assert said.code == 0, said.err
    assert "gdp@" not in (tmp_path / "atlas" / "atlas.json").read_text()
    assert "no source 'gpd'" in run(*words, "--without", "gpd").line


def test_pull_from_the_publisher_goes_on_after_a_break(tmp_path, run, monkeypatch):
    spec, store = source("gdp"), tmp_path / "store"
    with publishing() as publisher:
        file = spec.files[0].model_copy(update={"url": publisher.address + "/file"})
        monkeypatch.setitem(_registry(), "gdp", spec.model_copy(update={"files": (file,)}))
        publisher.break_after = 200_000
        assert "again" in run("sources", "pull", "gdp", "--store", store).line
        assert snapshots(store, "gdp") == []
        publisher.break_after = None
        assert run("sources", "pull", "gdp", "--store", store).code == 0
        assert publisher.asked[-1][1] is not None
    (held,) = snapshots(store, "gdp")
    assert held.files == {"gdp.csv": hashlib.sha256(BODY).hexdigest()}


def _registry():
    from comity.sources.registry import sources

    return sources()


def test_a_declared_name_cannot_lead_out_of_the_store(mirror_copy, tmp_path, run, monkeypatch):
    spec = source("gdp")
    file = spec.files[0].model_copy(update={"name": "../../../escaped.csv"})
    monkeypatch.setitem(_registry(), "gdp", spec.model_copy(update={"files": (file,)}))
    (mirror_copy.parent / "escaped.csv").write_text("x")
    words = ("sources", "pull", "gdp", "--mirror", mirror_copy, "--store", tmp_path / "a" / "b" / "store")
    assert "leads out" in run(*words).line


def test_two_builds_from_the_same_inputs_are_byte_identical(tiny, tiny_mirror, tmp_path, small):
    build(Plan(tmp_path / "other store", tiny_mirror), tmp_path / "atlas")
    assert _bytes(tmp_path / "atlas") == _bytes(tiny.parent)


def test_a_second_build_in_the_same_store_changes_nothing(tiny, tiny_store, tmp_path, small):
    build(Plan(tiny_store), tmp_path / "atlas")
    assert _bytes(tmp_path / "atlas") == _bytes(tiny.parent)


def test_a_build_of_some_measures(tiny_store, tmp_path, run, small):
    out = tmp_path / "atlas"
    said = run("build", "alliance.any", "context.gdp", "--store", tiny_store, "--out", out)
    assert said.code == 0, said.err
    assert {"alliance.any", "context.gdp"} <= set(json.loads((out / "atlas.json").read_text())["measures"])
    assert list(out.glob("*/context.gdp.parquet")) and not list(out.glob("*/un.agreement.parquet"))


@pytest.mark.parametrize("delays", [(0.8, 1.5, 2.2, 3.0, 4.0)], ids=["five-times"])
def test_a_killed_build_leaves_the_old_atlas_and_is_finished_by_the_next(tiny, tiny_mirror, tmp_path, delays):
    store, out = tmp_path / "store", tmp_path / "atlas"
    words = ("build", "--mirror", tiny_mirror, "--store", store, "--out", out)
    for i, delay in enumerate(delays):
        started = comity_process(*words, small=True)
        time.sleep(delay + random.Random(i).uniform(0, 0.5))
        started.send_signal(signal.SIGKILL)
        started.communicate(timeout=30)
        assert not out.exists() or _bytes(out) == _bytes(tiny.parent)
    done = comity_process(*words, small=True)
    _, err = done.communicate(timeout=120)
    assert done.returncode == 0, err
    assert _bytes(out) == _bytes(tiny.parent)


def test_a_killed_build_never_touches_an_older_atlas(tiny, tiny_mirror, tmp_path):
    out = Path(shutil.copytree(tiny.parent, tmp_path / "atlas"))
    (out / "old").write_text("an older edition")
    before = _bytes(out)
    started = comity_process("build", "--mirror", tiny_mirror, "--store", tmp_path / "store", "--out", out, small=True)
    time.sleep(1.5)
    started.send_signal(signal.SIGKILL)
    started.communicate(timeout=30)
    assert _bytes(out) == before


def test_two_builds_at_once_both_succeed(tiny, tiny_mirror, tmp_path):
    words = ("build", "--mirror", tiny_mirror, "--store", tmp_path / "store", "--out", tmp_path / "atlas")
    both = [comity_process(*words, small=True) for _ in range(2)]
    for each in both:
        _, err = each.communicate(timeout=180)
        assert each.returncode == 0, err
    assert _bytes(tmp_path / "atlas") == _bytes(tiny.parent)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["atlas", "store"]


def _csv(folder: Path, edit) -> None:
    path = folder / "gdp" / "gdp.csv"
    path.write_bytes(edit(path.read_bytes()))


FAULTS = {
    "missing-column": (lambda raw: b"\n".join(line.rpartition(b",")[0] for line in raw.splitlines()), "gdp.csv"),
    "added-column": (lambda raw: b"\n".join(line + b",x" for line in raw.splitlines()), "gdp.csv"),
    "wrong-encoding": (lambda raw: raw.decode().replace("x,", "Côte,").encode("utf-16"), "gdp.csv"),
    "latin-one": (lambda raw: raw.decode().replace("x,", "Côte,").encode("latin-1"), "gdp.csv"),
    "empty": (lambda raw: b"", "gdp.csv"),
    "header-only": (lambda raw: raw.splitlines()[0] + b"\n", "gdp"),
    "binary": (lambda raw: bytes(range(256)) * 40, "gdp.csv"),
    "words-for-numbers": (lambda raw: raw.replace(b",2010,", b",2010,about "), "gdp"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_source_file_that_is_not_as_declared_is_refused(mirror_copy, tmp_path, run, small, fault):
    edit, said = FAULTS[fault]
    _csv(mirror_copy, edit)
    out = tmp_path / "atlas"
    words = ("build", "context.gdp", "--mirror", mirror_copy, "--store", tmp_path / "store", "--out", out)
    assert said in run(*words).line
    assert not out.exists() and not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("source_id", "measure"), [("cow-trade", "exchange.mirror_gap"), ("unga-votes", "un.agreement")]
)
@pytest.mark.parametrize("damage", ["empty", "half"])
def test_a_broken_binary_file_is_refused(mirror_copy, tmp_path, run, small, source_id, measure, damage):
    (path,) = (mirror_copy / source_id).iterdir()
    raw = path.read_bytes()
    path.write_bytes(b"" if damage == "empty" else raw[: len(raw) // 2])
    words = ("build", measure, "--mirror", mirror_copy, "--store", tmp_path / "store", "--out", tmp_path / "atlas")
    assert path.name in run(*words).line
    assert not (tmp_path / "atlas").exists()


def test_an_edition_thinner_than_declared_is_refused(tiny_mirror, tmp_path, run):
    words = ("build", "context.gdp", "--mirror", tiny_mirror, "--store", tmp_path / "store", "--out", tmp_path / "a")
    line = run(*words).line
    assert "gdp" in line and "fewer than" in line
    assert line.endswith("of a whole edition; pull it again, or build without it: --without gdp")
    assert not (tmp_path / "a").exists()


def test_an_empty_mirror_and_a_missing_file(mirror_copy, tmp_path, run):
    (tmp_path / "empty").mkdir()
    words = ("--store", tmp_path / "store", "--out", tmp_path / "atlas")
    assert "comity sources pull" in run("build", "--mirror", tmp_path / "empty", *words).line
    (mirror_copy / "gdp" / "gdp.csv").unlink()
    assert "gdp.csv" in run("build", "context.gdp", "--mirror", mirror_copy, *words).line
    assert not (tmp_path / "atlas").exists()


def test_a_folder_in_the_way_of_an_atlas_is_left_alone(tiny_store, tmp_path, run):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    assert "holds other files" in run("build", "--store", tiny_store, "--out", tmp_path / "mine").line
    assert (tmp_path / "mine" / "notes.txt").read_text() == "mine"


def test_a_link_to_an_empty_folder_is_written_through(tiny_store, tmp_path, run, small):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    words = ("build", "context.gdp", "--store", tiny_store, "--out", tmp_path / "link")
    assert run(*words).code == 0
    assert (tmp_path / "link").is_symlink() and (tmp_path / "real" / "atlas.json").is_file()
    assert run(*words).code == 0, "and again"


def test_only_what_may_ship_ships(tiny_store, tmp_path, small):
    manifest = build(Plan(tiny_store, redistributable=True, exact=False), tmp_path / "atlas")
    assert manifest.inputs and all(i.redistribute for i in manifest.inputs.values())
    with duckdb.connect() as con:
        path = tmp_path / "atlas" / manifest.id / "un.agreement.parquet"
        kind = con.execute(f"SELECT typeof(value) FROM '{path}' LIMIT 1").fetchone()
    assert kind == ("INTEGER",)
