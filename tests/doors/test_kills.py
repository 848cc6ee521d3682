"""A few kills of everything that writes, by the script that makes the figures of the validation page."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not (hasattr(os, "fork") and hasattr(signal, "SIGKILL")), reason="kills need fork and SIGKILL")
def test_a_few_kills_of_everything_that_writes_do_no_harm():
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    words = [sys.executable, "validation/kills.py", "1", "4"]
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=900, check=False)
    rows = done.stdout.splitlines()
    assert done.returncode == 0 and len(rows) == 8, done.stdout + done.stderr
    assert all("1 kills at random moments" in row and "HARM" not in row for row in rows)
    assert all(int(row.split("moments, ")[1].split(" ")[0]) > 0 for row in rows), "no change of a name was counted"


def test_the_script_notices_what_is_half_written(tmp_path):
    """A writer that puts its rows down in two goes, and one that leaves its scratch, are told as harm."""
    script = """
import sys; sys.path[:0] = ["validation"]
import kills, time, os
from pathlib import Path
def write(words):
    for n in range(40):
        with open("rows", "a") as file: file.write(f"{n} ")
        time.sleep(0.002)
    os.rename("rows", "kept")
def start(work, folder, last=0, count=None):
    process = os.fork()
    if process: return process
    os.chdir(folder); kills._count_changes(last) if last else None
    write(work.words)
    count and count.write_text("1")
    os._exit(0)
kills._start = start
kills._loaded = lambda: None
see = lambda folder: [(folder / n).read_text() if (folder / n).exists() else "" for n in ("rows", "kept")]
out = kills.kill_all(kills.Work("halves", (), lambda base: None, see, kills._all_names), 5)
print(len(out.harm))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert int(done.stdout) >= 5, done.stdout + done.stderr
