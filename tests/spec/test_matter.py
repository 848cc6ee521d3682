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
        ("ESP PRY", "In Spain live 140 thousand persons from Paraguay (2024), the second most in any state."),
        ("PHL QAT", "In Qatar live 180 thousand persons from the Philippines"),
        ("GTM USA", "Partners: The United States and Guatemala signed an agreement on trade"),
        ("NAM ZAF", "Newest dated event: Ministers of Namibia and South Africa considered"),
        ("NZL TON", "In New Zealand live 30 thousand persons from Tonga"),
        (
            "LSO ZAF",
            "What stands out between the two: South Africa's president and Lesotho's king began work at Polihali",
        ),
        ("AZE GEO", "What stands out between the two: The oil pipeline from Baku"),
        ("TZA ZMB", "What stands out between the two: A railway from Zambia's copper belt"),
        ("GBR MWI", "What shaped the two: Malawi became independent"),
    ],
)
def test_what_weighs_leads(pair, first):
    assert line(pair).startswith(first)


@pytest.mark.parametrize("pair", ["MOZ SWZ", "BOL PER", "CIV GHA", "MYS THA", "GHA NGA", "RWA TZA", "MMR VNM"])
def test_a_loose_community_comes_after_what_the_two_deal_in(pair):
    said = line(pair)
    dealt = (
        "Of people from ",
        "customers for goods ",
        "suppliers of goods ",
        "Of the imports of ",
        "Of the exports of ",
    )
    first = min(said.find(words) for words in (*dealt, "Of what other states report ") if words in said)
    assert first < said.find("Both belong to ")


@pytest.mark.parametrize("pair", ["CAN SGP", "ARG DEU", "LBY TUN", "MEX MYS", "COL JPN"])
def test_seats_and_investment_treaties_come_after_goods_and_people(pair):
    said = line(pair)
    words = (" % came", " % went", "goods for", "suppliers of goods", "In goods neither", "people from")
    dealt = min(said.find(one) for one in words if one in said)
    for loose in ("seats in", "an investment treaty"):
        assert loose not in said or said.find(loose) > dealt


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        ("AUT ROU", "In Austria live 160 thousand persons from Romania"),
        ("ITA ROU", "In Italy live 880 thousand persons from Romania"),
        ("BFA CIV", " live 1.8 million persons from Burkina Faso"),
        ("FRA MAR", "In France live 1.1 million persons from Morocco"),
    ],
)
def test_beside_a_bond_or_an_act_that_defines_them_it_is_told_after(pair, says):
    assert says in line(pair) and not line(pair).startswith("In ")


@pytest.mark.parametrize("pair", ["ARG URY", "ARG BRA"])
def test_the_founding_of_a_union_is_not_told_beside_the_union(pair):
    assert "founded Mercosur" not in line(pair)


@pytest.mark.parametrize("pair", ["FRA DEU", "BTN URY", "CAN ETH", "IND POL"])
def test_where_nothing_weighs_or_a_union_decides_nothing_is_first_of_all(pair):
    said = line(pair)
    assert not said.startswith("Of ") and " live " not in said.partition(". ")[0]


def test_a_share_is_told_only_where_it_surely_is_so_large():
    view = View(Atlas.open(None, DAY), "GTM", "USA", 1990)
    assert len(shares(view, 0.1)) == 2
    assert shares(view, 0.9) == []
    assert weighty_dealings(View(Atlas.open(None, DAY), "BTN", "URY", 1990)) == []
