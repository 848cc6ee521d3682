"""Published gravity estimates, their standard errors, separation and bias, to the printed digits."""

import csv
import sys
from pathlib import Path

import numpy as np
import pytest

from comity.measures.ppml.checks import reset
from comity.measures.ppml.separation import separated
from comity.measures.ppml.three_way import corrected

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "validation"))

from gravity_published import CASES, CORRECTED, RESET_P, agrees, guide, manufactures, report, three_way

pytestmark = pytest.mark.mirror
SETS = [f"{i:02d}" for i in range(1, 19)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_published_estimates_are_met_to_the_printed_digits(case, mirror):
    fit, found = report(case, mirror)
    assert len(fit.sample.y) == case.rows
    assert fit.imbalance < 1e-9
    for estimate, coefficient, error in found:
        assert agrees(coefficient, estimate.printed), f"{estimate.name}: {coefficient:.7f}"
        assert not estimate.error or agrees(error, estimate.error), f"error of {estimate.name}: {error:.7f}"


def test_three_way_bias_and_errors_are_corrected_as_published(mirror):
    fit, _ = three_way(mirror)
    data = manufactures(mirror)
    found = corrected(fit, data["isoexp"], data["isoimp"], data["year"])
    assert agrees(found.bias[0], CORRECTED["bias"])
    assert agrees(found.errors[0], CORRECTED["error"])
    assert agrees(found.beta[0], CORRECTED["beta"])


def test_reset_of_the_traditional_model_as_published(mirror):
    case = next(c for c in CASES if "traditional" in c.name)
    fit, _ = report(case, mirror)
    data = guide(mirror)
    abroad = ~data["home"]
    effects = [data[n][abroad] for n in ("exporter_year", "importer_year")]
    assert reset(fit, effects, data["pair_id"][abroad]).p_value == pytest.approx(float(RESET_P), abs=0.005)


def separation_set(mirror, name):
    with (mirror / "gravity" / "ppmlhdfe" / "sep" / f"{name}.csv").open() as file:
        rows = list(csv.DictReader(file))
    column = {n: np.array([float(r[n]) for r in rows]) for n in rows[0]}
    x = np.array([v for n, v in column.items() if n.startswith("x")]).reshape(-1, len(rows))
    effects = [np.unique(v, return_inverse=True)[1] for n, v in column.items() if n.startswith("id")]
    return column["y"], x, effects or [np.zeros(len(rows), dtype=int)], column["separated"] > 0


@pytest.mark.parametrize("name", SETS)
def test_separation_is_found_as_the_authors_of_the_test_say(name, mirror):
    y, x, effects, expected = separation_set(mirror, name)
    np.testing.assert_array_equal(separated(y, x, effects), expected)
