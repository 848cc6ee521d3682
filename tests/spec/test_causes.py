"""Which marks in two reports lead to which cause, by hand. Every cause that is written down can be reached."""

from math import log

import pytest

from comity.assessment.causes import Marks, cause_of, causes
from comity.assessment.settings import threshold
from comity.atlas.measurement import Measurement, State
from comity.measures.account_coverage import LEAST_WHOLE


def report(value: float | None, measure: str = "exchange.x", unit: str = "usd") -> Measurement:
    return Measurement(
        measure, "AAA", "BBB", "2008", value, None, None, unit, State.VALUE, None, ("x@1",), interval=None
    )


def habits(exporter: float, importer: float, particular: float) -> dict[str, Measurement]:
    return {
        "exporter_bias": report(exporter, unit="log_ratio"),
        "importer_bias": report(importer, unit="log_ratio"),
        "particular": report(particular, unit="standard_deviations"),
    }


CASES = [
    # exporter, importer, what else is known, cause, confidence
    (2.2e9, 3e6, Marks(compiled=report(2.2e9)), "origin_not_specified", "high"),
    (2.2e9, 3e6, Marks(), "origin_not_specified", "moderate"),
    (2.2e9, 0.0, Marks(), "origin_not_specified", "moderate"),
    (3e6, 2.2e9, Marks(), "transit", "moderate"),
    (1e8, 2.5e8, Marks(**habits(-0.1, 0.6, 0.3)), "reporter_bias", "moderate"),
    (2.5e8, 1e8, Marks(**habits(0.7, 0.0, -0.2)), "re_export", "moderate"),
    (1e8, 2.5e8, Marks(**habits(0.0, 0.0, 5.4)), "transit", "low"),
    (2.5e8, 1e8, Marks(**habits(0.0, 0.0, -2.0)), "partner_attribution", "low"),
    (2.5e8, 1e8, Marks(withheld=report(0.3, unit="share")), "confidentiality", "low"),
    (1e8, 4e8, Marks(exporter_coverage=report(0.28, unit="share")), "partial_account", "moderate"),
    (1e7, 4e8, Marks(exporter_coverage=report(0.05, unit="share")), "partial_account", "moderate"),
    (4e8, 1e8, Marks(importer_coverage=report(0.4, unit="share")), "partial_account", "moderate"),
    # The account that is a part gives the larger figure, lacks too little, or is said to be whole.
    (4e8, 1e8, Marks(exporter_coverage=report(0.28, unit="share")), "partner_attribution", "low"),
    (1e8, 4e8, Marks(exporter_coverage=report(0.8, unit="share")), "partner_attribution", "low"),
    (2.2e9, 3e6, Marks(importer_coverage=report(0.9, unit="share")), "origin_not_specified", "moderate"),
    (1e8, 2.1e8, Marks(exporter_coverage=report(0.96, unit="share")), "partner_attribution", "low"),
    (2.5e8, 1e8, Marks(others=((1e8, 1e8), (1e8, 1.1e8))), "timing", "low"),
    (2.5e8, 1e8, Marks(others=((1e8, 1e8), (3e8, 1e8))), "partner_attribution", "low"),
]


@pytest.mark.parametrize(("x", "m", "marks", "code", "confidence"), CASES)
def test_the_cause_of_a_gap(x, m, marks, code, confidence):
    found = cause_of(report(x), report(m), marks)
    assert (found.code, found.confidence) == (code, confidence)
    assert found.text == causes()[code][0]
    assert found.against


def test_every_cause_that_is_written_down_is_reached():
    assert {code for *_, code, _ in CASES} == set(causes())


def test_a_habit_with_everyone_is_told_with_its_size_and_its_owner():
    found = cause_of(report(1e8), report(2.5e8), Marks(**habits(0.0, log(1.6), 0.1)))
    assert found.reason == "the importer reports 60 % more than its partners, with all"


def test_a_habit_that_goes_the_other_way_explains_nothing():
    found = cause_of(report(1e8), report(2.5e8), Marks(**habits(0.5, 0.0, 4.0)))
    assert found.code == "transit"


def test_an_importer_that_withholds_says_how_much():
    found = cause_of(report(2.2e9), report(3e6), Marks(withheld=report(0.42, unit="share")))
    assert "42 % of its imports" in found.reason


def test_a_part_is_told_at_the_line_at_which_the_measure_draws_it():
    assert threshold("account_whole") == LEAST_WHOLE


def test_only_the_lower_report_can_be_a_lower_bound():
    both = Marks(exporter_coverage=report(0.5, unit="share"), importer_coverage=report(0.6, unit="share"))
    assert both.part(1.0, 2.0) is both.exporter_coverage
    assert both.part(2.0, 1.0) is both.importer_coverage
    assert both.part(1.0, 1.0) is None
