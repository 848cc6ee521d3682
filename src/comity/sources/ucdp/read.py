"""Armed conflicts by pair of states and year, out of the publisher's archive or the table that it holds."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.acd import read_acd
from comity.sources.formats.archive import members
from comity.sources.formats.sides import pairs_sql
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

_LARGEST = 64 * 1024**2
"""Bytes of the table; an edition has less than one megabyte."""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Pairs of parties keyed by Gleditsch-Ward numbers. Raises BadFile on other columns, values, or two editions."""
    path = _edition(folder)
    if path.suffix == ".csv":
        years = read_acd(path, con, source("ucdp").ignore)
    else:
        with tempfile.TemporaryDirectory() as place:
            years = read_acd(_unpacked(path, Path(place)), con, source("ucdp").ignore)
    return {"armed_conflicts": con.sql(pairs_sql(years))}


def _edition(folder: Path) -> Path:
    found = sorted(path for pattern in ("*.zip", "*.csv") for path in folder.glob(pattern))
    if len(found) != 1:
        names = ", ".join(path.name for path in found) or "none"
        raise BadFile(
            f"{folder}: one edition of the armed conflict dataset is expected, as .zip or .csv; found: {names}"
        )
    return found[0]


def _unpacked(path: Path, place: Path) -> Path:
    """The one table of the archive, as a file that is named like the archive."""
    tables = list(members(path, wanted=lambda name: name.lower().endswith(".csv"), member_limit=_LARGEST))
    if len(tables) != 1:
        raise BadFile(f"{path}: holds {len(tables)} tables where one is expected; fetch it again")
    target = place / f"{path.stem}.csv"
    target.write_bytes(tables[0][1])
    return target
