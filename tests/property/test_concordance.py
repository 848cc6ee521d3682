"""Values carried from one list of goods to another: nothing is lost, nothing is made."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from comity.measures.concordance import carry, evenly

CODES = [f"{n:06d}" for n in range(8)]
TARGETS = ["100", "200", "300", "400"]
PAIRS = st.dictionaries(
    st.sampled_from(CODES), st.lists(st.sampled_from(TARGETS), min_size=1, max_size=4, unique=True), max_size=8
)
VALUES = st.lists(st.lists(st.integers(0, 10**6), min_size=8, max_size=8), min_size=1, max_size=4)
quick = settings(max_examples=60, deadline=None)


def parts_of(pairs):
    rows = [(code, target, len(targets)) for code, targets in pairs.items() for target in targets]
    return evenly(*(list(column) for column in zip(*rows, strict=True))) if rows else evenly([], [], [])


@quick
@given(PAIRS, VALUES)
def test_what_is_carried_and_what_is_left_are_what_there_was(pairs, values):
    given_values, codes = np.array(values, dtype=float), np.array(CODES, dtype=object)
    found = carry(codes, given_values, parts_of(pairs))
    np.testing.assert_allclose(found.values.sum(axis=1) + found.left.sum(axis=1), given_values.sum(axis=1))
    assert set(found.missing) == set(CODES) - set(pairs)
    assert (found.least <= found.values + 1e-6).all()
    assert (found.values <= found.most + 1e-6).all()


@quick
@given(PAIRS, VALUES)
def test_sparse_values_are_carried_like_dense_ones(pairs, values):
    dense, codes, parts = np.array(values, dtype=float), np.array(CODES, dtype=object), parts_of(pairs)
    one, two = carry(codes, dense, parts), carry(codes, csr_matrix(dense), parts)
    for name in ("values", "least", "most"):
        np.testing.assert_allclose(getattr(one, name), getattr(two, name))
    np.testing.assert_allclose(one.left, two.left.toarray())


@quick
@given(PAIRS, VALUES, st.randoms(use_true_random=False))
def test_the_order_of_codes_does_not_matter(pairs, values, random):
    order, codes, parts = list(range(8)), np.array(CODES, dtype=object), parts_of(pairs)
    random.shuffle(order)
    dense = np.array(values, dtype=float)
    np.testing.assert_allclose(
        carry(codes[order], dense[:, order], parts).values, carry(codes, dense, parts).values, atol=1e-6
    )


def test_one_code_of_three_counterparts_two_of_which_are_one_coarser_group():
    parts = evenly(["010111"] * 3, ["PP", "PP", "RB"], [3, 3, 3])
    found = carry(np.array(["010111", "999999"], dtype=object), np.array([[90.0, 7.0]]), parts)
    assert found.target.tolist() == ["PP", "RB"]
    assert found.values.tolist() == [[pytest.approx(60), pytest.approx(30)]]
    assert found.least.tolist() == [[0, 0]]
    assert found.most.tolist() == [[90, 90]]
    assert (found.missing.tolist(), found.left.tolist()) == (["999999"], [[7.0]])


def test_a_list_that_lost_a_counterpart_is_refused():
    with pytest.raises(ValueError, match=r"010111 add up to 0\.5 of it"):
        evenly(["010111"], ["001"], [2])
