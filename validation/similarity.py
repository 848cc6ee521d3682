"""Is similarity equal to published values, and how long does it take for everyone?"""

from __future__ import annotations

import csv
import time

import duckdb
from figures import Figure, Material

from comity.measures.portfolios import memberships_alike, portfolios
from comity.measures.un_similarity import un_similarity

PUBLISHED = {
    "un.agreement": "agree",
    "un.s_abs": "S_abs",
    "un.s_sq": "S_sq",
    "un.kappa_linear": "k_lin",
    "un.kappa_squared": "k_sq",
    "un.pi_squared": "pi_sq",
    "un.kappa_nominal": "k_nom",
    "un.pi_linear": "pi_lin",
    "un.pi_nominal": "pi_nom",
}
MEXICO_1946 = {
    "un.s_abs": 0.1315789474,
    "un.s_sq": 0.1973684211,
    "un.kappa_linear": -20 / 1234,
    "un.kappa_squared": -0.0122270742,
}
"""Linear kappa as the fraction that its margins give; a peer's pi is nominal, so it is not compared."""


def figures(material: Material) -> list[Figure]:
    """Agreement with references, then seconds of wall and of processor for all pairs."""
    return [*_agreement(material), *_speed(material)]


def _agreement(material: Material) -> list[Figure]:
    largest, compared = 0.0, 0
    with (material.reference / "unga_similarity.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["year"] == "2022":
                continue
            a, b = row["dyad"].split("-")
            for measure, column in PUBLISHED.items():
                value = material.atlas.at(measure, a, b, row["year"]).value
                assert value is not None
                largest, compared = max(largest, abs(value - float(row[column]))), compared + 1
    mexico = max(abs(material.atlas.at(m, "USA", "MEX", "1946").value - v) for m, v in MEXICO_1946.items())  # type: ignore[operator]
    return [
        Figure(
            "UN similarity equals reference values of 44 dyad-years, 1946-2019",
            f"largest difference {largest:.1e} over {compared} values",
            "references have four digits (5e-5)",
            "The five rows of 2022 are of 2022 to 2024 pooled; a test pools ours and finds them equal.",
        ),
        Figure("USA and Mexico 1946, 38 joint votes", f"largest difference {mexico:.1e}", "`fpsim`, ten digits"),
    ]


def _speed(material: Material) -> list[Figure]:
    found = []
    for recipe, table, what, today in (
        (un_similarity, "votes", "eleven scores of all UN votes", "`fpsim`: 490 s CPU for 1946-2020"),
        (portfolios, "alliances", "S (two), kappa and pi of all alliance portfolios", "`fpsim`: 8,240 s CPU projected"),
        (memberships_alike, "memberships", "S, kappa and pi of all memberships", "not offered"),
    ):
        with duckdb.connect() as con:
            con.execute("SET threads = 2")
            material.tables(con, table)
            n, first, last = con.execute(f"SELECT count(*), min(year), max(year) FROM {table}").fetchall()[0]
            wall, processor = time.perf_counter(), time.process_time()
            rows = recipe.compute(con)
            wall, processor = time.perf_counter() - wall, time.process_time() - processor
            pairs = max(len(r["value"]) for r in rows.values() if isinstance(r, dict))
        measured = f"{wall:.1f} s wall, {processor:.1f} s CPU; {n:,} rows in, {pairs:,} pairs out"
        found.append(Figure(f"{what}, {first}-{last}", measured, today, "Reading the harmonised table included."))
    return found
