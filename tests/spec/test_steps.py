"""Long steps of a measure are kept by what they are given: what did not move is not taken again."""

import numpy as np
import pytest

from comity.measures.defence_gap import defence_gap
from comity.measures.ideal_points import ideal_points
from comity.measures.steps import step, taken_by
from comity.store import steps as kept
from comity.store.steps import keeper
from tabled import computed
from worlds import CUT, FIRST, LAST, up_to, world

calls: list[int] = []


def doubled(values, more):
    calls.append(more)
    return {"twice": values * 2 + more}


@pytest.fixture(autouse=True)
def no_calls():
    calls.clear()


@pytest.fixture
def addressed(monkeypatch):
    """The code's own hash, which a test may change."""
    code = ["one"]
    monkeypatch.setattr(kept, "fingerprint", lambda root: code[0])
    return code


def test_without_a_keeper_a_step_is_its_function():
    assert step(doubled, np.array([1.0]), 3)["twice"].tolist() == [5.0]
    assert step(doubled, np.array([1.0]), 3) and calls == [3, 3]


def test_a_kept_step_is_taken_once_for_what_it_is_given(tmp_path, addressed):
    with taken_by(keeper(tmp_path)):
        for _ in range(2):
            assert step(doubled, np.array([1.0, 2.0]), 3)["twice"].tolist() == [5.0, 7.0]
        assert calls == [3]
        step(doubled, np.array([1.0, 2.5]), 3)
        step(doubled, np.array([1.0, 2.0]), 4)
        step(doubled, np.array([[1.0, 2.0]]), 3)
        step(doubled, np.array([1, 2]), 3)
        assert calls == [3, 3, 4, 3, 3]
        addressed[0] = "two"
        step(doubled, np.array([1.0, 2.0]), 3)
        assert len(calls) == 6, "other code may give something else"
    step(doubled, np.array([1.0, 2.0]), 3)
    assert len(calls) == 7, "outside the block nothing is kept"


@pytest.mark.parametrize("fault", ["cut off", "altered", "empty", "no archive"])
def test_a_damaged_step_is_made_anew(tmp_path, addressed, fault):
    with taken_by(keeper(tmp_path)):
        step(doubled, np.arange(1000.0), 1)
        (path,) = (tmp_path / "steps").iterdir()
        whole = path.read_bytes()
        middle = len(whole) // 2
        path.write_bytes(
            {
                "cut off": whole[:middle],
                "altered": whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :],
                "empty": b"",
                "no archive": b"<html></html>",
            }[fault]
        )
        assert step(doubled, np.arange(1000.0), 1)["twice"][-1] == 1999.0
        assert calls == [1, 1] and path.read_bytes() == whole


def test_what_is_no_number_is_no_part_of_a_step(tmp_path, addressed):
    with taken_by(keeper(tmp_path)), pytest.raises(TypeError, match="numbers"):
        step(doubled, np.array(["a"], dtype=object), 1)


@pytest.mark.parametrize(("recipe", "function"), [(defence_gap, "year_of_gaps"), (ideal_points, "kept_draws")])
def test_new_years_take_no_step_of_those_before_and_the_rows_are_the_same(tmp_path, monkeypatch, recipe, function):
    monkeypatch.setattr("comity.measures.expected_ties.TREES", 10)
    tables = world(recipe.inputs, 7)
    columns = ("a", "b", "period", "value", "low", "high", "n", "details")
    plain = computed(recipe, tables, columns)
    with taken_by(keeper(tmp_path)):
        computed(recipe, up_to(tables), columns)
        early = {path.name for path in (tmp_path / "steps").iterdir()}
        assert len(early) == CUT - FIRST + 1 and all(name.startswith(function) for name in early)
        assert computed(recipe, tables, columns) == plain
        both = {path.name for path in (tmp_path / "steps").iterdir()}
        assert early < both and len(both) == LAST - FIRST + 1, "each year before is the one that was kept"
        assert computed(recipe, tables, columns) == plain
        assert len(list((tmp_path / "steps").iterdir())) == len(both)
