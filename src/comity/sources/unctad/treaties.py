"""Treaties with their days of signature and entry into force.

The collectors' own reading stands in `signing` and `inforce`; both are empty for most treaties, whose days
stand in `signing_pre` and `inforce_pre` alone. A remark instead of a day in `signing` leaves the earlier
reading in place. Days are day/month/year; a spreadsheet shortened some to a year of two digits, and some give
no day or no month: those are read as the first day of the month or year that is given.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.frame import register
from comity.sources.formats.lookup import read_lookup
from comity.sources.formats.text import read_delimited
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

_COLUMNS = ("country1", "country2", "shorttitle", "signing_pre", "inforce_pre", "notes", "signing", "inforce")
_LAST_SHORT_YEAR = 29
_DAY = """CREATE OR REPLACE TEMP MACRO unctad_day(written) AS CASE
    WHEN regexp_full_match(written, '\\d{1,2}/\\d{1,2}/\\d{4}') THEN try_strptime(written, '%d/%m/%Y')::DATE
    WHEN regexp_full_match(written, '\\d{1,2}/\\d{1,2}/\\d{2}') THEN try_strptime(
        regexp_replace(written, '\\d+$', '') ||
        CASE WHEN right(written, 2)::INT <= %LAST% THEN '20' ELSE '19' END || right(written, 2),
        '%d/%m/%Y')::DATE
    WHEN regexp_full_match(written, '\\d{2}/\\d{4}') THEN try_strptime('01/' || written, '%d/%m/%Y')::DATE
    WHEN regexp_full_match(written, '\\d{4}') THEN try_strptime('01/01/' || written, '%d/%m/%Y')::DATE END
""".replace("%LAST%", str(_LAST_SHORT_YEAR))
_DATED = """
    SELECT *, coalesce(unctad_day(signing), unctad_day(signing_pre)) AS signed,
           coalesce(unctad_day(inforce), unctad_day(inforce_pre)) AS in_force
    FROM {listed} WHERE notes IS DISTINCT FROM 'Duplicate'
"""
_UNREAD = """
    SELECT country1, country2, signing_pre, inforce_pre, inforce FROM {dated}
    WHERE unctad_day(signing_pre) IS NULL OR (inforce_pre IS NOT NULL AND unctad_day(inforce_pre) IS NULL)
       OR (inforce IS NOT NULL AND unctad_day(inforce) IS NULL)
"""
_ROWS = """
    WITH named AS (
        SELECT coalesce(p.state, d.country1) AS a, coalesce(q.state, d.country2) AS b, d.*
        FROM {dated} d LEFT JOIN {parties} p ON p.party = d.country1
        LEFT JOIN {parties} q ON q.party = d.country2
    )
    SELECT a, b, coalesce(min(shorttitle), a || ' - ' || b || ' BIT (' || year(signed) || ')') AS title,
           signed, min(in_force) AS in_force, NULL::DATE AS ended,
           NULL::VARCHAR AS status, NULL::VARCHAR AS successor
    FROM named GROUP BY a, b, signed
"""


def read_treaties(path: Path, con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyRelation:
    """Treaties by pair and day of signature. Raises BadFile on other columns and days that cannot be read."""
    listed = read_delimited(
        con, path, dict.fromkeys(_COLUMNS, "VARCHAR"), encoding="latin-1", ignore=source("unctad").ignore
    )
    listed.create_view("unctad_listed", replace=True)
    con.execute(_DAY)
    con.execute("CREATE OR REPLACE TEMP TABLE unctad_dated AS " + _DATED.format(listed="unctad_listed"))
    unread = con.execute(_UNREAD.format(dated="unctad_dated")).fetchall()
    if unread:
        raise BadFile(f"{path}: {len(unread)} treaties with a day that cannot be read, first {unread[0]}; mend it")
    parties = register(con, read_lookup(__file__, "parties.csv"))
    return con.sql(_ROWS.format(dated="unctad_dated", parties=parties))
