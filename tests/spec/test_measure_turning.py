"""Steps of tone, what is expected of it, and the volume of conflict, by hand."""

import math
from datetime import date, timedelta

import numpy as np
import pytest

from comity.measures.conflict_volume import conflict_volume
from comity.measures.expected_tone import expected_tone, lines_of, predictive
from comity.measures.pair_months import DEKADS, Grid
from comity.measures.tenor import Z80
from comity.measures.turning import CONTRAST, Contrast, largest, own, quiet_lines, steps, turning
from tabled import computed, scored_days

JANUARY = 2020 * 12
COLUMNS = ("a", "b", "period", "value", "low", "high", "n", "details")


def score(size):
    """The daily score whose compressed size is `size`."""
    return math.copysign(math.expm1(abs(size)), size)


def daily(a, b, first, last, size, every=1):
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    days = range(0, (end - start).days + 1, every)
    return [{"a": a, "b": b, "date": str(start + timedelta(days=i)), "score": score(size)} for i in days]


def quiet(last="2021-12-31"):
    """A pair in the news every day, so that every day counts as delivered."""
    return daily("XXX", "YYY", "2020-01-01", last, 1.0)


def turns(rows, a="AAA", b="BBB"):
    """By the month in which it became known: the break, value, low, high, days."""
    found = computed(turning, {"event_days": scored_days(rows)}, COLUMNS)["evolution.turning_point"]
    return {row[2]: (row[7][0], *row[3:7]) for row in found if row[:2] == (a, b)}


def test_a_quarrel_is_dated_where_it_began_and_stored_when_it_could_be_known():
    warm, cold = (
        daily("AAA", "BBB", "2020-01-01", "2020-12-31", 3.0),
        daily("AAA", "BBB", "2021-01-01", "2021-04-30", -3),
    )
    found = turns(quiet("2021-04-30") + warm + cold)
    assert min(found) == JANUARY + 12  # the three dekads of January are over when January is
    began, value, low, high, n = found[JANUARY + 12]
    assert began == {"month": "2021-01", "one_in": 1000}
    assert low < value < high < 0
    assert n == 366 + 31
    assert not [row for row in found.values() if row[1] > 0]


def test_a_quarrel_in_mid_month_is_known_a_month_later_and_keeps_its_month():
    warm, cold = (
        daily("AAA", "BBB", "2020-01-01", "2021-01-20", 3.0),
        daily("AAA", "BBB", "2021-01-21", "2021-02-28", -3),
    )
    found = turns(quiet("2021-02-28") + warm + cold)
    assert found[JANUARY + 13][0]["month"] == "2021-01"  # the dekads from 21 January to 20 February hold it whole
    assert abs(found[JANUARY + 13][1]) > max(
        (abs(row[1]) for known, row in found.items() if known < JANUARY + 13), default=0
    )


def test_steady_dealings_have_no_turn_and_a_thaw_has_a_positive_one():
    assert turns(quiet(), "XXX", "YYY") == {}
    cold, warm = (
        daily("AAA", "BBB", "2020-01-01", "2020-12-31", -3.0),
        daily("AAA", "BBB", "2021-01-01", "2021-03-31", 3),
    )
    found = turns(quiet("2021-03-31") + cold + warm)
    assert all(row[1] > 0 for row in found.values())
    assert found[JANUARY + 12][0] == {"month": "2021-01", "one_in": 1000}


def test_a_step_needs_ten_delivered_days_of_the_thirty():
    """Of February to April only the first nine days were delivered: no step that begins in these months is told."""
    gap = [row for row in quiet("2021-05-31") if not "2021-02-10" <= row["date"] <= "2021-04-30"]
    rows = daily("AAA", "BBB", "2020-01-01", "2020-12-31", 3.0) + daily("AAA", "BBB", "2021-01-01", "2021-02-09", -3)
    found = turns(gap + rows)
    assert {row[0]["month"] for row in found.values()} == {"2021-01"}


