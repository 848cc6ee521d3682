"""`comity publish`: a site whose links lead somewhere, made anew only where it would say something else."""

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest
from tiny_world import SOURCES

from atlases import edition, put_atlas
from comity.api import site_record
from comity.api.publish import Wanted
from comity.api.publish import publish as published
from comity.store.seal import sealed_text, unsealed

STATES = ("BTN", "FJI", "KIR", "NRU", "TON", "URY", "WSM")
PAIRS = [(a, b) for a in STATES for b in STATES if a < b]
DAY = ("--as-of", "2024-12-31")


def _rows(changed=None):
    rows = []
    for n, (a, b) in enumerate(PAIRS):
        rows += [("un.agreement", a, b, y, 0.3 + 0.02 * n + 0.001 * (y - 1990)) for y in range(1990, 2024)]
        rows += [("igo.shared", a, b, y, 5.0 + n) for y in range(1990, 2015)]
    return [(*row[:4], row[4] + 0.01) if row[1:4] == changed and row[0] == "un.agreement" else row for row in rows]


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    home = tmp_path_factory.mktemp("atlas")
    known = {m: edition(s, 1, date(2024, 3, 1)) for m, s in (("un.agreement", "unga-votes"), ("igo.shared", "igo"))}
    put_atlas(home / "atlas", home / "store", _rows(), known, STATES)
    return home / "atlas"


@pytest.fixture
def publish(run, atlas):
    def call(out, *words, atlas=atlas, workers=1):
        return run("publish", *words, *DAY, "--atlas", atlas, "--out", out, "--workers", workers)

    return call


@pytest.fixture(scope="module")
def pristine(atlas, tmp_path_factory):
    out = tmp_path_factory.mktemp("pristine") / "site"
    done = published(Wanted(STATES, out, date(2024, 12, 31), atlas=atlas, workers=1))
    assert done.pairs == len(done.made) == len(PAIRS)
    return out


@pytest.fixture
def site(pristine, tmp_path):
    shutil.copytree(pristine, tmp_path / "site")
    return tmp_path / "site"


def _everything(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }


class _Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.targets, self.ids = set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in ("href", "src") and not re.match(r"https?:", value):
                self.targets.add(value)
            elif name == "id":
                self.ids.add(value)


def test_every_link_leads_somewhere_and_the_sitemap_names_every_page(site):
    pages = {p.resolve(): _Links(p.read_text()) for p in site.rglob("*.html")}
    assert len(pages) == 1 + len(STATES) + len(PAIRS)
    for page, found in pages.items():
        for target in found.targets:
            path, _, anchor = target.partition("#")
            aim = (page.parent / path).resolve() if path else page
            assert aim.is_relative_to(site.resolve()) and aim.is_file(), f"{page.name}: {target}"
            assert not anchor or anchor in pages[aim].ids, f"{page.name}: {target}"
    named = [e.text for e in ElementTree.parse(site / "sitemap.xml").iter() if e.tag.endswith("loc")]
    assert sorted(named) == sorted(f"/{p.relative_to(site.resolve()).as_posix()}" for p in pages)
    index = (site / "index.html").read_text()
    assert all(f'href="country/{s}.html"' in index for s in STATES), "every state is reached without a script"
    assert all(f"../pair/BTN/BTN-{s}.html" in (site / "country" / "BTN.html").read_text() for s in STATES[1:])


def test_a_page_its_data_and_the_table_say_the_same(site, run):
    held = {path: json.loads(path.read_text()) for path in sorted(site.glob("pair/*/*.json"))}
    path, it = next((path, it) for path, it in held.items() if it["page1"]["judgements"])
    page = path.with_suffix(".html").read_text()
    assert it["schema"] == "comity/assessment/2"
    a, b = path.stem.split("-")
    table = duckdb.sql(f"SELECT part, text FROM '{site / 'findings.parquet'}' WHERE a = '{a}' AND b = '{b}'").fetchall()
    for part, held in (("judgement", it["page1"]["judgements"]), ("bottom_line", [it["page1"]["bottom_line"]])):
        texts = [text for kind, text in table if kind == part]
        assert texts == [each["text"] for each in held]
    assert [t for kind, t in table if kind == "finding"] == [f["claim"] for f in it["findings"]]
    assert it["page1"]["bottom_line"]["text"] in page
    said = run("why", path, it["findings"][0]["id"])
    assert said.code == 0 and it["findings"][0]["claim"] in said.out


def test_nothing_of_the_machine_stands_in_it(site, atlas):
    for path in site.rglob("*"):
        if path.suffix in (".html", ".json", ".js", ".xml"):
            text = path.read_text()
            assert str(atlas) not in text and str(site) not in text, path.name
    assert "--atlas atlas" in (site / "pair/BTN/BTN-URY.json").read_text()


def test_again_it_makes_nothing_and_touches_no_file(site, publish):
    before = {p: p.stat().st_mtime_ns for p in site.rglob("*") if p.is_file()}
    said = publish(site, *STATES)
    assert "21 pairs, 0 of them made now" in said.out
    assert {p: p.stat().st_mtime_ns for p in site.rglob("*") if p.is_file()} == before


