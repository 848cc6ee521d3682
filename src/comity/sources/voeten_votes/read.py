"""Votes and roll calls out of one row for each member and roll call, which repeats what the roll call was about.

The file's last roll calls are not sound (see `source.yaml`), so it is read to the end of `LAST`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.frame import check_values, read_frame, register

if TYPE_CHECKING:
    import duckdb

FILE, OBJECT = "UNVotes-1.RData", "completeVotes"
PREFIX = "voeten-"
"""Before the publisher's numbers, so that no other source's numbers meet them."""
LAST = 2022
"""The last year that is read."""

_ISSUES = {
    "di": "Arms control and disarmament",
    "co": "Colonialism",
    "ec": "Economic development",
    "hr": "Human rights",
    "nu": "Nuclear weapons and nuclear material",
    "me": "Palestinian conflict",
}
_COLUMNS = ("rcid", "ccode", "vote", "date", "importantvote", "unres", "descr", *_ISSUES)
_CAST, _NOT_CAST = (1, 2, 3), (8, 9)
"""Yes, abstention and no; absent, and no member."""

_TAGS = ", ".join(f"CASE WHEN max({column}) = 1 THEN '{issue}' END" for column, issue in _ISSUES.items())
_ROWS = f"""
    SELECT '{PREFIX}' || rcid::INTEGER::VARCHAR AS resolution, TRY_CAST(ccode AS INTEGER) AS state, date::DATE AS date,
           vote::TINYINT AS vote, * EXCLUDE (rcid, ccode, date, vote)
    FROM {{frame}} WHERE year(date::DATE) <= {LAST}"""
_VOTES = (
    f"SELECT DISTINCT resolution, state, date, year(date)::SMALLINT AS year, vote FROM {{rows}} WHERE vote IN {_CAST}"
)
_TABLES = {
    "votes": _VOTES,
    "filed_votes": f"SELECT * EXCLUDE (date) FROM ({_VOTES})",
    "roll_calls": f"""
        SELECT resolution, any_value(date) AS date, min(unres) AS title, min(descr) AS description,
               max(importantvote) = 1 AS important, nullif(concat_ws('|', {_TAGS}), '') AS issues
        FROM {{rows}} GROUP BY resolution""",
}


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The tables `votes`, `filed_votes` and `roll_calls`.

    Raises BadFile on other columns and codes, a roll call without a number or of two days, and a member's two votes on
    one roll call.
    """
    path = folder / FILE
    frame = register(con, read_frame(path, OBJECT, _COLUMNS, ignore=None))
    check_values(con, frame, "vote", _CAST + _NOT_CAST, path)
    for column in ("importantvote", *_ISSUES):
        check_values(con, frame, column, (0, 1), path)
    if con.sql(f"SELECT 1 FROM {frame} WHERE rcid IS NULL OR date IS NULL OR vote IS NULL LIMIT 1").fetchall():
        raise BadFile(f"{path}: a row has no number of the roll call, no day or no vote; fetch it again")
    rows = f"{frame}_rows"
    con.execute(f"CREATE TEMP TABLE {rows} AS {_ROWS.format(frame=frame)}")
    faults = {
        "two days": f"SELECT resolution FROM {rows} GROUP BY 1 HAVING count(DISTINCT date) > 1",
        "two votes of one member": f"SELECT resolution, state FROM {rows} WHERE vote IN {_CAST} AND state IS NOT NULL "
        "GROUP BY ALL HAVING count(DISTINCT vote) > 1",
    }
    for fault, query in faults.items():
        for found in con.execute(f"{query} ORDER BY ALL LIMIT 1").fetchall():
            raise BadFile(f"{path}: {fault} on one roll call, {found}; fetch it again")
    return {table: con.sql(text.format(rows=rows)) for table, text in _TABLES.items()}
