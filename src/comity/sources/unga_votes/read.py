"""Votes by resolution, state and vote code.

Two faults of the file are mended here. It pools the years 2022 to 2024 under "2022": there the day decides
the year, everywhere else the publisher's year stands, even against the day (three roll calls). And in the
pooled part some states' days differ from their roll call's, and three votes are given twice: the day that
most votes of a roll call carry is its day, and a repeated vote counts once.

Of a state's years in `half_recorded.csv` the file has a few votes and the Library's own table most: nothing is read of
them, since how two states vote cannot be told from a handful.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.check import expect_columns
from comity.sources.formats.lookup import read_lookup

if TYPE_CHECKING:
    import duckdb

FILE = "votes_1946_2022.parquet"
COLUMNS = ("resid", "ccode", "date", "year", "vote")
POOLED_YEAR = 2022

_SQL = """
WITH days AS (SELECT resid, date, count(*) AS votes FROM {file} GROUP BY ALL),
rolls AS (SELECT resid, arg_max(date, (votes, -epoch(date))) AS day FROM days GROUP BY resid)
SELECT DISTINCT
    resid::VARCHAR AS resolution,
    ccode::INTEGER AS state,
    day::DATE AS date,
    CASE year WHEN {pooled} THEN coalesce(year(day), year) ELSE year END::SMALLINT AS year,
    vote::TINYINT AS vote
FROM {file} JOIN rolls USING (resid)
WHERE (ccode, CASE year WHEN {pooled} THEN coalesce(year(day), year) ELSE year END) NOT IN ({half_recorded})
"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The table `votes`. Raises BadFile on other columns, unknown vote codes, contradicting votes."""
    import duckdb

    path = folder / FILE
    try:
        published = con.read_parquet(str(path))
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise BadFile(f"{path}: cannot be read as Parquet: {reason}; fetch it again") from error
    expect_columns(published.columns, COLUMNS, path=path)
    left_out = ", ".join(f"({code}, {year})" for code, year in half_recorded())
    votes = con.sql(_SQL.format(file=f"read_parquet('{_quoted(path)}')", pooled=POOLED_YEAR, half_recorded=left_out))
    _expect_one_vote_each(con, path)
    return {"votes": votes}


def half_recorded() -> list[tuple[int, int]]:
    """States of the Correlates of War and years of which nothing is read."""
    rows = read_lookup(__file__, "half_recorded.csv")
    return [(int(code), int(year)) for code, year in zip(rows["ccode"], rows["year"], strict=True)]


def _expect_one_vote_each(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    file = f"read_parquet('{_quoted(path)}')"
    if unknown := con.sql(f"SELECT DISTINCT vote FROM {file} WHERE vote NOT IN (1, 2, 3)").fetchall():
        raise BadFile(f"{path}: column 'vote' has unknown codes {unknown}; fetch the release it belongs to")
    twice = f"SELECT resid, ccode FROM {file} GROUP BY ALL HAVING count(DISTINCT vote) > 1 ORDER BY ALL"
    if contradictions := con.sql(twice).limit(3).fetchall():
        detail = f"different votes of one state on one roll call: {contradictions}"
        raise BadFile(f"{path}: {detail}; fetch it again")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
