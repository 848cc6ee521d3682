"""A figure that stands still from year to year is an estimate carried on, and no report."""

from datetime import date

import pytest

from comity.assessment.page1.strip import _trade
from comity.assessment.questions.trade_now import FUND, trade_now
from comity.assessment.record import Record
from comity.assessment.view import View
from comity.atlas.read import Atlas
from comity.quantities.carried import carried, lines

DAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("values", "still"),
    [
        ([363.0, 361.8, 363.3], True),
        ([10.0, 363.0, 361.8, 363.3], True),
        ([363.0, 361.8, 390.0], False),
        ([363.0, 361.8], False),
        ([0.0, 0.0, 0.0], False),
        ([100.0, 99.0, 97.9], False),
        ([], False),
    ],
)
def test_three_figures_within_a_fiftieth_are_one(values, still):
    rule = carried(FUND)
    assert rule is not None and rule.stands_still(values) is still


def test_every_line_is_of_a_measure_and_says_why():
    atlas = Atlas.open(None, DAY)
    for line in lines().values():
        assert atlas.entry(line.measure) is not None and line.reason and line.least > 2 and 0 < line.within < 0.1
    assert carried("exchange.exports_baci") is None


def of(a: str, b: str, day: date = DAY) -> View:
    return View(Atlas.open(None, day), a, b, 1990, record=Record.of(a, b, day))


def test_it_is_no_figure_of_a_first_page_and_is_said_where_trade_is_told():
    view = of("ABW", "VEN")
    assert view.last(FUND, "VEN", "ABW") is None
    assert [m.period for m in view.series(FUND, "VEN", "ABW")] == ["2019", "2020", "2025"]
    cell = _trade(view, view.record)
    assert cell is not None and "360 million" not in cell.level.text
    (judged,) = trade_now(view)
    assert "estimate, and nobody's report" in judged.finding.claim
    assert judged.short is not None and "360 million" not in judged.short.text


def test_before_the_third_figure_was_known_nothing_says_that_it_stands_still():
    then = of("ABW", "VEN", date(2021, 12, 31)).last(FUND, "VEN", "ABW")
    assert then is not None and then.period == "2020"


def test_a_flow_that_moves_is_told():
    found = of("DEU", "FRA").last(FUND)
    assert found is not None and found.period == "2025"
