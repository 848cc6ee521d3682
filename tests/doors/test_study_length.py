"""How long a study is: one sheet first, an argument of few pages, and an annex apart with all that it rests on."""

import pytest

from page_one import assessed
from study_pdf import printed_study

LENGTHS = (("IND", "PAK", 8, 12), ("CHN", "USA", 8, 12), ("IRN", "ISR", 8, 12), ("BTN", "URY", 2, 2))


@pytest.mark.parametrize(("a", "b", "least", "most"), LENGTHS, ids=str)
def test_a_study_is_as_long_as_what_there_is_to_say(tmp_path, a, b, least, most):
    pages, annex = printed_study(assessed(a, b), tmp_path)
    assert least <= annex <= most
    assert "Newest data" in pages[0] and "Newest data" not in "".join(pages[1:])
    opened = "Question by question" if most == 2 else "Contents"
    assert opened in pages[1]


def test_what_the_argument_leaves_out_stands_in_the_annex(tmp_path):
    made = assessed("BTN", "URY")
    pages, first = printed_study(made, tmp_path)
    annex = "".join("".join(pages[first:]).split())
    assert made.tables and all("".join(t.title.split()) in annex for t in made.tables)
    assert made.figures and all("".join(f.title.split()) in annex for f in made.figures)
