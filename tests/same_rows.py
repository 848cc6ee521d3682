"""Rows of measures as frames, and whether two computations gave the same."""

from __future__ import annotations

import numpy as np
import polars as pl

KEY = ["a", "b", "period"]
NUMBERS = ["value", "low", "high", "n"]
SAID = ["state", "details", "basis"]
ALL = (*KEY, *NUMBERS, *SAID)


def equal(one: pl.DataFrame, two: pl.DataFrame) -> bool:
    """Whether all is the same to the last bit; a column without a value has no type."""
    nothing = [[frame[column].is_null().all() for column in frame.columns] for frame in (one, two)]
    pairs = zip(one.columns, *nothing, strict=True)
    return len(one) == len(two) and all((a and b) or one[name].equals(two[name]) for name, a, b in pairs)


def same(one: dict[str, pl.DataFrame], two: dict[str, pl.DataFrame], said: list[str] = SAID) -> None:
    """Equal keys and words; numbers up to the rounding that another order of addition gives."""
    assert set(one) == set(two)
    for measure, left in one.items():
        right = two[measure]
        if equal(left, right):
            continue
        assert left[KEY].equals(right[KEY]), measure
        for column in NUMBERS:
            a, b = (frame[column].cast(pl.Float64).to_numpy() for frame in (left, right))
            np.testing.assert_allclose(a, b, rtol=1e-7, atol=1e-9, err_msg=f"{measure} {column}")
        for column in said:
            assert equal(left[[column]], right[[column]]), (measure, column)
