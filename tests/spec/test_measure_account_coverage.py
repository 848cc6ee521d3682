"""A sum over partners against a total that stands by itself."""

import pytest

from comity.measures.account_coverage import LEAST_WHOLE, LONGEST_CARRIED, customs_coverage, fund_coverage
from tabled import computed

TRADE = """
    exporter importer year reported_by commodity price_basis scope value
    OMN IND 2015 exporter total current goods 20
    OMN CHN 2015 exporter total current goods 10
    OMN OMN 2015 exporter total current goods 900
    OMN IND 2016 exporter total current goods 24
    IND OMN 2015 importer total current goods 19
    OMN IND 2015 compiler total constant-2010 goods 50
    OMN IND 2016 compiler total constant-2010 goods 40
"""
BACI = """
    exporter importer year account value
    OMN IND 2015 baci 50
    OMN CHN 2015 baci 50
    IND OMN 2015 baci 20
    OMN IND 2015 imf-exporter 1e9
"""
PRICES = {2015: 237.017, 2016: 240.007}


def coverage(trade=TRADE, accounts=BACI):
    return computed(customs_coverage, {"trade": trade, "goods_accounts": accounts}, ("a", "b", "period", "value", "n"))


def test_in_a_year_of_the_reconciled_account_it_is_the_plain_ratio():
    found = coverage()["exchange.account_coverage"]
    assert found[0] == ("OMN", "-", 2015, pytest.approx(0.30), 2)
    assert found[0][3] < LEAST_WHOLE
    assert coverage()["exchange.account_coverage_imports"] == [("OMN", "-", 2015, pytest.approx(0.95), 1)]


def test_between_its_years_the_total_grows_as_the_compiled_series_does_in_current_dollars():
    later = coverage()["exchange.account_coverage"][1]
    assert later == ("OMN", "-", 2016, pytest.approx(24 / (100 * 40 / 50 * PRICES[2016] / PRICES[2015])), 1)


def test_a_total_is_carried_on_and_never_back_nor_for_long():
    early = TRADE + f"    OMN IND {2015 + LONGEST_CARRIED + 1} exporter total current goods 24\n"
    early += "    OMN IND 2012 exporter total current goods 24\n    OMN IND 2012 compiler total constant-2010 goods 9\n"
    assert [row[2] for row in coverage(early)["exchange.account_coverage"]] == [2015, 2016]


def test_without_a_compiled_series_there_is_no_coverage_between_the_years():
    alone = "\n".join(line for line in TRADE.splitlines() if "compiler" not in line)
    assert [row[2] for row in coverage(alone)["exchange.account_coverage"]] == [2015]


def test_later_totals_change_no_earlier_coverage():
    poisoned = BACI + "    OMN IND 2016 baci 1e12\n"
    before, after = (coverage(accounts=rows)["exchange.account_coverage"] for rows in (BACI, poisoned))
    assert after[0] == before[0]
    assert after[1] != before[1]


def test_the_funds_series_is_held_against_its_own_total():
    tables = {
        "goods_accounts": """
            exporter importer year account value
            KWT IND 2019 imf-exporter 11
            KWT IND 2019 imf-importer 80
            KWT CHN 2020 imf-exporter 11""",
        "goods_totals": """
            state year account value
            KWT 2019 imf-exporter 100
            USA 2019 imf-exporter 100""",
    }
    found = computed(fund_coverage, tables, ("a", "b", "period", "value", "n"))
    assert found == {"exchange.account_coverage_imf": [("KWT", "-", 2019, 0.11, 1)]}
