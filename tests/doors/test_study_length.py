"""How long a study is: one sheet first, an argument of few pages, and an annex apart with all that it rests on."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from comity.assessment.assess import Request, assess
from comity.atlas.read import Atlas
from comity.report.write import write_report

DAY = date(2026, 11, 28)
ANNEX = "Annex: figures, tables and findings"
LENGTHS = (("IND", "PAK", 8, 12), ("CHN", "USA", 8, 12), ("IRN", "ISR", 8, 12), ("BTN", "URY", 2, 2))


@pytest.fixture(scope="module")
def atlas():
    return Atlas.open(None, DAY)


@pytest.mark.parametrize(("a", "b", "least", "most"), LENGTHS, ids=str)
def test_a_study_is_as_long_as_what_there_is_to_say(atlas, tmp_path, a, b, least, most):
    write_report(assess(atlas, Request(a, b, 1990, "comity assess")), tmp_path, frozenset({"pdf"}))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO((tmp_path / "study.pdf").read_bytes())).pages]
    annex = next(n for n, text in enumerate(pages) if text.count(ANNEX) and "behind the answers" not in text)
    assert least <= annex <= most
    assert "Newest data" in pages[0] and "Newest data" not in "".join(pages[1:])
    opened = "Question by question" if most == 2 else "Contents"
    assert opened in pages[1]


def test_what_the_argument_leaves_out_stands_in_the_annex(atlas, tmp_path):
    made = assess(atlas, Request("BTN", "URY", 1990, "comity assess"))
    write_report(made, tmp_path, frozenset({"pdf"}))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO((tmp_path / "study.pdf").read_bytes())).pages]
    annex = "".join("".join(pages[2:]).split())
    assert made.tables and all("".join(t.title.split()) in annex for t in made.tables)
    assert made.figures and all("".join(f.title.split()) in annex for f in made.figures)
