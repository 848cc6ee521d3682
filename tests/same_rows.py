"""Rows of measures as frames, and whether two computations gave the same."""

from __future__ import annotations

import numpy as np
import polars as pl

KEY = ["a", "b", "period"]
NUMBERS = ["value", "low", "high", "n"]
SAID = ["state", "details", "basis"]
ALL = (*KEY, *NUMBERS, *SAID)


def same(one: dict[str, pl.DataFrame], two: dict[str, pl.DataFrame], said: list[str] = SAID) -> None:
    """Equal keys and words; numbers up to the rounding that another order of addition gives."""
    assert set(one) == set(two)
    for measure, left in one.items():
        right = two[measure]
        if left.equals(right):
            continue
        assert left[KEY].equals(right[KEY]), measure
        for column in NUMBERS:
            a, b = (frame[column].cast(pl.Float64).to_numpy() for frame in (left, right))
            np.testing.assert_allclose(a, b, rtol=1e-7, atol=1e-9, err_msg=f"{measure} {column}")
        for column in said:
            assert left[column].equals(right[column]), (measure, column)
