"""Two editions told as news, and rows followed forward to what rests on them."""

import json
import shutil
from pathlib import Path

import pytest

STUDY = Path(__file__).parents[2] / "studies" / "isr-kaz"


@pytest.fixture(scope="module")
def editions(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("editions")


def _edition(run, tiny, out, day, study=STUDY):
    if not out.exists():
        words = ("assess", "ISR", "KAZ", "--atlas", tiny, "--study", study, "--as-of", day)
        assert run(*words, "--out", out, "--format", "json").code == 0
    return out


@pytest.fixture
def then(run, tiny, editions):
    return _edition(run, tiny, editions / "then", "2014-05-01")


@pytest.fixture
def now(run, tiny, editions):
    return _edition(run, tiny, editions / "now", "2026-03-31")


def test_the_news_of_two_editions_are_sentences_with_their_rows(run, then, now):
    text = run("diff", then, now).out
    assert text.startswith("Israel and Kazakhstan: what changed between 1 May 2014 and 31 March 2026")
    happened = text.split("What happened")[1].split("\n\n")[0]
    assert "14 December 2016: Netanyahu and Nazarbayev met in Astana" in happened
    assert "Abraham Accords" in happened and "[evidence/242, B1]" in happened
    assert "Done late by evidence/205" in text and "Overdue: " in text
    lines = [line for line in text.splitlines() if line.startswith("- ")]
    assert all(line.rstrip().endswith((".", "]")) for line in lines)


def test_the_same_edition_twice_is_no_news(run, now):
    assert "Nothing changed." in run("diff", now, now).out
    assert json.loads(run("diff", now, now, "--format", "json").out) == []


def test_withdrawing_a_source_lists_every_judgement_it_fed(run, tiny, now, tmp_path):
    copy = shutil.copytree(STUDY, tmp_path / "study")
    (copy / "withdrawn.csv").write_text("id,source,date,reason\n96,,2026-03-01,not found at its address\n")
    later = _edition(run, tiny, tmp_path / "later", "2026-03-31", copy)
    first = run("diff", now, later).out.splitlines()
    assert first[2] == "Withdrawn" and first[3].startswith("- evidence/96 ") and "it fed judgement." in first[3]
    fed = {r["id"] for r in json.loads(run("affected", now, "evidence/96", "--format", "json").out)}
    assert fed and all(name in first[3] for name in fed if name.startswith(("judgement.", "scope.", "defence.")))


def test_changing_one_row_names_what_rests_on_it(run, tiny, now, tmp_path):
    copy = shutil.copytree(STUDY, tmp_path / "study")
    table = copy / "evidence" / "dependence.csv"
    table.write_text(table.read_text().replace("Over 25 percent of the crude", "Over 35 percent of the crude"))
    later = _edition(run, tiny, tmp_path / "later", "2026-03-31", copy)
    assert "- evidence/50 now reads: Over 35 percent" in run("diff", now, later).out


def test_a_row_a_snapshot_and_a_source_lead_forward(run, now):
    whole = json.loads((now / "report.json").read_text())
    source = whole["evidence"][0]["source"]
    snapshot = whole["inputs"][0]["id"]
    for name in (whole["findings"][0]["basis"][0], snapshot, snapshot.split("@")[0], source):
        rows = json.loads(run("affected", now, name, "--format", "json").out)
        assert all(set(r) == {"what", "id", "says"} for r in rows), name
    assert json.loads(run("affected", now, whole["findings"][0]["basis"][0], "--format", "json").out)
    assert "nothing in" in run("affected", now, "evidence/none").line
