"""What both forms of the Library's voting records share: who held a seat, votes by letter, sums that must agree."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile

if TYPE_CHECKING:
    import duckdb

PREFIX = "undl-"
"""Before the Library's number of a record, so that no other publisher's numbers meet it."""

VOTES = "('Y', 'N', 'A', 'X', '')"
"""Yes, no, abstained; present or absent without voting, in either way of writing it."""

MOST_APART = 0.01
"""Share of roll calls whose votes may add up to other sums than the record states, before it is another edition."""

_FIRST_SPLIT = 1950
"""The year from which the state systems count two holders of a name; see `seats.csv`."""


def votes(con: duckdb.DuckDBPyConnection, cast: str, sums: str, path: Path) -> duckdb.DuckDBPyRelation:
    """The table `votes` out of the relation `cast` (record, name, vote, date), checked against `sums`.

    `sums` has record, yes, no, abstain: what the publisher says that a roll call came to. Raises BadFile on unknown
    letters, two votes of one name on one record, and sums that differ in more than `MOST_APART` of the roll calls.
    """
    con.execute(f"CREATE OR REPLACE TEMP TABLE cast_votes AS SELECT * REPLACE (upper(vote) AS vote) FROM ({cast})")
    _expect(con, f"SELECT DISTINCT vote FROM cast_votes WHERE vote NOT IN {VOTES}", "votes of an unknown kind {}", path)
    _expect(
        con,
        "SELECT record, name FROM cast_votes WHERE vote IN ('Y', 'N', 'A') GROUP BY ALL HAVING count(*) > 1",
        "two votes of one member on one record: {}",
        path,
    )
    _expect_sums(con, sums, path)
    seats = " ".join(
        f"WHEN lower(name) = {_text(row['name'].lower())} AND year(date) >= {_FIRST_SPLIT} "
        f"AND date <= DATE {_text(row['until'])} THEN {_text(row['stands_for'])}"
        for row in _seats()
    )
    return con.sql(f"""
        SELECT '{PREFIX}' || record AS resolution, CASE {seats} ELSE name END AS state, date::DATE AS date,
            year(date)::SMALLINT AS year, CASE vote WHEN 'Y' THEN 1 WHEN 'A' THEN 2 WHEN 'N' THEN 3 END::TINYINT AS vote
        FROM cast_votes WHERE vote IN ('Y', 'N', 'A')""")


def _expect(con: duckdb.DuckDBPyConnection, query: str, what: str, path: Path) -> None:
    if found := con.execute(f"{query} ORDER BY ALL LIMIT 3").fetchall():
        raise BadFile(f"{path}: {what.format(found)}; fetch it again")


def _expect_sums(con: duckdb.DuckDBPyConnection, sums: str, path: Path) -> None:
    """Refuse an edition of which a part of the votes was lost on the way."""
    counted = con.execute(f"""
        WITH added AS (SELECT record, count(*) FILTER (vote = 'Y') AS yes, count(*) FILTER (vote = 'N') AS no,
                       count(*) FILTER (vote = 'A') AS abstain FROM cast_votes GROUP BY ALL)
        SELECT count(*), count(*) FILTER ((added.yes, added.no, added.abstain) IS DISTINCT FROM
                                          (s.yes::BIGINT, s.no::BIGINT, s.abstain::BIGINT)),
               arg_min(record, record) FILTER ((added.yes, added.no, added.abstain) IS DISTINCT FROM
                                               (s.yes::BIGINT, s.no::BIGINT, s.abstain::BIGINT))
        FROM added LEFT JOIN ({sums}) s USING (record)""").fetchall()
    calls, apart, first = counted[0]
    if not calls:
        raise BadFile(f"{path}: no roll call of the General Assembly; fetch it again")
    if apart > MOST_APART * calls:
        raise BadFile(
            f"{path}: votes of {apart} of {calls} roll calls do not add up to the sums stated, first record {first}; "
            "fetch it again"
        )


def _seats() -> list[dict[str, str]]:
    with Path(__file__).with_name("seats.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
