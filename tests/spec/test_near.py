"""There is never next to nothing between neighbours, members of one small body, or two whom an agreement binds."""

from dataclasses import replace

import pytest

from comity.assessment.assess import Request, assess
from comity.assessment.page1.near import silent
from comity.assessment.record import Record
from comity.assessment.view import View
from comity.chronicle.pacts import shared
from comity.terms.country import states
from page_one import DAY


def page(atlas, a, b):
    return assess(atlas, Request(a, b, 1990, "comity assess")).page1


@pytest.mark.parametrize(("a", "b"), [("SLB", "VUT"), ("STP", "GAB"), ("KNA", "LCA"), ("FSM", "PLW"), ("KIR", "TUV")])
def test_neighbours_at_sea_and_members_of_one_small_body(atlas, a, b):
    made = page(atlas, a, b)
    assert made.kind.id != "nothing" and "next to nothing" not in made.bottom_line.text


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("STP", "GAB", "lie 238 km apart at the nearest, and the chronicle holds no dated event of weight"),
        ("FSM", "PLW", "are neighbours at sea, and the chronicle holds no dated event of weight"),
    ],
)
def test_of_neighbours_the_chronicle_is_silent_and_says_so(atlas, a, b, near):
    said = page(atlas, a, b).bottom_line.text
    assert f"{near} between them: it is silent here" in said


def test_of_neighbours_by_land_too(atlas):
    """Made: hardly any two neighbours by land are left of whom the chronicle holds nothing."""
    record = replace(Record.of("BRA", "GUY", DAY), events=())
    said = silent(View(atlas, "BRA", "GUY", 1990, record=record)).text
    assert "are neighbours by land, and the chronicle holds no dated event of weight between them" in said


@pytest.mark.parametrize(("a", "b"), [("ATG", "CRI"), ("AND", "TCD"), ("HUN", "BDI"), ("BTN", "URY")])
def test_far_states_with_nothing_on_record_have_next_to_nothing(atlas, a, b):
    assert page(atlas, a, b).kind.id == "nothing"


def test_no_two_by_land_have_next_to_nothing(atlas):
    ids = [s.id for s in states() if s.spells_in("gw") and not s.spells_in("gw")[-1].end]
    land = atlas.column("geography.contiguous", atlas.last_period("geography.contiguous"))
    pairs = sorted(p for p, v in land.items() if v and set(p) <= set(ids))[::12]
    assert len(pairs) > 20
    for a, b in pairs:
        assert silent(View(atlas, a, b, 1990)) is not None
        assert page(atlas, a, b).kind.id != "nothing", (a, b)


def test_the_six_of_the_currency_union_have_free_movement_by_another_body():
    held = {s.pact.id: s for s in shared("ATG", "DMA", DAY)}
    assert "free movement" not in held["eccu"].pact.obliges and "free movement" in held["oecs"].pact.obliges
    assert str(held["oecs"].since) == "2011-01-21" and str(held["eccu"].since) == "1983-10-01"
