"""Classes of technology of what states sell, worked by hand."""

from collections import Counter

import pytest

from comity.measures.technology import technology
from comity.terms.lookup import read_lookup
from comity.terms.technology import TITLES, UNCLASSIFIED, technology_class
from tabled import computed

FIELDS = ("value", "low", "high", "n", "state")

CONCORDANCE = """
from_list from_code to_list to_code counterparts
HS12 270900 SITC2 33300 1
HS12 854231 SITC2 77640 1
HS12 392690 SITC2 89399 2
HS12 392690 SITC2 58220 2
HS12 710812 SITC2 97101 1
HS12 270900 SITC3 33300 1
SITC2 33300 HS12 270900 1
"""


def rows(*lines, nomenclature="HS12"):
    found = []
    for line in lines:
        exporter, importer, account, code, value = line.split()
        row = {"exporter": exporter, "importer": importer, "year": 2015, "reported_by": account, "commodity": code}
        found.append(row | {"value": float(value) * 1e6, "nomenclature": nomenclature, "valuation": "fob"})
    return found


def whole(account):
    """Trade of two others in ninety chapters, so that the account covers all goods."""
    return rows(*(f"{pair} {account} {c:02d}9999 1" for pair in ("YYY ZZZ", "ZZZ YYY") for c in range(1, 91)))


SOLD = ["AAA BBB compiler 270900 50", "AAA BBB compiler 854231 20", "AAA BBB compiler 392690 20",
        "AAA BBB compiler 710812 10", "BBB AAA compiler 854231 5"]  # fmt: skip


def shares(trade, a, b, name="technology"):
    found = computed(technology, {"commodity_trade": trade, "commodity_concordance": CONCORDANCE}, ("a", "b", *FIELDS))
    prefix = f"complementarity.{name}."
    return {
        measure.removeprefix(prefix): row[2:]
        for measure, rows_ in found.items()
        if measure.startswith(prefix)
        for row in rows_
        if row[:2] == (a, b)
    }


def test_every_group_has_one_class_and_a_reason():
    listed = read_lookup("technology_classes")
    assert [code for code, n in Counter(row["group"] for row in listed).items() if n > 1] == []
    assert {row["class"] for row in listed} == set(TITLES) - {UNCLASSIFIED}
    for row in listed:
        assert len(row["group"]) == 3 and row["group"].isdigit()
        assert len(row["reason"]) > 20


@pytest.mark.parametrize(
    ("code", "expected"),
    [("333", "pp"), ("33300", "pp"), ("7764", "ht1"), ("541", "ht2"), ("781", "mt1"), ("842", "lt1"), ("971", None)],
)
def test_the_class_is_that_of_the_first_three_digits(code, expected):
    assert technology_class(code) == (expected or UNCLASSIFIED)


def test_shares_by_class_and_what_a_code_of_two_counterparts_leaves_open():
    """Of 100: crude 50, circuits 20, plastics 20 that are half of each of two classes, gold 10 without a class."""
    found = shares(rows(*SOLD) + whole("compiler"), "AAA", "BBB")
    assert set(found) == set(TITLES)
    assert found["pp"] == (0.5, 0.5, 0.5, 4, "value")
    assert found["ht1"][:3] == (0.2, 0.2, 0.2)
    assert found["lt2"] == (pytest.approx(0.1), 0.0, pytest.approx(0.2), 4, "value")
    assert found["mt2"] == (pytest.approx(0.1), 0.0, pytest.approx(0.2), 4, "value")
    assert found[UNCLASSIFIED][:3] == (0.1, 0.1, 0.1)
    assert found["mt1"] == (0.0, 0.0, 0.0, 4, "true_zero")
    assert sum(row[0] for row in found.values()) == pytest.approx(1)
    assert shares(rows(*SOLD) + whole("compiler"), "BBB", "AAA")["ht1"][0] == 1


def test_the_same_to_the_world():
    trade = rows(*SOLD, "AAA YYY compiler 854231 100", "YYY AAA compiler 270900 1") + whole("compiler")
    assert shares(trade, "AAA", "-", "technology_to_world")["ht1"][:3] == (0.6, 0.6, 0.6)
    assert not shares(trade, "BBB", "-", "technology_to_world"), "five million are no structure"


def test_what_has_no_counterpart_is_counted_and_widens_every_class():
    found = shares(rows(*SOLD, "AAA BBB compiler 880622 25") + whole("compiler"), "AAA", "BBB")
    assert found["pp"] == (pytest.approx(0.4), pytest.approx(0.4), pytest.approx(0.6), 5, "value")
    assert found[UNCLASSIFIED][0] == pytest.approx(35 / 125)
    assert sum(row[0] for row in found.values()) == pytest.approx(1)
    unknown = shares(rows(*SOLD, "AAA BBB compiler 880622 100") + whole("compiler"), "AAA", "BBB")
    assert unknown["pp"] == (None, 0.25, 0.75, 5, "not_reported")


def test_reports_tenfold_apart_may_be_of_any_class():
    sold = [line.replace("compiler", account) for line in SOLD for account in ("exporter", "importer")]
    trade = rows(*sold) + whole("exporter") + whole("importer")
    agreed = shares([row | {"valuation": "fob"} for row in trade], "AAA", "BBB")
    assert agreed["pp"][0] == pytest.approx(0.5)
    apart = rows("AAA BBB exporter 010121 25", "AAA BBB importer 010121 1")
    found = shares(trade + apart, "AAA", "BBB")
    assert found["pp"] == (pytest.approx(0.5), pytest.approx(0.4), pytest.approx(0.6), 5, "value")


def test_an_edition_that_the_concordance_lacks_gives_nothing():
    trade = rows(*SOLD, nomenclature="HS22") + [r | {"nomenclature": "HS22"} for r in whole("compiler")]
    assert not shares(trade, "AAA", "BBB")