def test_only_the_pairs_that_say_something_else_are_made_again(site, publish, tmp_path):
    known = {m: edition(s, 1, date(2024, 3, 1)) for m, s in (("un.agreement", "unga-votes"), ("igo.shared", "igo"))}
    # So small a change that nobody's place among others hangs on it.
    put_atlas(tmp_path / "atlas", tmp_path / "store", _rows(("BTN", "URY", 2023)), known, STATES)
    before = _everything(site)
    said = publish(site, *STATES, atlas=tmp_path / "atlas")
    assert "21 pairs, 1 of them made now" in said.out
    after = _everything(site)
    changed = {name for name in after if after[name] != before[name]} - {"site.json", "findings.parquet"}
    assert changed == {"pair/BTN/BTN-URY.html", "pair/BTN/BTN-URY.json"}
    publish(tmp_path / "fresh", *STATES, atlas=tmp_path / "atlas")
    assert _everything(tmp_path / "fresh") == after, "as if it had been made from nothing"


KILLED = """
import os, signal
from comity.api import site_record
begin, begun = site_record.begin, []
def until_the_fourth(*words):
    begin(*words)
    begun.append(words)
    if len(begun) == 4:
        os.kill(os.getpid(), signal.SIGKILL)
site_record.begin = until_the_fourth
from comity.cli.main import run
run()
"""


def test_killed_it_goes_on_and_two_workers_write_the_bytes_that_one_does(site, publish, atlas, tmp_path):
    out = tmp_path / "killed"
    words = ("publish", *STATES, *DAY, "--atlas", atlas, "--out", out, "--workers", 2)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, *map(str, words)],
        env={**os.environ, "PYTHONPATH": str(SOURCES)}, capture_output=True, check=False, timeout=240,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert not (out / "site.json").exists() and len(list(out.rglob("*.html"))) == 3
    # The journal's last line may be half written, as a full disk leaves it.
    with (out / "site.journal").open("a") as stream:
        stream.write('{"files": {"pair/BTN/')
    said = publish(out, *STATES, workers=2)
    assert said.code == 0 and "21 pairs, 18 of them made now" in said.out, said
    assert _everything(out) == _everything(site)
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")], "what the dead run left is swept"


def test_files_of_others_stay_and_what_was_altered_is_refused(site, publish, tmp_path):
    (site / "notes.txt").write_text("mine")
    (site / "pair" / "BTN" / "mine.html").write_text("mine")
    assert publish(site, *STATES[:3]).code == 0
    assert (site / "notes.txt").read_text() == "mine" and (site / "pair/BTN/mine.html").exists()
    assert not (site / "pair/BTN/BTN-URY.html").exists(), "what it holds no longer is taken away"
    assert not (site / "pair/NRU").exists()
    page = site / "pair/BTN/BTN-FJI.html"
    page.write_text("altered")
    assert "is not as Comity wrote it" in publish(site, *STATES[:3]).line
    assert page.read_text() == "altered"
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("mine")
    assert "holds other files and no site" in publish(other, *STATES[:3]).line
    assert [p.name for p in other.iterdir()] == ["thesis.txt"]


def test_a_list_of_another_making_gives_no_right_to_anything(site, publish, tmp_path):
    victim = tmp_path / "victim.html"
    victim.write_text("mine")
    sha = hashlib.sha256(b"mine").hexdigest()
    content = unsealed(site / "site.json")
    content["files"]["../victim.html"] = sha
    (site / "site.json").write_text(sealed_text(content))
    assert "is not Comity's" in publish(site, *STATES[:3]).line
    assert victim.read_text() == "mine"


def test_a_folder_that_leads_elsewhere_is_not_written_through(publish, tmp_path):
    out, away = tmp_path / "site", tmp_path / "away"
    publish(out, "BTN", "FJI")
    away.mkdir()
    (out / "pair" / "KIR").symlink_to(away)
    assert "leads out of the site" in publish(out, "KIR", "NRU").line
    assert not list(away.iterdir())


def test_a_list_of_pairs_and_its_mistakes(publish, tmp_path):
    listed = tmp_path / "pairs.csv"
    listed.write_text("a,b\n# an island first\nFiji,Tonga\nTON,FJI\n\nBTN,URY\n")
    said = publish(tmp_path / "site", "--list", listed)
    assert "2 pairs, 2 of them made now" in said.out
    listed.write_text("FJI,TON\nFJI\n")
    assert "line 2: give two states" in publish(tmp_path / "site", "--list", listed).line
    listed.write_text("FJI,Atlantis\n")
    assert "line 1" in publish(tmp_path / "site", "--list", listed).line
    assert "--world" in publish(tmp_path / "site").line
    assert "give the site's own" in publish(tmp_path / "site", "FJI", "TON", "--address", "ftp://x").line


def test_the_record_of_a_site_reads_back_what_it_wrote(tmp_path):
    files = {"pair/AAA/AAA-BBB.html": "a" * 64, "pair/AAA/AAA-BBB.json": "b" * 64}
    site_record.begin(tmp_path, files, "AAA-BBB", "x", "y")
    begun = site_record.read(tmp_path)
    assert begun.pairs["AAA-BBB"] == site_record.Made("x", "y", files)
    site_record.end(tmp_path, begun.pairs, files)
    assert not (tmp_path / site_record.JOURNAL).exists()
    assert site_record.read(tmp_path).pairs == begun.pairs
