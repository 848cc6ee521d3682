"""A truce of long ago after which two made up is when they fought; one between two without relations stands."""

import pytest

from comity.assessment.page1.truces import is_history
from comity.assessment.record import Record
from page_one import DAY, assessed


@pytest.mark.parametrize(
    ("a", "b", "over"),
    [
        ("BOL", "PRY", True),
        ("IRN", "IRQ", True),
        ("PRK", "KOR", False),
        ("IND", "PAK", False),
        ("SAU", "YEM", False),
        ("KHM", "THA", False),
    ],
)
def test_whether_a_truce_is_history(a, b, over):
    record = Record.of(a, b, DAY)
    assert is_history(record, record.standing("ceasefire")) is over


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ("CMR", "NGA", "1996"),
        ("DJI", "ERI", "2008"),
        ("KEN", "UGA", "1988"),
        ("ETH", "ERI", "2018"),
        ("ETH", "SOM", "at peace by treaty since April 1988; fought after it (December 2024)"),
        ("EGY", "ISR", "at peace by treaty since 26 March 1979"),
        ("NLD", "IDN", "1962"),
        ("ECU", "PER", "at peace by treaty since October 1998"),
        ("GUY", "SUR", "1969"),
    ],
)
def test_no_fighting_lies_before_what_the_page_itself_tells(a, b, said):
    (conflict,) = [c.level.text for c in assessed(a, b).page1.strip if c.label == "Conflict"] or [""]
    assert said in conflict or not conflict, conflict


def test_the_strip_says_when_they_fought():
    cells = {c.label: c.level.text for c in assessed("LAO", "THA").page1.strip}
    assert cells["Conflict"] == "they fought (1987 to 1988)"
    assert "ceasefire" in assessed("IND", "PAK").page1.model_dump_json()