def test_a_pair_seen_too_rarely_has_no_turn():
    rows = daily("AAA", "BBB", "2020-01-01", "2020-12-31", 3.0, every=40)
    rows += daily("AAA", "BBB", "2021-01-01", "2021-03-31", -5.0, every=10)
    assert turns(quiet("2021-03-31") + rows) == {}


def spans(values, active=30, first=JANUARY, net=0.0, delivered=30.0):
    """Rows of one pair with a mean compressed score for each month (or dekad), and a net sum."""
    values = np.asarray(values, dtype=float)
    n = len(values)
    return {
        "a": np.array(["AAA"] * n, dtype=object),
        "b": np.array(["BBB"] * n, dtype=object),
        "period": first + np.arange(n),
        "active": np.full(n, float(active)),
        "delivered": np.full(n, delivered),
        "net": np.broadcast_to(np.asarray(net, dtype=float), n).copy(),
        "total": active * values,
        "squares": active * (values**2 + 1),
        "warm": np.maximum(active * values, 0),
        "cold": np.maximum(-active * values, 0),
        "warm_squares": active * values**2,
        "cold_squares": active * values**2,
    }


def dekads(values, **given):
    return spans(values, first=JANUARY * DEKADS, delivered=10.0, **given)


def test_the_step_is_three_dekads_against_the_weighted_twelve_months_before():
    rows = dekads([1.0] * 42 + [-1.0] * 3, active=1e9)  # so many days that nothing is shrunk
    size, _ = steps(Grid.of(rows), rows)
    assert size[0, 42] == pytest.approx(-2.0)
    # One dekad later the first cold dekad is the nearest of those before.
    weights = CONTRAST.memory / CONTRAST.memory.sum()
    rows = dekads([1.0] * 42 + [-1.0] * 4, active=1e9)
    size, _ = steps(Grid.of(rows), rows)
    assert size[0, 43] == pytest.approx(-1 - (1 - 2 * weights[0]))
    assert np.isnan(size[0, -CONTRAST.after + 1 :]).all()
    assert np.isnan(size[0, : 2 * DEKADS]).all()
    assert CONTRAST.after == DEKADS


def test_the_weights_fall_by_three_tenths_a_month_over_a_year():
    assert len(CONTRAST.memory) == 36
    assert CONTRAST.memory[DEKADS] / CONTRAST.memory[0] == pytest.approx(0.7)


def test_a_burst_in_the_net_sum_counts_by_half_of_its_usual_size():
    net = np.zeros(43)
    net[40:] = 400.0
    rows = dekads([1.0] * 43, active=1e9, net=net)
    size, _ = steps(Grid.of(rows), rows)
    # Thirty days of 1,200 points after none: the usual is that of 41 spans, one of them 1,200, two of them less.
    usual = math.sqrt((400**2 + 800**2 + 1200**2) / 41 + CONTRAST.floor**2)
    assert size[0, 40] == pytest.approx(CONTRAST.net_weight * 1200 / usual)


def test_another_contrast_compares_otherwise():
    rows = dekads([1.0] * 42 + [-1.0] * 6, active=1e9)
    size, _ = steps(Grid.of(rows), rows, Contrast(after=6))
    assert size[0, 42] == pytest.approx(-2.0)
    assert np.isnan(size[0, 43])


def test_no_later_dekad_moves_an_earlier_step():
    rng = np.random.default_rng(3)
    values, net = rng.normal(size=90), rng.normal(size=90) * 300
    whole = dekads(values, active=8, net=net)
    part = {name: column[:60] for name, column in whole.items()}
    long, short = (steps(Grid.of(rows), rows) for rows in (whole, part))
    for x, y in zip(long, short, strict=True):
        np.testing.assert_allclose(x[:, : 60 - CONTRAST.after + 1], y[:, : 60 - CONTRAST.after + 1], rtol=1e-12)


