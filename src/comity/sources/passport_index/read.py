"""Visa requirements at the last edition of each year.

53 editions repeat 39,601 pairs with few changes; questions here are asked by year, so the last edition of a
year stands for it. The coding scheme changed twice, in early and in late 2020: a code means what it meant at
its edition. A number is days of stay without a visa, except in the first scheme.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.check import expect_columns, listed
from comity.sources.formats.frame import register
from comity.sources.formats.lookup import read_lookup

if TYPE_CHECKING:
    import duckdb

_COLUMNS = ("passport", "destination", "requirement", "snapshot")
_CODED = """
    CREATE OR REPLACE TEMP TABLE passport_coded AS
    SELECT e.passport, e.destination, e.snapshot::DATE AS edition, e.requirement AS code, r.requirement,
           r.code IS NOT NULL AS known,
           CASE WHEN r.code IS NULL AND regexp_full_match(e.requirement, '[1-9][0-9]?[0-9]?')
                THEN e.requirement::SMALLINT END AS days
    FROM read_parquet('{path}') e LEFT JOIN {codes} r
    ON r.code = e.requirement AND e.snapshot >= r.first AND e.snapshot <= coalesce(r.last, '9999-12-31')
    WHERE e.snapshot IN (SELECT max(snapshot) FROM read_parquet('{path}') GROUP BY left(snapshot, 4))
"""
_ROWS = """
    SELECT passport, destination, edition, coalesce(requirement, 'free') AS requirement, days
    FROM passport_coded WHERE requirement IS NOT NULL OR days IS NOT NULL
"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Requirements keyed by ISO 3166 codes. Raises BadFile on other columns and on unknown codes."""
    import duckdb

    path = folder / "passport_index_panel.parquet"
    try:
        expect_columns(con.read_parquet(str(path)).columns, _COLUMNS, path=path)
    except duckdb.Error as error:
        raise BadFile(f"{path}: cannot be read: {str(error).splitlines()[0]}; fetch it again") from error
    codes = register(con, read_lookup(__file__, "requirements.csv"))
    con.execute(_CODED.format(path=str(path).replace("'", "''"), codes=codes))
    unknown = con.execute("SELECT DISTINCT code FROM passport_coded WHERE NOT known AND days IS NULL").fetchall()
    if unknown:
        raise BadFile(f"{path}: unknown requirements {listed(sorted(str(c) for (c,) in unknown))}; declare them")
    return {"visas": con.sql(_ROWS)}
