"""The ordered model of the state of a relationship: no sign moves a pair against its direction, whatever the others."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.measures.state_model import GRADES, chances, middle, model, span

WARM = ("free_trade", "customs_union", "pact", "community", "peace", "open")
COLD = ("fighting", "rival", "fought", "crisis", "broken")
NAMES = (*WARM, *COLD, "disputed", "disputed_held", "rival_gap", "dispute_gap")
ONE = st.floats(0, 1)
GAPS = st.integers(0, 40).map(float)
PAIRS = st.fixed_dictionaries({name: GAPS if name.endswith("gap") else ONE for name in NAMES})


def chance(pair):
    return chances({name: np.array([value]) for name, value in pair.items()}, model())


@given(PAIRS, st.sampled_from([*WARM, *COLD, "disputed"]), ONE)
@settings(max_examples=300, deadline=None)
def test_a_warm_sign_never_lowers_and_a_cold_one_never_raises(pair, name, more):
    raised = pair | {name: max(pair[name], more)}
    if name == "disputed":
        raised |= {"disputed_held": max(pair["disputed_held"], raised["disputed"])}
    before, after = (np.cumsum(chance(p), axis=1)[0] for p in (pair, raised))
    # A chance of at most a grade falls with warmth; a free trade area is what a customs union replaces.
    if name in WARM:
        assert (after <= before + 1e-9).all()
    else:
        assert (after >= before - 1e-9).all()


@given(PAIRS, st.booleans())
@settings(max_examples=300, deadline=None)
def test_chances_add_up_and_the_interval_holds_the_median_and_four_fifths(pair, unknown):
    found = chance(pair | ({"open": np.nan} if unknown else {}))
    assert np.isclose(found.sum(), 1)
    assert (found >= -1e-12).all()
    (low,), (high,) = span(found)
    (at,) = middle(found)
    assert 0 <= low <= at <= high < GRADES
    assert found[0, low : high + 1].sum() >= 0.8 - 1e-9
    narrower = [found[0, i : i + high - low].sum() for i in range(GRADES) if i <= at < i + high - low]
    assert all(held < 0.8 for held in narrower)


@given(PAIRS)
@settings(max_examples=200, deadline=None)
def test_an_unknown_regime_lies_between_a_closed_and_an_open_one(pair):
    closed, unknown, free = (np.cumsum(chance(pair | {"open": v}), axis=1)[0] for v in (0.0, np.nan, 1.0))
    assert (free <= unknown + 1e-9).all()
    assert (unknown <= closed + 1e-9).all()
