"""Ideal points: sign, mirror images, going on from what is remembered, intervals, and nothing from nothing."""

import numpy as np
import pytest

from comity.measures import ordinal_session
from comity.measures.ballots import Ballots, is_contested
from comity.measures.ideal_points import Z90, anchors, first_line, ideal_points, remembered, sessions
from comity.measures.ordinal_session import Chain, draws, is_mirrored
from tabled import computed

SHORT = Chain(burn=60, keep=60)
STATES = sorted(["USA", "GBR", "RUS", "POL", *(f"X{i:02d}" for i in range(36))])


def truth(seed=3):
    """Positions with the anchors on their sides."""
    theta = np.random.default_rng(seed).normal(size=len(STATES))
    for state, side in anchors().items():
        theta[STATES.index(state)] = 1.8 * side
    return theta


def assembly(theta, year, calls=60, absent=0.1):
    """Votes drawn from the model itself."""
    rng = np.random.default_rng(year)
    beta = rng.normal(size=calls) * 1.5
    z = np.outer(theta, beta) + rng.normal(size=(len(theta), calls))
    low = rng.normal(size=calls) * 0.7
    high = low + rng.uniform(0.2, 0.8, size=calls)
    votes = (1 + (z > low) + (z > high)).astype(np.int8)
    votes[rng.random(votes.shape) < absent] = 0
    return Ballots(year, STATES, [f"{year}-{i}" for i in range(calls)], votes)


def test_positions_are_recovered_with_their_sign_and_scale_of_interval():
    theta = truth()
    found = list(sessions([assembly(theta, year) for year in (2001, 2002, 2003)], chain=SHORT))
    for session in found:
        assert np.corrcoef(session.position, theta)[0, 1] > 0.93, session.year
    assert np.isnan(found[0].bridge)
    assert all(session.bridge > 0.9 for session in found[1:])


def test_higher_is_the_side_of_the_anchors_that_say_so():
    theta = truth()
    line = first_line(assembly(theta, 2001).contested, STATES)
    assert all(side * line[STATES.index(state)] > 0 for state, side in anchors().items())
    assert line.mean() == pytest.approx(0) and line.std() == pytest.approx(1)
    turned = first_line(4 - np.where(assembly(theta, 2001).contested, assembly(theta, 2001).contested, 4), STATES)
    np.testing.assert_allclose(line, turned, atol=1e-9)


def test_a_session_that_comes_to_rest_as_a_mirror_image_is_turned_round(monkeypatch):
    """Without memory of items a session may come out reflected; correlation with where states stood tells."""
    theta, plain = truth(), ordinal_session._begin

    def reflected(votes, start):
        state = plain(votes, start)
        state.theta, state.beta = -state.theta, -state.beta
        return state

    cast, wide = assembly(theta, 2001).contested, np.full(len(theta), 400.0)
    monkeypatch.setattr(ordinal_session, "_begin", reflected)
    kept = draws(cast, np.zeros(len(theta)), wide, theta, SHORT, np.random.default_rng(1))
    assert np.corrcoef(kept.mean(axis=0), theta)[0, 1] > 0.9
    monkeypatch.setattr(ordinal_session, "is_mirrored", lambda theta, before: False)
    kept = draws(cast, np.zeros(len(theta)), wide, theta, SHORT, np.random.default_rng(1))
    assert np.corrcoef(kept.mean(axis=0), theta)[0, 1] < -0.9


@pytest.mark.parametrize(("theta", "expected"), [([1.0, 2, 3], False), ([3.0, 2, 1], True), ([2.0, 2, 2], False)])
def test_mirrored_means_negatively_correlated(theta, expected):
    assert is_mirrored(np.array(theta), np.array([0.0, 1.0, 5.0])) is expected


def test_new_votes_go_on_from_memory_and_give_the_same_to_the_last_bit():
    years = [assembly(truth(), year) for year in (2001, 2002, 2003)]
    whole = list(sessions(years, chain=SHORT))
    memory = {}
    for session in sessions(years[:2], chain=SHORT):
        memory |= remembered(session)
    (later,) = sessions(years[2:], memory, SHORT)
    assert later.kept.tobytes() == whole[2].kept.tobytes()
    again = list(sessions(years, chain=SHORT))
    assert [s.kept.tobytes() for s in again] == [s.kept.tobytes() for s in whole]


def test_fewer_votes_and_more_confidence_ask_for_wider_intervals():
    theta = truth()
    few, many = assembly(theta, 2001, calls=12), assembly(theta, 2001, calls=120)
    widths = []
    for year in (few, many):
        (session,) = sessions([year], chain=SHORT)
        low, high = session.interval()
        outer_low, outer_high = session.interval(Z90)
        assert (outer_low < low).all() and (high < outer_high).all()
        widths.append((high - low).mean())
    assert widths[0] > 1.5 * widths[1]


def test_four_in_five_intervals_of_the_model_hold_the_truth():
    held = []
    for seed in range(4):
        theta = truth(seed)
        (session,) = sessions([assembly(theta, 3000 + seed)], chain=Chain(100, 200))
        # The scale of one session is a convention: the truth is put on it first.
        slope, intercept = np.polyfit(theta, session.position, 1)
        low, high = session.interval()
        held.append(((low <= slope * theta + intercept) & (slope * theta + intercept <= high)).mean())
    assert 0.7 <= np.mean(held) <= 0.92


def test_distances_are_of_the_positions_and_symmetric():
    (session,) = sessions([assembly(truth(), 2001)], chain=SHORT)
    found = session.distances()
    np.testing.assert_allclose(found["value"], np.abs(np.subtract.outer(session.position, session.position)))
    for matrix in found.values():
        np.testing.assert_allclose(matrix, matrix.T)
    assert (found["low"] >= 0).all() and (found["low"] <= found["value"]).all()
    assert (found["value"] <= found["high"]).all()


def test_states_without_a_contested_vote_and_empty_years_have_no_row():
    rows = computed(
        ideal_points,
        {
            "votes": """
            resolution state year vote
            R1 AAA 2001 1
            R1 BBB 2001 3
            R1 CCC 2001 1
            R2 DDD 2001 1
            R2 AAA 2001 1
            R3 AAA 2002 1
            R3 BBB 2002 1
            """
        },
        ("a", "b", "period", "n"),
    )
    assert [row[0] for row in rows["un.ideal_point"]] == ["AAA", "BBB", "CCC"]
    assert {row[1:] for row in rows["un.ideal_point"]} == {("-", 2001, 1)}
    assert [row[:2] for row in rows["un.ideal_distance"]] == [("AAA", "BBB"), ("AAA", "CCC"), ("BBB", "CCC")]
    assert computed(ideal_points, {"votes": []}) == {"un.ideal_point": [], "un.ideal_distance": []}


def test_contested_means_that_two_different_votes_were_cast():
    votes = np.array([[1, 1, 0, 2], [1, 2, 0, 2], [0, 1, 0, 3]], dtype=np.int8)
    assert is_contested(votes).tolist() == [False, True, False, True]
