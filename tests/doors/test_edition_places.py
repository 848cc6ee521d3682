"""Editions stand beside one another, and nothing that Comity did not write, or that was altered, is ever replaced."""

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest

DAY = "2016-12-31"


@pytest.fixture
def assess(run, tiny, tmp_path, monkeypatch):
    """`comity assess` on the tiny atlas, in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def call(*words, pair=("ISR", "KAZ"), day=DAY, form="json"):
        return run("assess", *pair, "--atlas", tiny, "--as-of", day, "--format", form, *words)

    return call


@pytest.fixture(scope="module")
def made_once(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("made") / "out"


@pytest.fixture
def out(assess, made_once, tmp_path) -> Path:
    """A copy of an edition in json and md."""
    if not made_once.exists():
        assert assess("--out", made_once, form="json,md").code == 0
    return shutil.copytree(made_once, tmp_path / "out")


def _content(folder: Path) -> dict[str, bytes | str]:
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        found[name] = (
            f"-> {path.readlink()}" if path.is_symlink() else path.read_bytes() if path.is_file() else "folder"
        )
    return found


def _names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_each_day_is_a_folder_of_its_own_and_the_newest_is_led_to(assess, tmp_path):
    home = tmp_path / "ISR-KAZ"
    for day in ("2014-12-31", DAY, "2012-12-31"):
        said = assess(day=day, form="json,html")
        assert said.code == 0 and said.err == "", said.err
        assert said.out.startswith(f"ISR-KAZ/{day}/: index.html, report.json, data/, provenance.json")
        page = (home / "index.html").read_text()
        assert f"url={max(day, '2014-12-31') if day != '2012-12-31' else DAY}/index.html" in page
    assert _names(home) == ["2012-12-31", "2014-12-31", DAY, "index.html"]
    assert "/" not in page.replace(f"{DAY}/index.html", "").split("url=")[1].split('"')[0]


def test_the_same_again_rewrites_nothing_and_other_formats_are_added(assess, tmp_path):
    assert assess().code == 0
    home = tmp_path / "ISR-KAZ" / DAY
    before = {p: p.stat().st_mtime_ns for p in home.rglob("*")}
    assert "as it was" in assess().out
    assert {p: p.stat().st_mtime_ns for p in home.rglob("*")} == before
    report = (home / "report.json").read_bytes()
    assert assess(form="md").code == 0
    assert {"report.json", "report.md"} <= set(_names(home)) and (home / "report.json").read_bytes() == report
    listed = json.loads((home / "provenance.json").read_bytes())["files"]
    assert {n: f["sha256"] for n, f in listed.items()} == {
        n: hashlib.sha256(c).hexdigest() for n, c in _content(home).items() if c != "folder" and n != "provenance.json"
    }
    assert _names(tmp_path / "ISR-KAZ") == [DAY, "index.html"]


def test_other_inputs_of_the_same_day_stand_beside(assess, tmp_path):
    for words in ((), ("--since", "2005"), (), ("--since", "2005"), ("--since", "2010")):
        assert assess(*words).code == 0
    assert _names(tmp_path / "ISR-KAZ") == [DAY, f"{DAY}.2", f"{DAY}.3", "index.html"]
    assert f"{DAY}.3/" in (tmp_path / "ISR-KAZ" / "index.html").read_text()


def test_an_edition_that_was_edited_is_left_and_a_new_one_stands_beside_it(assess, tmp_path):
    assert assess(form="md").code == 0
    (tmp_path / "ISR-KAZ" / DAY / "report.md").write_text("mine")
    assert assess(form="md").code == 0
    assert (tmp_path / "ISR-KAZ" / DAY / "report.md").read_text() == "mine"
    assert _names(tmp_path / "ISR-KAZ") == [DAY, f"{DAY}.2", "index.html"]


@pytest.mark.parametrize("text", ["mine", "<!-- comity/editions/1 " + "0" * 64 + " -->\n"])
def test_a_page_of_others_in_a_pairs_folder_stays(assess, tmp_path, text):
    (tmp_path / "ISR-KAZ").mkdir()
    (tmp_path / "ISR-KAZ" / "index.html").write_text(text)
    said = assess()
    assert said.code == 0 and "ISR-KAZ/index.html" in said.err
    assert (tmp_path / "ISR-KAZ" / "index.html").read_text() == text


def test_an_edition_of_the_first_release_in_a_pairs_folder_stays(assess, tmp_path):
    flat = tmp_path / "ISR-KAZ"
    assert assess("--out", flat, form="json,html").code == 0
    before = _content(flat)
    assert assess(day="2014-12-31").code == 0
    assert {n: c for n, c in _content(flat).items() if not n.startswith("2014")} == before


def _git(out):
    (out / ".git").mkdir()
    (out / ".git" / "HEAD").write_text("ref: refs/heads/main\n")


def _note(out):
    (out / "notes.txt").write_text("mine")


def _note_within(out):
    (out / "data" / "notes.txt").write_text("mine")


def _edited(out):
    (out / "report.md").write_text("mine")


def _edited_table(out):
    with (out / "data" / "measures.csv").open("a") as file:
        file.write("mine\n")


def _edited_list(out):
    path = out / "provenance.json"
    path.write_text(path.read_text().replace('"data/findings.csv"', '"data/finding.csv"'))


def _wider_list(out):
    """A list that names a file of the user as if it were ours, seal and all as far as anyone can write it."""
    (out / "thesis.csv").write_text("mine")
    path = out / "provenance.json"
    content = json.loads(path.read_text())
    content["files"]["thesis.csv"] = {"sha256": hashlib.sha256(b"mine").hexdigest(), "bytes": 4}
    del content["seal"]
    plain = json.dumps(content, sort_keys=True, separators=(",", ":"))
    content["seal"] = hashlib.sha256(plain.encode()).hexdigest()
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def _link(out):
    (out / "link").symlink_to("/etc")


def _link_in_place(out):
    report = out / "report.md"
    report.rename(out.parent / "elsewhere.md")
    report.symlink_to(out.parent / "elsewhere.md")


def _empty_folder(out):
    (out / "mine").mkdir()


def _folder_in_place(out):
    (out / "report.md").unlink()
    (out / "report.md").mkdir()


def _bare_list(out):
    shutil.rmtree(out / "data")
    for path in out.iterdir():
        path.unlink()
    (out / "provenance.json").write_text("{}")
    (out / "src").mkdir()
    (out / "src" / "main.c").write_text("precious")


def _deep_list(out):
    (out / "provenance.json").write_text('{"a":' * 100_000)


BREACHES = [_git, _note, _note_within, _edited, _edited_table, _edited_list, _wider_list, _link, _link_in_place,
            _empty_folder, _folder_in_place, _bare_list, _deep_list]  # fmt: skip


@pytest.mark.parametrize("breach", BREACHES, ids=lambda f: f.__name__.strip("_"))
def test_a_folder_that_holds_anything_else_is_refused_untouched(assess, out, tmp_path, breach):
    breach(out)
    before = _content(tmp_path)
    assert "out" in assess("--out", out, form="json,md").line
    assert _content(tmp_path) == before


@pytest.mark.parametrize("breach", BREACHES, ids=lambda f: f.__name__.strip("_"))
def test_force_goes_on_and_loses_nothing_of_others(assess, out, tmp_path, breach):
    """Afterwards every byte that was not ours is there still; ours that was altered has a second name."""
    ours = _content(out)
    breach(out)
    before = _content(tmp_path)
    said = assess("--out", out, "--force", "--since", "2005", form="md")
    after = _content(tmp_path)
    kept = {n: c for n, c in before.items() if ours.get(n.removeprefix("out/")) != c and c != "folder"}
    for name, content in kept.items():
        assert content in (after.get(name), after.get(f"{name}.yours")), name
    assert all(after.get(name) == "folder" for name, content in before.items() if content == "folder")
    if said.code == 0:
        made = json.loads((out / "provenance.json").read_bytes())["files"]
        assert {"report.md", "report.json"} <= set(made) or breach is _bare_list or breach is _deep_list
        for name, held in made.items():
            assert hashlib.sha256((out / name).read_bytes()).hexdigest() == held["sha256"]
    else:
        assert "in the way" in said.line and after == before


def test_another_pair_or_day_or_study_in_a_named_folder_is_refused_untouched(assess, out, tmp_path):
    before = _content(tmp_path)
    for words in (
        {"pair": ("USA", "CAN")},
        {"pair": ("KAZ", "ISR")},
        {"day": "2014-12-31"},
        {"day": "2026-03-31"},
    ):
        assert "out holds" in assess("--out", out, **words).line
        assert _content(tmp_path) == before
    assert "out holds" in assess("--out", out, "--since", "2005").line
    assert _content(tmp_path) == before
    assert assess("--out", out, "--force", pair=("USA", "CAN")).code == 0
    assert json.loads((out / "report.json").read_bytes())["dyad"]["a"] == "USA"
    assert assess("--out", out, pair=("USA", "CAN")).out.startswith(f"{out}/: as it was")


def test_a_folder_that_is_a_link_or_where_one_stands_is_written_all_the_same(assess, tmp_path, monkeypatch):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert assess("--out", "link").code == 0
    assert (tmp_path / "link").is_symlink() and (tmp_path / "real" / "report.json").is_file()
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert assess("--out", ".").code == 0
    assert Path("report.json").is_file() and Path.cwd().samefile(tmp_path / "here")
    assert _names(tmp_path) == ["here", "link", "real"]


def test_an_edition_is_as_private_as_the_umask(assess, tmp_path):
    before = os.umask(0o077)
    try:
        assert assess(form="json,md,html").code == 0
        assert assess("--out", tmp_path / "out", form="json,md").code == 0
        assert assess("--out", tmp_path / "out", form="html").code == 0
    finally:
        os.umask(before)
    assert all(p.stat().st_mode & 0o077 == 0 for p in tmp_path.rglob("*"))
