"""How old a figure is, and which kinds of figures keep for how long."""

from datetime import date

import pytest

from comity.measures.recipes import RECIPES
from comity.quantities.derivations import DERIVATIONS
from comity.quantities.shelf import age_of, lines, shelf

MEASURES = sorted({m.id for r in RECIPES for m in r.measures} | {id for d in DERIVATIONS for id in d.ids})
TO_COME = {"relations", "sanctions", "visits", "tenor.mentions"}
"""Families and measures that have a line before they have a measure."""


@pytest.mark.parametrize(
    ("period", "as_of", "years"),
    [
        ("2016", date(2026, 12, 31), 10.0),
        ("2016", date(2026, 11, 28), 9.91),
        ("2026", date(2026, 11, 28), 0.0),
        ("2026-10", date(2026, 11, 28), 0.077),
        ("2024-02", date(2026, 2, 28), 2.0),
        ("2030", date(2026, 11, 28), 0.0),
    ],
)
def test_age_is_counted_from_the_end_of_the_period(period, as_of, years):
    assert age_of(period, as_of) == pytest.approx(years, abs=0.005)


@pytest.mark.parametrize("measure", MEASURES)
def test_each_measure_has_a_line_with_a_reason(measure):
    line = shelf(measure)
    assert len(line.reason.split()) >= 5 and (line.years is None or line.years > 0)


def test_each_line_speaks_of_a_measure_and_stands_once():
    patterns = [line.pattern for line in lines()]
    assert len(set(patterns)) == len(patterns)
    spoken = {shelf(measure).pattern for measure in MEASURES}
    silent = {p for p in patterns if p not in spoken and p not in TO_COME and p.partition(".")[0] not in TO_COME}
    # A line for a whole family stands ready for the next measure of it.
    assert all(p.endswith(".*") and any(m.startswith(p[:-1]) for m in MEASURES) for p in silent), silent


def test_the_line_that_names_most_of_an_id_speaks():
    assert shelf("people.refugees").pattern == "people.refugees"
    assert shelf("people.tourists").pattern == "people.*"
    assert shelf("exchange.exporter_bias").pattern == "exchange.exporter_*"
    with pytest.raises(LookupError, match=r"no line for .weather\.rain."):
        shelf("weather.rain")


def test_a_figure_is_past_its_shelf_life_after_it_and_some_kinds_never_are():
    day = date(2026, 11, 28)
    assert shelf("conflict.rivalry").is_past("2020", day) and not shelf("conflict.rivalry").is_past("2021", day)
    assert not shelf("geography.distance").is_past("1950", day)
