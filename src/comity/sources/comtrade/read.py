"""Yearly sums of what reporters give by product and partner, exports and imports apart.

Codes of areas are padded with blanks in the file. Where the partner is no state but an area (`areas.csv`) the
row is kept as unallocated trade of its reporter. How much of a year a reporter covers is not in the file; the
most months that any of its rows of that flow and year has is taken for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.check import expect_columns
from comity.sources.formats.lookup import read_lookup

if TYPE_CHECKING:
    import duckdb

FILE = "comtrade-annual-hs03.parquet"
COLUMNS = {
    "year": "SMALLINT",
    "reporter_iso": "VARCHAR",
    "partner_iso": "VARCHAR",
    "flow_code": "VARCHAR",
    "cmd_code": "VARCHAR",
    "primary_value": "DOUBLE",
    "cif_value": "DOUBLE",
    "fob_value": "DOUBLE",
    "net_weight_kg": "DOUBLE",
    "months": "SMALLINT",
}

MOST = 1e12
"""US$ that no flow of one product in one year reaches."""

_FAULTS = {
    "no year, reporter or partner": "year IS NULL OR reporter IS NULL OR partner IS NULL",
    "a flow other than M and X": "flow_code IS NULL OR flow_code NOT IN ('M', 'X')",
    "no HS code of six digits": "cmd_code IS NULL OR NOT regexp_full_match(cmd_code, '[0-9]{6}')",
    "no value, or a negative one": "primary_value IS NULL OR primary_value < 0 OR isnan(primary_value)",
    f"a value above US$ {MOST:g}": f"greatest(primary_value, cif_value, fob_value) > {MOST:g}",
    "a negative weight or value": "least(net_weight_kg, cif_value, fob_value) < 0",
    "no count of months from 1 to 12": "months IS NULL OR months NOT BETWEEN 1 AND 12",
}
_TRADE = """
    SELECT CASE flow_code WHEN 'X' THEN reporter ELSE partner_state END AS exporter,
           CASE flow_code WHEN 'X' THEN partner_state ELSE reporter END AS importer, year,
           CASE flow_code WHEN 'X' THEN 'exporter' ELSE 'importer' END AS reported_by, nomenclature,
           cmd_code AS commodity,
           CASE WHEN flow_code = 'X' OR primary_value IS DISTINCT FROM cif_value THEN 'fob' ELSE 'cif' END AS valuation,
           primary_value AS value, CASE WHEN flow_code = 'M' THEN nullif(fob_value, 0) END AS value_fob,
           net_weight_kg AS net_weight, CAST(covered AS DOUBLE) AS months
    FROM comtrade_rows WHERE coalesce(treated_as, '') NOT IN ('unallocated', 'left_out')"""
_UNALLOCATED = """
    SELECT reporter, year, CASE flow_code WHEN 'X' THEN 'exports' ELSE 'imports' END AS flow, partner AS area,
           nomenclature, cmd_code AS commodity, primary_value AS value, CAST(covered AS DOUBLE) AS months
    FROM comtrade_rows WHERE treated_as = 'unallocated'"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Both reporters' flows between states, and what names an area instead of a state.

    Raises BadFile that names file and row on other columns, a value that cannot be, or a row that repeats another.
    """
    path = folder / FILE
    _load(con, path)
    return flows(con, path)


def flows(con: duckdb.DuckDBPyConnection, path: Path) -> dict[str, duckdb.DuckDBPyRelation]:
    """Both tables from `comtrade_file`: `COLUMNS`, nomenclature, codes without blanks, and the place in the file."""
    _check(con, path)
    con.register("comtrade_areas", read_lookup(__file__, "areas.csv"))
    # An importer's primary value is with freight unless the reporter's CIF value is absent or another.
    con.execute("""
        CREATE OR REPLACE TEMP TABLE comtrade_rows AS
        SELECT r.*, a.treated_as,
               CASE WHEN a.treated_as NOT IN ('unallocated', 'left_out') THEN a.treated_as ELSE partner END
                   AS partner_state,
               max(months) OVER (PARTITION BY reporter, flow_code, year) AS covered
        FROM comtrade_file r LEFT JOIN comtrade_areas a ON a.code = r.partner""")
    return {"commodity_trade": con.sql(_TRADE), "unallocated_trade": con.sql(_UNALLOCATED)}


def _load(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    import duckdb

    if not path.is_file():
        raise BadFile(f"{path}: no such file")
    try:
        rows = con.read_parquet(str(path))
        expect_columns(rows.columns, COLUMNS, path=path)
        typed = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in COLUMNS.items())
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE comtrade_file AS SELECT {typed}, 'HS' AS nomenclature, "
            "trim(reporter_iso) AS reporter, trim(partner_iso) AS partner, row_number() OVER () AS place FROM rows"
        )
    except duckdb.Error as error:
        raise BadFile(f"{path}: cannot be read: {str(error).splitlines()[0]}; fetch it again") from error
    del rows


def _check(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    for fault, condition in _FAULTS.items():
        found = con.execute(f"SELECT * FROM comtrade_file WHERE {condition} ORDER BY place LIMIT 1").fetchall()
        for bad in found:
            raise BadFile(f"{path}: row {bad[-1]} {bad[: len(COLUMNS)]} has {fault}; fetch the file again")
    repeated = con.execute("""
        SELECT max(place), year, reporter, partner, flow_code, cmd_code FROM comtrade_file
        GROUP BY 2, 3, 4, 5, 6 HAVING count(*) > 1 ORDER BY 1 LIMIT 1""").fetchall()
    for twice in repeated:
        raise BadFile(f"{path}: row {twice[0]} repeats the flow {twice[1:]}; fetch the file again")
