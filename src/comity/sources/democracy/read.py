"""Regimes by index, with the publisher's interval where there is one.

Where two rows of a publisher bear the number of one state in one year (a union, a partition, a renamed
regime), the one that outlasts the year stands; of two latent scores the one with more sources.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.sources.formats.frame import read_frame, register

if TYPE_CHECKING:
    import duckdb

COLUMNS = {
    "vdem_simple": (
        "cown", "year", "codingend",
        "v2x_polyarchy", "v2x_polyarchy_codelow", "v2x_polyarchy_codehigh",
        "v2x_libdem", "v2x_libdem_codelow", "v2x_libdem_codehigh",
    ),
    "polity5": ("cown", "year", "eyear", "polity2"),
    "wgi": ("cown", "year", "Estimate", "StdErr"),
    "fh_full": ("cown", "year", "total"),
    "extended_uds": ("cown", "year", "z1", "z1_pct025", "z1_pct975", "num_measures"),
}  # fmt: skip
"""The columns that are read, by object; each object `x` is in the file `x.rda`."""

WGI_QUANTILE = 1.6448536269514722
"""Standard errors to each end of a 90 % interval, the one that the publisher of the WGI draws."""

INDICES = {
    "polyarchy": (
        "vdem_simple", "v2x_polyarchy", "v2x_polyarchy_codelow", "v2x_polyarchy_codehigh", "codingend",
    ),
    "liberal_democracy": (
        "vdem_simple", "v2x_libdem", "v2x_libdem_codelow", "v2x_libdem_codehigh", "codingend",
    ),
    "polity2": ("polity5", "polity2", "NULL", "NULL", "eyear IS DISTINCT FROM year"),
    "voice_and_accountability": (
        "wgi", "Estimate", f"Estimate - {WGI_QUANTILE} * StdErr", f"Estimate + {WGI_QUANTILE} * StdErr", "0",
    ),
    "freedom_house": ("fh_full", "total", "NULL", "NULL", "0"),
    "uds": ("extended_uds", "z1", "z1_pct025", "z1_pct975", "num_measures"),
}  # fmt: skip
"""By index: object, value, low, high, and what ranks highest among rows of one state and year."""

_SQL = """
    SELECT cown::INTEGER AS state, year::SMALLINT AS year, '{index}' AS index,
        {value}::DOUBLE AS value, {low}::DOUBLE AS low, {high}::DOUBLE AS high
    FROM {view}
    WHERE cown IS NOT NULL AND {value} IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY cown, year ORDER BY {rank} DESC, {value}) = 1
"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The table `regimes`. Raises BadFile when a file lacks a column that is read."""
    views = {
        # Sub-indices and identifiers, some 150 columns that change from edition to edition, are left out.
        name: register(con, read_frame(folder / f"{name}.rda", name, columns, ignore=None))
        for name, columns in COLUMNS.items()
    }
    parts = [
        _SQL.format(index=index, view=views[name], value=value, low=low, high=high, rank=rank)
        for index, (name, value, low, high, rank) in INDICES.items()
    ]
    return {"regimes": con.sql(" UNION ALL ".join(f"({part})" for part in parts))}
