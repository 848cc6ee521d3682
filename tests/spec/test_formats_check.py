from pathlib import Path

import numpy as np
import pytest

from comity.errors import BadFile
from comity.sources.formats.check import expect_categories, expect_columns
from comity.tables.columns import concat, length

PATH = Path("some.csv")


def test_columns_may_come_in_any_order_and_ignored_ones_may_be_there() -> None:
    expect_columns(["b", "a"], ["a", "b"], path=PATH)
    expect_columns(["b", "x", "a"], ["a", "b"], ignore=("x", "y"), path=PATH)


@pytest.mark.parametrize(
    ("found", "reason"),
    [(["a"], "missing: 'b'"), (["a", "b", "c"], "unknown: 'c'"), (["a", "b", "b"], "repeated: 'b'")],
)
def test_other_columns_are_noticed(found: list[str], reason: str) -> None:
    with pytest.raises(BadFile, match=rf"some\.csv: .*{reason}"):
        expect_columns(found, ["a", "b"], path=PATH)


def test_unknown_categories_are_noticed_and_missing_ones_are_not_categories() -> None:
    expect_categories(["x", None, "y"], {"x", "y", "z"}, "kind", PATH)
    with pytest.raises(BadFile, match=r"some\.csv: column 'kind' has unknown values 'q'"):
        expect_categories(["x", "q", "q"], {"x"}, "kind", PATH)


def test_long_lists_are_cut() -> None:
    with pytest.raises(BadFile, match="and 12 more"):
        expect_categories([f"{n:02}" for n in range(20)], set(), "kind", PATH)


def test_length_and_concat() -> None:
    assert length({}) == 0 and concat([]) == {}
    one = {"n": np.array([1, 2], dtype="i4"), "s": np.array(["a", None], dtype=object)}
    masked = np.ma.MaskedArray(np.array([0], dtype="i4"), mask=[True])
    two = {"s": np.array(["b"], dtype=object), "n": masked}
    both = concat([one, two])
    assert length(both) == 3
    assert both["n"].tolist() == [1, 2, None] and both["n"].dtype == np.int32
    assert both["s"].tolist() == ["a", None, "b"]
    with pytest.raises(ValueError, match="other columns"):
        concat([one, {"n": masked}])
    with pytest.raises(ValueError, match="differ in length"):
        length({"n": one["n"], "s": two["s"]})
