"""Whatever comes in whatever order, and wherever a process is killed: nothing lost, nothing doubled."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.events.check import verify
from comity.events.ingest import ingest
from comity.events.ledger import Account, Commit, Ledger
from comity.events.refresh import chosen
from event_files import export, gdelt

SRC = Path(__file__).resolve().parents[2] / "src"
SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]

ROW = st.tuples(
    st.integers(1, 12),
    st.sampled_from(["FRA", "DEU", "KAZ", "EUR", "QQQ", ""]),
    st.sampled_from(["FRA", "DEU", "KAZ"]),
    st.sampled_from(["010", "043", "190", "999"]),
    st.sampled_from(["20200301", "20200229", "20190301", "20200230"]),
)


def _events(root):
    files = f"read_parquet('{root}/events/*/*/*.parquet')"
    return duckdb.sql(f"SELECT event_id FROM {files} ORDER BY 1").fetchall() if any(root.glob("events/*/*/*")) else []


def _days(root):
    files = f"read_parquet('{root}/days/*/*/*.parquet')"
    return duckdb.sql(f"SELECT * FROM {files} ORDER BY ALL").fetchall() if any(root.glob("days/*/*/*")) else []


@settings(max_examples=12, deadline=None, suppress_health_check=SLOW)
@given(pieces=st.lists(st.lists(ROW, min_size=1, max_size=8), min_size=1, max_size=4), seed=st.integers(0, 9))
def test_every_row_is_accounted_for_and_the_order_of_files_does_not_matter(pieces, seed):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # The same id always says the same, as the publisher's do: otherwise which row is first would matter.
        said = {}
        files = []
        for n, rows in enumerate(pieces):
            stamp = f"2020030112{n:02d}00"
            lines = [gdelt(said.setdefault(r[0], r)[0], *said[r[0]][1:4], day=said[r[0]][4], stamp=stamp) for r in rows]
            files.append(export(folder, *lines, name=f"{stamp}.export.CSV.zip"))
        together, apart = folder / "together", folder / "apart"
        done = ingest(together, files)
        shuffled = random.Random(seed).sample(files, len(files))
        for path in shuffled:
            ingest(apart, [path])
        assert sum(a.rows_read for a in done.taken) + sum(len(pieces[files.index(p)]) for p in done.known) == sum(
            map(len, pieces)
        )
        assert _events(together) == _events(apart)
        assert _days(together) == _days(apart)
        ids = _events(together)
        assert len(ids) == len(set(ids))
        verify(apart)


def test_an_account_that_does_not_add_up_is_never_written(tmp_path):
    with Ledger.open(tmp_path, create=True) as ledger:
        with pytest.raises(ValueError, match="does not add up"):
            ledger.commit(Commit(pieces=[Account("a", "s", "n", 1, rows_read=3, kept=2)]))
        assert not ledger.holds("a")


_CHILD = """
import sys
from pathlib import Path
import comity.events.ingest as module
module.BATCH = 3000
print("ready", flush=True)
module.ingest(Path(sys.argv[1]), [Path(p) for p in sys.argv[2:]])
print("done", flush=True)
"""


def _kill_after(root, files, wait):
    """Run an ingest and kill it after `wait` seconds. True if it was done before."""
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(root), *map(str, files)],
        env=os.environ | {"PYTHONPATH": str(SRC)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    time.sleep(wait)
    child.send_signal(signal.SIGKILL)
    rest = child.stdout.read()
    child.wait()
    child.stdout.close()
    return "done" in rest


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_an_ingest_that_is_killed_again_and_again_loses_and_doubles_nothing(tmp_path):
    files = []
    for n in range(24):
        stamp = f"2020030{1 + n // 8}{n % 8:02d}0000"
        lines = [gdelt(100 * n + k, ["FRA", "KAZ"][k % 2], "DEU", day=stamp[:8], stamp=stamp) for k in range(10)]
        lines.append(gdelt(100 * max(0, n - 1), "FRA", "DEU", day=stamp[:8], stamp=stamp) if n else gdelt(-1, "QQQ"))
        files.append(export(tmp_path, *lines, name=f"{stamp}.export.CSV.zip"))
    calm, beaten = tmp_path / "calm", tmp_path / "beaten"
    ingest(calm, files)
    chance = random.Random(7)
    for _ in range(8):
        if _kill_after(beaten, files, chance.uniform(0.05, 1.2)):
            break
        if (beaten / "ledger.sqlite").exists():
            verify(beaten)
    ingest(beaten, files)
    assert _events(beaten) == _events(calm)
    assert _days(beaten) == _days(calm)
    with Ledger.open(beaten) as ledger, Ledger.open(calm) as other:
        assert ledger.accounts() == other.accounts()
        assert ledger.reasons() == other.reasons()
        assert not ledger.stale("gdelt-events")
        named = ledger.named()
        assert chosen(ledger) == chosen(other)
    data = [p for kind in ("events", "days", "quarantine") for p in (beaten / kind).rglob("*.*") if p.is_file()]
    there = {p.relative_to(beaten).as_posix() for p in data}
    assert there == {name for name in named if not name.startswith("pairs")}
    assert not list(beaten.glob(".incoming-*"))


def test_what_a_killed_process_left_is_swept_and_read_by_no_one(tmp_path):
    root = tmp_path / "warehouse"
    ingest(root, [export(tmp_path, gdelt(1))])
    [part] = root.glob("events/*/*/*.parquet")
    shutil.copy(part, part.with_name("left-over.parquet"))
    (root / ".incoming-x").mkdir()
    foreign = [root / "events" / "thesis.txt", root / "days" / "mine" / "x.parquet", part.with_name("notes.txt")]
    for path in foreign:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine")
    ingest(root, [])
    assert list(root.glob("events/*/month=*/*.parquet")) == [part]
    assert all(path.read_text() == "mine" for path in foreign)
    assert not (root / ".incoming-x").exists()
