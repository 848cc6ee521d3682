"""Whatever stands in somebody else's files, no command lets a character through that acts on a terminal."""

import json
import re
import shutil

import pytest

from comity.cli.why import load_report
from comity.errors import UserError
from comity.evidence.columns import COLUMNS

EVIL = "\x1b[2J\x1b]0;pwned\x07\x9b31m\u202e\u2066\u200b\r\x00evil"
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def planted(tmp_path_factory, tiny):
    """A report with such characters in every string that may hold them and still be a report."""
    from functools import partial

    from comity.cli.app import exit_code
    from comity.cli.main import app

    folder = tmp_path_factory.mktemp("planted") / "one"
    words = ["assess", "ISR", "KAZ", "--atlas", tiny, "--out", folder, "--format", "json", "--as-of", "2016-12-31"]
    assert exit_code(partial(app, args=[str(w) for w in words])) == 0
    content = json.loads((folder / "report.json").read_text())
    trial = folder.parent / "trial.json"
    took = set()
    for name in sorted(_names(content)):
        changed = _plant(content, {name})
        trial.write_text(json.dumps(changed))
        try:
            load_report(trial)
        except UserError:
            continue
        content, took = changed, took | {name}
    assert {"claim", "source", "citation", "title", "id"} <= took
    (folder / "report.json").write_text(json.dumps(content))
    # Whoever passes such a report on leaves the seal away.
    (folder / "provenance.json").unlink()
    return folder


def _names(value, under=""):
    if isinstance(value, dict):
        return {name for key, held in value.items() for name in _names(held, key)}
    if isinstance(value, list):
        return {name for held in value for name in _names(held, under)}
    return {under} if isinstance(value, str) else set()


def _plant(value, names, under=""):
    if isinstance(value, dict) and value.get("parts"):
        return _told(value, names)
    if isinstance(value, dict):
        return {key: _plant(held, names, key) for key, held in value.items()}
    if isinstance(value, list):
        return [_plant(held, names, under) for held in value]
    return value + EVIL if isinstance(value, str) and under in names else value


def _told(value, names):
    """A claim says what its parts say, or nobody reads it: the last part carries what is planted."""
    key = "claim" if "claim" in value else "text"
    rest = _plant({k: v for k, v in value.items() if k not in ("parts", key)}, names)
    evil = EVIL if key in names else ""
    *parts, last = value["parts"]
    return rest | {"parts": [*parts, last | {"text": last["text"] + evil}], key: value[key] + evil}


def _calm(said):
    assert said.code in (0, 2), said.err
    assert not ACTS.search(said.out + said.err), repr((said.out + said.err)[:300])
    assert "Traceback" not in said.err and "fault of Comity" not in said.err
    return said


FORMS = ("table", "csv", "json")


@pytest.mark.parametrize("form", FORMS)
def test_of_somebody_elses_report(run, planted, tmp_path, form):
    content = json.loads((planted / "report.json").read_text())
    content["judgements"] = content["page1"]["judgements"]
    ids = [content[kind][0]["id"] for kind in ("findings", "judgements", "measures", "evidence", "figures", "chronicle",
                                               "tables", "inputs", "sections") if content.get(kind)]  # fmt: skip
    del content["judgements"]
    assert any("\x1b" in id for id in ids)
    other = shutil.copytree(planted, tmp_path / "other")
    changed = _plant(content, {"answer", "claim"})
    (other / "report.json").write_text(json.dumps(changed))
    for id in [*ids, "nothing" + EVIL]:
        _calm(run("why", planted, id, "--store", tmp_path))
        _calm(run("affected", planted, id, "--format", form))
    said = _calm(run("diff", planted, other, "--format", form))
    assert "evil" in said.out
    _calm(run("score", planted, other, "--format", form))


@pytest.mark.parametrize("form", FORMS)
def test_of_somebody_elses_study(run, tmp_path, tiny, form):
    row = {c.name: "" for c in COLUMNS} | {
        "id": "x1", "date": "2014-05", "a": "NOR", "b": "NZL", "question": "exchange", "kind": "statement",
        "claim": "Sheep.", "status": "reported", "source": "Weekly", "source_type": "primary", "reliability": "B",
        "credibility": "2", "language": "en",
    }  # fmt: skip
    for name in row:
        folder = tmp_path / name
        (folder / "evidence").mkdir(parents=True)
        (folder / "study.yaml").write_text("pair: {a: NOR, b: NZL}\n")
        cells = row | {name: (row[name] or "x") + EVIL.replace("\x00", "").replace("\r", "")}
        lines = [",".join(cells), ",".join(f'"{text}"' for text in cells.values())]
        (folder / "evidence" / "a.csv").write_text("\n".join(lines) + "\n")
        _calm(run("evidence", "list", folder, "--format", form))
        if form == "table":
            _calm(run("evidence", "check", folder, "--atlas", tiny))
    (tmp_path / "id" / "study.yaml").write_text(json.dumps({"pair": {"a": "NOR" + EVIL, "b": "NZL"}}))
    _calm(run("evidence", "list", tmp_path / "id", "--format", form))


@pytest.mark.parametrize(
    "words",
    [
        ("assess", EVIL[:-5], "KAZ"),
        ("show", "ISR", "KAZ", EVIL.replace("\x00", "")),
        ("rank", "ISR", "--by", EVIL),
        ("show", "ISR", "KAZ", "un.agreement", "--format", EVIL),
        ("compare", "ISR", EVIL, EVIL),
        ("mediators", "ISR", EVIL),
        ("sources", "cite", EVIL),
        ("sources", "show", EVIL),
        ("measures", EVIL),
        ("why", "no" + EVIL.replace("\x00", ""), "x"),
        (EVIL,),
        ("show", "--" + EVIL),
    ],
    ids=lambda words: words[0][:6].strip("\x1b") or "command",
)
def test_of_what_was_typed(run, words):
    _calm(run(*words))


def test_of_sources_and_interviews(run, tmp_path):
    for form in FORMS:
        _calm(run("sources", "--store", tmp_path, "--format", form))
    (tmp_path / "study.yaml").write_text("pair: {a: NOR, b: NZL}\n")
    (tmp_path / "interviews.csv").write_text(
        "id,terms,date,consent,language,interpreter,attribution\n"
        f'I01,background,2020-01-01,"oral{EVIL[:-6]}",en,no,"an official{EVIL[:-6]}"\n'
    )
    for form in FORMS:
        _calm(run("evidence", "interview", "list", tmp_path, "--format", form))
