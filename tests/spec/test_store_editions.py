"""Editions of a source: who released them when, which one was known on a day, and what is noticed of an altered one."""

import hashlib
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from comity.errors import BadFile, UserError
from comity.sources.contract import File, Origin
from comity.sources.registry import source
from comity.store import snapshot
from comity.store.snapshot import altered, latest, pull, snapshots, verify

HEAD = "Country Name,Country Code,Year,Value\n"


def _mirror(folder: Path, text: str) -> Path:
    (folder / "gdp").mkdir(parents=True, exist_ok=True)
    (folder / "gdp" / "gdp.csv").write_text(HEAD + text)
    return folder


def _pull(folder: Path, text: str, day: date, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(snapshot, "today", lambda: day)
    return pull(source("gdp"), folder / "store", mirror=_mirror(folder / "mirror", text))


@pytest.mark.parametrize(
    ("published", "accessed", "released"),
    [
        ("2020-01-21", date(2021, 3, 1), date(2020, 1, 21)),
        ("2020-02", date(2021, 3, 1), date(2020, 2, 29)),
        ("2020", date(2021, 3, 1), date(2020, 12, 31)),
        ("2026", date(2026, 11, 25), date(2026, 11, 25)),
        ("living", date(2026, 11, 25), None),
    ],
)
def test_a_declared_date_counts_at_its_end_and_never_after_it_was_fetched(published, accessed, released):
    told = Origin(
        producer="P", title="T", version="1", date_published=published, date_accessed=accessed, citation="C", url="U"
    )
    assert told.released == released


def test_the_declared_bytes_carry_the_declared_release_and_others_the_day_they_came(tmp_path, monkeypatch):
    path = _mirror(tmp_path / "mirror", "Israel,ISR,2012,1\n") / "gdp" / "gdp.csv"
    spec = source("gdp")
    pinned = File(name="gdp.csv", url=None, sha256=hashlib.sha256(path.read_bytes()).hexdigest())
    declared = pull(spec.model_copy(update={"files": (pinned,)}), tmp_path / "one", mirror=tmp_path / "mirror")
    assert (declared.released, declared.vintage) == (spec.origin.released, spec.origin.version)
    other = _pull(tmp_path, "Israel,ISR,2012,2\n", date(2026, 5, 1), monkeypatch)
    assert (other.released, other.vintage, other.known) == (None, "", date(2026, 5, 1))


def test_the_newest_edition_known_on_a_day(tmp_path, monkeypatch):
    old = _pull(tmp_path, "Israel,ISR,2012,1\n", date(2026, 1, 1), monkeypatch)
    new = _pull(tmp_path, "Israel,ISR,2012,2\n", date(2026, 6, 1), monkeypatch)
    store = tmp_path / "store"
    assert latest(store, "gdp") == new
    assert latest(store, "gdp", date(2026, 5, 31)) == old
    assert latest(store, "gdp", date(2025, 12, 31)) is None


def test_of_two_editions_that_came_on_one_day_the_later_counts(tmp_path, monkeypatch):
    for value in range(6):
        new = _pull(tmp_path, f"Israel,ISR,2012,{value}\n", date(2026, 1, 1), monkeypatch)
        assert latest(tmp_path / "store", "gdp") == new


def test_a_record_of_the_first_edition_is_still_read(tmp_path, monkeypatch):
    held = _pull(tmp_path, "Israel,ISR,2012,1\n", date(2026, 1, 1), monkeypatch)
    record = {"source": "gdp", "sha256": held.sha256, "retrieved": "2026-01-01", "files": held.files}
    (held.folder / "snapshot.json").write_text(json.dumps(record, indent=1, sort_keys=True) + "\n")
    assert latest(tmp_path / "store", "gdp") == held


def test_one_changed_byte_anywhere_in_a_snapshot_is_noticed(tmp_path, monkeypatch):
    held = _pull(tmp_path, "Israel,ISR,2012,1\n", date(2026, 1, 1), monkeypatch)
    for path in sorted(held.folder.iterdir()):
        good = path.read_bytes()
        for place in range(len(good)):
            path.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
            with pytest.raises(BadFile, match=path.name):
                verify(snapshots(tmp_path / "store", "gdp")[0])
        path.write_bytes(good)
    verify(snapshots(tmp_path / "store", "gdp")[0])


def test_a_file_that_is_not_of_the_edition_is_named(tmp_path, monkeypatch):
    held = _pull(tmp_path, "Israel,ISR,2012,1\n", date(2026, 1, 1), monkeypatch)
    (held.folder / "more.csv").write_text("x")
    (held.folder / ".of-a-file-manager").write_text("x")
    assert [line.partition(" is ")[0] for line in altered(held)] == [str(held.folder / "more.csv")]
    _pull(tmp_path, "Israel,ISR,2012,1\n", date(2026, 1, 1), monkeypatch)
    (held.folder / "gdp.csv").write_text("altered")
    with pytest.raises(BadFile, match=r"more\.csv is no file of this edition"):
        _pull(tmp_path, "Israel,ISR,2012,1\n", date(2026, 1, 1), monkeypatch)
    assert (held.folder / "more.csv").read_text() == "x"


def test_a_source_of_which_nothing_comes_is_no_snapshot(tmp_path):
    store, mirror = tmp_path / "store", tmp_path / "mirror"
    mirror.mkdir()
    for home in (mirror, None):
        with pytest.raises(UserError, match="comtrade-pages"):
            pull(source("comtrade-pages"), store, mirror=home)
    (mirror / "comtrade-pages").mkdir()
    with pytest.raises(UserError, match="none of its files"):
        pull(source("comtrade-pages"), store, mirror=mirror)
    _mirror(mirror, "")
    (mirror / "gdp" / "gdp.csv").write_bytes(b"")
    with pytest.raises(BadFile, match=r"gdp\.csv is empty"):
        pull(source("gdp"), store, mirror=mirror)
    assert not list(store.glob("snapshots/*/*")) and not list(store.glob("incoming/*"))


def test_a_file_that_the_own_folder_of_a_mirror_lacks_is_taken_from_the_one_beside_it(tmp_path):
    spec = source("gdp").model_copy(update={"beside": ("elsewhere", "older")})
    _mirror(tmp_path / "mirror", "Israel,ISR,2012,1\n")
    own = tmp_path / "mirror" / "gdp"
    wanted = (own / "gdp.csv").read_bytes()
    (tmp_path / "mirror" / "older").mkdir()
    (own / "gdp.csv").replace(tmp_path / "mirror" / "older" / "gdp.csv")
    held = pull(spec, tmp_path / "store", mirror=tmp_path / "mirror")
    assert (held.folder / "gdp.csv").read_bytes() == wanted
    with pytest.raises(UserError, match="is not there"):
        pull(source("gdp"), tmp_path / "store", mirror=tmp_path / "mirror")


def test_files_re_issued_stand_in_for_the_publishers_and_bear_the_declared_release(tmp_path):
    body = b"re-issued"
    again = File(name="again.bin", url=None, sha256=hashlib.sha256(body).hexdigest(), bytes=len(body))
    spec = source("gdp").model_copy(update={"reissued": (again,)})
    home = tmp_path / "mirror" / "gdp"
    home.mkdir(parents=True)
    (home / "again.bin").write_bytes(body)
    held = pull(spec, tmp_path / "store", mirror=tmp_path / "mirror")
    assert (set(held.files), held.retrieved, held.vintage) == (
        {"again.bin"}, spec.origin.date_accessed, spec.origin.version,
    )  # fmt: skip
    (home / "again.bin").write_bytes(b"altered")
    other = pull(spec, tmp_path / "store", mirror=tmp_path / "mirror")
    assert (other.vintage, other.released) == ("", None)


def test_what_a_killed_pull_left_is_gone_after_the_next(tmp_path, monkeypatch):
    waiting = tmp_path / "store" / "incoming" / "gdp"
    waiting.mkdir(parents=True)
    (waiting / "half.csv").write_text("x")
    held = _pull(tmp_path, "Israel,ISR,2012,1\n", date(2026, 1, 1), monkeypatch)
    assert not list((tmp_path / "store" / "incoming").iterdir())
    shutil.rmtree(held.folder)
