"""What bringing an atlas up to date costs: `python bench/update.py`, writes `bench/update.md`.

First everything in the mirror into an empty store and folder; then, for one source after the other, as if it alone had
moved: its edition, its tables and what was computed from them are taken away, and an update makes them again. What a
measure keeps year by year (`comity.store.steps`) stays, as it does where an edition adds to the years before; where
some of it is used, it is taken away as well in a second run, as if every year had been revised. CPU seconds are user
and system of all processes, memory the highest resident memory of all together.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from machine import made_by
from watch import Run, watch

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "update.md"
MOST_WALL, MOST_MEMORY, MOST_CPU = 480.0, 4.0, 60.0
"""What an update from nothing is held to, in seconds and GB, and one after a single source moved, in CPU seconds."""


def main() -> int:
    """Measure, print and write the table; exit code 1 where a figure is above what it is held to."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(os.environ.get("COMITY_MIRROR") or HERE.parent.parent / "shared" / "mirror")
    parser.add_argument("--mirror", type=Path, default=default)
    parser.add_argument(
        "--moved", nargs="*", help="sources that move, one at a time; every one that is held if left out"
    )
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    if not options.mirror.is_dir():
        print(f"no mirror at {options.mirror}; name one with --mirror", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        lines, faults = [], []
        found = _update(home, options.mirror)
        lines.append(_line("everything, from nothing", found))
        print(lines[-1], flush=True)
        options.out.write_text(_page(lines, []), encoding="utf-8")
        faults += [f"from nothing: {found.wall:.0f} s"] * (found.wall > MOST_WALL)
        faults += [f"from nothing: {found.memory:.1f} GB"] * (found.memory > MOST_MEMORY)
        held = sorted(path.name for path in (home / "store" / "snapshots").iterdir())
        for source in options.moved or held:
            _take_away(home / "store", source)
            found = _update(home, options.mirror)
            lines.append(_line(f"{source} moved", found))
            print(lines[-1], flush=True)
            faults += [f"{source}: {found.cpu:.0f} CPU s"] * (found.cpu > MOST_CPU)
            if _take_away(home / "store", source):
                shutil.rmtree(home / "store" / "steps")
                found = _update(home, options.mirror)
                lines.append(_line(f"{source} moved, in every year", found))
                print(lines[-1], flush=True)
            options.out.write_text(_page(lines, faults), encoding="utf-8")
    options.out.write_text(_page(lines, faults), encoding="utf-8")
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


def _update(home: Path, mirror: Path) -> Run:
    words = ("update", "--mirror", mirror, "--store", home / "store", "--out", home / "atlas")
    # An edition that its publisher would have to send anew ends a real update with 2; here all must be fit.
    return watch([sys.executable, "-m", "comity", *map(str, words)])


def _take_away(store: Path, source: str) -> bool:
    """Leave the store as it was before an edition of the source came. Whether a measure of it keeps steps."""
    from comity.measures.recipes import RECIPES
    from comity.sources.registry import sources

    tables = set(sources()[source].provides)
    shutil.rmtree(store / "snapshots" / source)
    for table in tables:
        for path in (store / "tables" / table).glob(f"{source}-????????????-*"):
            path.unlink()
    stepped = False
    for recipe in RECIPES:
        if tables & {*recipe.inputs, *recipe.optional}:
            for folder in (store / "measures").glob(f"{recipe.name.rpartition('.')[2]}-*"):
                shutil.rmtree(folder)
            stepped |= hasattr(import_module(recipe.name), "step")
    return stepped


def _line(name: str, run: Run) -> str:
    return f"| {name} | {run.cpu:.1f} | {run.wall:.1f} | {run.memory:.2f} |"


def _page(lines: Sequence[str], faults: Sequence[str]) -> str:
    made = (
        f"{made_by('python bench/update.py')} Held to: {MOST_WALL:.0f} s and {MOST_MEMORY:g} GB from nothing, "
        f"{MOST_CPU:.0f} CPU seconds where one source moved and the years before stand."
    )
    head = ["| Update | CPU, s | Wall, s | Memory, GB |", "|---|---|---|---|"]
    missed = f"Missed: {'; '.join(faults) or 'nothing'}."
    return "\n".join(["# What an update costs", "", made, "", *head, *lines, "", missed, ""])


if __name__ == "__main__":
    sys.exit(main())
