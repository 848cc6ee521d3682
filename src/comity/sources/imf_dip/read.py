"""Inward and outward positions in US$ million, one file each, as the publisher's portal writes them.

Each row names the reporter and its counterpart. Rows of DV_TYPE `O` are the reporter's own; rows of `SCC` are what the
counterpart reports of the same investment.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.check import expect_categories
from comity.sources.formats.text import header_of, read_delimited
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

_FILES = {
    "INWD_D_NETLA_FALL_ALL": "IMF_DIP_12.0.1_inward_5_reporters.csv.xz",
    "OTWD_D_NETAL_FALL_ALL": "IMF_DIP_12.0.1_outward_5_reporters.csv.xz",
}
_COLUMNS = ("COUNTRY.ID", "DV_TYPE.ID", "INDICATOR.ID", "COUNTERPART_COUNTRY.ID", "FREQUENCY.ID", "TIME_PERIOD")
_OWN, _OTHERS = "O", "SCC"
_MILLIONS = "6"
_INWARD, _OUTWARD = (
    """
    SELECT {origin} AS origin, {destination} AS destination, "TIME_PERIOD" AS year,
           CASE "DV_TYPE.ID" WHEN 'O' THEN '{own}' ELSE '{other}' END AS reported_by, "OBS_VALUE" * 1e6 AS value,
           "DV_TYPE.ID" = 'O' AS own
    FROM {{table}} WHERE "OBS_VALUE" IS NOT NULL AND "COUNTRY.ID" <> "COUNTERPART_COUNTRY.ID\"""".format(**sides)
    for sides in (
        {"origin": '"COUNTERPART_COUNTRY.ID"', "destination": '"COUNTRY.ID"', "own": "destination", "other": "origin"},
        {"origin": '"COUNTRY.ID"', "destination": '"COUNTERPART_COUNTRY.ID"', "own": "origin", "other": "destination"},
    )
)


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Positions in US$ as each side reports them, keyed by ISO code; blanks are no rows.

    Raises BadFile on another indicator, scale or kind of row, and where a cell is given by both kinds and they differ.
    """
    parts = []
    for (indicator, name), query in zip(_FILES.items(), (_INWARD, _OUTWARD), strict=True):
        parts.append(query.format(table=_read(con, folder / name, indicator)))
    con.execute(f"CREATE OR REPLACE TEMP TABLE imf_dip_rows AS {' UNION ALL '.join(parts)}")
    differing = con.execute(
        "SELECT origin, destination, year, reported_by, list(value) FROM imf_dip_rows GROUP BY ALL "
        "HAVING max(value) - min(value) > 1e-6 * greatest(abs(max(value)), 1e6) ORDER BY ALL LIMIT 1"
    ).fetchall()
    for row in differing:
        raise BadFile(f"{folder}: two values of the position {row[:4]}: {row[4]}; fetch both files of one release")
    rows = con.sql(
        "SELECT origin, destination, year, reported_by, arg_max(value, own) AS value FROM imf_dip_rows GROUP BY ALL"
    )
    return {"investment_positions": rows}


def _read(con: duckdb.DuckDBPyConnection, path: Path, indicator: str) -> str:
    types = dict.fromkeys(_COLUMNS, "VARCHAR") | {"TIME_PERIOD": "SMALLINT", "OBS_VALUE": "DOUBLE"}
    if "SCALE.ID" in header_of(path):
        types["SCALE.ID"] = "VARCHAR"
    table = read_delimited(con, path, types, ignore=source("imf-dip").ignore).alias
    known = {"DV_TYPE.ID": (_OWN, _OTHERS), "INDICATOR.ID": (indicator,), "FREQUENCY.ID": ("A",)}
    if "SCALE.ID" in types:
        known["SCALE.ID"] = (_MILLIONS,)
    for column, values in known.items():
        found = con.execute(f'SELECT DISTINCT "{column}" FROM {table}').fetchall()
        expect_categories((value for (value,) in found), values, column, path)
    return table
