"""Trade according to both, by hand."""

import math

import numpy as np
import pytest

from comity.measures.compiled_trade import compiled_trade
from comity.measures.dependence import dependence
from comity.measures.flows import FLOWS
from comity.measures.mirror import mirror
from comity.measures.reconciliation import CIF_MARGIN, reconciliation
from comity.measures.shares import ranks
from tabled import computed

REPORTS = """
    exporter importer year reported_by commodity price_basis   scope value source
    AAA      BBB      2008 exporter    total     current       goods 100   one
    AAA      BBB      2008 importer    total     current       goods 106   two
    AAA      CCC      2008 exporter    total     current       goods 100   one
    AAA      DDD      2008 importer    total     current       goods 0     two
    AAA      BBB      2008 compiler    total     constant-2010 goods 999   three
    AAA      BBB      2008 exporter    2709      current       goods 90    one
    AAA      AAA      2008 exporter    total     current       goods 50    one
"""
FULL = ("a", "b", "period", "value", "low", "high", "state", "basis")


def test_both_reports_stay_apart_and_as_they_are():
    found = computed(mirror, {"trade": REPORTS}, ("a", "b", "period", "value", "basis"))
    assert found["exchange.exports_reported_by_exporter"] == [
        ("AAA", "BBB", 2008, 100.0, "one"),
        ("AAA", "CCC", 2008, 100.0, "one"),
    ]
    assert found["exchange.exports_reported_by_importer"] == [
        ("AAA", "BBB", 2008, 106.0, "two"),
        # A reported nil is a nil; that BBB and CCC report nothing more is no row.
        ("AAA", "DDD", 2008, 0.0, "two"),
    ]


def test_two_sources_of_one_report_are_not_mixed():
    text = """
        exporter importer year reported_by commodity value source
        AAA      BBB      2008 exporter    total     100   first
        AAA      BBB      2008 exporter    total     900   second
    """
    found = computed(mirror, {"trade": text}, ("a", "b", "period", "value", "basis"))
    assert found["exchange.exports_reported_by_exporter"] == [("AAA", "BBB", 2008, 100.0, "first")]


def test_the_gap_is_positive_where_the_importer_reports_more():
    [row] = computed(mirror, {"trade": REPORTS})["exchange.mirror_gap"]
    assert row == ("AAA", "BBB", 2008, pytest.approx(math.log(1.06)))


def test_reports_that_differ_by_freight_alone_agree():
    [row] = computed(reconciliation, {"trade": REPORTS}, FULL)["exchange.exports_reconciled"]
    # One flow: both reporters at the floor of variance (0.0025), equal weights, four degrees of freedom, no strain.
    # The two biases are drawn from a spread of 0.3 by one gap of variance 0.005 that counts 5/4 times.
    unsure = 1 / (1.25 / 0.005 + 1 / 0.09)
    half = 1.4759 * math.sqrt(0.5 * 0.0025 * 4 / 5 + 0.5 * unsure)
    assert row[3:6] == (pytest.approx(100), pytest.approx(100 * math.exp(-half), rel=1e-4),
                        pytest.approx(100 * math.exp(half), rel=1e-4))  # fmt: skip
    assert row[6] is None


@pytest.mark.parametrize(("factor", "known"), [(9.9, True), (10.1, False), (1 / 9.9, True), (1 / 10.1, False)])
def test_a_tenfold_disagreement_has_bounds_and_no_value(factor, known):
    text = f"""
        exporter importer year reported_by commodity value
        AAA      BBB      2008 exporter    total     100
        AAA      BBB      2008 importer    total     {100 * factor * (1 + CIF_MARGIN)}
    """
    [row] = computed(reconciliation, {"trade": text}, FULL)["exchange.exports_reconciled"]
    if known:
        assert row[3] is not None
        assert row[4] < row[3] < row[5]
        assert row[6] is None
    else:
        assert row[3] is None
        assert row[4:6] == (pytest.approx(min(100, 100 * factor)), pytest.approx(max(100, 100 * factor)))
        assert row[6] == "not_reported"


