"""The worked studies that were made by gather, read and review: whole, in our own words, nothing of others' in them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from comity.api.gather import Where, gather
from comity.evidence.documents import FOLDER, read_documents
from comity.evidence.hypotheses import read_hypotheses
from comity.evidence.sharing import allowed_words
from comity.evidence.starting import begin
from comity.evidence.study import load_study
from comity.terms.country import state

STUDIES = Path(__file__).resolve().parents[2] / "studies"
MADE = {"arm-aze": 128, "ind-vnm": 83, "bra-zaf": 84}
RUN = 10
"""Words in a row that no text of ours may share with a document."""


@pytest.fixture(scope="module", params=MADE)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def study(name):
    return load_study(STUDIES / name)


def test_it_holds_its_number_and_names_a_pair_by_its_folder(name, study):
    assert len(study.statements) == MADE[name]
    assert name.upper().split("-") == [study.settings.pair.a, study.settings.pair.b]
    assert len({s.claim for s in study.statements}) == len(study.statements)


def test_every_statement_has_source_address_grade_and_a_sector(study):
    for s in study.statements:
        assert s.source and s.url.startswith("https://") and s.sector, s.id
        assert re.fullmatch(r"[A-C][1-5]", s.grade), s.id
        assert not s.document or s.locator.startswith("characters "), s.id


def test_no_document_is_there_and_every_one_that_is_cited_is_named_by_its_hash(name, study):
    assert sorted(p.name for p in (STUDIES / name).iterdir()) == sorted(
        ("NOTES.md", "README.md", "documents.csv", "evidence", "hypotheses.yaml", "study.yaml")
    )
    cited = {s.document for s in study.statements if s.document}
    assert cited == set(study.documents)
    assert all(len(d.sha256) == 64 and d.accessed for d in study.documents.values())


def test_no_quotation_is_longer_than_its_licence_allows(study):
    for s in study.statements:
        allowed = allowed_words(study.documents[s.document].licence if s.document else "")
        assert allowed is None or len(s.quote.split()) <= allowed, s.id
        assert len(s.quote.split()) < RUN, s.id


def test_a_question_is_weighed_by_statements_of_the_study(name, study):
    contests = read_hypotheses(STUDIES / name)
    assert contests and {e.row for c in contests for e in c.evidence} <= {s.id for s in study.statements}


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


PLACES = ("current-events", "factbook", "foreign-relations", "general-debate")
"""Places whose documents hold sentences of others."""


@pytest.fixture(scope="module")
def gathered(name, mirror, tmp_path_factory):
    folder = tmp_path_factory.mktemp(name) / "s"
    a, b = (state(id) for id in name.upper().split("-"))
    begin(folder, a, b)
    gather(folder, a, b, Where(mirror, PLACES), today=date(2026, 11, 29))
    return folder


@pytest.mark.mirror
@pytest.mark.slow
def test_no_sentence_of_ours_is_a_sentence_of_a_document(name, study, gathered):
    held = read_documents(gathered).values()
    theirs = set().union(*(_runs((gathered / FOLDER / d.file).read_text(encoding="utf-8")) for d in held))
    written = [p.read_text(encoding="utf-8") for p in sorted((STUDIES / name).glob("*.md"))]
    ours = [*(f"{s.claim} {s.note}" for s in study.statements), *written]
    assert theirs and not [text for text in ours if _runs(text) & theirs]


@pytest.mark.mirror
@pytest.mark.slow
def test_what_is_cited_is_gathered_again_with_the_same_hash(study, gathered):
    again = {d.sha256 for d in read_documents(gathered).values()}
    by_place = [d for d in study.documents.values() if d.name.startswith(PLACES)]
    assert by_place and {d.sha256 for d in by_place} <= again
