"""Leaders in office and votes held.

The leaders' file has two columns without a name, so its columns are read by position. The elections' file has
a row for each announcement, delay and vote; `events.csv` says which of them are a vote that was held.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.check import expect_categories, listed
from comity.sources.formats.text import read_delimited
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

ID = "reign"
LEADERS, ELECTIONS = "leaderlist_3_21.csv", "electionlist_3_21.csv"

LEADER_COLUMNS = (
    "stateabb", "ccode", "leadid", "leader", "sdate", "smonth", "syear", "emonth", "eyear", "birthyear",
    "gender", "militarycareer", "l_month", "l_year", "nameless_1", "nameless_2", "codedby", "notes",
)  # fmt: skip
"""In the order of the file, where two columns have no name."""

ELECTION_COLUMNS = dict.fromkeys(("ccode", "elec_year", "elec_month", "elec_day", "event", "type", "change"), "VARCHAR")
CATEGORIES = {"type": ("L", "X", "R"), "change": ("Y", "N")}

_LEADERS = """
    ccode::INTEGER AS state, leader, make_date(syear::INTEGER, smonth::INTEGER, sdate::INTEGER) AS start,
    last_day(make_date(eyear::INTEGER, emonth::INTEGER, 1)) AS "end"
"""
_ELECTIONS = """
    ccode::INTEGER AS state, make_date(elec_year::INTEGER, elec_month::INTEGER, elec_day::INTEGER) AS date,
    CASE type WHEN 'L' THEN 'legislative' WHEN 'X' THEN 'executive' WHEN 'R' THEN 'referendum' END AS kind,
    change = 'Y' AS change
"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The tables `leaders` and `elections`. Raises BadFile on other columns, dates or categories."""
    return {
        "leaders": _leaders(folder / LEADERS, con),
        "elections": _elections(folder / ELECTIONS, con),
    }


def _leaders(path: Path, con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyRelation:
    columns = dict.fromkeys(LEADER_COLUMNS, "VARCHAR")
    rows = read_delimited(con, path, columns, header=False, encoding="latin-1", missing=("", " "))
    header = rows.filter("ccode = 'ccode'").fetchall()
    expected = tuple(None if name.startswith("nameless") else name for name in LEADER_COLUMNS)
    if header != [expected]:
        known = listed(LEADER_COLUMNS)
        raise BadFile(f"{path}: the header is not {known}; compare the release with its codebook")
    people = rows.filter("ccode <> 'ccode'")
    _expect_dates(people, "syear, smonth, sdate", path)
    _expect_dates(people.filter("eyear IS NOT NULL OR emonth IS NOT NULL"), "eyear, emonth, 1", path)
    return people.project(_LEADERS)


def _elections(path: Path, con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyRelation:
    rows = read_delimited(con, path, ELECTION_COLUMNS, encoding="latin-1", missing=("", " "), ignore=source(ID).ignore)
    rows = rows.project("* REPLACE (trim(event) AS event)")
    held = _events()
    for column, known in {**CATEGORIES, "event": tuple(held)}.items():
        found = rows.project(f'"{column}"').distinct().fetchall()
        expect_categories((value for (value,) in found), known, column, path)
    votes = ", ".join(f"'{event}'" for event, is_vote in held.items() if is_vote)
    dated = rows.filter(f"event IN ({votes}) AND elec_day IS NOT NULL")
    _expect_dates(dated, "elec_year, elec_month, elec_day", path)
    return dated.project(_ELECTIONS)


def _events() -> dict[str, bool]:
    with (Path(__file__).parent / "events.csv").open(encoding="utf-8", newline="") as stream:
        return {row["event"]: row["held"] == "yes" for row in csv.DictReader(stream)}


def _expect_dates(rows: duckdb.DuckDBPyRelation, parts: str, path: Path) -> None:
    written = f"concat_ws('-', {parts})"
    year, month, day = parts.split(", ")
    padded = f"concat_ws('-', {year}, lpad({month}, 2, '0'), lpad({day}::VARCHAR, 2, '0'))"
    odd = rows.filter(f"try_strptime({padded}, '%Y-%m-%d') IS NULL").project(written).limit(1).fetchall()
    if odd:
        raise BadFile(f"{path}: {odd[0][0]!r} is no date; mend the row or fetch the file again")
