"""What is written stands whole or not at all, keeps to the umask, and leaves nothing behind that is nobody's."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from comity.errors import UserError
from comity.store import place, swap
from comity.store.owned import expect_own, sha256, strangers
from comity.store.place import whole_file, whole_folder

SOURCES = Path(__file__).resolve().parents[2] / "src"


@pytest.fixture(params=["one step", "two steps"])
def steps(request, monkeypatch):
    """With the system's exchange, and on a machine that has none."""
    if request.param == "two steps":
        monkeypatch.setattr(place, "exchange", lambda *_: False)
    return request.param


def _fill(target: Path, text: str) -> None:
    with whole_folder(target) as folder:
        (folder / "data").mkdir()
        (folder / "data" / "a.csv").write_text(text)


@pytest.mark.parametrize("umask", [0o077, 0o027, 0o022, 0o002, 0o000])
def test_permissions_are_those_that_the_umask_leaves(tmp_path, umask):
    before = os.umask(umask)
    try:
        with whole_file(tmp_path / "made" / "f.csv") as path:
            path.write_text("x")
        _fill(tmp_path / "folder", "x")
    finally:
        os.umask(before)
    modes = {p.relative_to(tmp_path).as_posix(): stat.S_IMODE(p.stat().st_mode) for p in tmp_path.rglob("*")}
    wide = {"made": 0o777, "made/f.csv": 0o666, "folder": 0o777, "folder/data": 0o777, "folder/data/a.csv": 0o666}
    assert modes == {name: mode & ~umask for name, mode in wide.items()}


def test_what_is_replaced_keeps_its_permissions(tmp_path, steps):
    (tmp_path / "f").write_text("old")
    (tmp_path / "f").chmod(0o600)
    with whole_file(tmp_path / "f") as path:
        path.write_text("new")
    (tmp_path / "d").mkdir(mode=0o700)
    _fill(tmp_path / "d", "new")
    assert stat.S_IMODE((tmp_path / "f").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "d").stat().st_mode) == 0o700


def test_a_folder_is_replaced_whole_and_nothing_stays_beside_it(tmp_path, steps):
    for text in ("one", "two"):
        _fill(tmp_path / "d", text)
        assert (tmp_path / "d" / "data" / "a.csv").read_text() == text
        assert [p.name for p in tmp_path.iterdir()] == ["d"]


def test_what_fails_leaves_what_was_there_and_makes_no_folder(tmp_path, steps):
    _fill(tmp_path / "d", "one")
    for target in (tmp_path / "d", tmp_path / "new" / "e"):
        with pytest.raises(RuntimeError), whole_folder(target) as folder:
            (folder / "half").write_text("x")
            raise RuntimeError
    with pytest.raises(RuntimeError), whole_file(tmp_path / "new" / "f") as path:
        path.write_text("x")
        raise RuntimeError
    assert (tmp_path / "d" / "data" / "a.csv").read_text() == "one"
    assert [p.name for p in tmp_path.iterdir()] == ["d"]


@pytest.mark.parametrize("when", [1, 2])
def test_what_arrives_while_we_work_is_not_lost(tmp_path, steps, when):
    """Whoever puts a file into the folder just before the change, or in the middle of it, finds it there again."""
    _fill(tmp_path / "d", "one")
    looks = []

    def expect(folder):
        looks.append(folder)
        if len(looks) == when:
            (folder / "notes.txt").write_text("mine")
        expect_own(folder, {"data/a.csv": sha256(folder / "data" / "a.csv")}, "choose another")

    with pytest.raises(UserError, match=r"notes\.txt"), whole_folder(tmp_path / "d", expect) as folder:
        (folder / "a.csv").write_text("two")
    assert (tmp_path / "d" / "notes.txt").read_text() == "mine"
    assert (tmp_path / "d" / "data" / "a.csv").read_text() == "one"
    assert [p.name for p in tmp_path.iterdir()] == ["d"]


