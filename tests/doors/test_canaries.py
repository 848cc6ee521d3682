"""No word of the private store, nor of what may not be printed, is in any file of an assessment.

A word is planted in every field of a study that must not come out. Every byte that an assessment writes is then
looked through, compressed parts, data addresses and the text and metadata of PDFs included. Words that may come
out are planted too, so that a search which finds nothing cannot pass.
"""

import base64
import hashlib
import re
import shutil
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from searched import texts

from comity.evidence.adding import add_statements
from comity.evidence.columns import COLUMNS
from comity.evidence.interviewing import add_interview
from comity.evidence.keeping import keep_document
from comity.evidence.private import FIELDS, allow, make_key
from comity.evidence.removing import withdraw
from comity.evidence.study import load_study
from comity.evidence.table import Table
from comity.evidence.terms import TERMS

pyrage = pytest.importorskip("pyrage")

SECRET, OPEN = "zqsecret", "zqopen"
"""How planted words begin. Each ends in the place where it was planted, so that a leak names itself."""
TEXT = ("claim", "unit", "note", "coverage", "quote", "reporter", "locator")
BASE = {
    "date": "2014-05",
    "a": "NOR",
    "b": "NZL",
    "question": "exchange",
    "kind": "statement",
    "value": "7",
    "status": "reported",
    "source_type": "primary",
    "reliability": "B",
    "credibility": "2",
    "language": "en",
}
# What the terms of an interview let out of its row; everything else in it is planted as secret.
MAY_COME_OUT = {
    "on_the_record": {"claim", "unit", "coverage", "quote", "reporter"},
    "background": {"claim", "unit", "coverage", "quote"},
    "deep_background": {"claim", "unit", "coverage"},
    "off_the_record": set(),
    "chatham_house": {"claim", "unit", "coverage", "quote"},
}


def _word(kind, *place):
    return kind + "".join(re.sub(r"[^a-z]", "", part) for part in place)


def _add(folder, cells, name="the test"):
    add_statements(folder, Table(name, {k: [v] for k, v in cells.items()}, ["row"]))


