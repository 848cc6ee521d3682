"""Refugees and asylum seekers at the end of each year.

Rows that count neither tell of other groups (displaced within their state, stateless, returned) and are left
out, and so are rows whose origin and asylum are one. The publisher writes UNK for an unknown origin or
asylum, which elsewhere is a code of Kosovo; it is spelt out here so that it matches no state.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.sources.formats.frame import read_frame, register
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

_COLUMNS = ("year", "coo_iso", "coa_iso", "refugees", "asylum_seekers")
_ROWS = """
    SELECT if(coo_iso = 'UNK', 'unknown', coo_iso) AS origin,
           if(coa_iso = 'UNK', 'unknown', coa_iso) AS asylum,
           year::SMALLINT AS year, refugees, asylum_seekers
    FROM {population}
    WHERE coo_iso <> coa_iso AND (refugees > 0 OR asylum_seekers > 0)
"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Persons by pair and year, keyed by the ISO 3166 codes. Raises BadFile on other columns."""
    population = read_frame(folder / "population.rda", "population", _COLUMNS, ignore=source("unhcr").ignore)
    return {"refugees": con.sql(_ROWS.format(population=register(con, population)))}
