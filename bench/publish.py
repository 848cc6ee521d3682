"""Time a site of random pairs of the starter atlas: CPU seconds a pair, at several sizes; write `bench/publish.md`.

    python bench/publish.py [--sizes 50,200]

Each size is a new site, made by `comity publish --list` with a process for each processor. What a run costs before its
first pair and after its last is told apart: the pairs' own cost is what one size takes more than the one before it,
divided by the pairs that it has more. The smallest is made once more by one process, and must be the same bytes; the
largest is run again where nothing changed. The smallest is made from a copy of the atlas too, and again after a source
of it has a new edition: only pages that name that edition may be made.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import re
import shutil
import sys
import tempfile
from itertools import combinations, pairwise
from pathlib import Path

from machine import made_by
from watch import Run, watch

HERE = Path(__file__).resolve().parent
OURS = HERE.parent / "src"
DAY, SEED = "2025-12-31", 1816
MOST = 0.25
MOVED = "unhcr"
"""The source that moves: refugees, of which some pairs have figures and others none."""


def main() -> int:
    """Measure, and write the page. Exit code 1 where a figure misses what it is held to, or bytes differ."""
    options = _options()
    sizes = [int(n) for n in options.sizes.split(",")]
    pairs = random_pairs(sizes[-1])
    lines, faults, runs = [], [], {}
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        for size in sizes:
            runs[size] = _published(home / str(size), pairs[:size])
            lines.append(line(f"{size} pairs", size, runs[size]))
        one = _published(home / "one", pairs[: sizes[0]], "--workers", "1")
        lines.append(line(f"{sizes[0]} pairs, one process", sizes[0], one))
        if _hashes(home / "one") != _hashes(home / str(sizes[0])):
            faults.append("one process writes other bytes than several")
        again = _published(home / str(sizes[-1]), pairs)
        lines.append(line(f"{sizes[-1]} pairs again, nothing changed", sizes[-1], again))
        if "0 of them made now" not in again.said:
            faults.append("a run in which nothing changed makes pairs again")
        moved, named = _moved(home, pairs[: sizes[0]])
        made = int(re.search(r"(\d+) of them made now", moved.said)[1])
        lines.append(line(f"{sizes[0]} pairs again, `{MOVED}` moved: {made} made, {named} name it", sizes[0], moved))
        if made != named:
            faults.append(f"{made} pairs are made again where {named} name the source that moved")
        weight = sum(p.stat().st_size for p in (home / str(sizes[-1])).rglob("*") if p.is_file())
    own = [(n, (runs[n].cpu - runs[m].cpu) / (n - m)) for m, n in pairwise(sizes)]
    if own and own[-1][1] > MOST:
        faults.append(f"a pair takes {own[-1][1]:.3f} CPU seconds")
    (HERE / "publish.md").write_text(_page(lines, own, weight / sizes[-1], faults), encoding="utf-8")
    print("\n".join([*lines, *(f"to {n}: {cost:.3f} a pair" for n, cost in own), *faults]))
    return 1 if faults else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="50,200", help="numbers of pairs, rising")
    return parser.parse_args()


def random_pairs(many: int) -> list[tuple[str, str]]:
    """Random pairs of states of the day; a smaller number gives the first of them."""
    sys.path.insert(0, str(OURS))
    from datetime import date

    from comity.terms.country import states
    from comity.terms.membership import existed

    today = sorted(s.id for s in states() if s.kind == "state" and existed(s.id, date.fromisoformat(DAY), "any"))
    return random.Random(SEED).sample(list(combinations(today, 2)), many)


def _published(out: Path, pairs: list[tuple[str, str]], *words: str) -> Run:
    listed = out.with_suffix(".csv")
    listed.write_text("".join(f"{a},{b}\n" for a, b in pairs), encoding="utf-8")
    return site(out, DAY, "--list", str(listed), *words)


def site(out: Path, as_of: str, *words: str) -> Run:
    """Run `comity publish` of this checkout, and watch it."""
    command = ("publish", "--as-of", as_of, "--out", str(out), *words)
    environment = os.environ | {"PYTHONPATH": str(OURS)}
    return watch([sys.executable, "-c", "from comity.cli.entry import run; run()", *command], environment)


def _moved(home: Path, pairs: list[tuple[str, str]]) -> tuple[Run, int]:
    """A site of a copy of the atlas, made again after a source moved; and how many of its pages name that source."""
    from comity.atlas.manifest import load, text
    from comity.atlas.read import STARTER

    atlas = home / "atlas"
    shutil.copytree(STARTER, atlas)
    _published(home / "copy", pairs, "--atlas", str(atlas))
    manifest = load(atlas)
    (old,) = (id for id in manifest.inputs if id.startswith(f"{MOVED}@"))
    new = f"{MOVED}@{hashlib.sha256(old.encode()).hexdigest()[:12]}"
    inputs = {new if id == old else id: each for id, each in manifest.inputs.items()}
    inputs[new] = inputs[new].model_copy(update={"id": new, "version": "the next"})
    measures = {
        id: entry.model_copy(update={"basis": tuple(new if each == old else each for each in entry.basis)})
        for id, entry in manifest.measures.items()
    }
    moved = manifest.model_copy(update={"inputs": inputs, "measures": measures})
    (atlas / "atlas.json").write_text(text(moved), encoding="utf-8")
    named = sum(f'"{old}"' in p.read_text(encoding="utf-8") for p in (home / "copy" / "pair").rglob("*.json"))
    return _published(home / "copy", pairs, "--atlas", str(atlas)), named


def _hashes(folder: Path) -> dict[str, str]:
    files = (p for p in folder.rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def line(name: str, pairs: int, run: Run) -> str:
    return f"| {name} | {run.cpu:.0f} | {run.cpu / pairs:.3f} | {run.wall:.0f} | {run.memory:.2f} |"


def _page(lines: list[str], own: list[tuple[int, float]], weight: float, faults: list[str]) -> str:
    costs = "; ".join(f"{cost:.3f} CPU seconds for each pair up to {n}" for n, cost in own)
    words = [
        made_by("python bench/publish.py"),
        "Random pairs of today's states, of the starter",
        f"atlas as of {DAY}: a page and its data each, no PDF. A run has costs of its own: to hash the code, and to",
        f"read the atlas in each process. The pairs' own: {costs}. A pair takes {weight / 1e6:.2f} MB on disk. Held to",
        f"{MOST} CPU seconds a pair.",
    ]
    missed = ["", f"Missed: {'; '.join(faults)}."] if faults else []
    head = ["| Site | CPU, s | CPU a pair, s | Wall, s | Memory, GB |", "|---|---|---|---|---|"]
    return "\n".join(["# What a site costs", "", re.sub(r"\n", " ", " ".join(words)), "", *head, *lines, *missed, ""])


if __name__ == "__main__":
    raise SystemExit(main())
