"""Trips of South American leaders as the record has them, beside what is known of them."""

from datetime import date

import duckdb
import pytest

from comity.measures.visits import visits
from first_sources import faults, harvested, unmatched
from tabled import connected, rows_of

ID = "colt-south-america"


@pytest.fixture(scope="module")
def trips(mirror):
    with harvested(ID, mirror / ID) as con:
        assert faults(con, "visits") == {}
        assert unmatched(con, ID, "visits") == 1
        yield con


def test_the_record_has_who_came_where_and_when(trips: duckdb.DuckDBPyConnection) -> None:
    def went(a: str, b: str, year: int) -> set[tuple[date, str, str]]:
        return set(
            trips.execute(
                "SELECT start, visitor, purpose FROM visits WHERE a = ? AND b = ? AND year(start) = ?", [a, b, year]
            ).fetchall()
        )

    assert [(day, purpose) for day, _, purpose in went("BRA", "CHN", 2023)] == [(date(2023, 4, 12), "bilateral")]
    for state in ("BRA", "CHL", "COL"):
        assert any(day.month == 5 for day, _, _ in went(state, "CHN", 2025)), state
    assert any(day.month == 10 for day, _, _ in went("VEN", "RUS", 2024)), "the gathering at Kazan"


def test_a_visit_of_2025_is_the_least_and_a_year_before_is_whole(trips: duckdb.DuckDBPyConnection) -> None:
    rows = trips.execute("SELECT * FROM visits WHERE a IN ('BRA', 'CHL')")
    names = [column[0] for column in rows.description]
    given = [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
    with connected(visits, {"visits": given}) as con:
        (found,) = visits.compute(con).values()
        by = {row[:3]: row[3:] for row in rows_of(con, found, ("a", "b", "period", "value", "low", "n"))}
    assert by["BRA", "CHN", 2023] == (1, None, 1)
    assert by["BRA", "KAZ", 2023] == (0, None, 0)
    value, low, _ = by["BRA", "RUS", 2025]
    assert value is None and low >= 1, "after 2024 what is known is the least"
    assert ("KAZ", "BRA", 2023) not in by and ("FRA", "DEU", 2023) not in by, "nobody keeps these"
