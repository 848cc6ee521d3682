"""The UCDP/PRIO Armed Conflict Dataset as published from edition 25.1 on: a row for each conflict and year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from comity.errors import BadFile
from comity.sources.formats.text import read_delimited

if TYPE_CHECKING:
    from collections.abc import Collection

    import duckdb

COLUMNS = (
    "conflict_id", "location", "side_a", "side_b", "territory_name", "year", "intensity_level", "type_of_conflict",
    "start_date", "start_date2", "ep_end", "ep_end_date", "gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd", "version",
)  # fmt: skip
"""The columns that are read."""
FIRST_EDITION = 25.1
"""The first edition whose columns these are."""

_PARTIES = ("gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd")
_DATES = ("start_date", "start_date2", "ep_end_date")
_LIST = "regexp_full_match({0}, '\\s*\\d+\\s*(,\\s*\\d+\\s*)*')"
_RULES = {
    "a conflict number": "regexp_full_match(coalesce(conflict_id, ''), '\\d+')",
    "a year": "coalesce(try_cast(year AS SMALLINT) BETWEEN 1946 AND 2100, FALSE)",
    "an intensity of 1 or 2": "coalesce(intensity_level IN ('1', '2'), FALSE)",
    "a type of 1 to 4": "coalesce(type_of_conflict IN ('1', '2', '3', '4'), FALSE)",
    "an end of 0 or 1": "coalesce(ep_end IN ('0', '1'), FALSE)",
    "a state on side A": "gwno_a IS NOT NULL",
    "an edition": "try_cast(version AS DOUBLE) IS NOT NULL",
} | {
    f"numbers of states in {name}": f"({name} IS NULL OR {_LIST.format(name)})" for name in _PARTIES
} | {
    f"a day in {name}": f"({name} IS NULL OR try_cast({name} AS DATE) IS NOT NULL)" for name in _DATES
}  # fmt: skip
_YEARS = """(
    SELECT conflict_id AS conflict, year::SMALLINT AS year, {lists},
        CASE type_of_conflict WHEN '1' THEN 'extrasystemic' WHEN '2' THEN 'interstate' WHEN '3' THEN 'intrastate'
             ELSE 'internationalised' END AS type,
        CASE WHEN type_of_conflict = '2' THEN replace(concat_ws(' - ', side_a, side_b), 'Government of ', '')
             ELSE location || ': ' || coalesce(territory_name, 'Government') END AS conflict_name,
        intensity_level::TINYINT AS intensity, start_date::DATE AS started, start_date2::DATE AS episode,
        CASE WHEN ep_end = '1' THEN ep_end_date::DATE END AS ended, FALSE AS provisional,
        NULL::DATE AS seen_to
    FROM {rows})"""


def read_acd(path: Path, con: duckdb.DuckDBPyConnection, ignore: Collection[str]) -> str:
    """SQL for one row per conflict and year, as `sides.pairs_sql` reads it.

    Raises BadFile on other columns, a value that the codebook does not know, a conflict-year that stands twice, rows of
    several editions, and an edition older than these columns.
    """
    rows = f"acd_{uuid4().hex}"
    listed = read_delimited(con, path, dict.fromkeys(COLUMNS, "VARCHAR"), ignore=ignore)
    listed.create_view(rows, replace=True)
    for rule, condition in _RULES.items():
        bad = con.execute(f"SELECT conflict_id, year FROM {rows} WHERE NOT ({condition}) LIMIT 1").fetchone()
        if bad is not None:
            raise BadFile(f"{path}: conflict {bad[0]}, year {bad[1]} has not {rule}; fetch it again or mend the row")
    twice = con.execute(f"SELECT conflict_id, year FROM {rows} GROUP BY ALL HAVING count(*) > 1 LIMIT 1").fetchone()
    if twice is not None:
        raise BadFile(f"{path}: conflict {twice[0]} stands twice in {twice[1]}; compare the file with the publisher's")
    _expect_edition(con, rows, path)
    lists = ", ".join(f"{_codes(name)} AS {name.removeprefix('gwno_')}" for name in _PARTIES)
    return _YEARS.format(lists=lists, rows=rows)


def _codes(column: str) -> str:
    split = f"list_transform(string_split({column}, ','), lambda code: trim(code))"
    return f"CASE WHEN {column} IS NULL THEN []::VARCHAR[] ELSE list_distinct({split}) END"


def _expect_edition(con: duckdb.DuckDBPyConnection, rows: str, path: Path) -> None:
    """One edition, none older than the columns, and no year that it cannot know: edition 25.1 ends with 2024."""
    found = con.execute(
        f"SELECT DISTINCT version::DOUBLE AS v, max(year::INT) OVER (PARTITION BY version) FROM {rows} ORDER BY 1"
    ).fetchall()
    if len(found) > 1:
        raise BadFile(f"{path}: rows of the editions {found[0][0]} and {found[1][0]}; fetch it again")
    for version, newest in found:
        if version < FIRST_EDITION:
            raise BadFile(f"{path}: edition {version}; fetch {FIRST_EDITION} or a later one")
        if newest > 1999 + int(version):
            raise BadFile(f"{path}: edition {version} with a row of {newest}, which it cannot know; fetch it again")
