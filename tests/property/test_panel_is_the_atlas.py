"""A cell of a panel is the atlas's cell: the same number, the same reason, whatever the state system and the day."""

from random import Random

import numpy as np
import pytest

import comity
from comity.terms.crosswalk import to_state

MEASURES = ("alliance.any", "un.agreement", "representation.embassy", "context.gdp", "exchange.exports_imf")


@pytest.mark.parametrize("system", ["cow", "gw", "iso3"])
def test_every_cell_is_that_of_the_atlas(system):
    day = "2021-06-30"
    atlas, frame = comity.atlas(as_of=day), comity.panel(MEASURES, (2004, 2021), system=system, as_of=day)
    columns = {c.name: c.listed() for c in frame.columns}
    one, two, year = (columns[name] for name in ("state1", "state2", "year"))
    seen = 0
    for i in [n for n in Random(7).sample(range(len(frame)), 900) if year[n] != 2006 or system == "iso3"]:
        a, b = to_state(system, [one[i], two[i]], np.array([year[i]] * 2))
        for m in MEASURES:
            single = atlas.entry(m).direction == "state"
            for name, pair in ((f"{m}_1", (a, "-")), (f"{m}_2", (b, "-"))) if single else ((m, (a, b)),):
                cell = atlas.at(m, *pair, str(year[i]))
                found = (columns[name][i], columns[f"{name}.state"][i])
                assert found == (cell.value, str(cell.state)), (m, one[i], two[i], year[i])
                seen += 1
    assert seen > 3000


def test_a_year_that_was_not_over_is_no_zero():
    """Half a year without a pact is no year without one."""
    half, whole = (comity.panel("alliance.any", 2010, as_of=day) for day in ("2010-06-30", "2010-12-31"))
    assert set(half["alliance.any"]) == {None} and set(half["alliance.any.state"]) == {"outside_coverage"}
    assert {0.0, 1.0} <= set(whole["alliance.any"])
