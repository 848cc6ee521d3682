"""Ships that enter a register of convenience are no goods that two states deal in."""

import pytest

from page_one import assessed, first_page

CAUTION = "Ships under the flag of"


@pytest.mark.parametrize("pair", ["CHN LBR", "CHN MHL", "DEU MHL"])
def test_no_share_or_rank_leads_where_ships_are_most_of_the_trade(pair):
    said = first_page(pair).bottom_line.text
    assert not any(words in said for words in ("imports of", "exports of", "suppliers of goods", "customers for goods"))
    assert "goods for US$" not in said


@pytest.mark.parametrize(
    ("pair", "told"), [("CHN LBR", True), ("CHN PAN", True), ("DEU MLT", True), ("CHN DEU", False), ("BTN LBR", False)]
)
def test_a_figure_that_holds_ships_says_so(pair, told):
    claims = [f.claim for f in assessed(*pair.split()).findings if f.id == "exchange.now"]
    assert any(CAUTION in claim for claim in claims) is told, claims
