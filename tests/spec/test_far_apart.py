"""Two figures of one flow that cannot both be are told as that; an old or overtaken count is not how it stands."""

import pytest

from comity.assessment.accounts.far_apart import lost, told_fell
from comity.assessment.record import Record
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.quantities.shelf import shelf
from comity.terms.period import year_of
from page_one import DAY, assessed


def cells(page):
    return {c.label: c.level.text for c in page.strip}


FAR = [("IRN", "GHA"), ("CIV", "SGP"), ("NER", "TCD"), ("GBR", "BRN"), ("TUR", "ARM")]


@pytest.mark.parametrize(("seller", "buyer"), FAR)
def test_tenfold_within_four_years_is_said_and_the_strip_gives_neither(atlas, seller, buyer):
    two = lost(View(atlas, seller, buyer, 1990), seller, buyer)
    assert two is not None and abs(year_of(two[0].period) - year_of(two[1].period)) <= threshold("far_apart_years")
    it = assessed(seller, buyer)
    page, trade = it.page1, next(f.claim for f in it.findings if f.id == "exchange.now")
    assert "cannot be told: " in trade and "which lie more than tenfold apart." in trade
    cell = cells(page)["Trade"]
    (clause,) = [part for part in cell.split("; ") if "not to be told" in part]
    assert "US$" not in clause
    assert "goods for US$" not in page.bottom_line.text


@pytest.mark.parametrize("pair", [("DEU", "FRA"), ("CHN", "USA"), ("RUS", "BFA"), ("KEN", "UGA")])
def test_what_two_accounts_have_alike_is_told(atlas, pair):
    view = View(atlas, *pair, 1990)
    assert lost(view, *pair) is None and lost(view, pair[1], pair[0]) is None
    assert "not to be told" not in cells(assessed(*pair).page1).get("Trade", "")


@pytest.mark.parametrize(
    ("seller", "buyer", "why"),
    [
        ("BLR", "DEU", "Sanctions are in force between the two."),
        ("RUS", "POL", "Sanctions are in force between the two."),
        ("UKR", "BLR", "Between the two lies this: Russian troops entered Ukraine"),
        ("UKR", "IRN", "Between the two lies this: Ukraine reported"),
    ],
)
def test_a_fall_that_measures_or_an_act_explain_is_a_fall(atlas, seller, buyer, why):
    view = View(atlas, seller, buyer, 1990, record=Record.of(seller, buyer, DAY))
    told = told_fell(view, seller, buyer)
    assert lost(view, seller, buyer) is None
    assert told is not None and "is less than a tenth of" in told.text and why in told.text


@pytest.mark.parametrize("pair", [("SOM", "YEM")])
def test_most_of_them_is_said_of_the_newest_count_alone(pair):
    text = assessed(*pair).page1.bottom_line.text
    assert "41 thousand of them counted as refugees or asylum seekers by UNHCR in 2025, after 150 thousand" in text
    assert "most of them" not in text.partition("from Somalia in Yemen")[2].partition(".")[0]


@pytest.mark.parametrize("pair", [("MOZ", "TZA"), ("KEN", "SSD"), ("LAO", "THA"), ("RWA", "DEU"), ("FRA", "VNM")])
def test_people_at_a_glance_are_not_past_their_shelf_life(pair):
    cell = next((c for c in assessed(*pair).page1.strip if c.label == "People"), None)
    for part in [] if cell is None else cell.level.parts:
        if part.kind == "when" and part.ref and part.ref.startswith("people."):
            measure = part.ref.partition("/")[0]
            assert not shelf(measure).is_past(part.date, DAY), cell.level.text
