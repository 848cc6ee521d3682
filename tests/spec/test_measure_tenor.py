"""Tone, attention, cooperation and hostility from daily scores, by hand."""

import math
from datetime import date, timedelta

import numpy as np
import pytest

from comity.measures.momentum import slopes
from comity.measures.prominence import excess
from comity.measures.tenor import LEAST_ACTIVE_DAYS, Z80, tenor
from tabled import computed, scored_days

JANUARY = 2020 * 12
E1 = math.e - 1
"""A score whose compressed size is one."""

NEWS = ("XXX", "YYY")
"""A pair in the news every day, so that the days count as delivered."""


def days(first, count):
    start = date.fromisoformat(first)
    return [start + timedelta(days=i) for i in range(count)]


def event(a, b, day, score):
    return {"a": a, "b": b, "date": str(day), "score": score}


def quiet(first="2020-01-01", count=60):
    return [event(*NEWS, day, 1.0) for day in days(first, count)]


def scores(rows, columns=("a", "b", "period", "value", "low", "high")):
    return computed(tenor, {"event_days": scored_days(rows)}, columns)


def of(found, measure, a="AAA", b="BBB"):
    return {row[2]: row[3:] for row in found[measure] if row[:2] == (a, b)}


def test_tone_is_drawn_towards_the_pairs_own_past_by_five_days():
    rows = [event("AAA", "BBB", "2020-01-03", E1), event("AAA", "BBB", "2020-01-09", E1)]
    rows += [event("AAA", "BBB", "2020-02-05", -E1)]
    found = of(scores(quiet() + rows), "tenor.tone")
    past = 2 / (2 + 5)
    assert found[JANUARY][0] == pytest.approx(past)
    assert found[JANUARY + 1][0] == pytest.approx((-1 + 5 * past) / (1 + 5))


def test_the_interval_of_tone_narrows_with_days_seen():
    rows = [event("AAA", "BBB", day, E1) for day in days("2020-01-01", 20)]
    rows += [event("AAA", "CCC", "2020-01-01", E1)]
    found = scores(quiet() + rows)
    often, once = of(found, "tenor.tone")[JANUARY], of(found, "tenor.tone", "AAA", "CCC")[JANUARY]
    assert often[2] - often[1] < once[2] - once[1]
    # One day of score 1 beside five of unseen spread 2: mean square 21/6, squared mean 1/36, over six days.
    assert once[2] - once[0] == pytest.approx(Z80 * math.sqrt((21 / 6 - 1 / 36) / 6))


def test_both_orders_of_a_pair_are_one_and_self_pairs_none():
    rows = [event("BBB", "AAA", "2020-01-03", E1 / 2), event("AAA", "BBB", "2020-01-03", E1 / 2)]
    rows += [event("AAA", "AAA", "2020-01-03", 50.0)]
    found = scores(quiet() + rows)
    assert {row[:2] for row in found["tenor.tone"]} == {("AAA", "BBB"), NEWS}
    assert of(found, "tenor.attention") == {JANUARY: (1.0, None, None)}
    assert of(found, "tenor.tone")[JANUARY][0] == pytest.approx(1 / 6)


def test_attention_scales_to_the_days_delivered():
    """Fifteen of January's 31 days were delivered; the pair was seen on five of them."""
    rows = [event("AAA", "BBB", day, 1.0) for day in days("2020-01-01", 5)]
    found = of(scores(quiet(count=15) + rows), "tenor.attention")
    assert found[JANUARY][0] == pytest.approx(5 * 31 / 15)


def test_a_month_that_was_hardly_delivered_is_missing_not_quiet():
    rows = [event("AAA", "BBB", "2020-01-03", 1.0), event("AAA", "BBB", "2020-02-03", 1.0)]
    found = scores(quiet(count=40) + rows)  # to 9 February: nine days of it
    assert set(of(found, "tenor.tone")) == {JANUARY}
    assert set(of(found, "tenor.attention")) == {JANUARY}


