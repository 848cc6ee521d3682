"""Visa requirements of one edition, whose day stands on the page beside the table."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources import passport_index
from comity.sources.formats.check import listed
from comity.sources.formats.frame import register
from comity.sources.formats.lookup import read_lookup
from comity.sources.formats.text import read_delimited
from comity.terms.wording import MONTHS

if TYPE_CHECKING:
    import duckdb

FILE, PAGE = "passport-index-tidy-iso3.csv", "README.md"
_COLUMNS = dict.fromkeys(("Passport", "Destination", "Requirement"), "VARCHAR")
_UPDATED = re.compile(rf"Last updated: \**(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")
_CODED = """
    SELECT v.Passport AS passport, v.Destination AS destination, v.Requirement AS code, r.requirement,
           r.code IS NOT NULL AS known,
           CASE WHEN r.code IS NULL AND regexp_full_match(v.Requirement, '[1-9][0-9]?[0-9]?')
                THEN CAST(v.Requirement AS SMALLINT) END AS days
    FROM {visas} v LEFT JOIN (FROM {codes} WHERE last IS NULL) r ON r.code = v.Requirement
    WHERE v.Requirement IS NOT NULL AND v.Passport <> v.Destination"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Requirements keyed by ISO code. Raises BadFile on other columns, unknown words and a page without a day."""
    path = folder / FILE
    visas = read_delimited(con, path, _COLUMNS).alias
    codes = register(con, read_lookup(passport_index.__file__, "requirements.csv"))
    coded = f"{visas}_coded"
    con.execute(f"CREATE TEMP TABLE {coded} AS {_CODED.format(visas=visas, codes=codes)}")
    unknown = con.execute(f"SELECT DISTINCT code FROM {coded} WHERE NOT known AND days IS NULL ORDER BY 1").fetchall()
    if unknown:
        raise BadFile(f"{path}: unknown requirements {listed(code for (code,) in unknown)}; declare them")
    if con.execute(f"SELECT 1 FROM {visas} WHERE Passport IS NULL OR Destination IS NULL LIMIT 1").fetchall():
        raise BadFile(f"{path}: a row without a passport or a destination; fetch it again")
    return {
        "visas": con.sql(f"""
            SELECT passport, destination, DATE '{released(folder)}' AS edition,
                   coalesce(requirement, 'free') AS requirement, days
            FROM {coded} WHERE requirement IS NOT NULL OR days IS NOT NULL""")
    }


def released(folder: Path) -> date:
    """The day of the last update, by the page. Raises BadFile where it says none."""
    path = folder / PAGE
    try:
        found = _UPDATED.search(path.read_text(encoding="utf-8"))
        day = found and date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))
    except (OSError, ValueError) as error:
        raise BadFile(f"{path}: cannot be read: {error}; fetch it again") from error
    if day is None:
        raise BadFile(f"{path}: says no day of the last update; look at the page")
    return day
