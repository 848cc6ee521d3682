"""Trade by product, by hand: what may count as the world, who supplies what, and what is withheld."""

import pytest

from comity.measures.composition import composition
from comity.measures.confidentiality import confidentiality
from comity.measures.dependence_goods import dependence_goods
from comity.measures.vulnerable import vulnerable
from comity.terms.commodity import UNSPECIFIED, chapters_of, goods, groups, groups_of, sector_names
from tabled import computed

HEADER = "exporter importer year reported_by nomenclature commodity valuation value"
BOUNDED = ("a", "b", "period", "value", "low", "high", "n", "state")


def crude(*rows: str) -> str:
    """Rows of crude oil in 2010: 'BBB AAA importer 60'; imports with freight."""
    lines = [HEADER]
    for row in rows:
        exporter, importer, account, value = row.split()
        valuation = "cif" if account == "importer" else "fob"
        lines.append(f"{exporter} {importer} 2010 {account} HS17 270900 {valuation} {value}")
    return "\n".join(lines)


def shares(text: str, hidden: str = "", measure: str = "dependence.supplier_share.crude_oil") -> dict:
    tables = {"commodity_trade": text} | ({"unallocated_trade": hidden} if hidden else {})
    return {row[1]: row[3:] for row in computed(dependence_goods, tables, BOUNDED)[measure] if row[0] == "AAA"}


def test_a_code_has_one_sector_and_may_be_a_good_of_its_own():
    assert groups_of("270900") == ("energy", "crude_oil")
    assert groups_of("100190") == ("agriculture", "wheat")
    assert groups_of("854231") == ("high_technology", "semiconductors")
    assert groups_of("990000") == (UNSPECIFIED,)
    assert set(groups()) == {*sector_names(), *goods()}
    assert not set(sector_names()) & set(goods())
    assert chapters_of("fish") == {"03", "16"}
    assert "27" in chapters_of("energy")


def test_shares_of_one_good_in_accounts_that_agree():
    text = crude("BBB AAA importer 60", "CCC AAA importer 40", "BBB AAA exporter 50", "CCC AAA exporter 50")
    assert shares(text) == {
        "BBB": (pytest.approx(0.55), 0.5, 0.6, 2, None),
        "CCC": (pytest.approx(0.45), 0.4, 0.5, 2, None),
    }
    ranks = shares(text, measure="dependence.supplier_rank.crude_oil")
    assert ranks["BBB"][0] == 1
    assert shares(text, measure="dependence.supplier_share.wheat") == {}


def test_origins_that_the_importer_withholds_may_be_anybodys():
    """AAA names nobody: BBB's share lies anywhere below what BBB itself says, or all of it."""
    hidden = "reporter year flow area nomenclature commodity value\nAAA 2010 imports _X HS17 270900 100"
    text = crude("BBB AAA exporter 90", "CCC AAA exporter 10", "CCC BBB importer 5", "DDD CCC importer 5")
    found = shares(text, hidden)
    assert found["BBB"] == (None, 0.0, 1.0, 2, "not_reported")
    assert found["CCC"] == (None, 0.0, 1.0, 2, "not_reported")
    ranks = shares(text, hidden, "dependence.supplier_rank.crude_oil")
    assert ranks["BBB"][:3] == (None, 1, 2)


def test_part_withheld_widens_every_share_by_that_part():
    hidden = "reporter year flow area nomenclature commodity value\nAAA 2010 imports _X HS17 270900 50"
    found = shares(crude("BBB AAA importer 40", "CCC AAA importer 10"), hidden)
    assert found["BBB"] == (None, pytest.approx(0.4), pytest.approx(0.9), 1, "not_reported")
    assert found["CCC"] == (None, pytest.approx(0.1), pytest.approx(0.6), 1, "not_reported")


def test_a_group_is_measured_only_where_its_chapters_are_in_the_data():
    lines = [HEADER] + [f"BBB AAA 2010 importer HS17 {code} cif 10" for code in ("030214", "160414")]
    found = computed(dependence_goods, {"commodity_trade": "\n".join(lines)})
    assert found["dependence.supplier_share.fish"] == [("AAA", "BBB", 2010, 1.0)]
    assert found["dependence.supplier_share.agriculture"] == []


def test_two_exporters_are_not_the_world():
    rows = [f"BBB {x * 3} compiler 10" for x in "ACDEF"]
    assert shares(crude(*rows)) == {}
    # AAA's own report stands by itself, whoever else reports.
    assert shares(crude(*rows, "BBB AAA importer 10"))["BBB"][0] == 1.0


def test_partial_years_are_left_out():
    text = (
        HEADER + " months\n" + "BBB AAA 2010 importer HS17 270900 cif 10 7\nBBB AAA 2011 importer HS17 270900 cif 10 12"
    )
    found = computed(dependence_goods, {"commodity_trade": text})["dependence.supplier_share.crude_oil"]
    assert [row[2] for row in found] == [2011]