def test_a_reporter_who_strays_from_everyone_weighs_less():
    """BBB's reports agree with four partners'; AAA's are off by a factor that changes with the partner."""
    lines = ["exporter importer year reported_by commodity value"]
    off = {"CCC": 3.0, "DDD": 1 / 3, "EEE": 2.5, "FFF": 0.4, "BBB": 2.0}
    for partner, factor in off.items():
        lines += [f"AAA {partner} 2008 exporter total {100 * factor}", f"AAA {partner} 2008 importer total 106"]
    for one in ("CCC", "DDD", "EEE", "FFF"):
        for other in ("BBB", "CCC", "DDD", "EEE", "FFF"):
            if one != other:
                lines += [f"{one} {other} 2008 exporter total 100", f"{one} {other} 2008 importer total 106"]
    rows = computed(reconciliation, {"trade": "\n".join(lines)})
    found = {(a, b): value for a, b, _, value in rows["exchange.exports_reconciled"]}
    assert 100 < found["AAA", "BBB"] < math.sqrt(100 * 200)
    weight = {(a, b): value for a, b, _, value in rows["exchange.reconciliation_weight"]}
    assert weight["AAA", "BBB"] < 0.1
    error = {a: value for a, _, _, value in rows["exchange.exporter_error"]}
    assert error["AAA"] == max(error.values())


def _grid(**off: float) -> str:
    """Six states that all trade 100 with each other in 2008; `AAA_BBB=2.0` doubles what AAA reports of it."""
    lines = ["exporter importer year reported_by commodity value"]
    names = [c * 3 for c in "ABCDEF"]
    for one in names:
        for other in names:
            if one != other:
                factor = off.get(one, 1.0) * off.get(f"{one}_{other}", 1.0)
                lines += [f"{one} {other} 2008 exporter total {100e6 * factor}"]
                lines += [f"{one} {other} 2008 importer total {106e6 * off.get(f'_{other}', 1.0)}"]
    return "\n".join(lines)


def test_a_bias_with_everyone_is_the_reporters_and_no_pairs():
    found = computed(reconciliation, {"trade": _grid(AAA=1.5)})
    bias = {a: value for a, _, _, value in found["exchange.exporter_bias"]}
    assert bias["AAA"] == pytest.approx(math.log(1.5), abs=0.03)
    assert all(abs(v) < 0.03 for a, v in bias.items() if a != "AAA")
    assert all(abs(value) < 0.5 for *_, value in found["exchange.particular_gap"])
    value = {(a, b): v for a, b, _, v in found["exchange.exports_reconciled"]}
    # What AAA adds with everyone is taken off again.
    assert value["AAA", "BBB"] == pytest.approx(100e6, rel=0.03)


def test_an_importers_bias_with_everyone_is_found_too():
    bias = {a: v for a, _, _, v in computed(reconciliation, {"trade": _grid(_CCC=1.4)})["exchange.importer_bias"]}
    assert bias["CCC"] == pytest.approx(math.log(1.4), abs=0.03)
    assert all(abs(v) < 0.03 for a, v in bias.items() if a != "CCC")


def test_a_gap_of_one_pair_is_the_pairs():
    found = computed(reconciliation, {"trade": _grid(AAA_BBB=2.0)})
    gap = {(a, b): value for a, b, _, value in found["exchange.particular_gap"]}
    assert min(gap, key=gap.get) == ("AAA", "BBB")
    assert gap["AAA", "BBB"] < -3
    assert abs(gap["AAA", "CCC"]) < 1
    # Neither AAA nor BBB strays from others, so that the reported gap itself is most of it.
    bias = {a: value for a, _, _, value in found["exchange.exporter_bias"]}
    assert abs(bias["AAA"]) < 0.1


