"""Migrants to 2024 in the publisher's figures, and the two revisions side by side."""

from pathlib import Path

import duckdb
import numpy as np
import pytest

from comity.sources import registry
from comity.terms.crosswalk import to_state
from harvested import facts

pytestmark = pytest.mark.mirror
SOURCE = "un-desa-migrants-2024"


def test_rows_are_as_counted_and_as_declared(mirror: Path) -> None:
    found = facts(SOURCE, mirror / SOURCE, "migrant_stocks")
    expected = registry.source(SOURCE).provides["migrant_stocks"]
    assert (found["rows"], found["unmatched"], found["repeated"]) == (70_840, 1_899, 0)
    assert expected.expect.rows <= found["rows"]
    assert found["unmatched"] / found["rows"] <= expected.expect.unmatched_share
    assert found["years"] == (expected.first_year, expected.last_year)


def test_ukrainians_in_poland_and_kazakhstanis_in_israel(mirror: Path) -> None:
    wanted = "year IN (2020, 2024) AND (origin, destination) IN ((804, 616), (398, 376))"
    found = facts(SOURCE, mirror / SOURCE, "migrant_stocks", wanted)["found"]
    assert {(origin, year): persons for origin, _, year, persons in found} == {
        (804, 2020): 180_211,
        (804, 2024): 1_102_774,
        (398, 2020): 16_266,
        (398, 2024): 17_166,
    }


def test_the_world_sums_to_what_the_publisher_says(mirror: Path) -> None:
    with duckdb.connect() as con:
        rows = registry.reader(SOURCE)(mirror / SOURCE, con)["migrant_stocks"]
        assert rows.filter("year = 2024").sum("persons").fetchall() == [(304_021_813.0,)]


def test_where_both_revisions_name_a_pair_they_mostly_agree_and_the_older_names_more(mirror: Path) -> None:
    stocks = {}
    with duckdb.connect() as con:
        for source in (SOURCE, "migration"):
            rows = registry.reader(source)(mirror / source, con)["migrant_stocks"]
            columns = rows if isinstance(rows, dict) else rows.fetchnumpy()
            codes = registry.source(source).provides["migrant_stocks"].codes
            ends = [to_state(codes, columns[name], columns["year"]) for name in ("origin", "destination")]
            keys = zip(*ends, columns["year"].tolist(), strict=True)
            stocks[source] = dict(zip(keys, columns["persons"].tolist(), strict=True))
    new, old = ({k: v for k, v in stocks[s].items() if None not in k and k[2] <= 2020} for s in (SOURCE, "migration"))
    ratio = np.array([new[k] / old[k] for k in new.keys() & old.keys() if old[k] > 1000])
    assert len(ratio) > 20_000
    assert np.median(ratio) == pytest.approx(1, abs=0.01)
    assert np.mean(np.abs(ratio - 1) < 0.05) > 0.5
    assert ("PRT", "DEU", 2020) in old
    assert ("PRT", "DEU", 2020) not in new
