"""Sanctions in force as the publisher's programmes of August 2026 give them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from comity.measures.sanctions import sanction_cases, sanctions, un_sanctions
from reached import reached, rows

pytestmark = pytest.mark.mirror
ID = "opensanctions-programs"


@pytest.fixture(scope="module")
def cells(mirror: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, str], dict[str, Any]]]:
    with duckdb.connect() as con:
        found, audits = reached(con, sanctions, {ID: mirror / ID}, tmp_path_factory.mktemp("sanctions"))
        assert {a.unmatched_rows for a in audits} == {0}
        yield {(r["a"], r["b"]): r for r in rows(con, found["sanctions.in_force"])}


@pytest.mark.parametrize(
    ("a", "b", "state"),
    [
        ("USA", "RUS", "value"),
        ("USA", "CUB", "value"),
        ("USA", "CHN", "value"),
        ("FRA", "RUS", "value"),
        ("GBR", "RUS", "value"),
        ("UKR", "RUS", "value"),
        ("CAN", "RUS", "value"),
        ("IRN", "USA", "value"),
        ("FRA", "USA", "true_zero"),
        ("USA", "ISR", "true_zero"),
        ("USA", "SYR", "true_zero"),
        ("CHE", "PSE", "true_zero"),
        ("FRA", "UKR", "true_zero"),
        ("FRA", "MDA", "true_zero"),
        ("JPN", "RUS", "outside_coverage"),
        ("KOR", "RUS", "outside_coverage"),
        ("RUS", "UKR", "outside_coverage"),
        ("SGP", "ISR", "outside_coverage"),
        ("ISR", "KAZ", "outside_coverage"),
    ],
)
def test_known_pairs(cells, a, b, state):
    assert cells[a, b]["state"] == state


def test_all_senders_and_targets_are_there_once(cells):
    assert {r["period"] for r in cells.values()} == {2026 * 12 + 7}
    with_some = [r for r in cells.values() if r["value"]]
    assert 750 <= len(with_some) <= 850
    members = {r["a"] for r in with_some if {d["through"] for d in r["details"]} == {"European Union"}}
    assert len(members) == 27 and "GBR" not in members


def test_the_security_council_on_the_right_congo(mirror, tmp_path):
    with duckdb.connect() as con:
        found, _ = reached(con, un_sanctions, {ID: mirror / ID}, tmp_path)
        targets = {r["a"] for r in rows(con, found["sanctions.un_in_force"])}
    assert {"COD", "PRK", "IRN", "LBY"} <= targets and "COG" not in targets


def test_cases_of_the_past(mirror, tmp_path):
    with duckdb.connect() as con:
        found, [audit] = reached(con, sanction_cases, {"gsdb": mirror / "gsdb"}, tmp_path)
        cases = {(r["a"], r["b"], r["period"]): r["value"] for r in rows(con, found["sanctions.cases"])}
    assert (audit.rows_read, audit.unmatched_rows, audit.contradicted_rows) == (6166, 0, 0), audit.contradicted_codes
    assert cases["RUS", "KAZ", 1994] and cases["COL", "ISR", 2023] and cases["DEU", "RUS", 2023] >= 4
    assert {year for (a, b, year) in cases if (a, b) == ("SAU", "QAT")} == set(range(2017, 2022))
    assert ("GBR", "RUS", 2013) not in cases or cases["GBR", "RUS", 2022] > cases["GBR", "RUS", 2013]
