"""Scores of pairs and days: each pair once, in the order of its codes; no state with itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.text import read_delimited

if TYPE_CHECKING:
    import duckdb

FILE = "dyad_day.csv.gz"
COLUMNS = {"date": "VARCHAR", "a": "VARCHAR", "b": "VARCHAR", "w": "DOUBLE"}

_DAYS = """
    SELECT a, b, date, month AS period, (count(DISTINCT date) OVER (PARTITION BY month))::DOUBLE AS delivered,
           greatest(w, 0) AS cooperation, greatest(-w, 0) AS hostility, w AS net, NULL::DOUBLE AS acts,
           TRUE AS netted, FALSE AS directed
    FROM (SELECT least(a, b) AS a, greatest(a, b) AS b, day AS date, w,
                 (year(day) * 12 + month(day) - 1)::INTEGER AS month
          FROM (SELECT *, strptime(date, '%Y%m%d')::DATE AS day FROM published_scores WHERE a <> b))"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The table `event_days`. Raises BadFile on other columns and on days that are no days."""
    path = folder / FILE
    published = read_delimited(con, path, COLUMNS)
    odd = published.filter("try_strptime(date, '%Y%m%d') IS NULL").limit(1).fetchall()
    if odd:
        raise BadFile(f"{path}: {odd[0][0]!r} is no day written YYYYMMDD; fetch the file again")
    published.create_view("published_scores")
    return {"event_days": con.sql(_DAYS)}
