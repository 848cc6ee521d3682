"""Who names whom in the general debate: small debates worked by hand."""

import numpy as np
import pytest
from scipy.stats import gamma

from comity.measures.mentions import MENTIONS, PRIOR, expectation, mentions
from tabled import computed

SPEECHES = """
    state year words
    FRA 2001 900
    DEU 2001 800
    USA 2001 700
    FRA 2002 900
    DEU 2002 800
"""
COUNTS = """
    a b year mentions
    FRA DEU 2001 6
    FRA IRQ 2001 2
    DEU FRA 2001 1
    DEU IRQ 2001 3
    USA IRQ 2001 8
    FRA IRQ 2002 4
"""
COLUMNS = ("a", "b", "period", "value", "low", "high", "n", "state")


def rows(speeches=SPEECHES, counts=COUNTS):
    found = computed(mentions, {"debate_speeches": speeches, "debate_mentions": counts}, COLUMNS)[MENTIONS.id]
    return {row[:3]: row[3:] for row in found}


def test_observed_over_what_both_states_prominence_leads_to_expect():
    # 20 mentions in all: 6 of DEU, 13 of IRQ, 1 of FRA. FRA names 8 times; of the 19 mentions of others than FRA, 6 are
    # of DEU.
    expected = 8 * 6 / 19
    value, low, high, n, state = rows()["FRA", "DEU", 2001]
    assert value == pytest.approx((6 + PRIOR) / (expected + PRIOR))
    posterior = gamma(6 + PRIOR, scale=1 / (expected + PRIOR))
    assert (low, high) == (pytest.approx(posterior.ppf(0.1)), pytest.approx(posterior.ppf(0.9)))
    assert (n, state) == (6, None)


def test_who_only_says_what_all_say_is_at_one():
    speeches = "state year words\nAUT 2001 9\nBEL 2001 9\nCHE 2001 9"
    counts = "a b year mentions\n" + "\n".join(f"{a} IRQ 2001 5" for a in ("AUT", "BEL", "CHE"))
    assert {round(row[0], 9) for row in rows(speeches, counts).values() if row[4] is None} == {1.0}


def test_each_way_apart_and_no_row_for_who_is_not_named():
    found = rows()
    assert found["DEU", "FRA", 2001][3] == 1
    assert ("USA", "DEU", 2001) not in found


def test_a_state_that_did_not_speak_says_so_and_is_no_zero():
    found = rows()
    assert found["GBR", "FRA", 2001] == (None, None, None, None, "outside_coverage")
    assert found["USA", "IRQ", 2002] == (None, None, None, None, "outside_coverage")
    assert ("DEU", "IRQ", 2002) not in found, "it spoke and named nobody: a zero by declaration"
    assert MENTIONS.silence == "true_zero"


def test_a_year_without_a_statement_has_no_row():
    assert {period for _, _, period in rows()} == {2001, 2002}


def test_what_is_said_later_changes_nothing_before():
    before = {key: row for key, row in rows().items() if key[2] == 2001}
    poisoned = COUNTS + "    DEU FRA 2002 9000\n    USA FRA 2003 9000\n"
    found = rows(SPEECHES + "    USA 2003 1\n", poisoned)
    assert {key: row for key, row in found.items() if key[2] == 2001} == before


def test_a_count_of_a_state_that_did_not_speak_is_left_out():
    found = rows(counts=COUNTS + "    GBR FRA 2001 900\n")
    assert found["GBR", "FRA", 2001][4] == "outside_coverage"
    assert found["FRA", "DEU", 2001] == rows()["FRA", "DEU", 2001]


def test_expectation_keeps_each_speakers_sum_and_is_nil_of_oneself():
    said = np.array([[0.0, 4.0, 2.0], [1.0, 0.0, 3.0]])
    expected = expectation(said, np.array([0, 1]))
    assert expected.sum(axis=1) == pytest.approx([6.0, 4.0])
    assert expected[0, 0] == expected[1, 1] == 0.0
    assert expectation(np.zeros((2, 2)), np.array([0, 1])).tolist() == [[0.0, 0.0], [0.0, 0.0]]
