"""Printed partners have their share, all others a bound, and nobody a zero."""

from comity.measures.partner_shares import partner_shares
from comity.terms.country import states
from tabled import computed

ALL = ("a", "b", "period", "value", "low", "high", "state", "n")
ROWS = """
    state partner flow year share
    UKR CHN imports 2023 0.16
    UKR POL imports 2023 0.14
    UKR USA imports 2023 0.04
    UKR POL exports 2023 0.12
    ISR KOR exports 2023 0
    ISR USA exports 2023 0.29
"""


def by_partner(rows, a="UKR", period=2023):
    return {row[1]: row[3:] for row in rows if row[0] == a and row[2] == period}


def test_the_share_of_imports_and_that_of_exports_are_two_measures():
    found = computed(partner_shares, {"partner_shares": ROWS}, ALL)
    assert by_partner(found["exchange.partner_share"])["CHN"] == (0.16, None, None, None, 3)
    assert by_partner(found["exchange.partner_share_exports"])["POL"] == (0.12, None, None, None, 1)


def test_who_is_not_printed_has_at_most_the_smallest_share_that_is():
    found = by_partner(computed(partner_shares, {"partner_shares": ROWS}, ALL)["exchange.partner_share"])
    assert found["RUS"] == (None, 0.0, 0.04, "not_reported", 3)
    assert "UKR" not in found
    assert set(found) == {s.id for s in states() if s.kind != "historic"} - {"UKR"}


def test_a_printed_zero_is_less_than_half_a_per_cent_and_no_zero():
    found = by_partner(computed(partner_shares, {"partner_shares": ROWS}, ALL)["exchange.partner_share_exports"], "ISR")
    assert found["KOR"] == (None, 0.0, 0.005, "not_reported", 2)
    assert found["FRA"] == (None, 0.0, 0.005, "not_reported", 2)
    assert found["USA"] == (0.29, None, None, None, 2)


def test_a_state_of_which_nothing_is_printed_has_no_bound():
    found = computed(partner_shares, {"partner_shares": ROWS}, ALL)["exchange.partner_share"]
    assert {row[0] for row in found} == {"UKR"}


def test_a_later_list_changes_no_earlier_bound():
    later = ROWS + "    UKR RUS imports 2024 0.5\n    UKR FRA imports 2024 0.01\n"
    before, after = (computed(partner_shares, {"partner_shares": r}, ALL) for r in (ROWS, later))
    for measure, rows in after.items():
        assert [row for row in rows if row[2] == 2023] == before[measure]
