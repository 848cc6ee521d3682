"""How the pages of a study are set: no answer is torn from its head."""

import pytest

from comity.report.argument import argument
from comity.report.compose import compose
from page_one import assessed
from study_pdf import printed_study


@pytest.fixture(scope="module", params=["RUS UKR", "FRA DEU"])
def study(request, tmp_path_factory):
    made = assessed(*request.param.split())
    pages, annex = printed_study(made, tmp_path_factory.mktemp("study"))
    return compose(made), pages[1:annex]


def plain(text):
    return "".join(text.replace("\u00ad", "").replace("\u200b", "").split())


def test_an_answer_stands_whole_on_the_page_of_its_head(study):
    page, pages = study
    for section in argument(page).told:
        with_head = [text for text in pages if plain(section.question) in plain(text)]
        assert with_head and plain(section.answer[-40:]) in plain(with_head[0]), section.title
