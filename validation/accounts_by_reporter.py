"""Coverage of both customs accounts of every reporter and year."""

from __future__ import annotations

import duckdb
from accounts import SIDES, lay_coverage
from figures import Figure, Material

from comity.measures.account_coverage import LEAST_WHOLE


def figures(material: Material) -> list[Figure]:
    """One line for each reporter: per cent of its total, year by year, in either account."""
    with duckdb.connect() as con:
        lay_coverage(con, material)
        rows = con.execute("SELECT a, side, year, share FROM coverage ORDER BY a, side, year").fetchall()
    found: dict[str, dict[str, dict[int, float]]] = {}
    for a, side, year, share in rows:
        found.setdefault(a, {}).setdefault(side, {})[year] = share
    return [Figure(a, *(_series(sides.get(side, {})) for side in SIDES), _below(sides)) for a, sides in found.items()]


def _series(shares: dict[int, float]) -> str:
    """Runs of consecutive reports: the first year of each, then the per cents."""
    return ", ".join(f"{year % 100:02d}: {100 * share:.0f}" for year, share in shares.items())


def _below(sides: dict[str, dict[int, float]]) -> str:
    part = {side: sum(share < LEAST_WHOLE for share in shares.values()) for side, shares in sides.items()}
    return "; ".join(f"{n} of {len(sides[side])} {side}' years below 95 %" for side, n in part.items() if n)
