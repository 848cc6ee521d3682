"""Two sources of events in one series: where one ends and the other begins, by hand."""

import math
from datetime import date, timedelta

import numpy as np
import pytest

from comity.measures.conflict_volume import conflict_volume
from comity.measures.expected_tone import expected_tone
from comity.measures.momentum import momentum, slopes
from comity.measures.pair_months import pair_months
from comity.measures.tenor import tenor
from comity.measures.turning import turning
from tabled import computed, connected, scored_days, with_delivered

COLUMNS = ("a", "b", "period", "value", "low", "high", "basis")
GDELT = "gdelt-events@written"
JANUARY = 2020 * 12
NEWS = ("XXX", "YYY")


def act(a, b, day, warm=0.0, cold=0.0, source=GDELT):
    """One direction of a day of a warehouse."""
    sides = {"cooperation": warm, "hostility": cold, "net": warm - cold, "acts": 1.0}
    return {"a": a, "b": b, "date": str(day), "source": source, "netted": False, "directed": True} | sides


def score(a, b, day, net):
    return {"a": a, "b": b, "date": str(day), "score": net}


def days(first, count):
    return [date.fromisoformat(first) + timedelta(days=i) for i in range(count)]


def river(scores=(), acts=()):
    return {"event_days": [*scored_days(scores), *with_delivered(list(acts))]}


def of(rows, a="AAA", b="BBB"):
    return {row[2]: row[3:] for row in rows if row[:2] == (a, b)}


def test_both_directions_of_a_day_are_one_day_whose_sides_are_not_netted():
    acts = [act("BBB", "AAA", "2020-01-02", cold=3.0), act("AAA", "BBB", "2020-01-02", warm=4.0, cold=1.0)]
    acts += [act(*NEWS, day, warm=1.0) for day in days("2020-01-01", 31)]
    with connected(tenor, river(acts=acts)) as con:
        months = pair_months(con)
    [i] = np.flatnonzero(months["a"] == "AAA")
    warm, cold = math.log1p(4), math.log1p(4)
    found = [float(months[name][i]) for name in ("active", "delivered", "net", "total", "warm", "cold")]
    assert found == pytest.approx([1, 31, 0, warm - cold, warm, cold])
    assert months["source"][i] == GDELT


def test_delivered_days_without_an_act_are_delivered_all_the_same():
    """The ledger knows of days on which no pair had a row."""
    rows = [row | {"delivered": 20.0} for row in with_delivered([act("AAA", "BBB", "2020-01-02", warm=1.0)])]
    found = computed(tenor, {"event_days": rows}, COLUMNS)
    assert of(found["tenor.attention"])[JANUARY][0] == pytest.approx(31 / 20)


def test_a_month_just_begun_is_none():
    acts = [act("AAA", "BBB", day, warm=1.0) for day in days("2020-01-01", 40)]
    assert set(of(computed(tenor, river(acts=acts), COLUMNS)["tenor.tone"])) == {JANUARY}


def test_tone_begins_anew_with_another_source_and_takes_up_its_own_past():
    """Scores of December and February, acts of January between them: each is drawn to its own past only."""
    scores = [score("AAA", "BBB", day, math.e - 1) for day in days("2019-12-01", 10)]
    scores += [score("AAA", "BBB", day, -(math.e - 1)) for day in days("2020-02-01", 10)]
    acts = [act("AAA", "BBB", day, cold=math.e**3 - 1) for day in days("2020-01-01", 20)]
    found = of(computed(tenor, river(scores, acts), COLUMNS)["tenor.tone"])
    past = 10 / 15
    told = [found[JANUARY + month][0] for month in (-1, 0, 1)]
    assert told == pytest.approx([10 / 15, -60 / 25, (-10 + 5 * past) / 15])
    assert [found[JANUARY + month][3].partition("@")[0] for month in (-1, 0, 1)] == [
        "gdelt-dyad-day", "gdelt-events", "gdelt-dyad-day",
    ]  # fmt: skip


def _twelve_months(sizes):
    """Two pairs apart from each other, twelve months; the sizes of AAA-BBB's days by source, of NEWS one."""
    scores, acts = [], []
    for day in days("2019-07-01", 184):
        scores += [score("AAA", "BBB", day, -sizes[0]), score(*NEWS, day, -1.0)]
    for day in days("2020-01-01", 182):
        acts += [act("AAA", "BBB", day, cold=sizes[1]), act(*NEWS, day, cold=1.0)]
    return river(scores, acts)


def test_a_level_is_what_prominence_leaves_within_each_source():
    """A scale that all pairs of a source share leaves no trace; half of what a pair differs by is left, as ever."""
    found = computed(tenor, _twelve_months((3.0, 50.0)), COLUMNS)["tenor.hostility"]
    parts = [
        (math.log1p(n * math.log1p(size)) - math.log1p(n * math.log1p(1.0))) / 4
        for n, size in ((184, 3.0), (182, 50.0))
    ]
    last = of(found)[JANUARY + 5]
    assert last[0] == pytest.approx((6 * parts[0] + 6 * parts[1]) / 12)
    assert last[3] == GDELT
    assert of(found)[JANUARY - 1][0] == pytest.approx(parts[0]), "before the join nothing has changed"
    same = computed(tenor, _twelve_months((1.0, 1.0)), COLUMNS)["tenor.hostility"]
    assert of(same)[JANUARY + 5][0] == pytest.approx(0.0, abs=1e-12)