def test_coverage_is_the_share_of_a_states_trade_that_both_sides_report():
    # AAA: 106 of 106 + 100 + 0; in 2009 only importers report, so there is nothing to compare.
    text = REPORTS + "    AAA      BBB      2009 importer    total     current       goods 999   two\n"
    found = {row[0]: row[3] for row in computed(mirror, {"trade": text})["exchange.mirror_coverage"]}
    assert found == {"AAA": pytest.approx(106 / 206), "BBB": 1.0, "CCC": 0.0}


def test_compiled_flows_and_intensity():
    text = """
        exporter importer year reported_by commodity value source
        AAA      BBB      2010 compiler    total     30    x
        AAA      CCC      2010 compiler    total     10    x
        BBB      CCC      2010 compiler    total     60    x
        CCC      CCC      2010 compiler    total     999   x
        CCC      AAA      2010 compiler    total     0     x
        AAA      BBB      2010 exporter    total     7     y
    """
    found = computed(compiled_trade, {"trade": text})
    assert found["exchange.exports_compiled"] == [
        ("AAA", "BBB", 2010, 30.0),
        ("AAA", "CCC", 2010, 10.0),
        ("BBB", "CCC", 2010, 60.0),
        ("CCC", "AAA", 2010, 0.0),
    ]
    # AAA sells 30 of 40 to BBB, which takes 30 of the world's 100.
    assert found["complementarity.intensity"] == [
        ("AAA", "BBB", 2010, pytest.approx((30 / 40) / (30 / 100))),
        ("AAA", "CCC", 2010, pytest.approx((10 / 40) / (70 / 100))),
        ("BBB", "CCC", 2010, pytest.approx((60 / 60) / (70 / 100))),
    ]


SUPPLY = """
    exporter importer year reported_by commodity value
    BBB      AAA      2010 importer    total     60
    CCC      AAA      2010 importer    total     40
    AAA      AAA      2010 importer    total     500
    BBB      AAA      2010 exporter    total     30
    CCC      AAA      2010 exporter    total     70
"""
BOUNDED = ("a", "b", "period", "value", "low", "high", "n", "state")


def test_shares_that_agree_give_their_median_with_bounds():
    found = computed(dependence, {"trade": SUPPLY}, BOUNDED)
    assert found["dependence.supplier_share"] == [
        ("AAA", "BBB", 2010, pytest.approx(0.45), 0.3, 0.6, 2, None),
        ("AAA", "CCC", 2010, pytest.approx(0.55), 0.4, 0.7, 2, None),
    ]
    # Neither is surely ahead: each is first or second; the medians make CCC the likelier first.
    assert [row[:6] for row in found["dependence.supplier_rank"]] == [
        ("AAA", "BBB", 2010, 2, 1, 2),
        ("AAA", "CCC", 2010, 1, 1, 2),
    ]


def test_shares_that_disagree_give_bounds_and_no_value():
    text = """
        exporter importer year reported_by commodity value
        BBB AAA 2010 importer total 1
        CCC AAA 2010 importer total 99
        BBB AAA 2010 exporter total 50
        CCC AAA 2010 exporter total 50
    """
    found = computed(dependence, {"trade": text}, BOUNDED)
    assert found["dependence.supplier_share"] == [
        ("AAA", "BBB", 2010, None, 0.01, 0.5, 2, "not_reported"),
        ("AAA", "CCC", 2010, pytest.approx(0.745), 0.5, 0.99, 2, None),
    ]
    # At most a half against at least a half: BBB cannot be surely ahead, nor CCC behind.
    ranked = {row[1]: row for row in found["dependence.supplier_rank"]}
    assert ranked["BBB"][3] is None
    assert ranked["BBB"][7] == "not_reported"
    assert ranked["CCC"][3] == 1


def test_a_reported_nil_against_a_reported_flow_is_a_disagreement():
    text = """
        exporter importer year reported_by commodity value
        BBB AAA 2010 importer total 0
        CCC AAA 2010 importer total 10
        BBB AAA 2010 exporter total 10
    """
    found = {row[1]: row for row in computed(dependence, {"trade": text}, BOUNDED)["dependence.supplier_share"]}
    assert found["BBB"][3:] == (None, 0.0, 1.0, 2, "not_reported")


