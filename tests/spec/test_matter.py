"""What two states deal in comes before what they belong to: people, a main share in trade, a work, a war, a birth."""

import pytest

from comity.assessment.page1.matter import shares, weighty_dealings
from comity.assessment.view import View
from comity.atlas.read import Atlas
from page_one import DAY, first_page


def line(pair: str) -> str:
    return first_page(pair).bottom_line.text


@pytest.mark.parametrize(
    ("pair", "first"),
    [
        ("ESP PRY", "What is between the two first of all: 140 thousand persons from Paraguay in Spain"),
        ("PHL QAT", "What is between the two first of all: 180 thousand persons from the Philippines in Qatar"),
        ("GTM USA", "What is between the two first of all: 1.3 million persons from Guatemala in the United States"),
        ("NAM ZAF", "What is between the two first of all: 27 % of the exports of Namibia to South Africa"),
        ("NZL TON", "What is between the two first of all: 30 thousand persons from Tonga in New Zealand"),
        ("LSO ZAF", "What is between the two first of all: 240 thousand persons from Lesotho in South Africa"),
        ("AZE GEO", "What stands out between the two: A railway from Baku"),
        ("TZA ZMB", "What stands out between the two: A railway from Zambia's copper belt"),
        ("AGO RUS", "What went before: Moscow armed"),
        ("GBR MWI", "What went before: Malawi became independent"),
    ],
)
def test_what_weighs_leads(pair, first):
    assert line(pair).startswith(first)


@pytest.mark.parametrize("pair", ["MOZ SWZ", "BOL PER", "CIV GHA", "MYS THA", "GHA NGA", "RWA TZA", "MMR VNM"])
def test_a_loose_community_comes_after_what_the_two_deal_in(pair):
    said = line(pair)
    assert said.startswith("On record between them: ") and "Both belong to " in said


@pytest.mark.parametrize("pair", ["CAN SGP", "ESP KOR", "ARG DEU", "GTM HND", "LBY TUN", "MEX MYS", "COL JPN"])
def test_seats_and_investment_treaties_come_after_goods_and_people(pair):
    said = line(pair)
    dealt = min(said.find(words) for words in (" % of the ", "goods for") if words in said)
    for loose in ("seats in", "an investment treaty"):
        assert loose not in said or said.find(loose) > dealt


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        ("DEU ROU", "What weighs between them besides: 970 thousand persons from Romania in Germany"),
        ("ITA ROU", "What weighs between them besides: 880 thousand persons from Romania in Italy"),
        ("BFA CIV", "What weighs between them besides: 1.8 million persons from Burkina Faso"),
        ("BDI COD", "What weighs between them besides: 220 thousand persons"),
        ("FRA MAR", "What weighs between them besides: 1.1 million persons from Morocco in France"),
    ],
)
def test_beside_a_bond_or_an_act_that_defines_them_it_is_told_after(pair, says):
    assert says in line(pair) and not line(pair).startswith("What weighs")


@pytest.mark.parametrize("pair", ["ARG URY", "ARG BRA"])
def test_the_founding_of_a_union_is_not_told_beside_the_union(pair):
    assert "founded Mercosur" not in line(pair)


@pytest.mark.parametrize("pair", ["FRA DEU", "BTN URY", "CAN ETH", "IND POL"])
def test_where_nothing_weighs_or_a_union_decides_nothing_is_first_of_all(pair):
    assert "first of all" not in line(pair)


def test_a_share_is_told_only_where_it_surely_is_so_large():
    view = View(Atlas.open(None, DAY), "GTM", "USA", 1990)
    assert len(shares(view, 0.1)) == 2
    assert shares(view, 0.9) == []
    assert weighty_dealings(View(Atlas.open(None, DAY), "BTN", "URY", 1990)) == []
