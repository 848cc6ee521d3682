"""Whatever a publisher gives in place of an edition is refused with the reason, and the edition before stays.

For every source that comes in files: a page, nothing, other columns, an older edition as if it were new, a hundredth of
the rows, and months in another language where months are read by their names.
"""

import html
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tiny_world import small_editions

from comity.sources.registry import sources
from comity.store import tables
from comity.store.snapshot import Snapshot, latest, snapshots
from publishers_files import Texts, editions

EDITIONS = editions()
PAGE = b"<!DOCTYPE html>\n<html lang='en'><head><title>Sign in</title></head><body>Service unavailable</body></html>\n"


@pytest.fixture(autouse=True)
def no_corrections(monkeypatch: pytest.MonkeyPatch) -> None:
    # They speak of the publishers' rows, of which a sample has none.
    monkeypatch.setattr(tables, "read_corrections", lambda path: ())


@pytest.fixture
def pulled(run, tmp_path):
    """Pulls what is in the mirror; by default any number of rows is enough."""

    def pull(source_id: str, *, small: bool = True):
        words = ("sources", "pull", source_id, "--mirror", tmp_path / "mirror", "--store", tmp_path / "store")
        with small_editions() if small else _as_declared():
            return run(*words)

    return pull


@contextmanager
def _as_declared() -> Iterator[None]:
    yield


def _first(pulled, tmp_path: Path, source_id: str) -> Snapshot:
    EDITIONS[source_id].write(tmp_path / "mirror" / source_id)
    said = pulled(source_id)
    assert said.code == 0, said.err
    found = latest(tmp_path / "store", source_id)
    assert found is not None
    return found


def _expect_kept(said, tmp_path: Path, first: Snapshot) -> None:
    assert said.code == 2, said.out
    assert len(said.err.strip().splitlines()) == 1 and said.err.startswith("comity: ") and "incoming" not in said.err
    assert [held.id for held in snapshots(tmp_path / "store", first.source)] == [first.id]
    assert not [p for p in (tmp_path / "store" / "incoming").rglob("*") if p.is_file()]


def test_every_source_that_comes_in_files_is_tried() -> None:
    assert set(EDITIONS) == {id for id, spec in sources().items() if spec.stream is None and not spec.packaged}


@pytest.mark.parametrize("source_id", sorted(EDITIONS))
@pytest.mark.parametrize("content", [PAGE, b""], ids=["a page", "nothing"])
def test_a_page_or_nothing_in_place_of_any_file_is_refused(pulled, tmp_path, source_id, content):
    first = _first(pulled, tmp_path, source_id)
    home = tmp_path / "mirror" / source_id
    for path in sorted(p for p in home.rglob("*") if p.is_file()):
        whole = path.read_bytes()
        path.write_bytes(content)
        _expect_kept(pulled(source_id), tmp_path, first)
        path.write_bytes(whole)
