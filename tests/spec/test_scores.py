"""Scores of likeness by hand: levels, weights, what is undefined."""

import numpy as np
import pytest

from comity.measures import scores
from comity.measures.portfolios import memberships_alike, portfolio_similarity, portfolios, weighted_portfolios
from comity.measures.un_similarity import similarity, un_similarity, unfiltered
from comity.measures.vote_subsets import vote_subsets
from tabled import computed


def two(*pairs):
    """Two rows from the choices of both on each item."""
    return np.array(pairs, dtype=np.int8).T


def test_nominal_counts_any_difference_once_in_either_order():
    found = scores.joint(two((1, 3), (3, 1), (2, 2), (1, 2)), (1, 2, 3))
    assert found.distance(scores.nominal)[0, 1] == found.distance(scores.nominal)[1, 0] == 3
    assert found.distance(scores.linear)[0, 1] == 5
    assert found.distance(scores.squared)[0, 1] == 9
    assert found.n[0, 1] == 4


def test_nominal_kappa_and_pi_by_hand():
    # Agreement 2 of 4. First: yes 3/4, no 1/4; second: yes 1/4, no 3/4.
    found = similarity(two((1, 1), (1, 3), (1, 3), (3, 3)), contested_only=False)
    assert found.kappa_nominal[0, 1] == pytest.approx(1 - (2 / 4) / (3 / 4 * 3 / 4 + 1 / 4 * 1 / 4))
    # Pooled: half yes, half no.
    assert found.pi_nominal[0, 1] == pytest.approx(1 - (2 / 4) / (1 / 2))
    assert found.pi_linear[0, 1] == found.pi_nominal[0, 1]


def test_coincidence_counts_half_for_an_abstention_and_keeps_the_unanimous():
    votes = two((1, 1), (1, 2), (1, 3), (3, 3))
    assert unfiltered(votes).coincidence[0, 1] == pytest.approx((2 + 0.5) / 4)
    assert unfiltered(votes).same[0, 1] == pytest.approx(2 / 4)


def test_unanimous_roll_calls_count_only_when_asked_for():
    votes = two((1, 1), (1, 3), (2, 2))
    assert similarity(votes).n[0, 1] == 1
    assert similarity(votes, contested_only=False).s_abs[0, 1] == pytest.approx(1 - 2 * 2 / 6)


def test_weight_is_that_of_the_partner():
    """Three partners, capability .5, .3, .2; the states differ by 3 levels on the first and by 1 on the last."""
    found = portfolio_similarity(two((3, 0), (2, 2), (1, 0)), 3, np.array([0.5, 0.3, 0.2]))
    assert found[0, 1] == pytest.approx(1 - 2 * (0.5 * 3 + 0.2 * 1) / 3)


ALLIES = "a b year defence\nAAA BBB 2000 true"


def test_portfolios_without_variation_have_no_chance_to_correct_for():
    found = computed(portfolios, {"alliances": "a b year defence\nUSA CAN 2000 true"}, ("a", "b", "value", "state"))
    assert {m: len(rows) for m, rows in found.items()}["alliance.s_abs"] > 10_000
    for measure in ("alliance.kappa_squared", "alliance.pi_squared"):
        by = {row[:2]: row[2:] for row in found[measure]}
        assert by["FRA", "GBR"][0] is not None, "each has itself as the highest commitment"


def test_capability_weighted_similarity_leaves_years_without_capabilities_out():
    tables = {
        "alliances": "a b year defence\nUSA CAN 2000 true\nUSA CAN 2001 true",
        "capabilities": "state year cinc\nUSA 2000 0.6\nCAN 2000 0.4",
    }
    rows = computed(weighted_portfolios, tables)["alliance.s_weighted"]
    assert {row[2] for row in rows} == {2000}
    by = {row[:2]: row[3] for row in rows}
    # USA (3 to itself, 3 to CAN) and CAN (0 to USA, 3 to itself): they differ on the USA, which weighs .6.
    assert by["CAN", "USA"] == pytest.approx(1 - 2 * 0.6)


def test_membership_counts_shared_presence_and_shared_absence():
    rows = computed(
        memberships_alike,
        {
            "memberships": """
            state organisation year status
            AAA O1 2000 full
            BBB O1 2000 full
            AAA O2 2000 none
            BBB O2 2000 none
            AAA O3 2000 full
            BBB O3 2000 none
            CCC O4 2000 full
            """
        },
    )
    assert rows["igo.s"] == [("AAA", "BBB", 2000, pytest.approx(1 - 2 / 3))]
    # Observed 1/3; by chance 2/3 * 2/3 + 1/3 * 1/3.
    assert rows["igo.kappa"][0][3] == pytest.approx(1 - (1 / 3) / (5 / 9))


CALLS = [(f"R{i}", i % 2) for i in range(12)]


def test_subjects_are_told_apart_and_few_roll_calls_give_no_value():
    votes = "resolution state year vote\n" + "\n".join(
        f"{r} AAA 2001 1\n{r} BBB 2001 {3 if odd else 1}\n{r} CCC 2001 3" for r, odd in CALLS
    )
    rolls = [
        {
            "resolution": r,
            "date": "2001-12-01",
            "important": i == 0,
            "issues": "Palestinian conflict" if odd else "Human rights",
        }
        for i, (r, odd) in enumerate(CALLS)
    ]
    with_votes = [dict(zip(("resolution", "state", "year", "vote"), line.split(), strict=True))
                  for line in votes.splitlines()[1:]]  # fmt: skip
    found = computed(vote_subsets, {"filed_votes": with_votes, "roll_calls": rolls}, ("a", "b", "value", "n"))
    assert found["un.agreement_middle_east"][0] == ("AAA", "BBB", 0.0, 6)
    assert found["un.agreement_human_rights"][0] == ("AAA", "BBB", 1.0, 6)
    assert found["un.agreement_no_middle_east"] == found["un.agreement_human_rights"]
    assert found["un.agreement_important"] == []


def test_no_votes_give_no_rows():
    assert all(rows == [] for rows in computed(un_similarity, {"votes": []}).values())
    assert all(rows == [] for rows in computed(vote_subsets, {}).values())
