"""Interviews and private notes pass through no command that gathers, reads, asks a model or reviews.

A word is planted in each, beside sentences about the two that every rule would take. Whatever the commands print, write
or send to a model is looked through for them; words that may come out are planted too, so that a search which finds
nothing cannot pass.
"""

import json

import pytest

from comity.evidence.adding import add_statements
from comity.evidence.interviewing import add_interview
from comity.evidence.keeping import keep_document
from comity.evidence.private import allow, make_key
from comity.evidence.table import Table
from comity.evidence.writing import INTERVIEWS, PRIVATE
from served_model import serving

pyrage = pytest.importorskip("pyrage")

SAID = "On 3 May 2014 Norway and New Zealand signed a treaty, said {word}."
OPEN, TOLD, NOTE = "zqopen", "zqinterview", "zqprivate"


@pytest.fixture
def study(tmp_path, monkeypatch):
    import sys

    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "study.yaml").write_text("pair: {a: NOR, b: NZL}\n")
    allow(folder, make_key(tmp_path / "key.txt"))
    cells = {"id": "K1", "terms": "off_the_record", "date": "2014-05-01", "consent": "by letter", "language": "en"}
    add_interview(folder, cells | {"interpreter": "no"}, {"name": NOTE})
    paper = tmp_path / "transcript.txt"
    paper.write_text(SAID.format(word=TOLD))
    kept = keep_document(folder, paper, {"accessed": "2014-05-19", "published": "2014-05-19"})
    cells = {"id": "r1", "date": "2014-05-03", "a": "NOR", "b": "NZL", "question": "tenor", "kind": "statement"}
    cells |= {"status": "reported", "source_type": "primary", "reliability": "B", "credibility": "2", "claim": TOLD}
    cells |= {"interview": "K1", "document": kept}
    add_statements(folder, Table("the test", {k: [v] for k, v in cells.items()}, ["row"]))
    private = folder / PRIVATE
    private.mkdir(exist_ok=True)
    (private / "notes.txt").write_text(SAID.format(word=NOTE))
    (tmp_path / "notes.txt.age").write_text(SAID.format(word=NOTE))
    (tmp_path / "open.txt").write_text(SAID.format(word=OPEN))
    return folder


def written(folder, before):
    return {p: p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and p not in before}


def echo(passage):
    """A model that proposes every sentence it is told."""
    row = {"a": "NOR", "b": "NZL", "kind": "agreement", "status": "signed", "date": "", "claim": "They signed."}
    return json.dumps([row | {"quote": passage.strip()}])


def test_no_word_of_an_interview_or_a_private_note_passes_through(run, study, tmp_path):
    before = set(written(tmp_path, ()))
    private = (study / PRIVATE / "notes.txt", study / INTERVIEWS, tmp_path / "notes.txt.age", study / PRIVATE)
    told = []
    with serving(echo) as served:
        model = ("--model", "parrot", "--model-at", served.address)
        for path in private:
            told.append(run("gather", "NOR", "NZL", "--study", study, "--from", path))
            if path.is_file():
                told += [run("read", path), run("read", path, *model), run("read", path, "--study", study, *model)]
        assert served.asked == []
        told.append(run("gather", "NOR", "NZL", "--study", study, "--from", tmp_path / "open.txt"))
        for words in ((), ("--again", "--all"), model, ("--again", *model), ("--format", "json", "--all")):
            told.append(run("read", study, *words))
        told.append(run("read", tmp_path / "open.txt", "--study", study, "--all", "--again", *model))
        table = tmp_path / "waiting.csv"
        for words in (("--list", "--all"), ("--out", table, "--all"), ("--agreed", "--who", "me"), ("--list",)):
            told.append(run("review", study, *words))
        told.append(run("review", study, "--take", table, "--who", "me"))
        sent = "".join(served.passages)
    said = "".join(f"{t.out}{t.err}" for t in told)
    held = b"".join(written(tmp_path, before).values()).decode(errors="replace")
    assert OPEN in said and OPEN in sent and OPEN in held
    for word in (TOLD, NOTE):
        assert word not in said and word not in sent and word not in held


def test_what_a_person_names_is_read_and_sent_for_that_file_alone(run, study):
    from comity.evidence.documents import read_documents

    (id,) = read_documents(study)
    with serving(echo) as served:
        said = run("read", study, "--allow", id, "--all", "--model", "parrot", "--model-at", served.address)
    assert TOLD in said.out and TOLD in "".join(served.passages)
    assert NOTE not in said.out + said.err + "".join(served.passages)