def test_levels_are_what_prominence_leaves_of_each_channel():
    """Two pairs apart from each other: effects are a quarter of the difference each, so half of it is left."""
    start = "2020-01-01"
    rows = [event("AAA", "BBB", day, E1 if i % 2 else -2 * E1) for i, day in enumerate(days(start, 182))]
    rows += [event(*NEWS, day, E1 if i % 2 else -E1) for i, day in enumerate(days(start, 182))]
    found = scores(rows)
    june = JANUARY + 5
    cold = {pair: math.log1p(91 * size) for pair, size in ((("AAA", "BBB"), math.log1p(2 * E1)), (NEWS, 1.0))}
    difference = cold["AAA", "BBB"] - cold[NEWS]
    assert of(found, "tenor.hostility")[june][0] == pytest.approx(difference / 4)
    assert of(found, "tenor.hostility", *NEWS)[june][0] == pytest.approx(-difference / 4)
    # The warm days are alike, so nothing is beyond what prominence explains.
    assert of(found, "tenor.cooperation")[june][0] == pytest.approx(0.0, abs=1e-12)
    assert set(of(found, "tenor.hostility")) == {june}


def test_a_pair_seen_too_rarely_has_no_level():
    rows = [event("AAA", "BBB", day, 1.0) for day in days("2020-01-01", LEAST_ACTIVE_DAYS - 1)]
    rows += [event("AAA", "CCC", day, 1.0) for day in days("2020-01-01", LEAST_ACTIVE_DAYS)]
    found = scores(quiet(count=182) + rows)
    assert of(found, "tenor.hostility") == {}
    assert set(of(found, "tenor.hostility", "AAA", "CCC")) == {JANUARY + 5}


def test_cooperation_and_hostility_are_not_netted():
    """A pair that quarrels and talks in equal measure is high on both, and its tone is nil."""
    rows = [event("AAA", "BBB", d, 9.0 if i % 2 else -9.0) for i, d in enumerate(days("2020-01-01", 182))]
    rows += [event("AAA", "CCC", d, 0.1 if i % 2 else -0.1) for i, d in enumerate(days("2020-01-01", 182))]
    found = scores(quiet(count=182) + rows)
    for measure in ("tenor.cooperation", "tenor.hostility"):
        assert of(found, measure)[JANUARY + 5][0] > of(found, measure, "AAA", "CCC")[JANUARY + 5][0] + 0.5
    assert abs(of(found, "tenor.tone")[JANUARY + 5][0]) < 0.2


def test_country_effects_take_out_what_every_pair_of_a_country_shares():
    one, two = np.array([0, 0, 0, 1, 1, 2]), np.array([1, 2, 3, 2, 3, 3])
    prominent = np.array([3.0, 3.0, 3.0, 0.0, 0.0, 0.0])
    left = excess(one, two, prominent)
    assert np.abs(left).max() < np.abs(prominent - prominent.mean()).max()
    assert left.sum() == pytest.approx(0)


def line(months, slope, first=JANUARY):
    n = len(months)
    return {
        "a": np.array(["AAA"] * n, dtype=object),
        "b": np.array(["BBB"] * n, dtype=object),
        "period": first + np.array(months),
        "value": 0.3 + slope * np.array(months) / 12,
        "active": np.ones(n),
    }


def test_a_straight_rise_has_its_own_slope_per_year():
    found = slopes(line(range(24), 0.6))
    assert set(found["period"] % 12) <= {2, 5, 8, 11}
    np.testing.assert_allclose(found["value"], 0.6)
    np.testing.assert_allclose(found["high"] - found["low"], 0, atol=1e-6)
    assert list(found["n"]) == [21, 24]


def test_missing_months_are_no_months_of_nil():
    months = [m for m in range(36) if m % 3]
    found = slopes(line(months, -0.9))
    np.testing.assert_allclose(found["value"], -0.9)
    assert found["n"][-1] == 24


def test_too_few_months_give_no_trend():
    assert len(slopes(line(range(0, 34, 2), 1.0)).get("value", [])) == 0


def test_a_trend_looks_back_three_years_only():
    rows = line(range(72), 0.0)
    rows["value"] = np.where(rows["period"] - JANUARY < 36, 5.0, 0.1 * (rows["period"] - JANUARY) / 12)
    found = slopes(rows)
    assert found["value"][-1] == pytest.approx(0.1)
