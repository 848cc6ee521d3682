"""An agreement of a register binds two on a page only where no other list or event gainsays it."""

import pytest

from comity.assessment.agreements import standing, told
from comity.terms.treaty_details import TradeAgreement
from page_one import DAY, assessed

TRADE = "agreement.trade_in_force"


@pytest.mark.parametrize(
    ("a", "b", "title"),
    [
        ("SOM", "YEM", "the Greater Arab Free Trade Area"),
        ("QAT", "SOM", "the Greater Arab Free Trade Area"),
        ("DJI", "QAT", "the trade agreement of Arab states"),
        ("KWT", "MRT", "the trade agreement of Arab states"),
        ("SOM", "ZAF", "the African Continental Free Trade Area"),
        ("CAF", "SSD", "the African Continental Free Trade Area"),
        ("EGY", "MDG", "the African Continental Free Trade Area"),
        ("AUS", "PLW", "the Pacific trade pact of Australia and New Zealand with the islands"),
        ("ROU", "XKX", "the Central European free trade agreement"),
        ("KAZ", "TUR", "the trade agreement of the Economic Cooperation Organization"),
        ("LCA", "CRI", "an agreement of the Caribbean Community and Costa Rica"),
    ],
)
def test_a_state_that_another_list_leaves_out_is_not_bound(atlas, a, b, title):
    named = atlas.latest(TRADE, *sorted((a, b))).details_of(TradeAgreement)
    assert title in told(named, a, b, 9)
    assert title not in told(standing(named, a, b, DAY), a, b, 9)
    assert title not in assessed(a, b).page1.model_dump_json()


@pytest.mark.parametrize(
    ("a", "b", "title"),
    [
        ("JOR", "YEM", "the Greater Arab Free Trade Area"),
        ("DZA", "PSE", "the Greater Arab Free Trade Area"),
        ("RWA", "ZAF", "the African Continental Free Trade Area"),
        ("AUS", "TON", "the Pacific trade pact of Australia and New Zealand with the islands"),
        ("CRI", "TTO", "an agreement of the Caribbean Community and Costa Rica"),
    ],
)
def test_parties_stay_bound(atlas, a, b, title):
    named = atlas.latest(TRADE, a, b).details_of(TradeAgreement)
    assert title in told(standing(named, a, b, DAY), a, b, 9)


def test_preferences_on_some_goods_come_last(atlas):
    named = standing(atlas.latest(TRADE, "KOR", "PHL").details_of(TradeAgreement), "KOR", "PHL", DAY)
    assert told(named, "KOR", "PHL", 2) == (
        "an agreement of ASEAN and South Korea; the trade pact of East Asia and the Pacific (RCEP) and others"
    )


@pytest.mark.parametrize(("a", "b"), [("KOR", "PHL"), ("IND", "LKA"), ("FRA", "GEO")])
def test_the_page_says_how_far_the_registers_go(a, b):
    page = assessed(a, b).page1
    assert any("by registers that go to 2025" in j.text for j in page.judgements)
