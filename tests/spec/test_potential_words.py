"""What the section on potential says of a ratio, and what a ranking says of its own certainty."""

import pytest

from comity.api.ranking import how_sure
from comity.assessment.questions.potential import _confidence, _over_time, _span, _verdict, multiple
from comity.atlas.measurement import Measurement, State
from comity.terms.interval import Interval


def ratio(value, low, high, period="2016"):
    kind = Interval.CREDIBLE_80
    return Measurement(
        "potential.ratio", "NOR", "PRT", period, value, low, high, "ratio", State.VALUE, None, (), interval=kind
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.0, "less than 0.01"), (0.004, "less than 0.01"), (0.034, "0.03"), (0.21, "0.21"), (1.06, "1.1"), (3.73, "3.7"),
     (9.97, "10"), (57.73, "58"), (2384, "2,400")],
)  # fmt: skip
def test_a_ratio_has_the_digits_that_it_deserves(value, said):
    assert multiple(value) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.4, 9.0, "not to be told from usual"),
        (1.2, 9.0, "clearly more than usual"),
        (0.1, 0.9, "clearly less than usual"),
    ],
)
def test_the_verdict_is_that_of_the_interval(low, high, said):
    assert _verdict(ratio(1.0, low, high)) == said


def test_next_to_nothing_has_no_span_of_nothings():
    assert _span(ratio(0.001, 0.0, 0.003)) == "below 0.01"
    assert _span(ratio(3.73, 0.43, 57.7)) == "0.43 to 58"


def test_one_clear_year_is_not_many():
    clear, not_clear = ratio(5.0, 2.0, 9.0), ratio(1.5, 0.5, 5.0)
    assert _confidence(clear, [clear] * 6)[0] == "moderate"
    assert _confidence(clear, [not_clear] * 5 + [clear])[0] == "low"
    assert _confidence(not_clear, [clear] * 6 + [not_clear])[0] == "low"


def test_years_on_either_side_are_counted():
    found = [ratio(v, v / 3, v * 3, str(2010 + i)) for i, v in enumerate((0.2, 0.5, 2.0, 4.0, 5.0))]
    said = _over_time(found)
    assert "2010 to 2014: above 1 in 3 of 5 years, clearly off it in 3" in said
    assert said.endswith("the ratio lay between 0.20 and 5.0.")
    assert not _over_time(found[:3])


def test_a_ranking_says_how_many_could_change_places_with_its_first():
    found = [ratio(9.0, 3.0, 20.0), ratio(4.0, 2.0, 8.0), ratio(1.0, 0.5, 2.0)]
    said = how_sure(found, "all pairs")
    assert "overlaps with those of 1 of the 2 others" in said
    assert "80 % interval" in said
    assert "No intervals" in how_sure([ratio(1.0, None, None)], "all pairs")