def _row(terms, allowed):
    cells = {name: _word(OPEN if name in allowed else SECRET, terms, name) for name in TEXT}
    return BASE | cells | {"id": f"row-{terms.replace('_', '-')}", "interview": f"K{SECRET}{terms.replace('_', '')}"}


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A study with a word in every field that somebody can write into, and the secret key beside it."""
    home = tmp_path_factory.mktemp("planted")
    folder = home / "study"
    folder.mkdir()
    (folder / "study.yaml").write_text("pair: {a: NOR, b: NZL}\n")
    allow(folder, make_key(home / "key.txt"))
    for terms, held in TERMS.items():
        person = {field: _word(SECRET, terms, field) for field in FIELDS}
        cells = {"id": f"K{SECRET}{terms.replace('_', '')}", "terms": terms, "date": "1987-03-21", "language": "mi"}
        cells |= {"consent": _word(SECRET, terms, "consent"), "follow_up": _word(SECRET, terms, "followup")}
        cells |= {"attribution": _word(OPEN, terms, "attribution") if held.describes else ""}
        add_interview(folder, cells | {"interpreter": "yes", "fits": "5000"}, person)
        _add(folder, _row(terms, MAY_COME_OUT[terms]))
    paper = home / f"{_word(SECRET, 'file', 'name')}.txt"
    paper.write_text(_word(SECRET, "document", "content"))
    kept = keep_document(folder, paper, {"accessed": "2014", "note": _word(SECRET, "document", "note")})
    _add(folder, BASE | _plain("published") | {"note": _word(SECRET, "plain", "note"), "document": kept})
    _add(folder, BASE | {name: _word(SECRET, "withdrawn", name) for name in (*TEXT, "source")} | {"id": "gone"})
    withdraw(folder, "gone", _word(SECRET, "withdrawal", "reason"), "2020-01-01")
    _add(folder, {"source": _word(SECRET, "draft", "source"), "claim": _word(SECRET, "draft", "claim")})
    _correct(folder)
    return folder


def _plain(id):
    return {"id": id, "source": _word(OPEN, "source"), "claim": _word(OPEN, "claim"), "unit": "sheep"}


def _correct(folder):
    """A correction takes a name out of a claim on background; what it expects is what must not be read."""
    said = _word(SECRET, "corrected", "claim")
    row = _row("background", MAY_COME_OUT["background"]) | {"id": "mended", "claim": said}
    _add(folder, row)
    reason = _word(SECRET, "correction", "reason")
    line = f"mended,claim,{said},{_word(OPEN, 'corrected', 'claim')},{reason}\n"
    (folder / "corrections.csv").write_text("id,column,expect,value,reason\n" + line)


@pytest.fixture(scope="module")
def assessed(planted, tmp_path_factory):
    from functools import partial

    from comity.cli.app import exit_code
    from comity.cli.main import app

    out = tmp_path_factory.mktemp("assessed") / "out"
    words = ["assess", "NOR", "NZL", "--study", str(planted), "--as-of", "2024-12-31", "--out", str(out)]
    assert exit_code(partial(app, args=words)) == 0
    return out


def _text(path):
    return texts(path.read_bytes())


def _files(folder):
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def _planted_words(folder):
    """Every word that begins as secrets do, in the open files of the study."""
    files = [path.read_text(encoding="utf-8") for path in _files(folder) if path.suffix in (".csv", ".txt", ".yaml")]
    return {word.lower() for text in files for word in re.findall(rf"{SECRET}[a-z]+", text)}


def test_the_secrets_are_there_to_be_found(planted):
    words = _planted_words(planted)
    assert len(words) > 40
    sealed = [path.read_bytes() for path in (planted / "private").glob("*.age")]
    assert len(sealed) == len(TERMS)
    assert all(SECRET.encode() not in raw for raw in sealed)


def test_no_secret_is_in_any_file(assessed):
    files = _files(assessed)
    assert {
        "index.html",
        "study.pdf",
        "brief.pdf",
        "study.docx",
        "brief.docx",
        "report.md",
        "report.json",
        "provenance.json",
    } <= {path.name for path in files}
    for path in files:
        assert SECRET not in path.name
        for text in _text(path):
            assert (place := text.find(SECRET)) < 0, f"{path.name}: {text[place : place + 60]}"


def test_the_day_and_language_of_an_interview_stay_inside(assessed):
    for path in _files(assessed):
        assert b"1987-03-21" not in path.read_bytes(), path.name
    assert '"language": "mi"' not in (assessed / "report.json").read_text()


def test_what_may_come_out_does(assessed):
    said = {path.name: "".join(_text(path)) for path in _files(assessed)}
    for terms, allowed in MAY_COME_OUT.items():
        for name in allowed:
            assert _word(OPEN, terms, name) in said["report.json"]
    for name in ("index.html", "study.pdf", "study.docx", "report.md", "report.json", "evidence.csv"):
        assert _word(OPEN, "ontherecord", "attribution") in said[name], name
        assert _word(OPEN, "corrected", "claim") in said[name], name


@pytest.mark.parametrize("terms", TERMS)
def test_the_search_finds_a_word_in_every_kind_of_hiding_place(terms, tmp_path):
    word = _word(SECRET, terms)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/core.xml", f"<creator>{word}</creator>")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(9, 9)
    writer.add_metadata({"/Author": word})
    pdf = BytesIO()
    writer.write(pdf)
    hidden = {
        "a.docx": packed.getvalue(),
        "a.pdf": pdf.getvalue(),
        "a.html": b"<img src='data:x;base64," + base64.b64encode(f"<svg>{word}</svg>".encode()) + b"'>",
        "a.png": b"\x89PNG" + zlib.compress(word.encode() * 3),
        "a.txt": word.encode("utf-16"),
    }
    for name, raw in hidden.items():
        (tmp_path / name).write_bytes(raw)
        assert any(word in text for text in _text(tmp_path / name)), name


KEEPERS = ("file", "document", "plain", "withdrawn", "draft")
"""Places of words that whoever keeps the study reads in its own pages; no assessment prints them."""


def test_no_page_of_the_desk_shows_what_interviews_keep(planted, starter, tmp_path):
    from desked import Browser, opened

    with opened(None, tmp_path / "store", planted.parent) as it:
        desk = Browser(it).enter()
        home, with_study = f"/studies/{planted.name}", f"study={planted.name}&as-of=2024-12-31"
        ids = [s.id for s in load_study(planted).statements]
        own = [home, "/studies", *(f"{home}/{end}" for end in ("add", "import", "documents", "review", "check"))]
        own += [f"{home}?q={word}" for word in ("zqsecret", "zqopen", "interview")]
        own += [f"{home}/statements/{id}" for id in ids]
        printed = [f"/NOR/NZL{end}?{with_study}" for end in ("", ".json", ".csv", ".md", "/annexes")]
        printed += [f"/NOR/NZL/why?id=evidence/{id}&{with_study}" for id in ids]
        heard = {path: desk.ask(path) for path in (*own, *printed)}
    assert {heard[path].status for path in printed[:5]} == {200} == {heard[path].status for path in own[:7]}
    for path, found in heard.items():
        text = re.sub(r"[\s\u00ad\u200b-]+", "", found.text).lower()
        told = set(re.findall(rf"{SECRET}[a-z]+", text)) - ({SECRET} if "q=" in path else set())
        if path in own:
            told = {word for word in told if not word.removeprefix(SECRET).startswith(KEEPERS)}
        assert not told, (path, told)
        assert "1987-03-21" not in found.text, path
    assert _word(OPEN, "ontherecord", "attribution") in heard[home].text
    assert _word(SECRET, "plain", "note") in heard[f"{home}/statements/published"].text
    kept = {id for id in ids if id.startswith("row-") or id == "mended"}
    assert {heard[f"{home}/statements/{id}"].status for id in kept} == {404}


def _hashes(folder):
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in _files(folder)}


def test_a_study_without_its_private_parts_gives_the_same_bytes(planted, assessed, run, tmp_path):
    """The proof by construction: what is taken away cannot have been in what stays the same."""
    aside = tmp_path / "aside"
    shutil.copytree(planted, aside)
    try:
        shutil.rmtree(planted / "private")
        shutil.rmtree(planted / "documents")
        (planted / "to_grade.csv").unlink()
        _without_rows(planted / "evidence" / "added.csv", {"row-off-the-record", "gone"})
        (planted / "withdrawn.csv").unlink()
        again = tmp_path / "again"
        assert run("assess", "NOR", "NZL", "--study", planted, "--as-of", "2024-12-31", "--out", again).code == 0
        assert _hashes(again) == _hashes(assessed)
    finally:
        shutil.rmtree(planted)
        shutil.copytree(aside, planted)


def _without_rows(path, ids):
    kept = [line for line in path.read_text().splitlines() if line.split(",")[0] not in ids]
    path.write_text("\n".join(kept) + "\n")
    assert {column.name for column in COLUMNS} == set(kept[0].split(","))


def test_off_the_record_reaches_no_request(planted):
    from datetime import date

    from comity.assessment.statements import evidence_rows

    study = load_study(Path(planted))
    ids = {row.id for row in evidence_rows(study, date(2024, 12, 31))}
    assert "evidence/row-off-the-record" not in ids
    assert "evidence/gone" not in ids
    assert {"evidence/row-background", "evidence/row-deep-background", "evidence/published"} <= ids
