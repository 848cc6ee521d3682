"""Is the frustration of published networks exact, and how balanced were the world's signed ties, year by year?"""

from __future__ import annotations

import csv
import sys
import time

import duckdb
from figures import REPOSITORY, Figure, Material

sys.path.insert(0, str(REPOSITORY / "tests"))

from comity.measures.frustration import Frustration, frustration
from comity.measures.matrices import yearly
from comity.measures.signed_balance import triangle_balance, triangles, walk_balance
from comity.measures.signed_network import SIGNED, signs
from signed_networks import tribes, war_years

YEARS = (1950, 1962, 1975, 1989, 2000, 2014)


def figures(material: Material) -> list[Figure]:
    """Published networks with time and gap, then the networks of this package's own measures."""
    return [*_published(material), *_own(material)]


def _published(material: Material) -> list[Figure]:
    sign = tribes(material.mirror / "signed-networks")
    found = frustration(sign)
    shown = f"L {found.flips}, F {found.index:.7f}, T {triangle_balance(sign):.7f}, W {walk_balance(sign):.7f}"
    windows = war_years(material.mirror / "signed-networks")
    solved, spent = {}, {}
    for name, each in windows.items():
        begun = time.process_time()
        solved[name] = frustration(each)
        spent[name] = time.process_time() - begun
    proven = sum(f.flips is not None for f in solved.values())
    slowest = max(spent, key=lambda n: spent[n])
    with (material.reference / "cow_frustration.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    equal = sum(_equal(row, solved[row["net"]], windows[row["net"]]) for row in rows)
    return [
        Figure("Read's tribes", shown, "`signnet` prints F .7586207, T .8676471, W .3575761", "16 nodes, 58 ties."),
        Figure(
            "Correlates of War, reference windows",
            f"{equal} of {len(rows)} equal in nodes, ties, L, triangles and W (1e-9)",
            "annealing: upper bounds",
            "Doreian and Mrvar (2015), three years each.",
        ),
        Figure(
            "Correlates of War, all windows 1946-1999",
            f"{proven} of {len(windows)} proven; slowest {max(spent.values()):.2f} s CPU ({slowest}), all "
            f"{sum(spent.values()):.1f} s",
            "exact needs a separate solver",
            "HiGHS through SciPy, one process.",
        ),
    ]


def _equal(row: dict[str, str], found: Frustration, sign: object) -> bool:
    every, balanced = triangles(sign)  # type: ignore[arg-type]
    walk = walk_balance(sign)  # type: ignore[arg-type]
    counts = (len(sign), found.ties, found.hostile, found.flips, every.sum() // 3, balanced.sum() // 3)  # type: ignore[arg-type]
    names = ("n", "m", "m_neg", "frustration", "triangles", "balanced_tri")
    assert walk is not None
    return counts == tuple(int(row[n]) for n in names) and abs(walk - float(row["walk"])) < 1e-9


def _own(material: Material) -> list[Figure]:
    rows = []
    with duckdb.connect() as con:
        material.tables(con, "alliances", "rivalries", "disputes")
        for year, columns in yearly(con, SIGNED):
            if year in YEARS:
                _, sign = signs(columns)
                found = frustration(sign)
                rows.append(
                    Figure(
                        f"the world's signed ties in {year}",
                        f"F {found.index:.3f}, T {triangle_balance(sign):.3f}, W {walk_balance(sign):.3f}",
                        "",
                        f"L is {found.answer}; {found.hostile} hostile, {len(sign)} states.",
                    )
                )
    return rows