def test_concentration_prefers_the_compiled_series():
    text = crude("BBB AAA importer 100", "BBB AAA compiler 50", "CCC AAA compiler 50", "AAA BBB compiler 1",
                 "AAA CCC compiler 1")  # fmt: skip
    found = computed(dependence_goods, {"commodity_trade": text})["dependence.import_concentration.crude_oil"]
    assert ("AAA", "-", 2010, 0.5) in found


def test_exports_stand_between_two_reports_free_on_board():
    text = crude("BBB AAA exporter 100", "BBB AAA importer 424")
    [row] = computed(composition, {"commodity_trade": text}, BOUNDED)["exchange.exports.crude_oil"]
    assert row[3:] == (pytest.approx(200.0), 100.0, pytest.approx(400.0), 2, None)


def test_an_importers_own_value_free_on_board_is_believed_where_it_can_be():
    header = HEADER + " value_fob\n"
    believed = header + "BBB AAA 2010 importer HS17 270900 cif 110 100"
    absurd = header + "BBB AAA 2010 importer HS17 270900 cif 106 3"
    for text in (believed, absurd):
        [row] = computed(composition, {"commodity_trade": text})["exchange.exports.crude_oil"]
        assert row[3] == pytest.approx(100.0)


def test_exports_tenfold_apart_have_bounds_only_and_a_compiled_value_settles_it():
    text = crude("BBB AAA exporter 2000", "BBB AAA importer 3")
    [row] = computed(composition, {"commodity_trade": text}, BOUNDED)["exchange.exports.crude_oil"]
    assert row[3:] == (None, pytest.approx(3 / 1.06), 2000.0, 2, "not_reported")
    compiled = text + "\n" + crude("BBB AAA compiler 1900", "AAA BBB compiler 1").partition("\n")[2]
    rows = computed(composition, {"commodity_trade": compiled}, BOUNDED)["exchange.exports.crude_oil"]
    assert [row[3:] for row in rows if row[0] == "BBB"] == [(1900.0, None, None, 1, None)]


def test_what_names_no_partner_or_no_good_is_withheld():
    trade = HEADER + "\nBBB AAA 2010 importer HS17 270900 cif 60\nBBB AAA 2010 importer HS17 999999 cif 20"
    hidden = "reporter year flow area nomenclature commodity value\nAAA 2010 imports _X HS17 270900 20"
    found = computed(confidentiality, {"commodity_trade": trade, "unallocated_trade": hidden})
    assert found["exchange.withheld_imports"] == [("AAA", "-", 2010, pytest.approx(0.4))]


def years_of_trade(years: range, *, exporters: int) -> str:
    """AAA buys a product from BBB alone; so many states sell it to the world."""
    lines = [HEADER]
    for year in years:
        lines += [f"BBB AAA {year} compiler HS17 300490 fob 50000", f"AAA BBB {year} compiler HS17 300490 fob 1000"]
        for n in range(exporters):
            seller, buyer = chr(ord("C") + n) * 3, chr(ord("D") + n) * 3
            lines.append(f"{seller} {buyer} {year} compiler HS17 300490 fob 50000")
    return "\n".join(lines)


def test_a_product_counts_only_if_flagged_in_two_of_three_years():
    once = computed(vulnerable, {"commodity_trade": years_of_trade(range(2010, 2011), exporters=1)})
    assert once["dependence.products_eu_rule"] == []
    twice = computed(vulnerable, {"commodity_trade": years_of_trade(range(2010, 2012), exporters=1)})
    assert ("AAA", "-", 2011, 1) in twice["dependence.products_eu_rule"]
    assert not [row for row in twice["dependence.products_eu_rule"] if row[2] == 2010]


def test_cepii_asks_for_few_exporters_in_the_world_too():
    few, many = (
        computed(vulnerable, {"commodity_trade": years_of_trade(range(2010, 2012), exporters=n)}) for n in (0, 9)
    )
    assert ("AAA", "-", 2011, 1) in few["dependence.products_geodep_rule"]
    assert ("AAA", "-", 2011, 0) in many["dependence.products_geodep_rule"]
    assert ("AAA", "-", 2011, 1) in many["dependence.products_eu_rule"]


def test_a_state_that_sells_more_than_it_buys_does_not_depend():
    text = years_of_trade(range(2010, 2012), exporters=1)
    for year in (2010, 2011):
        sold = f"AAA BBB {year} compiler HS17 300490 fob"
        text = text.replace(f"{sold} 1000", f"{sold} 90000")
    found = computed(vulnerable, {"commodity_trade": text})
    assert ("AAA", "-", 2011, 0) in found["dependence.products_eu_rule"]


def test_the_first_supplier_is_named_with_its_share():
    text = years_of_trade(range(2010, 2012), exporters=1)
    found = computed(vulnerable, {"commodity_trade": text}, ("a", "b", "period", "value", "details"))
    assert ("AAA", "BBB", 2011, 1, [{"code": "300490", "share": 1.0}]) in found["dependence.products_supplied"]
