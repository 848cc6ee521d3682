"""Products and regimes of Correlates of War states."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.sources.formats.frame import read_frame, register
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

ID = "isard"

COLUMNS = {
    "cw_gdppop": ("ccode", "year", "pwtrgdp", "pwtpop"),
    "cw_democracy": ("ccode", "year", "euds", "polity2", "v2x_polyarchy"),
}
"""The columns that are read, by object; each object `x` is in the file `x.rda`."""

SQL = {
    "products": """
        SELECT ccode::INTEGER AS state, year::SMALLINT AS year, pwtrgdp * 1e6 AS gdp,
            'constant-2017-ppp' AS gdp_basis, pwtpop * 1e6 AS population
        FROM {cw_gdppop}
        WHERE pwtrgdp IS NOT NULL OR pwtpop IS NOT NULL""",
    "regimes": """
        SELECT ccode::INTEGER AS state, year::SMALLINT AS year, 'polyarchy' AS index, v2x_polyarchy AS value
        FROM {cw_democracy} WHERE v2x_polyarchy IS NOT NULL
        UNION ALL
        SELECT ccode::INTEGER, year::SMALLINT, 'polity2', polity2
        FROM {cw_democracy} WHERE polity2 IS NOT NULL
        UNION ALL
        SELECT ccode::INTEGER, year::SMALLINT, 'uds', euds FROM {cw_democracy} WHERE euds IS NOT NULL""",
}


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The tables `products` and `regimes`. Raises BadFile on other columns."""
    ignore = source(ID).ignore
    views = {
        name: register(con, read_frame(folder / f"{name}.rda", name, columns, ignore=ignore))
        for name, columns in COLUMNS.items()
    }
    return {table: con.sql(text.format(**views)) for table, text in SQL.items()}
