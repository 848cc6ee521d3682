"""Export potential by product on baskets that can be worked by hand."""

import pytest

from comity.measures import product_gap as module
from comity.measures.product_gap import product_gap
from tabled import computed

FIELDS = ("a", "b", "period", "value", "low", "high", "n", "details")


def rows(flows, account="exporter", year=2015, **more):
    """`AUT BEL 010000 5` means that Austria sells Belgium US$ 5 million of 010000."""
    out = []
    for line in flows.strip().splitlines():
        a, b, code, value = line.split()
        row = {"exporter": a, "importer": b, "commodity": code, "value": float(value) * 1e6, "year": year}
        out.append(row | {"reported_by": account, "nomenclature": "HS12", "valuation": "fob"} | more)
    return out


@pytest.fixture(autouse=True)
def _two_reporters_are_a_world(monkeypatch):
    monkeypatch.setattr(module, "LEAST_REPORTERS", 2)


LIKE = """
AUT BEL 010000 6
AUT BEL 020000 4
CZE BEL 010000 6
CZE BEL 020000 4
"""

UNLIKE = """
AUT BEL 010000 10
AUT DNK 020000 10
CZE BEL 020000 10
CZE DNK 010000 10
"""


def found(tables):
    return {
        r[:2]: r[3:] for r in computed(product_gap, {"commodity_trade": tables}, FIELDS)["potential.unreached_share"]
    }


def test_a_basket_that_fits_supply_and_demand_leaves_nothing():
    value, low, high, n, named = found(rows(LIKE))["AUT", "BEL"]
    assert (value, low, high, n) == (0.0, 0.0, 0.0, 2)
    assert not named


def test_a_basket_that_does_not_fit_leaves_half():
    """Austria has half of all exports of each good and Belgium buys ten of each: EPI is 5 and 5, sold are 10 and 0."""
    value, low, high, n, named = found(rows(UNLIKE))["AUT", "BEL"]
    assert (value, n, named) == (0.5, 2, [{"code": "020000"}])
    assert low == high == 0.5


def test_two_accounts_give_a_span():
    value, low, high, _, _ = found(rows(LIKE) + rows(UNLIKE, "importer"))["AUT", "BEL"]
    assert (value, low, high) == (0.25, 0.0, 0.5)


def test_partial_years_another_nomenclature_and_small_trade_are_left_out():
    assert not found(rows(LIKE, months=8))
    assert found(rows(LIKE) + rows("AUT BEL 010000 90", nomenclature="HS92"))["AUT", "BEL"][0] == 0.0
    assert not found(rows(LIKE.replace(" 6", " 0.2").replace(" 4", " 0.1")))


def test_an_account_of_few_reporters_is_no_world(monkeypatch):
    monkeypatch.setattr(module, "LEAST_REPORTERS", 3)
    assert not found(rows(LIKE))
