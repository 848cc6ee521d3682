"""Food by item in the publisher's figures."""

from pathlib import Path

import pytest

from comity.sources.registry import source
from harvested import facts

pytestmark = pytest.mark.mirror


def test_rows_are_as_counted_and_israel_buys_wheat_in_russia(mirror: Path) -> None:
    wanted = "exporter = 'RUS' AND importer = 'ISR' AND item = 'Wheat' AND year >= 2021"
    found = facts("faostat-tm", mirror / "faostat-tm", "food_flows", wanted)
    expected = source("faostat-tm").provides["food_flows"]
    assert (found["rows"], found["unmatched"], found["repeated"]) == (784_536, 0, 0)
    assert expected.expect.rows <= found["rows"]
    assert found["years"] == (expected.first_year, expected.last_year)
    values = {year: round(value / 1e6) for _, _, year, by, _, value in found["found"] if by == "importer"}
    assert values == {2021: 128, 2022: 285, 2023: 314, 2024: 39}
