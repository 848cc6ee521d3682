"""Time the site of all pairs there are, alone on the machine; write `bench/world.md`.

    python bench/world.py --out FOLDER [--as-of DAY]

First a site of a hundred random pairs and one of a thousand, which say whether the cost of a pair stays what it is as
the site grows; then the world, which stays in FOLDER (some 14 GB). A folder that has a part of it already is refused:
what is made anew there would be fewer pairs than are told. Every link of every page is followed within the site.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from urllib.parse import unquote, urlsplit

from machine import made_by
from publish import DAY, HERE, MOST, line, random_pairs, site
from watch import Run

SMALL = (100, 1000)
MOST_MINUTES, MOST_MEMORY = 50, 3.0
_LINK = re.compile(r'\b(?:href|src)="([^"]*)"')
_ID = re.compile(r'\bid="([^"]+)"')


def main() -> int:
    """Measure, and write the page. Exit code 1 where a figure misses what it is held to, or a link leads nowhere."""
    options = _options()
    if options.out.exists() and any(options.out.iterdir()):
        raise SystemExit(f"{options.out} is not empty: name a new folder")
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        for size in SMALL:
            listed = Path(scratch) / f"{size}.csv"
            listed.write_text("".join(f"{a},{b}\n" for a, b in random_pairs(size)), encoding="utf-8")
            run = site(Path(scratch) / str(size), options.as_of, "--list", str(listed))
            rows.append(line(f"{size} random pairs", size, run))
    run = site(options.out, options.as_of, "--world")
    pages = sorted(options.out.rglob("*.html"))
    pairs = sum("pair" in page.parts for page in pages)
    rows.append(line("the world", pairs, run))
    weight = sum(p.stat().st_size for p in options.out.rglob("*") if p.is_file())
    with ProcessPoolExecutor() as pool:
        told = list(pool.map(_links, [options.out] * len(pages), pages, chunksize=64))
    dead = [each for _, lost in told for each in lost]
    faults = [f"a link that leads nowhere: {each}" for each in dead[:5]]
    if run.cpu / pairs > MOST:
        faults.append(f"a pair takes {run.cpu / pairs:.3f} CPU seconds")
    if run.wall > MOST_MINUTES * 60:
        faults.append(f"the world takes {run.wall / 60:.0f} minutes")
    if run.memory > MOST_MEMORY:
        faults.append(f"the world takes {run.memory:.2f} GB of memory")
    followed = sum(many for many, _ in told)
    links = f"{followed:,} links on {len(pages):,} pages lead to pages and places of the site; {len(dead)} lead nowhere"
    page = _page(options.as_of, rows, pairs, run, weight, links, faults)
    (HERE / "world.md").write_text(page, encoding="utf-8")
    print(page)
    return 1 if faults else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder of the site, which stays")
    parser.add_argument("--as-of", default=DAY, help="day of the site (YYYY-MM-DD)")
    return parser.parse_args()


def _links(site: Path, page: Path) -> tuple[int, list[str]]:
    """How many links of a page stay in the site, and those that lead to no file or no place there."""
    text = page.read_text(encoding="utf-8")
    here, many, lost = set(_ID.findall(text)), 0, []
    for link in _LINK.findall(text):
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        many += 1
        there = page if not parts.path else (page.parent / unquote(parts.path)).resolve()
        found = there.is_file() and there.is_relative_to(site.resolve())
        if there == page and parts.fragment:
            found = unquote(parts.fragment) in here
        if not found:
            lost.append(f"{page.relative_to(site)} to {link}")
    return many, lost


def _page(as_of: str, rows: list[str], pairs: int, run: Run, weight: float, links: str, faults: list[str]) -> str:
    words = [
        made_by("python bench/world.py"),
        f"The starter atlas as of {as_of}, a page and its data for each pair, no PDF; CPU seconds are those of the",
        f"whole run, with what it costs before its first pair. The world's {pairs:,} pairs took",
        f"{run.wall / 60:.0f} minutes and {run.memory:.2f} GB of memory, and stand on {weight / 1e9:.1f} GB of disk.",
        f"{links}.",
        f"Held to {MOST} CPU seconds a pair, {MOST_MINUTES} minutes and {MOST_MEMORY:g} GB.",
    ]
    missed = ["", f"Missed: {'; '.join(faults)}."] if faults else []
    head = ["| Site | CPU, s | CPU a pair, s | Wall, s | Memory, GB |", "|---|---|---|---|---|"]
    return "\n".join(["# What the world costs", "", " ".join(words), "", *head, *rows, *missed, ""])


if __name__ == "__main__":
    raise SystemExit(main())