KILLED = """
import os, signal, sys
from pathlib import Path
from comity.store import place
target, moment = Path(sys.argv[1]), sys.argv[2]
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
if moment == "between":
    place.exchange = lambda *_: False
    before = Path.rename
    Path.rename = lambda self, to: before(self, to) if str(to).endswith(".old") else die()
if moment == "after":
    import shutil; shutil.rmtree = die
with place.whole_folder(target) as folder:
    (folder / "new").write_text("new")
    if moment == "within":
        die()
"""


@pytest.mark.parametrize(("moment", "left"), [("within", "old"), ("between", None), ("after", "new")])
def test_the_next_run_clears_up_after_a_killed_one(tmp_path, moment, left):
    target = tmp_path / "d"
    with whole_folder(target) as folder:
        (folder / "old").write_text("old")
    words = [sys.executable, "-c", KILLED, str(target), moment]
    assert subprocess.run(words, env={**os.environ, "PYTHONPATH": str(SOURCES)}, check=False).returncode == -9
    assert len(list(tmp_path.iterdir())) == 2
    assert [p.name for p in target.iterdir()] == [left] if left else not target.exists()
    place.clear(target)
    assert [p.name for p in target.iterdir()] == [left or "old"]
    assert [p.name for p in tmp_path.iterdir()] == ["d"]


def test_folders_of_others_and_of_the_living_are_left_alone(tmp_path):
    foreign = [".d.notes", ".d.abcdefgh", ".d.abcdefgh.old", ".d.comity-mine", ".d"]
    for name in foreign:
        (tmp_path / name).mkdir()
    with whole_folder(tmp_path / "d") as living:
        (living / "x").write_text("x")
        _fill(tmp_path / "d", "another writer")
        assert living.is_dir()
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([*foreign, "d"])
    assert [p.name for p in (tmp_path / "d").iterdir()] == ["x"]


@pytest.mark.parametrize("name", ["n" * 5000, "n" * 300, "n/" * 3000])
def test_a_name_that_is_too_long_is_one_line(tmp_path, name):
    for whole in (whole_file, whole_folder):
        with pytest.raises(UserError, match="too long") as said, whole(tmp_path / name) as path:
            path.write_text("x")
        assert len(str(said.value)) < 300
    assert not list(tmp_path.iterdir())


def test_a_long_name_that_can_be_is_written(tmp_path):
    for whole in (tmp_path / ("é" * 120), tmp_path / ("n" * 255)):
        with whole_file(whole) as path:
            path.write_text("x")
        assert whole.read_text() == "x"


def test_the_system_exchanges_two_folders_here(tmp_path):
    """Where this fails the fallback is used, and the promise that a kill never leaves nothing does not hold."""
    if sys.platform not in ("linux", "darwin"):
        pytest.skip("no such step on this system")
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text("")
    assert swap.exchange(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a" / "b").exists() and (tmp_path / "b" / "a").exists()
    with pytest.raises(OSError, match=r"."):
        swap.exchange(tmp_path / "a", tmp_path / "none")


def test_everything_that_is_not_listed_or_not_the_same_is_a_stranger(tmp_path):
    home = tmp_path / "d"
    for name in ("a.csv", "data/b.csv", "data/notes.txt", ".git/HEAD", "mine/x"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(name)
    (home / "empty").mkdir()
    (home / "link").symlink_to(tmp_path)
    (home / "data" / "c.csv").symlink_to(home / "a.csv")
    listed = {
        "a.csv": sha256(home / "a.csv"),
        "data/b.csv": "0" * 64,
        "data/c.csv": sha256(home / "a.csv"),
        "gone": "1",
    }
    found = {s.name: s.altered for s in strangers(home, listed)}
    assert found == {
        ".git/": False, "data/b.csv": True, "data/c.csv": False, "data/notes.txt": False, "empty/": False,
        "link": False, "mine/": False,
    }  # fmt: skip


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder that takes no folders is needed")
@pytest.mark.parametrize("name", ["x", "x/y"])
def test_a_place_that_takes_nothing_is_one_line(name):
    for whole in (whole_file, whole_folder):
        with pytest.raises(UserError, match="cannot write /proc"), whole(Path("/proc/self") / name) as path:
            path.write_text("x")
    with pytest.raises(UserError, match="cannot write /proc"), place.locked(Path("/proc/nope/store"), "x"):
        pass
