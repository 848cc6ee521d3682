"""Votes and roll calls. The publisher's numbers get a prefix, so that no other source's numbers meet them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.sources.formats.frame import check_values, read_frame, register
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

ID = "unvotes"
PREFIX = "rcid-"

COLUMNS = {
    "un_votes": ("rcid", "country", "vote"),
    "un_roll_calls": ("rcid", "date", "unres", "descr", "importantvote"),
    "un_roll_call_issues": ("rcid", "issue"),
}
"""The columns that are read, by object; each object `x` is in the file `x.rda`."""

CATEGORIES = {
    ("un_votes", "vote"): ("yes", "abstain", "no"),
    ("un_roll_calls", "importantvote"): (0, 1),
    ("un_roll_call_issues", "issue"): (
        "Human rights", "Economic development", "Palestinian conflict",
        "Nuclear weapons and nuclear material", "Arms control and disarmament", "Colonialism",
    ),
}  # fmt: skip
"""Values that a column may hold; any other is a BadFile."""

_NUMBER = f"'{PREFIX}' || rcid::INTEGER::VARCHAR"

SQL = {
    "votes": f"""
        SELECT {_NUMBER} AS resolution, country AS state, date::DATE AS date, year(date)::SMALLINT AS year,
            CASE vote WHEN 'yes' THEN 1 WHEN 'abstain' THEN 2 WHEN 'no' THEN 3 END::TINYINT AS vote
        FROM {{un_votes}} JOIN {{un_roll_calls}} USING (rcid)""",
    "filed_votes": f"""
        SELECT {_NUMBER} AS resolution, country AS state, year(date)::SMALLINT AS year,
            CASE vote WHEN 'yes' THEN 1 WHEN 'abstain' THEN 2 WHEN 'no' THEN 3 END::TINYINT AS vote
        FROM {{un_votes}} JOIN {{un_roll_calls}} USING (rcid)""",
    "roll_calls": f"""
        SELECT {_NUMBER} AS resolution, date::DATE AS date, unres AS title, descr AS description,
            importantvote = 1 AS important, issues
        FROM {{un_roll_calls}} LEFT JOIN (
            SELECT rcid, string_agg(issue, '|' ORDER BY issue) AS issues
            FROM {{un_roll_call_issues}} GROUP BY rcid
        ) USING (rcid)""",
}


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The tables `votes`, `filed_votes` and `roll_calls`. Raises BadFile on other columns or unknown categories."""
    ignore = source(ID).ignore
    views = {
        name: register(con, read_frame(folder / f"{name}.rda", name, columns, ignore=ignore))
        for name, columns in COLUMNS.items()
    }
    for (name, column), known in CATEGORIES.items():
        check_values(con, views[name], column, known, folder / f"{name}.rda")
    return {table: con.sql(text.format(**views)) for table, text in SQL.items()}
