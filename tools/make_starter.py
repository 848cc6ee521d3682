"""Build the atlas that ships, and put its files into the package in place of the old ones.

    python tools/make_starter.py [MIRROR]

An atlas that a user builds gets a folder of its own beside earlier ones; the one that ships lies flat in the package.
The steps that made it are written down for the test that makes it again: by first measure of each recipe the name of
the step, which changes with anything that goes into it.
"""

from __future__ import annotations

import csv
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from comity.atlas.editions import locate
from comity.atlas.read import STARTER
from comity.build.conduct import Plan, build
from comity.build.steps import steps
from comity.sources.registry import sources
from comity.store.place import default_root, whole_folder

STEPS = Path(__file__).resolve().parents[1] / "tests" / "reference" / "starter_steps.csv"


def plan_of(mirror: Path | None, store: Path) -> Plan:
    """What ships: measures of sources that may be passed on, from 1990, at the precision that they deserve."""
    return Plan(store, mirror, first_year=1990, redistributable=True, exact=False)


def write_steps(plan: Plan, target: Path) -> None:
    """The steps of a plan as a table of `measure` and `step`."""
    with target.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("measure", "step"))
        rows.writerows((recipe.measures[0].id, home.name) for recipe, home in steps(plan))


def make(mirror: Path | None, store: Path, target: Path) -> str:
    """Write the shareable atlas from 1990 to `target`, whole or not at all. Returns its id."""
    plan = plan_of(mirror, store)
    # An edition that says the same as the one before leaves that one standing; what ships names that of this release.
    for spec in (s for s in sources().values() if s.packaged):
        shutil.rmtree(store / "snapshots" / spec.id, ignore_errors=True)
    with TemporaryDirectory() as name:
        manifest = build(plan, Path(name) / "starter", _say, _say)
        made, _ = locate(Path(name) / "starter")
        with whole_folder(target) as folder:
            for path in sorted(made.iterdir()):
                (folder / path.name).write_bytes(path.read_bytes())
    return manifest.id


def _say(line: str) -> None:
    print(f"  {line}", file=sys.stderr)


if __name__ == "__main__":
    mirror = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    print(f"{STARTER}: {make(mirror, default_root(), STARTER)}")
    write_steps(plan_of(mirror, default_root()), STEPS)
