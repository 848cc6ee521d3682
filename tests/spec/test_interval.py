"""No two ends without their kind: every class that has ends asks for it, and what is asked is written and read."""

import json

import pytest
from pydantic import ValidationError

from comity.atlas.measurement import Measurement, State
from comity.dossier.assessment import Assessment
from comity.dossier.figure import Bar, FigureModel, Point, Series
from comity.dossier.finding import Estimate
from comity.dossier.measurement import MeasureRow
from comity.measures.contract import Measure
from comity.terms.interval import Interval, kind_of_ends

MEASURE = {
    "id": "x.y", "question": "tenor", "title": "t", "unit": "index", "formula": "f", "more": "m", "reference": "r",
    "not_when": "n", "inputs": (),
}  # fmt: skip
CELL = {
    "measure": "x.y", "a": "AAA", "b": "BBB", "period": "2000", "value": 2.0, "unit": "index", "n": None, "basis": (),
}  # fmt: skip
ENDS = {"low": 1.0, "high": 3.0}
FIGURE = {"id": "f", "question": "tenor", "kind": "bars", "title": "t", "subtitle": "s", "source": "s", "alt": "a"}
POINTS = (Point(period="2000", value=2.0, **ENDS),)
BARS = (Bar(label="a", value=2.0, **ENDS),)
ALL = {
    "measure": lambda **kind: Measure(**MEASURE, **kind),
    "measurement": lambda **kind: Measurement(**CELL, state=State.VALUE, **ENDS, **kind),
    "estimate": lambda **kind: Estimate(value=2.0, unit="index", **ENDS, **kind),
    "row": lambda **kind: MeasureRow(id="i", **CELL, state="value", **ENDS, **kind),
    "series": lambda **kind: Series(name="s", role="a", points=POINTS, **kind),
    "figure": lambda **kind: FigureModel(**FIGURE, bars=BARS, **kind),
}


@pytest.mark.parametrize("made", ALL.values(), ids=ALL)
def test_a_kind_is_asked_for(made):
    with pytest.raises((TypeError, ValidationError), match="interval"):
        made()
    for kind in Interval:
        assert made(interval=kind).interval is kind


@pytest.mark.parametrize("made", [m for name, m in ALL.items() if name != "measure"], ids=list(ALL)[1:])
def test_ends_are_never_of_no_kind(made):
    with pytest.raises(ValueError, match="without their kind"):
        made(interval=None)


@pytest.mark.parametrize(
    ("value", "low", "interval", "bounds", "kind"),
    [
        (2.0, 1.0, Interval.CREDIBLE_80, Interval.TWO_REPORTS, Interval.CREDIBLE_80),
        (None, 1.0, Interval.CREDIBLE_80, Interval.TWO_REPORTS, Interval.TWO_REPORTS),
        (None, 1.0, Interval.ACCOUNTS, None, Interval.ACCOUNTS),
        # An atlas of the first format does not say: bounds without a value have no probability all the same.
        (None, 1.0, Interval.CREDIBLE_80, None, Interval.BOUNDS),
        (2.0, None, Interval.CREDIBLE_80, None, None),
        (None, None, Interval.ACCOUNTS, Interval.ACCOUNTS, None),
    ],
)
def test_what_the_ends_of_a_cell_are(value, low, interval, bounds, kind):
    assert kind_of_ends(value, low, None if low is None else 3.0, interval, bounds) is kind


def test_the_wording_says_the_probability():
    for kind in Interval:
        told = kind.split(" %")[0].rpartition(" ")[2]
        assert kind.probability == (int(told) / 100 if "%" in kind else None), kind


def test_documents_of_the_first_edition_are_read():
    """They named a kind where there was none, and one for all series of a figure."""
    estimate = {"value": 2.0, "unit": "index", "low": None, "high": None, "interval": "80 % interval"}
    assert Estimate.model_validate(estimate).interval is None
    assert Estimate.model_validate(estimate | ENDS).interval is Interval.CREDIBLE_80
    classes = "what surely belongs to the classes, and what may"
    assert Estimate.model_validate(estimate | ENDS | {"interval": classes}).interval is Interval.SURELY
    series = [{"name": "s", "role": "a", "points": [{"period": "2000", "value": 2.0} | ends]} for ends in (ENDS, {})]
    figure = FigureModel.model_validate(FIGURE | {"kind": "lines", "series": series, "interval": "80 % interval"})
    assert [s.interval for s in figure.series] == [Interval.CREDIBLE_80, None]
    assert figure.interval is None


def test_what_the_publisher_of_no_kind_says_is_refused():
    with pytest.raises(ValidationError, match="interval"):
        Estimate.model_validate({"value": 2.0, "unit": "index", "interval": "90 % interval"} | ENDS)


def test_the_schema_lists_the_kinds():
    told = json.dumps(Assessment.model_json_schema())
    assert all(json.dumps(kind.value) in told for kind in Interval)
