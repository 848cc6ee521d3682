"""Two-way trade on flows settled product by product, worked by hand."""

import pytest

from comity.measures.two_way import two_way
from tabled import computed

FIELDS = ("value", "low", "high", "n", "state")
MARGIN = 1.06


def rows(*lines, year=2015, nomenclature="HS17"):
    """`AAA BBB exporter 100000 5`: AAA reports US$ 5 million sold to BBB; importers' rows are put with freight."""
    found = []
    for line in lines:
        exporter, importer, account, code, value = line.split()
        with_freight = account == "importer"
        row = {"exporter": exporter, "importer": importer, "year": year, "reported_by": account, "commodity": code}
        row |= {"value": float(value) * 1e6 * (MARGIN if with_freight else 1), "nomenclature": nomenclature}
        found.append(row | {"valuation": "cif" if with_freight else "fob"})
    return found


def whole(*accounts):
    """Trade of two others in ninety chapters, so that each account covers all goods."""
    return rows(*(f"YYY ZZZ {account} {chapter:02d}9999 1" for account in accounts for chapter in range(1, 91)))


def found(trade, weights=None):
    tables = {"commodity_trade": trade} | ({"trade": weights} if weights else {})
    pairs = {}
    for row in computed(two_way, tables, ("a", "b", *FIELDS))["complementarity.intra_industry"]:
        pairs[row[:2]] = row[2:]
    return pairs.get(("AAA", "BBB"))


ALIKE = [
    "AAA BBB {} 100000 6",
    "BBB AAA {} 100000 2",
    "AAA BBB {} 200000 4",
]


def of(account):
    return [line.format(account) for line in ALIKE]


def test_reports_that_agree_give_the_index_and_no_span():
    """|6 − 2| + |4 − 0| = 8 of 12: a third is two-way."""
    found_ = found(rows(*of("exporter"), *of("importer")) + whole("exporter", "importer"))
    assert found_ == (pytest.approx(1 / 3), pytest.approx(1 / 3), pytest.approx(1 / 3), 2, None)


def test_two_reports_of_a_product_meet_in_their_geometric_mean():
    """AAA says it sold 4, BBB that it bought 1: 2 between them, against 2 the other way in both reports."""
    lines = ["AAA BBB exporter 100000 4", "AAA BBB importer 100000 1", "BBB AAA exporter 100000 2",
             "BBB AAA importer 100000 2"]  # fmt: skip
    value, low, high, n, state = found(rows(*lines) + whole("exporter", "importer"))
    assert (value, n, state) == (pytest.approx(1), 1, None)
    # In AAA's account 4 against 2, in BBB's 1 against 2: two thirds of either.
    assert (low, high) == (pytest.approx(2 / 3), pytest.approx(1))


def test_products_reported_tenfold_apart_are_left_out_and_with_much_of_the_trade_leave_bounds():
    agreed = [line.format(account) for line in ALIKE for account in ("exporter", "importer")]
    small = ["AAA BBB exporter 300000 1.2", "AAA BBB importer 300000 0.1"]
    value, _, _, n, state = found(rows(*agreed, *small) + whole("exporter", "importer"))
    assert (value, n, state) == (pytest.approx(1 / 3), 2, None)
    large = ["AAA BBB exporter 300000 12", "AAA BBB importer 300000 1"]
    value, low, high, n, state = found(rows(*agreed, *large) + whole("exporter", "importer"))
    assert (value, n, state) == (None, 2, "not_reported")
    assert (low, high) == (pytest.approx(1 - 20 / 24), pytest.approx(1 - 9 / 13))


def test_one_side_alone_gives_the_index_without_a_span():
    """AAA reports what it sells and buys, BBB nothing."""
    lines = ["AAA BBB exporter 100000 6", "BBB AAA importer 100000 2", "AAA BBB exporter 200000 4"]
    assert found(rows(*lines) + whole("exporter", "importer")) == (pytest.approx(1 / 3), None, None, 2, None)


def test_a_direction_that_nobody_reports_is_not_nil():
    assert found(rows("AAA BBB exporter 100000 6") + whole("exporter")) is None


def test_the_compiled_series_settles_it():
    compiled = rows("AAA BBB compiler 100000 6", "BBB AAA compiler 100000 6", "YYY AAA compiler 100000 1",
                    "ZZZ YYY compiler 100000 1", "BBB YYY compiler 100000 1")  # fmt: skip
    reports = rows(*of("exporter"), *of("importer")) + whole("exporter", "importer", "compiler")
    assert found(reports + compiled) == (1.0, None, None, 1, None)


def test_reports_in_another_edition_are_not_added():
    trade = rows(*of("exporter"), *of("importer")) + whole("exporter", "importer")
    other = rows("AAA BBB importer 100000 50", nomenclature="HS92")
    assert found(trade + other)[0] == pytest.approx(1 / 3)


def test_the_ledger_of_all_goods_lends_its_weights():
    """BBB's reports of all its imports stray from everyone's, so the product lies nearer to AAA's report of it."""
    import random

    rng = random.Random(4)
    states, ledger = ["AAA", "BBB", *(f"S{i:02d}" for i in range(12))], []
    for year in range(2007, 2016):
        for a in states:
            for b in states:
                if a == b:
                    continue
                true, stray = rng.lognormvariate(18, 1), 1.0 if b == "BBB" else 0.05
                for account, spread in (("exporter", 0.05), ("importer", stray)):
                    row = {"exporter": a, "importer": b, "year": year, "reported_by": account, "commodity": "total"}
                    ledger.append(row | {"value": true * rng.lognormvariate(0, spread), "scope": "goods"})
    lines = ["AAA BBB exporter 100000 4", "AAA BBB importer 100000 1", "BBB AAA exporter 100000 2",
             "BBB AAA importer 100000 2"]  # fmt: skip
    trade = rows(*lines) + whole("exporter", "importer")
    even, weighed = found(trade)[0], found(trade, ledger)[0]
    # Nearer to 4 against 2 than the 2 against 2 of even weights.
    assert 2 / 3 < weighed < 0.75 < even
