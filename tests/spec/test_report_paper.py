"""What paper leaves out of a study, that it says so, and that nothing it prints leads nowhere."""

import io

import pytest
from pypdf import PdfReader

from assessments import hostile, rich, thin
from comity.assessment.questions.parts import bounded
from comity.atlas.measurement import Measurement, State
from comity.report import write_report
from comity.report.compose import compose
from comity.report.paper import FEWEST, MOST_REFS, chosen, on_paper
from comity.terms.interval import Interval

LONG = "x" * 200


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ([("a", "short"), ("b", "short")], [0, 1]),
        # Dated rows: the newest stay, in their order.
        ([(f"{year}-01-01", LONG) for year in range(2000, 2010)], [6, 7, 8, 9]),
        # Two states: rows of both stay.
        ([("Israel", LONG)] * 5 + [("Kazakhstan", LONG)] * 5, [0, 1, 5, 6]),
        # A note in place of a single row would save nothing.
        ([(name, LONG) for name in "abcde"], [0, 1, 2, 3, 4]),
        ([], []),
    ],
)
def test_the_rows_that_paper_keeps(rows, kept):
    assert chosen(rows) == kept
    assert len(kept) >= min(FEWEST, len(rows))


@pytest.mark.parametrize("make", [rich, thin, hostile])
def test_every_link_on_paper_has_its_place_and_what_is_left_out_is_counted(make):
    page = compose(make())
    paper = on_paper(page)
    places = {e.anchor for e in paper.evidence} | {s.anchor for s in paper.sources}
    places |= {c.anchor for s in paper.sections for c in s.claims}
    linked = {r.anchor for s in paper.sections for c in s.claims for r in c.basis}
    linked |= {r.anchor for f in paper.figures for _, r in f.marks} | {
        r.anchor for j in paper.judgements for r in j.findings
    }
    assert linked - {""} <= places
    assert not paper.rows
    assert f"{page.measured:,}" in paper.held
    assert all(len(c.basis) <= MOST_REFS for s in paper.sections for c in s.claims)
    for before, after in zip(page.sections, paper.sections, strict=True):
        assert (before.answer, before.paragraphs, before.against) == (after.answer, after.paragraphs, after.against)
        for whole, cut in zip(before.tables, after.tables, strict=True):
            left = len(whole.rows) - len(cut.rows)
            assert (f"{left} more" in cut.note and whole.file in cut.note) if left else cut == whole


def test_evidence_on_paper_is_what_the_study_points_at():
    page = compose(rich())
    one, *others = page.evidence
    cited = {r.id for s in page.sections for c in s.claims for r in c.basis}
    assert {e.id for e in on_paper(page).evidence} <= {e.id for e in (one, *others)}
    assert {e.id for e in page.evidence if e.id in cited} <= {e.id for e in on_paper(page).evidence}


def test_the_marking_stands_on_every_page(tmp_path):
    write_report(rich().model_copy(update={"marking": "FOR OFFICIAL USE"}), tmp_path, frozenset({"html", "pdf"}))
    assert (tmp_path / "index.html").read_text("utf-8").count("FOR OFFICIAL USE") == 2
    for name in ("study.pdf", "brief.pdf"):
        for sheet in PdfReader(io.BytesIO((tmp_path / name).read_bytes())).pages:
            assert sheet.extract_text().count("FOR OFFICIAL USE") == 2


@pytest.mark.parametrize(
    ("unit", "value", "low", "high", "printed"),
    [
        ("rank", 37.0, 27.0, 44.0, "27th to 44th"),
        ("rank", None, 29.0, 57.0, "29th to 57th"),
        ("rank", 1.0, None, None, "1st"),
        ("rank", 3.0, 3.0, 3.0, "3rd"),
        ("share", 0.12, 0.084, 0.15, "12 % (8.4 % to 15 %)"),
        ("share", 0.12, 0.12, 0.12, "12 %"),
    ],
)
def test_a_rank_or_share_is_never_its_middle_alone(unit, value, low, high, printed):
    kind = None if low is None else Interval.ACCOUNTS
    m = Measurement("x.y", "ISR", "KAZ", "2016", value, low, high, unit, State.VALUE, 3, (), interval=kind)
    assert bounded(m) == printed
