"""A desk that is killed while people write: what was acknowledged is there, and nothing lies half written."""

import sys
from pathlib import Path

import pytest

from comity.desk.team.team import open_team

sys.path.append(str(Path(__file__).parents[2] / "bench"))
import soak


def test_what_was_acknowledged_outlives_every_kill(tiny, tmp_path):
    desk, done, gone = soak.soak(tmp_path, seconds=9, kill=4, users=3, atlas=tiny)
    assert desk.starts >= 2 and not gone, gone
    assert len(done.added) > 5 and any(what == "saved" for deeds in done.edited.values() for what, _ in deeds)
    assert not [status for status in done.counted if status >= 500], done.counted
    trail = open_team(tmp_path / "team").trail
    assert trail.broken() == 0
    told = [line["what"] for line in trail.newest(100_000) if line.get("status") == "303"]
    assert told.count("add a statement") >= len(done.added)
    # The search for what is lost finds it.
    study, claim = sorted(done.added)[0]
    for path in (tmp_path / "studies" / study / "evidence").glob("*.csv"):
        lines = path.read_text().splitlines(keepends=True)
        path.write_text("".join(line for line in lines if claim not in line))
    assert [line for line in soak.lost(tmp_path, done) if "added and gone" in line]


@pytest.mark.parametrize(
    ("deeds", "held"),
    [
        ([("sent", "a"), ("saved", "a")], ["a"]),
        ([("sent", "a")], ["", "a"]),
        ([("sent", "a"), ("refused", "a")], [""]),
        ([("sent", "a"), ("saved", "a"), ("sent", "b"), ("saved", "b")], ["b"]),
        ([("sent", "a"), ("sent", "b"), ("saved", "a"), ("saved", "b")], ["a", "b"]),
        ([("sent", "a"), ("saved", "a"), ("sent", "b")], ["a", "b"]),
        ([("sent", "b"), ("sent", "a"), ("saved", "a")], ["a"]),
    ],
)
def test_what_a_row_may_hold_after_deeds_of_several(deeds, held):
    assert sorted(soak.may_hold(deeds)) == held
