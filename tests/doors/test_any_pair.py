"""Any two states get a whole assessment: large or tiny, with much on record or nothing."""

import json
import random
from datetime import date
from pathlib import Path

import pytest
from jsonschema_rs import Draft202012Validator
from tiny_world import COW, comity_process

from comity.assessment.assess import Request, assess
from comity.atlas.read import Atlas
from comity.terms.country import states
from comity.terms.membership import coexisted
from comity.terms.question import QUESTIONS
from linted import faults

DAY = date(2026, 6, 30)
SINCE = 1990
SCHEMA = Draft202012Validator(
    json.loads((Path(__file__).parents[2] / "docs" / "schema" / "assessment-2.json").read_text())
)
TINY = ("NRU", "TUV", "SMR", "LIE", "PLW", "MCO", "SSD", "TLS", "MNE", "VAT")


def _pairs(count: int) -> list[tuple[str, str]]:
    """Seeded pairs that shared a day since 1990: a tenth of them with a tiny or young state."""
    draw = random.Random(2026)
    known = [s.id for s in states()]
    chosen: list[tuple[str, str]] = []
    while len(chosen) < count:
        first = draw.choice(TINY) if len(chosen) % 10 == 0 else draw.choice(known)
        second = draw.choice(known)
        if first != second and coexisted(first, second, date(SINCE, 1, 1), DAY) is not None:
            chosen.append((first, second))
    return chosen


CHUNKS = [_pairs(200)[i : i + 25] for i in range(0, 200, 25)]


def _expect_whole(report: dict[str, object]) -> None:
    fault = next(SCHEMA.iter_errors(report), None)
    assert fault is None, f"{fault.instance_path}: {fault.message[:200]}"
    asked = [q.id for q in QUESTIONS]
    assert [s["id"] for s in report["sections"]] == asked
    assert [c["question"] for c in report["coverage"]] == asked
    for section, covered in zip(report["sections"], report["coverage"], strict=True):
        assert section["answer"].strip()
        assert section["state"] == covered["state"]
        if section["state"] != "answered":
            assert covered["reason"].strip(), section["id"]
    known = {m["id"] for m in report["measures"]} | {e["id"] for e in report["evidence"]}
    known |= {row["id"] for part in ("inputs", "chronicle", "status", "tables") for row in report[part]}
    for finding in report["findings"]:
        assert set(finding["basis"]) <= known, finding["id"]
        estimate = finding["estimate"] or {}
        low, value, high = (estimate.get(k) for k in ("low", "value", "high"))
        if None not in (low, value, high):
            assert low <= value <= high, finding["id"]
    for m in report["measures"]:
        assert (m["value"] is None) == (m["state"] not in ("value", "true_zero")), m["id"]
        assert m["state"] != "true_zero" or m["value"] == 0, m["id"]
        assert set(m["basis"]) <= {i["id"] for i in report["inputs"]}, m["id"]


@pytest.mark.parametrize("chunk", CHUNKS, ids=lambda c: f"{c[0][0]}-{c[0][1]}+24")
def test_two_hundred_pairs_have_all_thirteen_sections_and_say_nothing_that_the_linter_refuses(starter, chunk):
    atlas = Atlas.open(starter, DAY)
    for a, b in chunk:
        report = assess(atlas, Request(a, b, SINCE, f"comity assess {a} {b}"))
        assert [f"{a}-{b} {fault}" for fault in faults(atlas, report)] == []
        _expect_whole(json.loads(report.model_dump_json(by_alias=True)))


def test_every_pair_of_a_thin_atlas_is_answered_too(tiny):
    atlas = Atlas.open(tiny, DAY)
    for a, b in (("ISR", "KAZ"), ("USA", "CAN"), ("ARM", "IRN"), ("NRU", "TUV"), ("DEU", "FRA")):
        report = assess(atlas, Request(a, b, SINCE, f"comity assess {a} {b}"))
        _expect_whole(json.loads(report.model_dump_json(by_alias=True)))
    assert set(COW) <= set(atlas.manifest.states)


@pytest.mark.parametrize("pair", [("FRA", "TUV"), ("SSD", "XKX"), ("CHN", "MNE")], ids="-".join)
def test_the_command_writes_every_format(starter, tmp_path, pair):
    folder = tmp_path / "study"
    done = comity_process("assess", *pair, "--as-of", DAY, "--atlas", starter, "--out", folder)
    out, err = done.communicate(timeout=120)
    assert done.returncode == 0, err
    assert err == "" and out.startswith(f"{folder}/")
    names = {p.name for p in folder.iterdir()}
    assert {
        "index.html", "study.pdf", "brief.pdf", "report.md", "report.json", "data", "provenance.json"
    } <= names  # fmt: skip
    _expect_whole(json.loads((folder / "report.json").read_text()))
    for name in ("study.pdf", "brief.pdf"):
        assert (folder / name).read_bytes().startswith(b"%PDF-")
    assert [p.name for p in tmp_path.iterdir()] == ["study"]


def test_one_format_alone_gives_that_one(tiny, tmp_path, run):
    folder = tmp_path / "x"
    assert run("assess", "ISR", "KAZ", "--atlas", tiny, "--out", folder, "--format", "json").code == 0
    assert (folder / "report.json").is_file() and not (folder / "index.html").exists()
    assert not list(folder.glob("*.pdf"))


def test_names_in_several_languages_and_codes_give_the_same_assessment(tiny, tmp_path, run):
    texts = set()
    for a, b in (("ISR", "KAZ"), ("Israel", "Қазақстан"), ("cow:666", "gw:705"), ("Izrael", "kz")):
        folder = tmp_path / "same"
        said = run("assess", a, b, "--atlas", tiny, "--out", folder, "--format", "json", "--as-of", "2016-12-31")
        assert said.code == 0, said.err
        texts.add((folder / "report.json").read_text())
    assert len(texts) == 1
