"""Votes out of the Library's one table: a row for each member and recorded vote on a text that was adopted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.text import header_of, read_delimited
from comity.sources.registry import source
from comity.sources.un_rollcalls.records import votes

if TYPE_CHECKING:
    import duckdb

ID = "un-rollcalls"
FILE = "ga_voting.csv"
COLUMNS = {
    "undl_id": "VARCHAR",
    "ms_name": "VARCHAR",
    "ms_vote": "VARCHAR",
    "date": "DATE",
    "total_yes": "INTEGER",
    "total_no": "INTEGER",
    "total_abstentions": "INTEGER",
}


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The table `votes`. Raises BadFile on other columns, unknown votes, and sums that the votes do not add up to."""
    # Editions carry their day in front of the name; the newest in the folder is the one that speaks.
    found = sorted(folder.glob(f"*{FILE}"))
    if not found:
        raise BadFile(f"{folder}: no file named *{FILE}; fetch it again")
    path = found[-1]
    if header_of(path)[0].lstrip().startswith("<"):
        raise BadFile(f"{path}: a page, not a table; the Library asks for a browser: save the file by hand")
    read_delimited(con, path, COLUMNS, ignore=source(ID).ignore).create_view("ga_voting", replace=True)
    return {
        "votes": votes(
            con,
            "SELECT undl_id AS record, ms_name AS name, coalesce(ms_vote, '') AS vote, date FROM ga_voting",
            "SELECT undl_id AS record, any_value(total_yes) AS yes, any_value(total_no) AS no, "
            "any_value(total_abstentions) AS abstain FROM ga_voting GROUP BY ALL",
            path,
        )
    }