def test_one_account_gives_a_share_without_bounds():
    text = """
        exporter importer year reported_by commodity value
        BBB AAA 2010 importer total 1
        CCC AAA 2010 importer total 3
    """
    found = computed(dependence, {"trade": text}, BOUNDED)
    assert found["dependence.supplier_share"] == [
        ("AAA", "BBB", 2010, 0.25, None, None, 1, None),
        ("AAA", "CCC", 2010, 0.75, None, None, 1, None),
    ]
    assert found["dependence.customer_share"] == [
        ("BBB", "AAA", 2010, 1.0, None, None, 1, None),
        ("CCC", "AAA", 2010, 1.0, None, None, 1, None),
    ]
    assert [row[:6] for row in found["dependence.supplier_rank"]] == [
        ("AAA", "BBB", 2010, 2, None, None),
        ("AAA", "CCC", 2010, 1, None, None),
    ]


def test_concentration_uses_the_compiled_series_alone():
    text = """
        exporter importer year reported_by commodity value
        BBB AAA 2010 compiler total 1
        CCC AAA 2010 compiler total 3
        DDD AAA 2010 importer total 96
    """
    assert computed(dependence, {"trade": text})["dependence.import_concentration"] == [
        ("AAA", "-", 2010, pytest.approx(0.25**2 + 0.75**2))
    ]


def test_rank_bounds_count_the_surely_and_the_possibly_ahead():
    shares = {
        "a": np.array(["AAA"] * 4, dtype=object),
        "b": np.array(["BBB", "CCC", "DDD", "EEE"], dtype=object),
        "period": np.array([2010] * 4),
        "low": np.array([0.50, 0.20, 0.15, 0.01]),
        "high": np.array([0.60, 0.30, 0.25, 0.09]),
        "middle": np.array([0.55, 0.25, 0.20, 0.05]),
    }
    found = ranks(shares)
    # BBB is surely first: no bounds. CCC and DDD overlap. EEE's accounts differ ninefold, yet it is surely last.
    np.testing.assert_array_equal(found["value"], [1, 2, 3, np.nan])
    np.testing.assert_array_equal(found["low"], [np.nan, 2, 2, np.nan])
    np.testing.assert_array_equal(found["high"], [np.nan, 3, 3, np.nan])
    assert list(found["state"]) == [None, None, None, "not_reported"]


@pytest.mark.parametrize(
    ("measure", "header", "value"),
    [
        ("exchange.investment_flow", "origin destination year value", -7.0),
        ("exchange.aid", "donor recipient year value", 3.5),
        ("people.migrants", "origin destination year persons", 12.0),
        ("exchange.remittances", "sender recipient year value", 4.0),
    ],
)
def test_flows_keep_direction_sign_and_nil_and_drop_blanks(measure, header, value):
    [recipe] = [r for r in FLOWS if r.measures[0].id == measure]
    text = f"{header}\nAAA BBB 2005 {value}\nBBB AAA 2005 0\nAAA CCC 2005 .\nAAA AAA 2005 5"
    assert computed(recipe, {recipe.inputs[0]: text})[measure] == [
        ("AAA", "BBB", 2005, value),
        ("BBB", "AAA", 2005, 0.0),
    ]


def test_refugees_and_asylum_seekers_add_up_and_two_blanks_are_no_nil():
    [recipe] = [r for r in FLOWS if r.measures[0].id == "people.refugees"]
    text = """
        origin asylum year refugees asylum_seekers
        AAA BBB 2005 10 5
        AAA CCC 2005 10 .
        AAA DDD 2005 .  .
        AAA EEE 2005 0  0
        AAA AAA 2005 1  1
    """
    assert computed(recipe, {"refugees": text})["people.refugees"] == [
        ("AAA", "BBB", 2005, 15.0),
        ("AAA", "CCC", 2005, 10.0),
        ("AAA", "EEE", 2005, 0.0),
    ]
