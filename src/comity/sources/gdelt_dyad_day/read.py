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

_PAIR = "least(a, b) AS a, greatest(a, b) AS b, strptime(date, '%Y%m%d')::DATE AS date, w AS score"


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The table `event_scores`. Raises BadFile on other columns and on days that are no days."""
    path = folder / FILE
    published = read_delimited(con, path, COLUMNS)
    odd = published.filter("try_strptime(date, '%Y%m%d') IS NULL").limit(1).fetchall()
    if odd:
        raise BadFile(f"{path}: {odd[0][0]!r} is no day written YYYYMMDD; fetch the file again")
    return {"event_scores": published.filter("a <> b").project(_PAIR)}
