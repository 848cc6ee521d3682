"""A dyad-year frame has each key once, and each yearly value once, in every state system and year."""

import numpy as np
import pytest

from comity.atlas.grid import grid
from comity.atlas.manifest import load
from comity.atlas.read import STARTER
from comity.terms.crosswalk import to_state
from comity.terms.membership import dyad_years

STATES = load(STARTER).states
YEARS = (1816, 2024)


@pytest.fixture(scope="module", params=["cow", "gw", "iso3"])
def frame(request):
    """A state system and its frame of all years."""
    return request.param, grid(request.param, YEARS, STATES, directed=False)


def test_each_key_stands_once(frame):
    _, rows = frame
    first, second = (numbered(rows.columns[name]) for name in ("state1", "state2"))
    keys = (first * 10_000 + second) * 10_000 + rows.year
    assert len(np.unique(keys)) == len(keys)


def numbered(codes):
    """Numbers in the place of codes, the same for the same code."""
    if codes.dtype.kind != "O":
        return codes.astype(np.int64)
    places = {}
    return np.array([places.setdefault(code, len(places)) for code in codes.tolist()], dtype=np.int64)


def test_each_value_has_one_place(frame):
    _, rows = frame
    known = (rows.one >= 0) & (rows.two >= 0)
    cells = rows.cells(rows.one[known], rows.two[known], rows.year[known])
    assert len(np.unique(cells)) == len(cells)


def test_no_value_loses_its_place(frame):
    """Every pair of states that a member's code stands for in a year is met by a row."""
    system, rows = frame
    members = "cow" if system == "iso3" else system
    plain = dyad_years(members, *YEARS, directed=False)
    number = {name: i for i, name in enumerate(STATES)}
    sides = [
        np.array([number.get(id, -2) for id in to_state(members, plain[side], plain["year"])], dtype=np.int64)
        for side in ("code1", "code2")
    ]
    known = (sides[0] >= 0) & (sides[1] >= 0) & (sides[0] != sides[1])
    meant = pairs(*sides, plain["year"])[known]
    met = pairs(rows.one.astype(np.int64), rows.two.astype(np.int64), rows.year)
    assert not len(np.setdiff1d(meant, met))


def pairs(one, two, year):
    """A number for each pair and year, whichever of the two comes first."""
    return (np.minimum(one, two) * 1000 + np.maximum(one, two)) * 10_000 + year


def test_two_codes_of_a_year_and_where_its_value_stands():
    """Yugoslavia (345) ends and Serbia (340) begins in June 2006: the year's value is Serbia's."""
    rows = grid("gw", (2005, 2007), STATES, directed=True)
    serbia, other = STATES.index("SRB"), STATES.index("USA")
    for year, stands, empty in ((2005, 345, None), (2006, 340, 345), (2007, 340, None)):
        at = (rows.year == year) & (rows.columns["state2"] == 2)
        assert rows.columns["state1"][at & (rows.one == serbia)].tolist() == [stands]
        assert rows.two[at & (rows.one == serbia)].tolist() == [other]
        assert rows.columns["state1"][at & rows.former[0]].tolist() == ([empty] if empty else [])


def test_an_iso_code_that_passes_on_is_the_later_states():
    """Two Germanies and two Yemens were members in 1990; before and after, the code is the one member's."""
    rows = grid("iso3", (1989, 1991), STATES, directed=True)
    borne = {
        (STATES[number], str(code), int(year))
        for number, code, year in zip(
            rows.one.tolist(), rows.columns["state1"].tolist(), rows.year.tolist(), strict=True
        )
        if STATES[number] in ("DEU", "XDW", "YEM", "XYA")
    }
    assert borne == {
        ("XDW", "DEU", 1989), ("XDW", "XDW", 1990), ("DEU", "DEU", 1990), ("DEU", "DEU", 1991),
        ("XYA", "YEM", 1989), ("XYA", "XYA", 1990), ("YEM", "YEM", 1990), ("YEM", "YEM", 1991),
    }  # fmt: skip