def test_the_largest_of_a_month_stands_for_it():
    rows = dekads(np.zeros(9))
    grid = Grid.of(rows)
    size = np.full((1, 9), np.nan)
    size[0, 1:5] = [1.0, -3.0, 2.0, -1.0]
    known, place = largest(grid, size)
    # Dekads 1 to 3 are complete in the second month (those that begin at 1, 2 and 3), dekad 4 in the third.
    assert np.isnan(known[0, 0])
    assert known[0, 1:].tolist() == [-3.0, -1.0]
    assert place[0, 1:].tolist() == [2, 4]


def test_what_all_pairs_of_a_state_do_together_is_not_the_pairs_own():
    one, two = np.zeros(12, dtype=int), np.arange(1, 13)
    ids = np.array([f"S{i:02d}" for i in range(13)])
    grid = Grid(ids, one, two, np.arange(1), np.ones(1, bool), np.arange(12), np.zeros(12, dtype=int))
    together = np.full((12, 1), -3.0)
    assert not own(grid, together).any()
    alone = np.zeros((12, 1))
    alone[4] = -3.0
    assert own(grid, alone)[4]
    against = np.full((12, 1), 3.0)
    against[4] = -3.0
    assert own(grid, against)[4]


def test_rarer_steps_are_larger():
    lines = quiet_lines()
    assert [n for n, _ in lines] == sorted({n for n, _ in lines})
    assert [size for _, size in lines] == sorted({size for _, size in lines})
    assert lines[0][0] == 20  # the false alarms that the design allows


def test_the_expected_tone_of_a_steady_pair_is_its_tone():
    rows = spans([0.8] * 30)
    grid = Grid.of(rows)
    value, spread = predictive(grid, rows)
    # The prior of the pair's past, 5 days of nil beside 900, and a level within a hundredth of 0.8.
    assert value[0, -1] == pytest.approx(0.8, abs=0.02)
    daily_variance, weight = 1.0, 30 / 35
    lines = lines_of()
    floor = lines.width * weight * math.sqrt(lines.drift + daily_variance / 30 + lines.monthly)
    assert floor < spread[0, -1] < floor * 1.2


def test_a_forecast_is_given_at_the_end_of_a_quarter_after_two_years():
    rows = quiet() + daily("AAA", "BBB", "2021-01-01", "2021-12-31", 1.0)
    found = computed(expected_tone, {"event_days": scored_days(rows)}, COLUMNS)["evolution.expected_tone"]
    assert {row[:3] for row in found} == {("XXX", "YYY", JANUARY + 23)}
    _, _, _, value, low, high, n, _ = found[0]
    assert value == pytest.approx(1.0, abs=0.05)
    assert (high - value) == pytest.approx(value - low)
    assert n == 24


def test_the_volume_of_conflict_is_the_log_of_hostile_sums_of_a_year():
    rows = quiet() + [{"a": "BBB", "b": "AAA", "date": f"2020-01-{d:02d}", "score": -2.0} for d in range(1, 13)]
    rows += [{"a": "AAA", "b": "CCC", "date": f"2020-01-{d:02d}", "score": -2.0} for d in range(1, 12)]
    found = computed(conflict_volume, {"event_days": scored_days(rows)}, COLUMNS)["tenor.conflict_volume"]
    by_key = {row[:3]: row[3:7] for row in found}
    value, low, high, n = by_key["AAA", "BBB", 2020]
    assert value == pytest.approx(math.log(25))
    assert high - value == pytest.approx(Z80 * math.sqrt(12 * 4) / 25)
    assert low < value
    assert n == 12
    assert ("AAA", "CCC", 2020) not in by_key  # eleven days are too few
    assert by_key["XXX", "YYY", 2021][:2] == (0.0, 0.0)


def test_a_year_of_which_much_was_not_delivered_has_no_volume():
    rows = quiet("2020-09-30")
    assert computed(conflict_volume, {"event_days": scored_days(rows)}, COLUMNS)["tenor.conflict_volume"] == []
