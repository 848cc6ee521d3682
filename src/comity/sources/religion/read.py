"""Shares of the families of religion; `families.csv` names the publisher's column of each."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from comity.sources.formats.text import read_delimited
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

ID = "religion"
FILE = "WRP_national.csv"


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The table `religions`. Raises BadFile on other columns."""
    families = _families()
    columns = {"state": "INTEGER", "year": "SMALLINT"} | dict.fromkeys(families, "DOUBLE")
    rows = read_delimited(con, folder / FILE, columns, ignore=source(ID).ignore)
    parts = [
        rows.project(f"state, year, '{religion}' AS religion, {column} AS share").filter("share IS NOT NULL")
        for column, religion in families.items()
    ]
    stacked, *rest = parts
    for part in rest:
        stacked = stacked.union(part)
    return {"religions": stacked}


def _families() -> dict[str, str]:
    with (Path(__file__).parent / "families.csv").open(encoding="utf-8", newline="") as stream:
        return {row["column"]: row["religion"] for row in csv.DictReader(stream)}
