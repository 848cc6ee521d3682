"""Gather and read on the mirror: what is known of pairs is among what is proposed, with its place and date."""

from datetime import date

import pytest

from comity.api.gather import Where, gather
from comity.api.reading import holds, read_study
from comity.evidence.documents import FOLDER, read_documents
from comity.evidence.starting import begin
from comity.reading.open import read_document
from comity.terms.country import state

pytestmark = [pytest.mark.mirror, pytest.mark.slow]
TODAY = date(2026, 11, 1)


def gathered(folder, a, b, mirror, *only):
    begin(folder, state(a), state(b))
    kept = gather(folder, state(a), state(b), Where(mirror, only), today=TODAY)
    read = read_study(folder, today=TODAY)
    return kept, [p for r in read for p in r.proposals]


def test_israel_and_kazakhstan(mirror, tmp_path):
    kept, proposals = gathered(tmp_path / "s", "ISR", "KAZ", mirror, "current-events", "investment-treaties")
    assert {k.state for k in kept} == {"new"}
    told = {(p.cells.get("kind"), p.cells.get("status"), p.cells.get("date"), p.likely) for p in proposals}
    # UNCTAD, IIA Navigator: signed 1995-12-27, in force 1997-02-19.
    assert ("agreement", "signed", "1995-12-27", True) in told
    assert ("agreement", "in_force", "1997-02-19", True) in told
    # Wikipedia, Portal:Current events, 2025 November 6.
    accords = [p for p in proposals if p.cells.get("date") == "2025-11-06"]
    assert accords and all("Abraham Accords" in p.cells["quote"] for p in accords)


def test_the_historian_on_kazakhstan(mirror, tmp_path):
    _, proposals = gathered(tmp_path / "s", "USA", "KAZ", mirror, "historian")
    told = {(p.cells.get("kind"), p.cells["a"], p.cells.get("date"), p.likely) for p in proposals}
    # Office of the Historian: visits of 2018-01-15, trip of 2023-02-27; recognition and relations of 1991-12-25.
    assert ("visit", "KAZ", "2018-01-15", True) in told
    assert ("visit", "USA", "2023-02-27", True) in told
    assert ("act", "USA", "1991-12-25", True) in told


def test_every_quotation_of_a_study_stands_in_its_document(mirror, tmp_path):
    _, proposals = gathered(tmp_path / "s", "IND", "VNM", mirror, "foreign-relations")
    assert proposals
    held = {d.sha256: read_document(tmp_path / "s" / FOLDER / d.file) for d in read_documents(tmp_path / "s").values()}
    assert all(holds(held[p.sha256], p) for p in proposals)
