"""The trend of tone from daily scores."""

import math
from datetime import date, timedelta

from comity.measures.momentum import momentum
from tabled import computed, scored_days

E1 = math.e - 1


def test_tone_that_turns_warm_has_momentum_and_steady_tone_none():
    start = date(2018, 1, 1)
    rows = []
    for i in range(3 * 365):
        day = str(start + timedelta(days=i))
        rows.append({"a": "XXX", "b": "YYY", "date": day, "score": E1 if i % 2 else -E1})
        if i % 3 == 0:
            rows.append({"a": "AAA", "b": "BBB", "date": day, "score": E1 if i > 550 else -E1})
    columns = ("a", "b", "period", "value", "low", "high", "n")
    found = computed(momentum, {"event_days": scored_days(rows)}, columns)["evolution.momentum"]
    last = {row[:2]: row[3:] for row in found if row[2] == 2020 * 12 + 11}
    value, low, high, n = last["AAA", "BBB"]
    assert 0 < low < value < high
    assert n == 36
    steady = last["XXX", "YYY"]
    assert abs(steady[0]) < 0.05
    assert steady[1] < 0 < steady[2] or abs(steady[0]) < 0.02
