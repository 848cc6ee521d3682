"""Where the data end, as LIMITATIONS.md prints it, is what the atlas that ships holds."""

import importlib.util
from dataclasses import dataclass
from datetime import date

import pytest

from comity.atlas.read import Atlas
from comity.measures.recipes import RECIPES
from comity.quantities.records import records

AWAITED = {
    "conflict.armed", "exchange.exports_baci", "exchange.exports_imf", "exchange.partner_share", "relations.since",
    "sanctions.in_force", "tenor.mentions", "visits.high_level",
}  # fmt: skip
"""Measures that are promised and not computed yet."""


@pytest.fixture(scope="module")
def tool(root):
    spec = importlib.util.spec_from_file_location("data_ends", root / "tools" / "data_ends.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def shipped():
    return Atlas.open(None, date.max)


def test_the_page_says_what_the_atlas_holds(tool, shipped):
    page = tool.PAGE.read_text(encoding="utf-8")
    assert page == tool.written(page, shipped), "LIMITATIONS.md has drifted; run: python tools/data_ends.py"


def test_a_changed_figure_and_lost_marks_are_noticed(tool, shipped):
    page = tool.PAGE.read_text(encoding="utf-8")
    assert tool.written(page.replace("**2014**", "**2026**"), shipped) == page
    with pytest.raises(ValueError, match="lacks the marks"):
        tool.written("# Limitations\n", shipped)


def test_each_record_names_measures_that_there_are_and_why_it_is_told():
    known = {m.id for r in RECIPES for m in r.measures} | AWAITED
    for record in records():
        assert record.measures and set(record.measures) <= known, record.name
        assert record.reason


@dataclass
class _Entry:
    grain: str = "year"
    silence: str = "not_reported"
    direction: str = "directed"
    first: int = 2000
    last: int = 2025


@pytest.mark.parametrize(
    ("periods", "said"),
    [
        ({2000: 90, 2004: 95, 2008: 97}, "all but every 4th year"),
        ({2014: 97, 2015: 98, 2019: 96, 2020: 95, 2025: 99}, "2016 to 2018; 2021 to 2024"),
        ({2014: 97, 2015: 98, 2017: 96}, "2016"),
        ({2022: 120, 2023: 118, 2024: 5}, "2024 has 5 states, at most 120 in a year before"),
        ({2022: 120, 2023: 118, 2024: 119}, ""),
        ({2022: 120}, "any other year"),
    ],
)
def test_what_is_missing_between_and_a_thin_end_are_told(tool, periods, said):
    assert tool._missing(_Entry(), periods) == said


def test_a_list_whose_silence_means_none_lacks_nothing_within_its_years(tool):
    entry = _Entry(silence="true_zero")
    assert tool._missing(entry, {2003: 4, 2019: 1}) == "" and tool._reach(entry, {2003: 4}) == "**2025** (from 2000)"
