"""Build the atlas that ships, and put its files into the package in place of the old ones.

    python tools/make_starter.py [MIRROR]

An atlas that a user builds gets a folder of its own beside earlier ones; the one that ships lies flat in the package.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from comity.atlas.editions import locate
from comity.atlas.read import STARTER
from comity.build.conduct import Plan, build
from comity.store.place import default_root, whole_folder


def make(mirror: Path | None, store: Path, target: Path) -> str:
    """Write the shareable atlas from 1990 to `target`, whole or not at all. Returns its id."""
    plan = Plan(store, mirror, first_year=1990, redistributable=True, exact=False)
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
