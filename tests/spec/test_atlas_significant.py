"""What ships is rounded to the digits that it deserves, and an interval still holds its value."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.atlas.encode import write
from comity.measures.dependence import SUPPLIER_SHARE
from comity.measures.reconciliation import RECONCILED

STATES = ("AAA", "BBB")


def shipped(folder: Path, measure, value, low=None, high=None, *, exact: bool = False):
    """One row as it is read back from disk."""
    with duckdb.connect() as con:
        con.execute(
            "CREATE VIEW rows_given AS SELECT 'AAA' AS a, 'BBB' AS b, 2010 AS period, "
            f"{value}::DOUBLE AS value, {'NULL' if low is None else low}::DOUBLE AS low, "
            f"{'NULL' if high is None else high}::DOUBLE AS high"
        )
        target = folder / "one.parquet"
        write(con, "rows_given", measure, STATES, ("x@1",), target, first_year=1990, exact=exact)
        scale = 1 if exact else 10**measure.decimals
        row = con.execute(
            f"SELECT value, coalesce(value - low, low), coalesce(value + coalesce(high, low), high) "
            f"FROM read_parquet('{target}')"
        ).fetchall()[0]
        return tuple(None if v is None else v / scale for v in row)


@pytest.mark.parametrize(
    ("value", "stored"), [(0.123456, 0.12), (0.98765, 0.99), (0.00123, 0.0012), (0.00004, 0.0), (1.0, 1.0)]
)
def test_a_share_keeps_two_digits_and_four_decimals(tmp_path, value, stored):
    assert shipped(tmp_path, SUPPLIER_SHARE, value)[0] == pytest.approx(stored, abs=1e-12)
    assert shipped(tmp_path, SUPPLIER_SHARE, value, exact=True)[0] == value


def test_a_reconciled_value_keeps_three_digits_with_its_interval(tmp_path):
    found = shipped(tmp_path, RECONCILED, 123_456_789.0, 111_222_333.0, 155_666_777.0)
    assert found == (123_000_000.0, 111_000_000.0, 156_000_000.0)


def test_a_measure_that_asks_for_no_digits_keeps_its_last_decimal(tmp_path):
    assert shipped(tmp_path, replace(SUPPLIER_SHARE, significant=None), 0.123456)[0] == pytest.approx(0.1235)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(1.0, 1e12), min_size=3, max_size=3))
def test_rounding_keeps_order_and_stays_within_a_half_of_the_last_digit(tmp_path_factory, numbers):
    low, value, high = sorted(numbers)
    found = shipped(tmp_path_factory.mktemp("one"), RECONCILED, value, low, high)
    assert found[1] <= found[0] <= found[2]
    assert found[0] == pytest.approx(value, rel=0.005, abs=500)
