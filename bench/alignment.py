"""Time similarity of votes, alliances and memberships, and ideal points, on harmonised tables in memory.

python bench/alignment.py STORE    # a store made by `comity build` or `comity sources pull`

Prints wall and CPU seconds of each, once; on a busy machine CPU seconds are the steadier figure, and
OPENBLAS_NUM_THREADS=1 keeps idle threads from spinning.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import duckdb

from comity.build.conduct import Plan, gather
from comity.measures.contract import Recipe
from comity.measures.ideal_points import ideal_points
from comity.measures.portfolios import memberships_alike, portfolios
from comity.measures.un_similarity import un_similarity
from comity.store.lay import lay
from comity.store.precedence import precedence

JOBS: tuple[tuple[str, Recipe, float | None], ...] = (
    ("eleven scores of all UN votes", un_similarity, 2.0),
    ("four scores of all alliance portfolios", portfolios, 5.0),
    ("three scores of all memberships", memberships_alike, None),
    ("ideal points and distances", ideal_points, 120.0),
)


def main(store: Path) -> int:
    """Exit code 1 if a job took more wall seconds than it is held to."""
    slow = False
    for name, recipe, most in JOBS:
        parts = gather(Plan(store), recipe.inputs, lambda line: None)
        with duckdb.connect() as con:
            con.execute("SET threads = 2")
            for table, found in parts.items():
                lay(con, table, [(snapshot.id, path) for _, snapshot, path in found], precedence())
            wall, processor = time.perf_counter(), time.process_time()
            recipe.compute(con)
            wall, processor = time.perf_counter() - wall, time.process_time() - processor
        held = f", held to {most:g} s" if most is not None else ""
        print(f"{name}: {wall:.1f} s wall, {processor:.1f} s CPU{held}", flush=True)
        slow |= most is not None and wall > most
    return int(slow)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
