"""A cell of a panel is the atlas's cell: the same number, the same reason, whatever the state system and the day."""

from random import Random

import numpy as np
import polars as pl
import pytest

import comity
from comity.terms.crosswalk import to_state

MEASURES = ("alliance.any", "un.agreement", "representation.embassy", "context.gdp", "exchange.exports_imf")


@pytest.mark.parametrize("system", ["cow", "gw", "iso3"])
def test_every_cell_is_that_of_the_atlas(system):
    # Serbia and Montenegro laid down its code in June 2006: the year's values stand at the code of its end.
    day = "2021-06-30"
    atlas, frame = comity.atlas(as_of=day), comity.panel(MEASURES, (2004, 2021), system=system, as_of=day)
    drawn = frame.polars()[sorted(Random(7).sample(range(len(frame)), 400))]
    seen = 0
    for row in drawn.filter((pl.col("year") != 2006) | (system == "iso3")).to_dicts():
        year = row["year"]
        a, b = to_state(system, [row["state1"], row["state2"]], np.array([year] * 2))
        for m in MEASURES:
            single = atlas.entry(m).direction == "state"
            for name, pair in ((f"{m}_1", (a, "-")), (f"{m}_2", (b, "-"))) if single else ((m, (a, b)),):
                cell = atlas.at(m, *pair, str(year))
                assert (row[name], row[f"{name}.state"]) == (cell.value, str(cell.state)), (m, row)
                seen += 1
    assert seen > 1500


def test_a_year_that_was_not_over_is_no_zero():
    """Half a year without a pact is no year without one."""
    half, whole = (comity.panel("alliance.any", 2010, as_of=day) for day in ("2010-06-30", "2010-12-31"))
    assert set(half["alliance.any"]) == {None} and set(half["alliance.any.state"]) == {"outside_coverage"}
    assert {0.0, 1.0} <= set(whole["alliance.any"])
