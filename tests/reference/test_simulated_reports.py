"""What is found out about reporters whose truth is known."""

import numpy as np
import pytest

from comity.measures.reconciliation import CIF_MARGIN, reconcile, weigh
from comity.measures.reliability import reliability
from comity.measures.simulated_reports import World, simulated


def judged(world: World):
    x, m = world.both["x"], world.both["m"]
    return reliability(*(world.both[k] for k in ("a", "b", "period")), np.log(m / x), np.sqrt(x * m))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_errors_and_biases_of_the_reporters_are_recovered(seed: int) -> None:
    world = simulated(seed)
    _, found = judged(world)
    last = found.year == 2002
    assert list(found.state[last]) == list(world.states)
    for truth, estimate in ((world.error_x, found.error_x[last]), (world.error_m, found.error_m[last])):
        assert np.corrcoef(np.log(truth), np.log(estimate))[0, 1] > 0.9
        assert abs(np.median(np.log(estimate / truth))) < 0.2
    for truth, estimate in ((world.bias_x, found.bias_x[last]), (world.bias_m, found.bias_m[last])):
        assert np.corrcoef(truth, estimate)[0, 1] > 0.95
        assert np.sqrt(np.mean((truth - estimate) ** 2)) < 0.06


@pytest.mark.parametrize("margin", [0.0, 0.06, 0.12])
def test_the_usual_gap_is_the_margin(margin: float) -> None:
    world = simulated(5, margin=margin, bias=0.0)
    found, _ = judged(world)
    assert np.expm1(np.median(found.usual)) == pytest.approx(margin, abs=0.01)


@pytest.mark.parametrize("tails", [3.0, 5.0, 30.0])
@pytest.mark.parametrize("seed", [11, 12])
def test_intervals_hold_the_truth_four_times_in_five(seed: int, tails: float) -> None:
    world = simulated(seed, tails=tails)
    found = reconcile(world.both)
    held = (found["low"] <= world.truth) & (world.truth <= found["high"])
    assert 0.75 <= held.mean() <= 0.85
    # As often where the reports lie far apart as where they are close.
    apart = np.abs(np.log(world.both["m"] / world.both["x"]))
    for part in (apart < np.quantile(apart, 0.5), apart >= np.quantile(apart, 0.5)):
        assert 0.7 <= held[part].mean() <= 0.9


def test_the_reconciled_value_is_nearer_to_the_truth_than_either_report_or_their_mean() -> None:
    world = simulated(21)
    found = reconcile(world.both)
    fob = world.both["m"] / (1 + CIF_MARGIN)

    def miss(value: np.ndarray) -> float:
        return float(np.nanmedian(np.abs(np.log(value / world.truth))))

    others = [
        miss(world.both["x"]),
        miss(fob),
        miss(np.sqrt(world.both["x"] * fob)),
        miss(np.maximum(world.both["x"], fob)),
    ]
    assert miss(found["value"]) < 0.85 * min(others)


def test_another_margin_moves_the_value_by_the_importers_weight() -> None:
    world = simulated(22)
    found, _ = judged(world)
    weight = found.var_m / (found.var_x + found.var_m)
    one, two = (weigh(world.both["x"], world.both["m"], found, margin) for margin in (0.06, 0.10))
    # Where neither value was kept between the reports, the move is exactly the importer's weight in logs.
    moved = np.log(one.value / two.value) / np.log(1.10 / 1.06)
    inside = np.abs(moved - (1 - weight)) < 1e-9
    assert np.mean(inside) > 0.5
    assert (moved[~np.isnan(moved)] > -1e-9).all() and (moved[~np.isnan(moved)] < 1 + 1e-9).all()


def test_who_errs_more_as_an_exporter_than_as_an_importer_is_taken_to_err_alike() -> None:
    """The restriction that the gaps cannot test: the sum of the two variances is right, the split is not."""
    world = simulated(23)
    worse = dict(world.both)
    rng = np.random.default_rng(0)
    worse["m"] = worse["m"] * np.exp(rng.normal(0, 0.4, len(world.truth)))
    x, m = worse["x"], worse["m"]
    found, _ = reliability(*(worse[k] for k in ("a", "b", "period")), np.log(m / x), np.sqrt(x * m))
    total = np.sqrt(np.median(found.var_x + found.var_m))
    assert total > 1.3 * np.sqrt(np.median(judged(world)[0].var_x + judged(world)[0].var_m))
    assert np.mean(found.var_x) == pytest.approx(np.mean(found.var_m), rel=0.25)
