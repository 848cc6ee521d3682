"""Net official development assistance in SDMX-CSV, in current and in constant prices.

What constant prices are of moves on with each edition, and two editions would not compare. A donor's figures differ
from current to constant by one factor a year, whoever receives, so that of 2022 puts them into prices of that year.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.check import expect_categories
from comity.sources.formats.sdmx import read_sdmx

if TYPE_CHECKING:
    import duckdb

FLOW = "OECD.DCD.FSD:DSD_DAC2@DF_DAC2A"
YEAR = 2022
"""The year in whose prices the table is."""

_DIMENSIONS = ("DONOR", "RECIPIENT", "MEASURE", "UNIT_MEASURE", "PRICE_BASE")
_ATTRIBUTES = ("UNIT_MULT", "BASE_PER")
_KNOWN = {"MEASURE": ("206",), "UNIT_MEASURE": ("USD",), "PRICE_BASE": ("V", "Q")}
_TELLING, _ALIKE = 1e7, 1.02
"""US$ from which on a figure's last digit no longer moves a donor's factor, and by how much factors may then differ."""

_KOSOVO = "XKV"
"""The publisher's code, where others write XKX."""

_STATE = "regexp_full_match({}, '[A-Z]{{{{3}}}}')"
"""Institutions and most groups have codes of another form; the groups of three letters match no state."""

_ROWS = f"""
    WITH figures AS (
        SELECT DONOR AS donor, RECIPIENT AS recipient, CAST(TIME_PERIOD AS SMALLINT) AS year, PRICE_BASE AS price,
               OBS_VALUE * 10.0 ** CAST(UNIT_MULT AS INTEGER) AS value FROM {{table}}),
    levels AS (
        SELECT donor, sum(abs(v.value)) / sum(abs(q.value)) AS level,
               list(v.value / q.value) FILTER (abs(q.value) >= {_TELLING}) AS each
        FROM figures v JOIN figures q USING (donor, recipient, year)
        WHERE v.price = 'V' AND q.price = 'Q' AND year = {YEAR} AND q.value <> 0 GROUP BY donor
        HAVING level > 0 AND coalesce(list_max(each) <= {_ALIKE} * list_min(each), true))
    SELECT CASE donor WHEN '{_KOSOVO}' THEN 'XKX' ELSE donor END AS donor,
           CASE recipient WHEN '{_KOSOVO}' THEN 'XKX' ELSE recipient END AS recipient, year, value * level AS value
    FROM figures JOIN levels USING (donor)
    WHERE price = 'Q' AND {_STATE.format("donor")} AND {_STATE.format("recipient")}"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Net disbursements in US$ of 2022, by ISO code. Raises BadFile on another measure, unit and base of prices."""
    path = folder / "dac2a.csv"
    table = read_sdmx(con, path, FLOW, _DIMENSIONS, attributes=_ATTRIBUTES)
    for column, values in _KNOWN.items():
        found = con.execute(f"SELECT DISTINCT {column} FROM {table}").fetchall()
        expect_categories((value for (value,) in found), values, column, path)
    bad = con.execute(
        f"SELECT * FROM {table} WHERE TRY_CAST(UNIT_MULT AS INTEGER) IS NULL "
        "OR NOT regexp_full_match(TIME_PERIOD, '[0-9]{4}') LIMIT 1"
    ).fetchone()
    if bad is not None:
        raise BadFile(
            f"{path}: no multiplier or no year in the observation {bad}; ask for yearly series with attributes"
        )
    bases = con.execute(f"SELECT DISTINCT BASE_PER FROM {table} WHERE PRICE_BASE = 'Q' ORDER BY 1").fetchall()
    if len(bases) != 1:
        raise BadFile(f"{path}: constant prices are of {len(bases)} years where one is expected; fetch it again")
    return {"aid": con.sql(_ROWS.format(table=table))}