def test_a_gap_between_two_sources_is_no_window():
    """Six months of the 24 must have been delivered: a month long after the last is no level of two years."""
    scores = [score("AAA", "BBB", day, 1.0) for day in days("2015-01-01", 365)]
    acts = [act("AAA", "BBB", day, warm=1.0) for day in days("2020-01-01", 60)]
    found = of(computed(tenor, river(scores, acts), COLUMNS)["tenor.cooperation"])
    assert max(found) == 2015 * 12 + 11


def test_a_trend_does_not_take_a_change_of_source_for_a_change():
    """Tone rises by 0.6 a year in each source; the second lies five points lower, or a hundred."""
    for step in (5.0, 100.0):
        months = np.arange(36)
        rows = {
            "a": np.array(["AAA"] * 36, dtype=object),
            "b": np.array(["BBB"] * 36, dtype=object),
            "period": JANUARY + months,
            "active": np.ones(36),
            "value": 0.6 * months / 12 - step * (months >= 20),
            "source": np.where(months < 20, "gdelt-dyad-day@x", GDELT).astype(object),
        }
        found = slopes(rows)
        np.testing.assert_allclose(found["value"], 0.6)
        np.testing.assert_allclose(found["high"], 0.6, atol=1e-6)
        assert found["basis"][-1] == GDELT


def _years(measure_source):
    first, rows = date(2015, 1, 1), []
    for day in days(str(first), 5 * 365):
        late = day >= date(2019, 6, 1)
        rows.append(act("AAA", "BBB", day, warm=1.0, cold=40.0 if late else 0.5, source=measure_source))
        rows.append(act(*NEWS, day, warm=1.0, source=measure_source))
    return {"event_days": with_delivered(rows)}


@pytest.mark.parametrize("recipe", [turning, expected_tone], ids=["turning", "expected_tone"])
def test_where_no_line_was_drawn_nothing_is_judged(recipe):
    columns = ("a", "b", "period", "value", "state", "basis")
    [rows] = computed(recipe, _years(GDELT), columns).values()
    assert rows
    assert {row[3:] for row in rows} == {(None, "not_applicable", GDELT)}


def test_steps_of_the_scores_are_judged_beside_months_that_are_not():
    scores = [score(*NEWS, day, 1.0) for day in days("2015-01-01", 5 * 365)]
    scores += [
        score("AAA", "BBB", day, -90.0 if day >= date(2019, 6, 1) else 30.0) for day in days("2015-01-01", 5 * 365)
    ]
    end = scores[-1]["date"]
    acts = [act("AAA", "BBB", day, warm=900.0) for day in days(str(date.fromisoformat(end) + timedelta(days=1)), 120)]
    columns = ("a", "b", "period", "value", "low", "high", "n", "state")
    [alone] = computed(turning, river(scores), columns).values()
    [both] = computed(turning, river(scores, acts), columns).values()
    assert alone
    assert [row for row in both if row[7] is None] == alone, "acts that follow change no step of the scores"
    assert {row[2] for row in both if row[7]} == {row[2] for row in both} - {row[2] for row in alone}


def test_nothing_depends_on_what_another_source_says_later():
    scores = [
        score(*pair, day, 5.0 if (i + k) % 3 else -4.0)
        for k, pair in enumerate((("AAA", "BBB"), NEWS))
        for i, day in enumerate(days("2017-01-01", 3 * 365))
    ]
    acts = [
        act(a, b, day, warm=500.0, cold=900.0) for a, b in (("AAA", "BBB"), NEWS) for day in days("2020-01-01", 300)
    ]
    for recipe in (tenor, momentum, expected_tone, turning, conflict_volume):
        alone, both = (computed(recipe, tables, COLUMNS) for tables in (river(scores), river(scores, acts)))
        for measure, rows in alone.items():
            cut = 2020 if measure == "tenor.conflict_volume" else JANUARY
            assert rows or measure == "evolution.turning_point"
            assert [row for row in both[measure] if row[2] < cut] == rows, measure


def test_a_year_of_conflict_is_one_sources():
    scores = [score("AAA", "BBB", day, -1.0) for day in days("2020-01-01", 60)]
    acts = [act("AAA", "BBB", day, warm=9.0, cold=2.0) for day in days("2020-03-01", 306)]
    [rows] = computed(conflict_volume, river(scores, acts), ("a", "b", "period", "value", "n", "basis")).values()
    assert [row[2:] for row in rows] == [(2020, pytest.approx(math.log1p(612)), 306, GDELT)]


def test_no_events_give_no_rows():
    for recipe in (tenor, momentum, expected_tone, turning):
        assert not any(computed(recipe, {}, COLUMNS).values())
