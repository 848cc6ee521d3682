"""The text of a diff and its table agree: nothing that changed is passed over, and editions come in their order."""

import json

import pytest

from comity.dossier.assessment import Assessment


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("editions")


@pytest.fixture
def whole(run, tiny, home):
    out = home / "one"
    if not out.exists():
        words = ("assess", "ISR", "KAZ", "--atlas", tiny, "--as-of", "2016-12-31", "--format", "json", "--out", out)
        assert run(*words).code == 0
    return out / "report.json"


def _estimated(content):
    return next(f for f in content["findings"] if f["estimate"] and f["estimate"]["value"] is not None)


def _reword(content):
    found = content["findings"][0]
    said = "They never voted together."
    found |= {"claim": said, "parts": [{"kind": "words", "text": said}]}
    return found["id"]


def _estimate(content):
    found = _estimated(content)
    found["estimate"]["value"] = 0.03
    return found["id"]


def _interval(content):
    found = _estimated(content)
    found["estimate"] |= {"low": -1e9, "high": 1e9, "interval": "80 % interval"}
    return found["id"]


def _judgement(content):
    found = content["page1"]["judgements"][0]
    found |= {"text": "All is well.", "parts": []}
    return found["id"]


def _bottom_line(content):
    content["page1"]["bottom_line"] = {"text": "All is well.", "parts": [{"kind": "words", "text": "All is well."}]}
    return "page1.bottom_line"


def _event(content):
    content["chronicle"][0]["what"] = "Nothing came of it."
    return content["chronicle"][0]["id"]


def _confidence(content):
    found = content["findings"][1]
    found["confidence"] = "low" if found["confidence"] != "low" else "high"
    return found["id"]


def _reason(content):
    content["findings"][2]["confidence_reason"] = "nobody knows"
    return content["findings"][2]["id"]


def _old_value(content):
    found = next(m for m in content["measures"] if m["value"] and m["period"] == "2010")
    found["value"] = found["value"] * 2
    return found["id"]


def _answer(content):
    content["sections"][4]["answer"] = "Nobody knows."
    return content["sections"][4]["id"]


def _table(content):
    content["tables"][0]["note"] = "another note"
    return content["tables"][0]["id"]


def _figure(content):
    content["figures"][0]["title"] = "Another title"
    return content["figures"][0]["id"]


def _gap(content):
    content["gaps"] = ["the moon"]
    return "gaps"


def _paragraph(content):
    content["sections"][1]["paragraphs"] = ["Another paragraph."]
    return content["sections"][1]["id"]


CHANGES = [_reword, _estimate, _interval, _judgement, _confidence, _reason, _old_value, _answer, _table, _figure, _gap,
           _paragraph, _bottom_line, _event]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda f: f.__name__.strip("_"))
def test_every_change_is_in_the_table_and_in_the_text(run, whole, tmp_path, change):
    content = json.loads(whole.read_text())
    name = change(content)
    Assessment.model_validate(content)
    other = tmp_path / "other.json"
    other.write_text(json.dumps(content))
    rows = json.loads(run("diff", whole, other, "--format", "json").out)
    assert [r["id"] for r in rows] == [name]
    assert rows[0]["before"] != rows[0]["after"]
    text = run("diff", whole, other).out
    assert "Nothing changed" not in text and name in text


def test_editions_come_in_their_order(run, tiny, whole, home):
    early = home / "early"
    words = ("assess", "ISR", "KAZ", "--atlas", tiny, "--as-of", "2012-12-31", "--format", "json", "--out", early)
    assert early.exists() or run(*words).code == 0
    assert run("diff", early, whole).code == 0
    assert "give the earlier edition first" in run("diff", whole, early).line
    for form in ("table", "csv", "json"):
        assert "earlier" in run("diff", whole, early, "--format", form).line


def test_two_editions_of_one_day_are_told_apart_by_their_number(run, tiny, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for since in ("2005", "2010"):
        words = ("assess", "ISR", "KAZ", "--atlas", tiny, "--as-of", "2016-12-31", "--format", "json")
        assert run(*words, "--since", since).code == 0
    one, two = "ISR-KAZ/2016-12-31", "ISR-KAZ/2016-12-31.2"
    assert "Nothing changed" not in run("diff", one, two).out
    assert "made after" in run("diff", two, one).line
