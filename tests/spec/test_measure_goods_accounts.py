"""Accounts of trade beside one another, and never in one another's rows."""

from comity.measures.goods_accounts import goods_accounts
from comity.measures.mirror import mirror
from tabled import computed

ALL = ("a", "b", "period", "value", "low", "high", "state")
ROWS = """
    exporter importer year account value rounding
    KAZ ISR 2019 imf-exporter 466500000 50000
    KAZ ISR 2019 imf-importer 400000000 .
    KAZ ISR 2020 baci 327000000 .
    KAZ BTN 2019 imf-exporter 0 50000
    KAZ FJI 2019 imf-exporter 0 .
    KAZ KAZ 2019 imf-exporter 5 .
"""


def test_each_account_is_a_measure_of_its_own():
    found = computed(goods_accounts, {"goods_accounts": ROWS})
    assert found == {
        "exchange.exports_imf": [
            ("KAZ", "BTN", 2019, None),
            ("KAZ", "FJI", 2019, 0.0),
            ("KAZ", "ISR", 2019, 466.5e6),
        ],
        "exchange.exports_imf_by_importer": [("KAZ", "ISR", 2019, 400e6)],
        "exchange.exports_baci": [("KAZ", "ISR", 2020, 327e6)],
    }


def test_a_zero_printed_in_rounded_figures_is_less_than_half_a_digit_and_no_zero():
    [bounded, exact, _] = computed(goods_accounts, {"goods_accounts": ROWS}, ALL)["exchange.exports_imf"]
    assert bounded == ("KAZ", "BTN", 2019, None, 0.0, 5e4, "not_reported")
    assert exact == ("KAZ", "FJI", 2019, 0.0, None, None, None)


def test_an_absent_pair_is_no_row_and_the_measure_says_that_it_is_not_reported():
    found = computed(goods_accounts, {"goods_accounts": ROWS})["exchange.exports_imf"]
    assert not [row for row in found if row[:2] == ("KAZ", "RUS")]
    assert {m.silence for m in goods_accounts.measures} == {"not_reported"}


def test_later_years_change_no_earlier_one():
    later = ROWS + "    KAZ ISR 2025 imf-exporter 1e15 50000\n    KAZ BTN 2025 baci 1e15 .\n"
    before, after = (computed(goods_accounts, {"goods_accounts": rows}, ALL) for rows in (ROWS, later))
    for measure, rows in after.items():
        assert [row for row in rows if row[2] < 2025] == before[measure]


def test_no_account_enters_the_customs_reports():
    assert "goods_accounts" not in (*mirror.inputs, *mirror.optional)
