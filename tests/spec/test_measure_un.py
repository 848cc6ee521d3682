"""Similarity of votes: small assemblies worked by hand."""

import numpy as np
import pytest

from comity.errors import BadFile
from comity.measures.un_similarity import similarity, un_similarity
from tabled import computed

ROLL_CALLS = """
    resolution state year vote
    R1 AAA 2001 1
    R1 BBB 2001 3
    R1 CCC 2001 1
    R2 AAA 2001 1
    R2 BBB 2001 2
    R2 CCC 2001 3
    R3 AAA 2001 3
    R3 BBB 2001 3
    R3 CCC 2001 1
    R4 AAA 2001 2
    R4 CCC 2001 1
    R5 AAA 2001 1
    R5 BBB 2001 1
    R5 CCC 2001 1
"""
"""R4: BBB is absent. R5 is unanimous and says nothing."""


def scores(text=ROLL_CALLS):
    rows = computed(un_similarity, {"votes": text}, ("a", "b", "period", "value", "n", "state"))
    return {
        (measure, a, b, period): (value, n, state)
        for measure, found in rows.items()
        for a, b, period, value, n, state in found
    }


def test_agreement_counts_half_steps_over_joint_contested_votes():
    found = scores()
    # AAA-BBB: distances 2, 1, 0 over three joint votes; absence and unanimity are left out.
    assert found["un.agreement", "AAA", "BBB", 2001] == (pytest.approx(1 - 3 / 6), 3, None)
    assert found["un.s_abs", "AAA", "BBB", 2001][0] == pytest.approx(1 - 2 * 3 / 6)
    assert found["un.s_sq", "AAA", "BBB", 2001][0] == pytest.approx(1 - 2 * 5 / 12)
    # AAA-CCC: 0, 2, 2, 1 over four.
    assert found["un.agreement", "AAA", "CCC", 2001] == (pytest.approx(1 - 5 / 8), 4, None)


def test_chance_is_what_each_sides_own_habit_would_give():
    found = scores()
    # AAA: yes, yes, no -> (2/3, 0, 1/3). BBB: no, abstain, no -> (0, 1/3, 2/3). Observed squared: 5 / 12.
    expected = (2 / 3) * (1 / 3) * 1 + (2 / 3) * (2 / 3) * 4 + (1 / 3) * (1 / 3) * 1 + 0
    assert found["un.kappa_squared", "AAA", "BBB", 2001][0] == pytest.approx(1 - (5 / 12) / (expected / 4))
    linear = (2 / 3) * (1 / 3) + (2 / 3) * (2 / 3) * 2 + (1 / 3) * (1 / 3)
    assert found["un.kappa_linear", "AAA", "BBB", 2001][0] == pytest.approx(1 - (3 / 6) / (linear / 2))
    # Pooled habit: (1/3, 1/6, 1/2).
    pooled = 2 * ((1 / 3) * (1 / 6) + (1 / 3) * (1 / 2) * 4 + (1 / 6) * (1 / 2))
    assert found["un.pi_squared", "AAA", "BBB", 2001][0] == pytest.approx(1 - (5 / 12) / (pooled / 4))


def test_every_pair_comes_once_and_never_with_itself():
    pairs = [(a, b) for measure, a, b, _ in scores() if measure == "un.agreement"]
    assert pairs == [("AAA", "BBB"), ("AAA", "CCC"), ("BBB", "CCC")]


def test_a_pair_that_never_voted_together_has_no_row():
    found = scores("resolution state year vote\nR1 AAA 2001 1\nR1 CCC 2001 3\nR2 BBB 2001 1\nR2 CCC 2001 3")
    assert ("un.agreement", "AAA", "BBB", 2001) not in found
    assert found["un.agreement", "AAA", "CCC", 2001][0] == 0.0


def test_without_variation_chance_correction_does_not_apply():
    found = scores(
        """
        resolution state year vote
        R1 AAA 2001 1
        R1 BBB 2001 1
        R1 CCC 2001 3
        R2 AAA 2001 1
        R2 BBB 2001 1
        R2 CCC 2001 3
        """
    )
    assert found["un.agreement", "AAA", "BBB", 2001] == (1.0, 2, None)
    for measure in ("un.kappa_linear", "un.kappa_squared", "un.pi_squared"):
        assert found[measure, "AAA", "BBB", 2001] == (None, None, "not_applicable")


def test_years_are_apart():
    found = scores("resolution state year vote\nR1 AAA 2001 1\nR1 BBB 2001 3\nR2 AAA 2002 1\nR2 BBB 2002 2")
    assert found["un.agreement", "AAA", "BBB", 2001][0] == 0.0
    assert found["un.agreement", "AAA", "BBB", 2002][0] == 0.5


def test_a_matrix_of_votes_needs_no_table():
    found = similarity(np.array([[1, 1, 3, 0], [1, 3, 3, 1], [2, 2, 1, 3]], dtype=np.int8))
    assert found.n[0, 1] == 3
    assert found.agreement[0, 1] == pytest.approx(2 / 3)
    assert found.s_abs[0, 0] == 1.0


@pytest.mark.parametrize("size", range(1, 60))
def test_perfect_opposition_is_exactly_minus_one(size):
    """Whole numbers throughout: no processor's rounding may push a score out of its range."""
    half = np.repeat([1, 3], size).astype(np.int8)
    found = similarity(np.stack([half, 4 - half]))
    assert found.kappa_squared[0, 1] == found.kappa_linear[0, 1] == found.pi_squared[0, 1] == -1.0


TWO_ACCOUNTS = """
    resolution state year vote source
    R1 AAA 2001 1 old@1
    R1 BBB 2001 3 old@1
    S1 AAA 2002 1 new@2
    S1 BBB 2002 2 new@2
"""


def test_where_years_rest_on_two_accounts_each_row_names_its_own():
    found = computed(un_similarity, {"votes": TWO_ACCOUNTS}, ("a", "b", "period", "value", "basis"))
    for measure in ("un.agreement", "un.same_vote", "un.s_abs"):
        assert {(period, basis) for _, _, period, _, basis in found[measure]} == {(2001, "old@1"), (2002, "new@2")}


def test_one_account_of_all_years_is_named_once_for_the_measure():
    found = computed(un_similarity, {"votes": ROLL_CALLS}, ("a", "b", "period", "basis"))
    assert {row[3] for row in found["un.agreement"]} == {None}


def test_a_year_of_two_accounts_is_no_year():
    both = TWO_ACCOUNTS.replace("2002", "2001")
    with pytest.raises(BadFile, match="votes of 2001 are of two sources"):
        computed(un_similarity, {"votes": both})
