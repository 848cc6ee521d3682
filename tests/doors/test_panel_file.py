"""Where a panel goes: to a new file or to standard output, never over a file that is there, and no folder is made."""

import stat

import pytest
from tiny_world import comity_process

from printed import rows_of


@pytest.fixture
def panel(run, tiny):
    def call(*words, measures="un.agreement,exchange.exports_reported_by_importer"):
        return run("panel", "--measures", measures, "--years", "2010-2011", "--atlas", tiny, *words)

    return call


def test_a_file_that_is_there_is_replaced_only_by_force(panel, tmp_path):
    out = tmp_path / "mine.csv"
    out.write_text("mine")
    assert "--force" in panel("--out", out).line
    assert out.read_text() == "mine"
    assert panel("--out", out, "--force").code == 0
    assert out.read_text().startswith("state1,") and [p.name for p in tmp_path.iterdir()] == ["mine.csv"]
    (tmp_path / "to.csv").symlink_to(out)
    assert "is there already" in panel("--out", tmp_path / "to.csv").line
    (tmp_path / "no.csv").symlink_to(tmp_path / "nowhere")
    assert "is there already" in panel("--out", tmp_path / "no.csv").line
    (tmp_path / "folder.csv").mkdir()
    for force in ((), ("--force",)):
        assert "is a folder" in panel("--out", tmp_path / "folder.csv", *force).line


def test_no_folder_is_made_and_the_next_act_is_named(panel, tmp_path):
    for name in ("none/p.csv", "none/at/all/p.parquet"):
        assert "make it first" in panel("--out", tmp_path / name).line
    assert not list(tmp_path.iterdir())
    assert "too long" in panel("--out", tmp_path / ("n" * 5000 + ".csv")).line


def test_the_same_rows_on_standard_output(run, tiny, tmp_path):
    words = ("panel", "--measures", "un.agreement", "--years", "2010-2011", "--atlas", tiny, "--out")
    assert run(*words, tmp_path / "p.csv").code == 0
    done = comity_process(*words, "-", cwd=tmp_path, text=False)
    out, err = done.communicate(timeout=120)
    assert done.returncode == 0 and out == (tmp_path / "p.csv").read_bytes()
    assert b"-: " in err and b" rows" in err
    rows = rows_of(out.decode())
    assert {"state1", "state2", "year", "un.agreement"} == set(rows[0])
    assert [p.name for p in tmp_path.iterdir()] == ["p.csv"]


def test_a_reader_that_leaves_early_is_no_fault(tiny, tmp_path):
    done = comity_process(
        "panel", "--measures", "un.agreement", "--atlas", tiny, "--out", "-", cwd=tmp_path, text=False
    )
    assert done.stdout.readline().startswith(b"state1")
    done.stdout.close()
    err = done.stderr.read()
    assert done.wait(timeout=120) == 0 and b"fault" not in err
    done.stderr.close()


def test_half_of_a_directed_measure_is_left_out_with_a_reason(panel, tmp_path):
    said = panel("--undirected", "--out", tmp_path / "p.csv")
    lines = {line.split(":")[0].strip(): line for line in said.err.splitlines()}
    assert "the other direction is left out" in lines["exchange.exports_reported_by_importer"]
    assert "--undirected" in lines["exchange.exports_reported_by_importer"]
    assert "direction" not in lines["un.agreement"]
    assert "direction" not in panel("--out", tmp_path / "q.csv").err


def test_a_panel_keeps_to_the_permissions_of_the_file_it_replaces(panel, tmp_path):
    out = tmp_path / "p.csv"
    out.write_text("")
    out.chmod(0o600)
    assert panel("--out", out, "--force").code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
