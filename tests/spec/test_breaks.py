"""A fall in a count of people that a change in counting may explain is told with that doubt, and not as who left."""

from datetime import date

import pytest

from comity.assessment.fled import fled
from comity.assessment.phrases import newest_and_most
from comity.assessment.questions.other_flows import other_flows
from comity.assessment.questions.refugees import REFUGEES
from comity.assessment.record import Record
from comity.assessment.view import View
from comity.atlas.read import Atlas
from comity.quantities.breaks import break_of, lines

DAY = date(2026, 11, 28)
DOUBT = "whether so many left since or are counted otherwise is not known here"


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ([3400e3, 3700e3, 750e3], 2),
        ([3400e3, 750e3, 760e3, 770e3], 1),
        ([3400e3, 1500e3, 600e3], 2),
        ([3400e3, 750e3, 3500e3], None),
        ([3400e3, 2400e3, 1900e3], None),
        ([90e3, 30e3], 1),
        ([60e3, 20e3], None),
        ([20e3], None),
        ([], None),
    ],
)
def test_half_or_more_gone_at_once_is_a_break(values, place):
    rule = break_of(REFUGEES)
    assert rule is not None and rule.last(values) == place


def test_every_line_is_of_a_measure_and_says_why():
    atlas = Atlas.open(None, DAY)
    for line in lines().values():
        assert atlas.entry(line.measure) is not None and line.reason and 0 < line.left < 1 <= line.least
    assert break_of("exchange.exports_imf") is None


def of(a: str, b: str, day: date = DAY) -> View:
    return View(Atlas.open(None, day), a, b, 1990, record=Record.of(a, b, day))


@pytest.mark.parametrize(
    ("origin", "host", "before"),
    [("AFG", "IRN", "2024"), ("UKR", "RUS", "2023"), ("SYR", "SWE", "2023"), ("IRQ", "JOR", "2011")],
)
def test_both_figures_are_told_with_the_doubt_and_no_place_among_others(origin, host, before):
    found = newest_and_most(of(origin, host), REFUGEES, origin, host)
    assert found is not None
    last, other, told = found
    assert other.period == before and last.period == "2025"
    assert DOUBT in told.text and "most" not in told.text


@pytest.mark.parametrize(
    ("origin", "host"),
    [("UKR", "POL"), ("SYR", "TUR"), ("SYR", "LBN"), ("MMR", "BGD"), ("VEN", "COL"), ("SOM", "KEN")],
)
def test_a_rise_and_a_slow_fall_are_told_as_they_are(origin, host):
    found = newest_and_most(of(origin, host), REFUGEES, origin, host)
    assert found is not None and DOUBT not in found[2].text


def test_who_was_counted_before_the_break_is_no_migrant():
    view = of("AFG", "IRN")
    count = view.last("people.migrants", "AFG", "IRN")
    told = None if count is None else fled(view, count)
    assert told is not None and "760 thousand" in told.text and "after 3.5 million in 2024" in told.text
    (judged,) = [j for j in other_flows(view) if j.finding.id == "people.migrants.AFG-IRN"]
    assert "igrants from" not in judged.finding.claim and judged.salience.caption != "People"


def test_before_the_fall_was_known_nothing_says_so():
    found = newest_and_most(of("AFG", "IRN", date(2025, 6, 1)), REFUGEES, "AFG", "IRN")
    assert found is not None and DOUBT not in found[2].text


@pytest.mark.parametrize(("origin", "host"), [("TGO", "GHA"), ("RUS", "USA"), ("BIH", "DEU")])
def test_a_break_of_a_generation_ago_needs_no_word(origin, host):
    view = of(origin, host)
    assert view.broke(REFUGEES, origin, host) == () and view.broke("people.migrants", origin, host) == ()
