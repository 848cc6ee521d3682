"""When a table computed anew agrees with the one on the page: words to the letter, figures within a tolerance."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "validation"))
from compare import differences

sys.path.pop(0)


def table(measured: str, claim: str = "a claim", note: str = "") -> str:
    head = "`command`\n\n| claim | measured | today's tools | note |\n|---|---|---|---|\n"
    return f"{head}| {claim} | {measured} | none | {note} |"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("r = 0.9929", "r = 0.9929"),
        ("r = 0.9929", "r = 0.9930"),  # one unit of the last printed digit
        ("1,043,255 rows", "1,048,000 rows"),  # half a percent
        ("1.8 s wall, 2.1 s CPU", "9.3 s wall, 4.0 s CPU"),  # times are another machine's
        ("259 s wall, 30 s CPU, 0.70 GB", "23 s wall, 32.7 s CPU, 0.9 GB"),
        ("78.3%", "78.4%"),
        ("largest difference 5.0e-05", "largest difference 5.1e-05"),
        ("-0.186 [-0.197, -0.174]", "-0.187 [-0.197, -0.174]"),
    ],
)
def test_what_agrees(old, new):
    assert differences(table(old), table(new)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("r = 0.9929", "r = 0.9829", "0.9929 is 0.9829"),
        ("r = 0.9929", "R = 0.9929", "'r = ' is 'R = '"),
        ("1,043,255 rows", "1,143,255 rows", "1,043,255 is 1,143,255"),
        ("12 of 14", "12 of 14 groups", "'' is ' groups'"),
        ("0.5", "-0.5", "0.5 is -0.5"),
        ("1 of 3, 2 of 3", "1 of 3", "figures"),
        ("largest difference 5.0e-05", "largest difference 5.0e-04", "5.0e-05 is 5.0e-04"),
        ("1.8 s wall", "1.8 s CPU", "s wall"),
    ],
)
def test_what_does_not(old, new, said):
    (found,) = differences(table(old), table(new))
    assert said in found
    assert "a claim" in found


def test_rows_that_came_and_went_are_named():
    assert differences(table("1"), table("1", claim="another")) == ["gone: a claim", "new: another"]


def test_notes_and_other_tools_count_as_well():
    (found,) = differences(table("1", note="in 2016"), table("1", note="in 2016, all"))
    assert "note" in found


def test_a_year_in_words_is_a_figure_of_no_tolerance():
    (found,) = differences(table("exports 2016"), table("exports 2017"))
    assert "2016 is 2017" in found
