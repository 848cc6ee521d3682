"""Investment treaties as UNCTAD's pages of 2026 give them: facts that everybody can look up."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from comity.measures.agreements import investment_treaties
from reached import reached, rows

pytestmark = pytest.mark.mirror


@pytest.fixture(scope="module")
def measured(mirror: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Any, Any]]:
    folders = {id: mirror / id for id in ("unctad", "unctad-iia")}
    with duckdb.connect() as con:
        found, audits = reached(con, investment_treaties, folders, tmp_path_factory.mktemp("treaties"))
        yield con, found["agreement.investment_in_force"], audits


def of(measured: tuple[Any, Any, Any], a: str, b: str) -> dict[int, tuple[float, list[dict[str, Any]]]]:
    con, relation, _ = measured
    return {row["period"]: (row["value"], row["details"]) for row in rows(con, relation, f"a = '{a}' AND b = '{b}'")}


def test_nearly_every_row_is_kept(measured):
    *_, audits = measured
    audit = next(a for a in audits if a.source == "unctad-iia")
    assert (audit.rows_read, audit.rows_kept) == (3537, 3535)
    # Jersey signs for itself and is no state; one treaty stands under Yugoslavia and under Serbia.
    assert (audit.unmatched_rows, audit.combined_rows, audit.contradicted_rows) == (1, 1, 0)


def test_the_treaty_of_india_and_china_ended_in_2018(measured):
    found = of(measured, "CHN", "IND")
    assert {year for year, (value, _) in found.items() if value} == set(range(2007, 2018))
    assert found[2017][1][0]["ended"] is None
    assert found[2018][1][0]["ended"] == found[2025][1][0]["ended"] == date(2018, 10, 3)


def test_the_treaty_of_israel_and_kazakhstan_goes_on(measured):
    found = of(measured, "ISR", "KAZ")
    assert {year for year, (value, _) in found.items() if value == 1} == set(range(1997, 2026))
    assert (found[2025][1][0]["signed"], found[2025][1][0]["in_force"]) == (date(1995, 12, 27), date(1997, 2, 19))


def test_one_treaty_follows_another_and_is_one(measured):
    found = of(measured, "CHN", "DEU")
    assert {value for value, _ in found.values()} == {1}
    assert [d["replaced_by"] is not None for d in found[2006][1]] == [True, False]


def test_treaties_between_members_of_the_union_are_gone(measured):
    found = of(measured, "DEU", "POL")
    assert found[2018][0] == 1 and found[2025][0] == 0


def test_nothing_is_said_of_a_year_that_is_not_over(measured):
    con, relation, _ = measured
    relation.create_view("measured", replace=True)
    assert con.sql("SELECT max(period) FROM measured").fetchone() == (2025,)
