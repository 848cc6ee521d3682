"""Services by partner in the publisher's figures."""

from pathlib import Path

import pytest

from comity.sources.registry import source
from harvested import facts

pytestmark = pytest.mark.mirror
SOURCE = "oecd-services-2000-2019"


def test_rows_are_as_counted_and_the_united_states_sell_to_britain(mirror: Path) -> None:
    wanted = "exporter = 'USA' AND importer IN ('GBR', 'CHN') AND year = 2019 AND reported_by = 'exporter'"
    found = facts(SOURCE, mirror / SOURCE, "services_trade", wanted)
    expected = source(SOURCE).provides["services_trade"]
    assert found["repeated"] == 0
    assert expected.expect.rows <= found["rows"] <= expected.expect.rows * 1.1
    assert found["unmatched"] / found["rows"] <= expected.expect.unmatched_share
    assert found["years"] == (expected.first_year, expected.last_year)
    assert {row[1]: round(row[-1] / 1e8) for row in found["found"]} == {"GBR": 777, "CHN": 595}
