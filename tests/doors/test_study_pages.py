"""How the pages of a study are set: no answer is torn from its head."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from comity.assessment.assess import Request, assess
from comity.atlas.read import Atlas
from comity.report.argument import ANNEX, argument
from comity.report.compose import compose
from comity.report.write import write_report

DAY = date(2026, 11, 28)


@pytest.fixture(scope="module", params=["RUS UKR", "FRA DEU"])
def study(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    a, b = request.param.split()
    made = assess(Atlas.open(None, DAY), Request(a, b, 1990, "comity assess"))
    write_report(made, folder, frozenset({"pdf"}))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO((folder / "study.pdf").read_bytes())).pages]
    first = next(n for n, text in enumerate(pages) if text.count(ANNEX) and "behind the answers" not in text)
    return compose(made), pages[1:first]


def plain(text):
    return "".join(text.replace("\u00ad", "").replace("\u200b", "").split())


def test_an_answer_stands_whole_on_the_page_of_its_head(study):
    page, pages = study
    for section in argument(page).told:
        with_head = [text for text in pages if plain(section.question) in plain(text)]
        assert with_head and plain(section.answer[-40:]) in plain(with_head[0]), section.title
