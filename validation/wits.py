"""Both customs accounts of every reporter and year, as World Integrated Trade Solution totals; for validation only."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from comity.sources.formats.archive import members
from comity.terms.crosswalk import to_state

if TYPE_CHECKING:
    import duckdb
    from figures import Material

FIRST = 1993
"""Before it the publisher wrote predecessors' trade (the Soviet Union's) under their successors' codes."""

OLD_CODES = {
    "ROM": "ROU",
    "SER": "SRB",
    "SUD": "SDN",
    "TMP": "TLS",
    "BLX": "BEL",
    "OAS": "TWN",
    "ZAR": "COD",
    "MNT": "MNE",
}
"""The publisher's codes beside ISO 3166, of reporters and partners that are states."""

UNION = "EUN"
"""The European Union, whose report repeats its members'."""


def lay_wits(con: duckdb.DuckDBPyConnection, material: Material, first: int = FIRST) -> None:
    """Make the table wits: reporter, partner (NULL where it is no state), year, x and m (exports and imports, US$)."""
    rows = []
    for name, content in members(material.mirror / "wits-totals" / "countries.tar.zst"):
        reporter = name.rsplit("/", 1)[-1].removesuffix(".json")
        if reporter in ("index", UNION):
            continue
        for year, partners in json.loads(content).items():
            rows += [(reporter, p, int(year), v.get("x"), v.get("m")) for p, v in partners.items() if p != UNION]
    rows = [row for row in rows if row[2] >= first]
    reporters, partners, years = (np.array(column, dtype=object) for column in list(zip(*rows, strict=True))[:3])
    amounts = ([np.nan if row[i] is None else row[i] * 1e3 for row in rows] for i in (3, 4))
    columns = {
        "reporter": _states(reporters),
        "partner": _states(partners),
        "year": years.astype(int),
        **{name: np.array(values) for name, values in zip("xm", amounts, strict=True)},
    }
    con.register("wits_read", columns)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE wits AS SELECT reporter, partner, year, "
        "sum(x ORDER BY x) FILTER (NOT isnan(x)) AS x, sum(m ORDER BY m) FILTER (NOT isnan(m)) AS m "
        "FROM wits_read WHERE reporter IS NOT NULL AND partner IS DISTINCT FROM reporter GROUP BY ALL"
    )
    con.unregister("wits_read")


def _states(codes: np.ndarray) -> np.ndarray:
    return to_state("iso3", np.array([OLD_CODES.get(code, code) for code in codes], dtype=object), 2016)
