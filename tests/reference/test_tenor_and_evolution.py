"""What is known to be true of pairs in the news, as the built atlas and its sections have it."""

from datetime import date

import pytest

from comity.assessment.press_grade import press_grade
from comity.assessment.questions import evolution, tenor
from comity.assessment.signals import disagreement, signals
from comity.assessment.turning_points import turning_points
from comity.assessment.view import View
from comity.atlas.read import Atlas

pytestmark = pytest.mark.mirror


@pytest.fixture(scope="module")
def atlas_as_of(built_atlas):
    def opened(day):
        return Atlas.open(built_atlas, date.fromisoformat(day))

    return opened


@pytest.fixture(scope="module")
def atlas(atlas_as_of):
    return atlas_as_of("2025-12-31")


def listed(atlas, a, b):
    return turning_points(atlas.series("evolution.turning_point", a, b))


@pytest.mark.parametrize(
    ("pair", "months", "warmer"),
    [
        (("RUS", "UKR"), {"2022-01", "2022-02", "2022-03"}, False),
        (("CHN", "IND"), {"2020-05", "2020-06", "2020-07"}, False),
        (("ARE", "ISR"), {"2020-07", "2020-08", "2020-09"}, True),
        (("IRN", "SAU"), {"2023-02", "2023-03", "2023-04"}, True),
        (("CAN", "CHN"), {"2018-11", "2018-12", "2019-01"}, False),
        (("ERI", "ETH"), {"2018-06", "2018-07", "2018-08"}, True),
    ],
    ids=lambda x: "-".join(x) if isinstance(x, tuple) else "",
)
def test_turns_that_nobody_disputes_are_clear_and_dated(atlas, pair, months, warmer):
    assert any(p.clear and p.month in months and p.warmer == warmer for p in listed(atlas, *pair))


def test_unrest_in_kazakhstan_is_no_quarrel_with_israel(atlas):
    """January 2022 holds the pair's largest score in six years, and Kazakhstan's pairs cooled together."""
    assert not [p for p in listed(atlas, "ISR", "KAZ") if "2021-11" <= p.month <= "2022-03"]


@pytest.mark.parametrize("day", ["2018-12-31", "2019-12-31", "2020-12-31", "2025-12-31"])
def test_china_and_the_united_states_are_not_called_friendly(atlas_as_of, day):
    """Netted scores put them among the least hostile pairs; rivalry, disputes and the page say otherwise."""
    view = View(atlas_as_of(day), "CHN", "USA", 1990)
    found = tenor.answer(view)
    assert "strategic rivals" in found.answer
    assert "The signals disagree: strategic rivalry and militarised disputes point to hostility" in found.answer
    assert "Little hostility" not in found.answer
    level = next(j for j in found.judged if j.finding.id == "tenor.level")
    assert "This is no sign of calm" in level.finding.claim
    assert level.salience.weight < 0.4
    volume = view.standing(view.last("tenor.conflict_volume"))
    assert volume is None or volume.percentile > 50


def test_rivals_stand_high_and_allies_do_not_disagree(atlas):
    hostile = View(atlas, "IND", "PAK", 1990)
    assert hostile.standing(hostile.last("tenor.hostility")).percentile > 95
    allies = View(atlas, "FRA", "DEU", 1990)
    assert disagreement(signals(allies, press_grade(allies))) is None


@pytest.mark.parametrize(
    ("pair", "letter"), [(("CHN", "USA"), "A"), (("ISR", "KAZ"), "B"), (("BTN", "URY"), "D")], ids=str
)
def test_the_grade_decides_between_a_curve_and_words(atlas, pair, letter):
    view = View(atlas, *pair, 1990)
    grade = press_grade(view)
    assert grade.letter == letter
    news, history = tenor.answer(view), evolution.answer(view)
    curves = {f.id for answer in (news, history) for f in answer.figures} & {"figure.tenor", "figure.tone"}
    assert curves == (set() if letter == "D" else {"figure.tenor", "figure.tone"})
    assert any(grade.words in p for p in news.paragraphs)


def test_no_forecast_is_shown_once_its_year_has_passed(atlas_as_of):
    late, fresh = (View(atlas_as_of(day), "ISR", "TUR", 1990) for day in ("2025-12-31", "2024-02-29"))
    assert any("No forecast is shown" in p for p in evolution.answer(late).paragraphs)
    (figure,) = (f for f in evolution.answer(fresh).figures if f.id == "figure.tone")
    (expected,) = (s for s in figure.series if s.name == "expected")
    assert [p.period for p in expected.points] == [f"2024-{m:02d}" for m in range(1, 13)]
    widths = [p.high - p.low for p in expected.points]
    assert widths == sorted(widths)
    assert widths[0] < widths[-1]


def test_a_turn_is_unknown_until_thirty_days_are_over(atlas_as_of):
    """The scuffles of May 2020 cannot be told in April; they, or the clash of June, can at the end of June."""

    def months(day):
        return {p.month for p in listed(atlas_as_of(day), "CHN", "IND") if not p.warmer}

    assert not {m for m in months("2020-04-30") if m >= "2020-04"}
    assert months("2020-06-30") & {"2020-05", "2020-06"}
