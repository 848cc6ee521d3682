"""Time a panel of twenty measures handed to Polars and write `bench/frames.md`: `python bench/frames.py`.

Held to: 5 wall seconds and 2 GB for the 2,252,760 directed dyad-years of the Correlates of War system from 1816 to
2025, each measure with the column that says why a cell is empty, in fresh processes. The atlas is the one that ships,
which begins in 1990, unless `--atlas` names one of all years.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from statistics import median

from machine import made_by
from watch import Run, watch

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).with_name("frames.md")
WALL, MEMORY, ROWS = 5.0, 2.0, 2_252_760
MEASURES = (
    "alliance.any",
    "alliance.pledge",
    "alliance.s_abs",
    "conflict.armed",
    "conflict.dispute",
    "conflict.rivalry",
    "context.cinc",
    "context.polyarchy",
    "exchange.exports_compiled",
    "exchange.exports_reported_by_exporter",
    "exchange.exports_reported_by_importer",
    "geography.contiguous",
    "geography.distance",
    "igo.shared",
    "potential.ratio",
    "relations.state",
    "representation.embassy",
    "un.agreement",
    "un.ideal_distance",
    "un.kappa_squared",
)
CODE = """
import json, sys
import numpy as np
import comity

measures, atlas = json.loads(sys.argv[1]), sys.argv[2] or None
frame = comity.panel(measures, (1816, 2025), as_of="2025-12-31", path=atlas)
table = frame.polars()
assert table.height == int(sys.argv[3]), table.height
here = {c.name: np.asarray(c.values).ctypes.data for c in frame.columns if c.kind in ("number", "whole")}
there = {name: table[name].to_arrow().buffers()[1].address for name in here}
assert here == there, "a column was copied"
"""


def main() -> int:
    """Run, print and write the figures. Exit code 1 if one is above what it is held to."""
    import json

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--atlas", type=Path, help="a folder of an atlas of all years")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    words = [sys.executable, "-c", CODE, json.dumps(MEASURES), str(options.atlas or ""), str(ROWS)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    watch(words, environment)  # compiles the modules and warms the disk
    runs = [watch(words, environment) for _ in range(options.runs)]
    text = _page(runs, "an atlas of all years" if options.atlas else "the atlas that ships")
    print(text)
    RESULTS.write_text(text, encoding="utf-8")
    return 0 if median(r.wall for r in runs) <= WALL and max(r.memory for r in runs) <= MEMORY else 1


def _page(runs: list[Run], atlas: str) -> str:
    def spread(values: list[float], decimals: int) -> str:
        return " / ".join(f"{v:.{decimals}f}" for v in (min(values), median(values), max(values)))

    return (
        "# A panel of twenty measures, handed to Polars\n\n"
        f"{made_by('python bench/frames.py')} {len(MEASURES)} measures, {ROWS:,} directed dyad-years, 1816 to 2025, "
        f"each with its column of states, from {atlas}; lowest / median / highest of {len(runs)} fresh processes.\n\n"
        "| | wall s | CPU s | memory GB |\n|---|---:|---:|---:|\n"
        f"| `comity.panel(...).polars()` | {spread([r.wall for r in runs], 2)} | {spread([r.cpu for r in runs], 2)} | "
        f"{spread([r.memory for r in runs], 2)} |\n"
        f"| held to | {WALL:g} | | {MEMORY:g} |\n\n"
        "Every column of numbers lies at the same address in Polars as in the frame: nothing is copied. For twenty\n"
        "functions of `peacesciencer` a published measurement gives 46.6 CPU s and 7.1 GB; R is not run here.\n"
    )


if __name__ == "__main__":
    sys.exit(main())
