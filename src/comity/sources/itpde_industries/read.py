"""Trade by industry. The file is one large member of a zip archive, in million US$."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.archive import unpack
from comity.sources.formats.check import listed
from comity.sources.formats.text import header_of, read_delimited

if TYPE_CHECKING:
    import duckdb

LARGEST = 40 << 30
"""Bytes of the unpacked member beyond which it is refused."""

_COLUMNS = {
    "exporter_iso3": "VARCHAR",
    "importer_iso3": "VARCHAR",
    "year": "SMALLINT",
    "industry_id": "SMALLINT",
    "broad_sector": "VARCHAR",
    "trade": "DOUBLE",
    "flag_mirror": "VARCHAR",
    "flag_zero": "VARCHAR",
}
_NAMES = ("exporter_name", "importer_name", "industry_descr", "exporter_dynamic_code", "importer_dynamic_code")
_SECTORS = {
    "Agriculture": "agriculture",
    "Mining and Energy": "mining_and_energy",
    "Manufacturing": "manufacturing",
    "Services": "services",
}
_ZERO_FLAGS = ("p", "r", "u")


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Flows between different states by industry, in US$.

    Raises BadFile on other columns, an unknown sector or flag, a negative value and a repeated flow.
    """
    path = folder / "ITPDE_R03.zip"
    with tempfile.TemporaryDirectory() as scratch:
        unpacked = Path(scratch) / "itpde.csv"
        unpack(path, unpacked, wanted=lambda name: name.lower().endswith(".csv"), limit=LARGEST)
        if missing := [name for name in _COLUMNS if name not in header_of(unpacked)]:
            raise BadFile(f"{path}: no column {listed(missing)}; compare the release with the source's notes")
        rows = read_delimited(con, unpacked, _COLUMNS, ignore=_NAMES).alias
    _check(con, path, rows)
    sector = " ".join(f"WHEN '{name}' THEN '{ours}'" for name, ours in _SECTORS.items())
    return {
        "industry_trade": con.sql(f"""
            SELECT exporter_iso3 AS exporter, importer_iso3 AS importer, year, CAST(industry_id AS VARCHAR) AS industry,
                   CASE broad_sector {sector} END AS broad_sector, trade * 1e6 AS value,
                   coalesce(flag_mirror, '0') = '1' AS mirrored
            FROM {rows} WHERE exporter_iso3 <> importer_iso3 AND trade IS NOT NULL AND flag_zero <> 'u'""")
    }


def _check(con: duckdb.DuckDBPyConnection, path: Path, rows: str) -> None:
    known, flags = ", ".join(f"'{name}'" for name in _SECTORS), ", ".join(f"'{flag}'" for flag in _ZERO_FLAGS)
    faults = {
        "an unknown broad sector": f"broad_sector IS NULL OR broad_sector NOT IN ({known})",
        "an unknown zero flag": f"flag_zero IS NULL OR flag_zero NOT IN ({flags})",
        "an unknown mirror flag": "flag_mirror NOT IN ('0', '1')",
        "a negative value": "trade < 0",
        "no parties, year or industry": (
            "exporter_iso3 IS NULL OR importer_iso3 IS NULL OR year IS NULL OR industry_id IS NULL"
        ),
    }
    for fault, condition in faults.items():
        bad = con.execute(f"SELECT * FROM {rows} WHERE {condition} LIMIT 1").fetchone()
        if bad is not None:
            raise BadFile(f"{path}: {fault} in row {bad}; compare the release with the source's notes")
