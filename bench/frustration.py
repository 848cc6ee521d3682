"""Time the exact frustration of every published network: `python bench/frustration.py`. Exit 1 above a second each.

Writes `bench/frustration.md`. Needs the mirror; CPU seconds of one process.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

from comity.measures.frustration import frustration  # noqa: E402
from signed_networks import tribes, war_years  # noqa: E402

MOST = 1.0


def main() -> int:
    mirror = Path(os.environ.get("COMITY_MIRROR") or ROOT.parent / "shared" / "mirror") / "signed-networks"
    if not mirror.is_dir():
        print(f"no networks at {mirror}; set COMITY_MIRROR", file=sys.stderr)
        return 2
    networks = {"tribes": tribes(mirror)} | war_years(mirror)
    frustration(networks["tribes"])  # loads the solver
    lines, slow = [], []
    for name, sign in networks.items():
        runs = []
        for _ in range(3):
            begun = time.process_time()
            found = frustration(sign)
            runs.append(time.process_time() - begun)
        lines.append(f"| {name} | {len(sign)} | {found.ties} | {found.hostile} | {found.answer} | {median(runs):.3f} |")
        slow += [name] if median(runs) >= MOST or found.flips is None else []
    head = ["# Exact frustration of published networks", "", f"Median of three runs; held to {MOST:g} s CPU each.", ""]
    table = ["| network | states | ties | hostile | L | CPU s |", "|---|---:|---:|---:|---|---:|", *lines]
    Path(__file__).with_suffix(".md").write_text("\n".join([*head, *table]) + "\n", encoding="utf-8")
    print("\n".join(table))
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
