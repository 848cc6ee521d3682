from datetime import date
from pathlib import Path

import duckdb
import pytest

from comity.errors import BadFile
from comity.sources.unga_votes.read import half_recorded
from first_sources import faults, harvest, harvested

VOTES = """
    (1001, 2, DATE '1946-01-01', 1946, 1), (1001, 20, DATE '1946-01-01', 1946, 3),
    (74023, 2, DATE '2020-01-14', 2019, 2),
    (77001, 2, DATE '2022-12-07', 2022, 1),
    (78001, 2, DATE '2024-01-09', 2022, 3),
    (78002, 2, DATE '2023-12-07', 2022, 1), (78002, 20, DATE '2023-12-07', 2022, 1),
    (78002, 40, DATE '2024-12-19', 2022, 2),
    (78015, 679, DATE '2023-10-27', 2022, 1), (78015, 679, DATE '2023-11-28', 2022, 1)
"""
COLUMNS = "resid, ccode, date, year, vote"


def _write(folder: Path, rows: str = VOTES, columns: str = COLUMNS) -> Path:
    path = folder / "votes_1946_2022.parquet"
    with duckdb.connect() as con:
        con.execute(f"COPY (SELECT * FROM (VALUES {rows}) AS t({columns})) TO '{path}' (FORMAT parquet)")
    return folder


@pytest.fixture
def rows(tmp_path: Path) -> dict[tuple[str, int], tuple[object, ...]]:
    return {(row[0], row[1]): row[2:] for row in harvest("unga-votes", _write(tmp_path), "votes")}


def test_a_vote_keeps_the_publishers_day_year_and_code(rows):
    assert rows["1001", 20] == (date(1946, 1, 1), 1946, 3)


def test_outside_the_pooled_year_the_publishers_year_stands_against_the_day(rows):
    assert rows["74023", 2] == (date(2020, 1, 14), 2019, 2)


def test_in_the_pooled_year_the_day_decides(rows):
    assert rows["77001", 2][1] == 2022
    assert rows["78001", 2][1] == 2024


def test_a_roll_call_has_the_day_that_most_of_its_votes_carry(rows):
    assert rows["78002", 40] == (date(2023, 12, 7), 2023, 2)


def test_a_vote_given_twice_counts_once_and_on_the_earlier_day_when_days_tie(rows):
    assert rows["78015", 679] == (date(2023, 10, 27), 2023, 1)
    assert len(rows) == 9


def test_the_rows_keep_the_contract(tmp_path):
    with harvested("unga-votes", _write(tmp_path)) as con:
        assert faults(con, "votes") == {}


@pytest.mark.parametrize(
    ("rows", "columns", "said"),
    [
        ("(1, 2, DATE '1946-01-01', 1946, 8)", COLUMNS, "unknown codes"),
        ("(1, 2, DATE '1946-01-01', 1946, 1)", COLUMNS.replace("vote", "choice"), "missing: 'vote'"),
        (
            "(1, 2, DATE '2022-01-01', 2022, 1), (1, 2, DATE '2022-01-01', 2022, 3)",
            COLUMNS,
            "different votes of one state",
        ),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path, rows, columns, said):
    with pytest.raises(BadFile, match=said):
        harvest("unga-votes", _write(tmp_path, rows, columns), "votes")


def test_a_file_that_is_no_parquet_is_refused(tmp_path):
    (tmp_path / "votes_1946_2022.parquet").write_text("resid,ccode\n1,2\n")
    with pytest.raises(BadFile, match="cannot be read as Parquet"):
        harvest("unga-votes", tmp_path, "votes")


def test_of_a_year_that_is_half_recorded_nothing_is_read(tmp_path):
    votes = "(71001, 552, DATE '2016-12-05', 2016, 1), (70001, 552, DATE '2015-12-05', 2015, 1)"
    pooled = "(78002, 640, DATE '2023-12-07', 2022, 1), (77001, 640, DATE '2022-12-07', 2022, 1)"
    found = harvest("unga-votes", _write(tmp_path, f"{votes}, {pooled}"), "votes")
    assert {(row[1], row[3]) for row in found} == {(552, 2015), (640, 2022)}


def test_what_is_half_recorded_is_known_from_the_library():
    assert (640, 2023) in half_recorded() and len(set(half_recorded())) == len(half_recorded())
