"""Expected less recorded alliance, on a small world."""

import itertools

import numpy as np
import pytest

from comity.measures.defence_gap import defence_gap
from comity.measures.expected_ties import NEIGHBOURS, calibrated, expected
from comity.measures.tie_features import WORDS, nearest, network, without_own
from tabled import computed

STATES = tuple(f"{side}{i}" for side in ("AA", "BB") for i in range(6))
NEAR = {frozenset(p) for side in ("AA", "BB") for p in itertools.combinations([s for s in STATES if s[:2] == side], 2)}
ALLIED = NEAR - {frozenset(("BB4", "BB5"))}
"""Two clubs of six neighbours; all neighbours are allied but BB4 and BB5."""


def world(year=2000):
    pairs = list(itertools.combinations(STATES, 2))
    clubs = [(s, "WEST" if s[0] == "A" else "EAST") for s in STATES]
    return {
        "alliances": [
            {"a": a, "b": b, "year": year, "defence": True}
            for x, y in pairs if frozenset((x, y)) in ALLIED for a, b in ((x, y), (y, x))
        ],
        "memberships": [
            {"state": s, "organisation": o, "year": year, "status": "full"}
            for s, club in clubs for o in (club, "UN")
        ],
        "minimum_distances": [
            {"a": a, "b": b, "year": year, "km": 10 if frozenset((a, b)) in NEAR else 5000}
            for a, b in pairs if (a, b) != ("AA0", "BB5")
        ],
        "capabilities": [
            {"state": s, "year": year, "cinc": 0.01 * (i + 1)} for i, s in enumerate(STATES)
        ],
        "rivalries": [{"a": "BB0", "b": "AA0", "first_year": 1990, "last_year": None, "coded_by": "tss"}],
    }  # fmt: skip


COLUMNS = ("a", "b", "period", "value", "low", "high", "details")


def gaps(tables):
    return {row[:2]: row[3:] for row in computed(defence_gap, tables, COLUMNS)["defence.expected_gap"]}


def test_the_pair_that_looks_allied_and_is_not_stands_out_with_what_raises_it():
    found = gaps(world())
    assert max(found, key=lambda pair: found[pair][0]) == ("BB4", "BB5")
    assert {driver["words"] for driver in found["BB4", "BB5"][3]} <= set(WORDS.values())
    assert all(details is None for pair, (*_, details) in found.items() if frozenset(pair) in ALLIED)


def test_a_recorded_ally_is_never_above_nil_and_others_never_below():
    for pair, (value, low, high, _) in gaps(world()).items():
        assert -1 <= low <= value <= high <= 1
        assert value <= 0 if frozenset(pair) in ALLIED else value >= 0


def test_a_pair_without_a_distance_is_left_out_not_put_at_nil():
    found = gaps(world())
    assert ("AA0", "BB5") not in found
    assert len(found) == 12 * 11 // 2 - 1


def test_without_capability_there_is_no_expectation():
    tables = world()
    tables["capabilities"][0]["cinc"] = None
    assert not [pair for pair in gaps(tables) if "AA0" in pair]


def test_years_beyond_the_record_of_alliances_are_not_read_as_without_allies():
    tables, later = world(2000), world(2001)
    for name in ("memberships", "minimum_distances", "capabilities"):
        tables[name] = tables[name] + later[name]
    rows = computed(defence_gap, tables, COLUMNS)["defence.expected_gap"]
    assert {row[2] for row in rows} == {2000}


def test_a_year_without_any_alliance_teaches_nothing_but_the_share():
    tables = world()
    for row in tables["alliances"]:
        row["defence"] = False
    tables["alliances"].append({"a": "AA0", "b": "ZZ9", "year": 2000, "defence": True})
    found = set(gaps(tables).values())
    ((value, low, high, details),) = found
    assert (value, low, details) == (0, 0, None)
    assert 0 < high < 0.1


def test_its_own_tie_does_not_speak_for_a_pair():
    """The features of a pair are the same whether or not it is recorded as allied."""
    rng = np.random.default_rng(1)
    tie = np.triu((rng.random((9, 9)) < 0.4).astype(float), 1)
    tie = tie + tie.T
    changed = tie.copy()
    changed[2, 7] = changed[7, 2] = 1 - tie[2, 7]
    shares = nearest(rng.random((9, 9)))
    pairs = np.triu_indices(9, 1)
    here = np.flatnonzero((pairs[0] == 2) & (pairs[1] == 7))[0]
    one, two = (without_own(t, pairs, lambda t: network(t, shares, shares), 5) for t in (tie, changed))
    for name in one:
        assert one[name][here] == pytest.approx(two[name][here]), name


def test_each_state_has_as_many_nearest_others_and_is_not_its_own():
    shares = nearest(np.random.default_rng(2).random((20, 20)))
    assert (np.diag(shares) == 0).all()
    np.testing.assert_allclose(shares.sum(axis=1), 1)


def test_calibration_is_monotone_holds_its_value_and_keeps_the_mean():
    rng = np.random.default_rng(4)
    raw = rng.random(2000)
    tie = rng.random(2000) < raw**2
    value, low, high = calibrated(raw, tie)
    order = np.argsort(raw)
    assert (np.diff(value[order]) >= 0).all()
    assert ((low <= value) & (value <= high)).all()
    assert value.mean() == pytest.approx(tie.mean())
    assert ((low <= raw**2) & (raw**2 <= high)).mean() > 0.7, f"shares among {NEIGHBOURS} pairs"


@pytest.mark.parametrize("tie", [np.zeros(8, dtype=bool), np.ones(8, dtype=bool)])
def test_nothing_is_learned_where_all_are_the_same(tie):
    found = expected(np.arange(16.0).reshape(8, 2), tie, 1)
    assert found.forest is None
    assert (found.value == tie).all()
    assert ((found.low <= found.value) & (found.value <= found.high)).all()
