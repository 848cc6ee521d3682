"""Investment positions of five states in the publisher's figures."""

from pathlib import Path

import pytest

from comity.sources.registry import source
from harvested import facts

pytestmark = pytest.mark.mirror


def test_rows_are_as_counted_and_china_and_kazakhstan_both_report(mirror: Path) -> None:
    wanted = "origin = 'CHN' AND destination = 'KAZ' AND year IN (2014, 2024)"
    found = facts("imf-dip", mirror / "imf-dip", "investment_positions", wanted)
    expected = source("imf-dip").provides["investment_positions"]
    assert (found["rows"], found["unmatched"], found["repeated"]) == (26_385, 2_579, 0)
    assert expected.expect.rows <= found["rows"]
    assert found["unmatched"] / found["rows"] <= expected.expect.unmatched_share
    assert found["years"] == (expected.first_year, expected.last_year)
    assert [(year, by, round(value / 1e6)) for *_, year, by, value in found["found"]] == [
        (2014, "destination", 4631),
        (2024, "destination", 6329),
        (2024, "origin", 6184),
    ]
