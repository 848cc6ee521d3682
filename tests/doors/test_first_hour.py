"""What a newcomer meets in the first hour: an answer says what it is, and where there is nothing, that."""

import pytest
from typer.testing import CliRunner

from comity.atlas.manifest import load, text
from comity.cli.app import app


def _run(*words):
    return CliRunner().invoke(app, [str(w) for w in words])


def test_an_atlas_of_nothing_says_so_and_hides_no_other(tmp_path):
    events, store = tmp_path / "mine.csv", ("--store", tmp_path / "store")
    events.write_text("date,actor,target,code\n2016-12-14,ISR,KAZ,043\n2016-12-20,KAZ,ISR,036\n")
    assert _run("events", "ingest", events, "--warehouse", tmp_path / "W", *store).exit_code == 0
    assert _run("events", "fold", "--warehouse", tmp_path / "W", *store).exit_code == 0
    done = _run("build", "tenor.tone_toward", "--out", tmp_path / "atlas", *store)
    assert done.exit_code == 0
    assert "0 measures" in done.output and "the sources at hand hold nothing" in done.output
    newest = tmp_path / "atlas" / "atlas.json"
    held = load(tmp_path / "atlas").model_copy(update={"comity": "another"}).sealed()
    newest.write_text(text(held), encoding="utf-8")
    (tmp_path / "atlas" / held.id).mkdir()
    (tmp_path / "atlas" / held.id / "atlas.json").write_text(text(held), encoding="utf-8")
    assert _run("build", "tenor.tone_toward", "--out", tmp_path / "atlas", *store).exit_code == 0
    assert load(tmp_path / "atlas").id == held.id


@pytest.mark.parametrize(("name", "read"), [("Yugoslavia", "Serbia (SRB)"), ("СССР", "Russia (RUS)")])
def test_a_state_that_is_gone_is_named_with_the_one_whose_code_carries_it(name, read):
    done = _run("show", name, "France", "un.agreement", "--since", 2022)
    assert done.exit_code == 0
    assert f"{name} is read as {read}" in done.stderr


def test_nothing_to_compare_sends_no_one_to_a_day_that_is_refused():
    done = _run("compare", "SHN", "NIU", "WLF")
    assert done.exit_code == 0
    assert "nothing of what is compared" in done.stderr
    assert "--as-of" not in done.stderr


def test_a_measure_without_ends_says_none():
    assert "None" not in _run("measures", "un.agreement").stdout


def test_a_list_says_which_rows_wait(tmp_path):
    study, table = tmp_path / "study", tmp_path / "table.csv"
    assert _run("study", "init", "NOR", "NZL", study).exit_code == 0
    table.write_text("date,a,b,claim,source\n2016,Norway,New Zealand,Norway opened a consulate.,Notes\n")
    assert _run("evidence", "import", study, table).exit_code == 0
    assert "to grade, and counted nowhere until then: the last 1;" in _run("evidence", "list", study).stdout
    csv = _run("evidence", "list", study, "--format", "csv")
    assert "to grade, and" not in csv.stdout
    assert "to grade, and" in csv.stderr
