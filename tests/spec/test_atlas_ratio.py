"""Stored whole numbers come back as the numbers that they stand for, also where they are thousands or millions."""

from datetime import date

import numpy as np
import pytest

from comity.atlas.read import STARTER, Atlas
from comity.atlas.shared import divided


@pytest.mark.parametrize(
    ("stored", "ratio", "value"),
    [(3509, (1_000_000, 1), 3_509_000_000.0), (1, (100_000, 1), 100_000.0), (39, (1, 10), 3.9), (7, (1, 1), 7.0)],
)
def test_a_stored_number_is_the_nearest_to_what_it_stands_for(stored, ratio, value):
    assert divided(np.array([stored]), *ratio) == [value]


def test_no_amount_of_the_atlas_that_ships_is_told_by_its_rounding_error():
    if not (STARTER / "atlas.json").is_file():
        pytest.skip("this checkout has no starter atlas; make one with: make starter-atlas")
    atlas = Atlas.open(None, date(2025, 12, 31))
    coarse = [id for id, entry in atlas.manifest.measures.items() if (entry.decimals or 0) < 0]
    assert coarse
    for measure in coarse:
        entry = atlas.entry(measure)
        period = atlas.last_period(measure)
        values = atlas.column(measure, period).values()
        assert all(v % 10**-entry.decimals == 0 for v in values), measure
        a, b = next(iter(atlas.column(measure, period)))
        assert atlas.at(measure, a, b, period).value == atlas.column(measure, period)[a, b]
