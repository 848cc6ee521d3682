"""Every id of a report leads back to its source; two editions are told apart figure by figure."""

import json
from pathlib import Path

import pytest
from tiny_world import COW


@pytest.fixture(scope="module")
def studies(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("studies")


@pytest.fixture
def report(studies, tiny, run) -> Path:
    """One assessment with the worked study's evidence, on the tiny atlas."""
    out = studies / "new"
    if not out.exists():
        words = ("assess", "ISR", "KAZ", "--atlas", tiny, "--out", out, "--format", "json", "--as-of", "2016-12-31")
        assert run(*words).code == 0
    return out


@pytest.fixture
def content(report) -> dict:
    return json.loads((report / "report.json").read_text())


def _chain(run, report, tiny_store, name) -> str:
    said = run("why", report, name, "--store", tiny_store)
    assert said.code == 0, (name, said.err)
    assert said.out.strip() and said.err == ""
    return said.out


def _expect_source(text: str, inputs: list[dict]) -> None:
    named = [i for i in inputs if i["sha256"] in text]
    assert named
    for i in named:
        assert i["citation"] in text and i["licence"] in text
    assert "formula: " in text and "rows in the publisher's file: " in text


def test_a_measurement_leads_to_rows_hash_citation_and_licence(run, report, content, tiny_store):
    wanted = next(
        m for m in content["measures"]
        if m["measure"] == "exchange.exports_reported_by_importer" and m["value"]
    )  # fmt: skip
    text = _chain(run, report, tiny_store, wanted["id"])
    _expect_source(text, content["inputs"])
    year = wanted["period"]
    codes = f"ccode1={COW[wanted['b']]}, ccode2={COW[wanted['a']]}, year={year}"
    assert codes in text
    assert f"value={wanted['value']}" in text and "method's source: " in text


def test_findings_and_judgements_lead_to_the_same(run, report, content, tiny_store):
    known = {m["id"] for m in content["measures"]}
    for finding in content["findings"]:
        text = _chain(run, report, tiny_store, finding["id"])
        assert finding["claim"] in text and f"confidence: {finding['confidence']}" in text
        if set(finding["basis"]) & known:
            _expect_source(text, content["inputs"])
    for judgement in content["page1"]["judgements"]:
        assert judgement["text"] in _chain(run, report, tiny_store, judgement["id"])


def test_every_other_id_is_explained(run, report, content, tiny_store):
    assert content["evidence"] and content["figures"] and content["tables"]
    for row in content["evidence"][:5]:
        assert row["source"] in _chain(run, report, tiny_store, row["id"])
    for figure in content["figures"]:
        text = _chain(run, report, tiny_store, figure["id"])
        assert figure["title"] in text
        if any(s["measure"] for s in figure["series"]):
            _expect_source(text, content["inputs"])
    for table in content["tables"]:
        assert table["title"] in _chain(run, report, tiny_store, table["id"])
    for method in content["methods"]:
        assert method["formula"] in _chain(run, report, tiny_store, method["measure"])


def test_a_report_folder_and_its_file_are_the_same(run, report, content, tiny_store):
    name = content["findings"][0]["id"]
    assert _chain(run, report, tiny_store, name) == _chain(run, report / "report.json", tiny_store, name)


def test_without_the_snapshot_it_says_how_to_get_the_rows(run, report, content, tmp_path):
    wanted = next(m for m in content["measures"] if m["value"])
    assert "comity sources pull" in _chain(run, report, tmp_path / "empty", wanted["id"])


def test_an_unknown_id_names_the_nearest(run, report, content):
    wanted = content["findings"][0]["id"]
    assert wanted in run("why", report, wanted[:-1] + "x").line
    assert "nearest" in run("why", report, "").line
    assert "nearest" in run("why", report, "x" * 3000).line


def test_diff_says_what_changed(run, report, studies, tiny):
    old = studies / "old"
    words = ("assess", "ISR", "KAZ", "--atlas", tiny, "--out", old, "--format", "json", "--as-of", "2012-12-31")
    assert run(*words).code == 0
    rows = json.loads(run("diff", old, report, "--format", "json").out)
    newest = {r["id"]: r for r in rows if r["what"] == "newest value"}
    assert newest["un.agreement/ISR-KAZ"]["before"].endswith("(2012)")
    assert newest["un.agreement/ISR-KAZ"]["after"].endswith("(2015)")
    assert any(r["what"] == "evidence" and r["before"] is None for r in rows)
    assert all(r["before"] != r["after"] for r in rows)
    assert json.loads(run("diff", report, report, "--format", "json").out) == []


def test_diff_of_two_pairs_is_a_mistake(run, report, studies, tiny):
    other = studies / "other"
    assert run("assess", "USA", "CAN", "--atlas", tiny, "--out", other, "--format", "json").code == 0
    assert "different pairs" in run("diff", other, report).line


STUDY = Path(__file__).parents[2] / "studies" / "isr-kaz"


def test_the_ledger_is_listed_as_of_a_day(run):
    rows = json.loads(run("evidence", "list", STUDY, "--format", "json", "--as-of", "2013-12-31").out)
    later = json.loads(run("evidence", "list", STUDY, "--format", "json").out)
    assert 0 < len(rows) < len(later)
    assert all(r["date"] <= "2013-12-31" for r in rows)
    assert [r["date"] for r in rows] == sorted(r["date"] for r in rows)


def test_the_study_is_without_fault_and_a_damaged_one_is_not(tiny, run, tmp_path):
    import shutil

    assert "no fault" in run("evidence", "check", STUDY).out
    copy = shutil.copytree(STUDY, tmp_path / "copy")
    (copy / "study.yaml").write_text("pair: [")
    assert "study.yaml" in run("evidence", "check", copy).line
    assert "study.yaml" in run("assess", "ISR", "KAZ", "--study", copy, "--atlas", tiny, "--out", tmp_path / "x").line
    assert (
        "is a study of" in run("assess", "USA", "CAN", "--study", STUDY, "--atlas", tiny, "--out", tmp_path / "x").line
    )
    assert not (tmp_path / "x").exists()
