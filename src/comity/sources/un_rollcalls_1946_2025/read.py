"""Votes out of records of the Library that one collector printed to October 2025 and another to December 2025.

Both give the Library's number of each record, so a roll call that both have counts once, as the first has it: the
second leaves out members that cast no vote in the year. Votes of the Security Council are left out.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from comity.sources.formats.archive import unpack_only
from comity.sources.formats.check import expect_columns
from comity.sources.formats.text import header_of, read_delimited
from comity.sources.registry import source
from comity.sources.un_rollcalls.records import votes
from comity.terms.country import states
from comity.terms.crosswalk import to_state

if TYPE_CHECKING:
    import duckdb

ID = "un-rollcalls-1946-2025"
RECORDS, CAST, LATER = "resolutions.csv.xz", "votes.csv.xz", "un_votes_2025_processed.csv"
LARGEST = 1 << 29
RECORD_COLUMNS = {
    "record_id": "VARCHAR", "date": "DATE", "body": "VARCHAR", "yes": "INTEGER", "no": "INTEGER", "abstain": "INTEGER",
}  # fmt: skip
CAST_COLUMNS = {"record_id": "VARCHAR", "country_name": "VARCHAR", "vote": "VARCHAR"}
LATER_COLUMNS = {
    "token": "VARCHAR", "Council": "VARCHAR", "Date": "DATE",
    "YES COUNT": "INTEGER", "NO COUNT": "INTEGER", "ABSTAIN COUNT": "INTEGER",
}  # fmt: skip
ASSEMBLY = "General Assembly"


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The table `votes`. Raises BadFile on other columns, unknown votes, and sums that the votes do not add up to."""
    ignore = source(ID).ignore
    with TemporaryDirectory() as name:
        for packed, columns, view in ((RECORDS, RECORD_COLUMNS, "records"), (CAST, CAST_COLUMNS, "printed")):
            plain = Path(name) / packed.removesuffix(".xz")
            unpack_only(folder / packed, plain, limit=LARGEST)
            rows = read_delimited(con, plain, columns, ignore=ignore, missing=("", "N/A"))
            rows.create_view(view, replace=True)
    _later(con, folder / LATER, ignore)
    later = "later SEMI JOIN (SELECT token FROM later ANTI JOIN printed ON token = record_id) USING (token)"
    return {
        "votes": votes(
            con,
            "SELECT record_id AS record, country_name AS name, coalesce(vote, '') AS vote, date "
            "FROM printed JOIN records USING (record_id) WHERE body = 'GA' "
            f"UNION ALL SELECT token, name, vote, date FROM {later}",
            "SELECT record_id AS record, yes, no, abstain FROM records "
            f"UNION ALL SELECT DISTINCT token, yes, no, abstain FROM {later}",
            folder,
        )
    }


def _later(con: duckdb.DuckDBPyConnection, path: Path, ignore: dict[str, str]) -> None:
    """The view `later`: token, name, vote, date and stated sums of the second collector's table, a row a vote."""
    header = header_of(path)
    members = [name for name in header if len(name) == 3 and name.isupper()]
    expect_columns([name for name in header if name not in members], LATER_COLUMNS, ignore=ignore, path=path)
    columns = LATER_COLUMNS | dict.fromkeys(members, "VARCHAR")
    read_delimited(con, path, columns, ignore=ignore).create_view("wide", replace=True)
    named = {state.id: state.name for state in states()}
    names = [named.get(id or "", code) for code, id in zip(members, to_state("iso3", members), strict=True)]
    listed = ", ".join(
        f"('{code}', '{name.replace(chr(39), chr(39) * 2)}')" for code, name in zip(members, names, strict=True)
    )
    con.execute(f"""
        CREATE OR REPLACE TEMP VIEW later AS
        SELECT token, n.name, CASE cast_as WHEN 'YES' THEN 'Y' WHEN 'NO' THEN 'N' WHEN 'ABSTAIN' THEN 'A'
               ELSE cast_as END AS vote, "Date" AS date,
               "YES COUNT" AS yes, "NO COUNT" AS no, "ABSTAIN COUNT" AS abstain
        FROM (UNPIVOT (SELECT * FROM wide WHERE "Council" = '{ASSEMBLY}')
              ON {", ".join(f'"{code}"' for code in members)} INTO NAME code VALUE cast_as)
        JOIN (VALUES {listed}) AS n(code, name) USING (code)""")
