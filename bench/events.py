"""Time the event warehouse beside other engines, in one run, and write `bench/events.md`.

    python bench/events.py [--millions 10,100] [--spark-most 100] [--scratch FOLDER]

Rows are made by `event_rows.py`; each measured step is a fresh process. Polars, pandas and Spark are measured
where they are installed. Everything is written below the scratch folder and removed at the end.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import event_rows
from machine import made_by
from watch import Run, watch

HERE = Path(__file__).resolve().parent
MOST_MEMORY = 2.0
MOST_HISTORY = 0.3
MOST_ENGINE_MEMORY = 20.0
DAY_ROWS = 192_000
NEED = {"polars": "polars", "pandas": "pandas", "spark": "pyspark"}


@dataclass(slots=True)
class Page:
    """What was measured, and what was held and missed."""

    folds: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def main() -> int:
    """Make the rows, run every step, write the page. Exit code 1 if a figure misses what it is held to."""
    options = _options()
    sizes = [int(float(text) * 1_000_000) for text in options.millions.split(",")]
    page = Page()
    free = shutil.disk_usage(options.scratch or tempfile.gettempdir()).free / 1e9
    needed = 1.5 + max(sizes) / 1e6 * 0.12
    if free < needed:
        print(f"{free:.0f} GB are free and {needed:.0f} GB are needed; name another --scratch", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(dir=options.scratch) as name:
        scratch = Path(name)
        _raw(scratch, int(options.raw * 1_000_000), page)
        _folds(scratch, sizes, options, page)
    text = _text(page, free)
    (HERE / "events.md").write_text(text, encoding="utf-8")
    print(text)
    print("\n".join(page.faults), file=sys.stderr)
    return 1 if page.faults else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--millions", default="10,100", help="sizes of the fold, in millions of rows")
    parser.add_argument("--raw", type=float, default=10, help="raw rows to ingest, in millions")
    parser.add_argument("--spark-most", type=float, default=100, help="most millions of rows that Spark is given")
    parser.add_argument("--pandas-most", type=float, default=10, help="most millions of rows that pandas is given")
    parser.add_argument("--scratch", type=Path, help="folder for what is made on the way")
    return parser.parse_args()


def _comity(*words: str | Path) -> Run:
    source = {"PYTHONPATH": str(HERE.parent / "src"), "OMP_NUM_THREADS": "2"}
    return watch([sys.executable, "-m", "comity", *map(str, words)], os.environ | source)


def _engine(name: str, root: Path, out: Path) -> Run:
    source = {"PYTHONPATH": str(HERE.parent / "src"), "OMP_NUM_THREADS": "2", "POLARS_MAX_THREADS": "2"}
    command = [sys.executable, str(HERE / "event_engines.py"), name, str(root), str(out)]
    return watch(command, os.environ | source, most=MOST_ENGINE_MEMORY)


def _raw(scratch: Path, rows: int, page: Page) -> None:
    import duckdb

    folder, root = scratch / "pieces", scratch / "raw"
    folder.mkdir()
    days = max(1, rows // DAY_ROWS)
    with duckdb.connect() as con:
        con.execute("SET threads = 2")
        for n in range(days):
            event_rows.raw_day(con, folder, date(2023, 1, 1) + timedelta(n), rows // days, 10**9 + n * DAY_ROWS * 2)
    size = sum(p.stat().st_size for p in folder.iterdir()) / 1e9
    run = _comity("events", "ingest", folder, "--warehouse", root)
    pieces = len(list(folder.iterdir()))
    what = f"ingest {rows / 1e6:g} million raw rows, {pieces:,} zipped pieces, {size:.2f} GB"
    _step(page, what, rows, run)
    _say(run.said)
    again = _comity("events", "ingest", folder, "--warehouse", root)
    _step(page, "the same pieces again: all known, nothing doubled", None, again)
    _step(page, "fold that warehouse", None, _comity("events", "fold", "--warehouse", root, "--store", scratch / "s"))
    shutil.rmtree(folder)
    shutil.rmtree(root)


def _folds(scratch: Path, sizes: Sequence[int], options: argparse.Namespace, page: Page) -> None:
    import duckdb

    for rows in sizes:
        root = scratch / f"warehouse{rows}"
        with duckdb.connect() as con:
            con.execute("SET threads = 2; SET memory_limit = '2GB'")
            event_rows.fill(con, root, rows, date(2000, 1, 1), 300)
        size = sum(p.stat().st_size for p in root.rglob("*.parquet")) / 1e9
        page.notes.append(f"{rows / 1e6:g} million warehouse rows are {size:.2f} GB of Parquet in 300 months.")
        totals = {}
        for name in ("comity", "duckdb", "polars", "pandas", "spark"):
            if why := _left_out(name, rows, options):
                page.folds.append(f"| {rows / 1e6:g} million | {name} | – | – | – | {why} |")
                continue
            out = scratch / "out"
            try:
                run = _engine(name, root, out)
            except RuntimeError as error:
                why = str(error).strip().splitlines()[-1].rpartition(": ")[2][:200]
                page.folds.append(f"| {rows / 1e6:g} million | {name} | – | – | – | {why} |")
                _say(page.folds[-1])
                shutil.rmtree(out, ignore_errors=True)
                continue
            shutil.rmtree(out)
            totals[name] = run.said.split()
            page.folds.append(
                f"| {rows / 1e6:g} million | {name} | {run.cpu:.1f} | {run.wall:.1f} | {run.memory:.2f} "
                f"| {rows / run.cpu:,.0f} |"
            )
            _say(page.folds[-1], *totals[name])
            if name == "comity" and run.memory > MOST_MEMORY:
                page.faults.append(f"the fold of {rows:,} rows takes {run.memory:.2f} GB, held to {MOST_MEMORY:g}")
        if len({tuple(t) for t in totals.values()}) > 1:
            page.faults.append(f"engines differ at {rows:,} rows: {totals}")
        else:
            n, acts, _ = totals["comity"]
            page.notes.append(
                f"At {rows / 1e6:g} million rows all engines give {int(n):,} dyad-months with {int(acts):,} acts "
                "and the same sum of cooperation."
            )
        _daily(scratch, root, rows, page)
        shutil.rmtree(root)


def _left_out(name: str, rows: int, options: argparse.Namespace) -> str:
    if name in NEED and importlib.util.find_spec(NEED[name]) is None:
        return "not installed"
    most = {"spark": options.spark_most, "pandas": options.pandas_most}.get(name)
    return f"not run above {most:g} million" if most is not None and rows > most * 1_000_000 else ""


def _daily(scratch: Path, root: Path, rows: int, page: Page) -> None:
    """The whole fold of the warehouse, then one day more, then one pair's history."""
    import duckdb

    label = f"warehouse of {rows / 1e6:g} million rows"
    store = scratch / "store"
    whole = _comity("events", "fold", "--warehouse", root, "--store", store)
    _step(page, f"{label}: `events fold` with days, months, documents and the index by pair", rows, whole)
    folder = scratch / "day"
    folder.mkdir()
    with duckdb.connect() as con:
        event_rows.raw_day(con, folder, date(2024, 12, 31), DAY_ROWS, 10**12)
    _step(
        page,
        f"{label}: one day more, {DAY_ROWS:,} raw rows",
        DAY_ROWS,
        _comity("events", "ingest", folder, "--warehouse", root),
    )
    pair = ("CHN", "USA")
    show = [_comity("events", "show", *pair, "--warehouse", root, "--format", "csv") for _ in range(4)][1:]
    best = min(show, key=lambda r: r.cpu)
    _step(
        page, f"{label}: `events show` of a pair, {best.said.count(chr(10)) - 1} dyad-months, whole process", None, best
    )
    seconds = _history(root)
    page.steps.append(
        f"| {label}: that history as a query in Python, best of 5 | {seconds[0]:.2f} | {seconds[1]:.2f} | – | – |"
    )
    _say(page.steps[-1])
    if seconds[0] > MOST_HISTORY:
        page.faults.append(f"one pair's history takes {seconds[0]:.2f} s of CPU, held to {MOST_HISTORY:g}")
    for used in (folder, store):
        shutil.rmtree(used)


def _history(root: Path) -> tuple[float, float]:
    from comity.events.look import history
    from comity.terms.dyad import Dyad

    taken = []
    for _ in range(5):
        cpu, wall = time.process_time(), time.perf_counter()
        history(root, Dyad("CHN", "USA"))
        taken.append((time.process_time() - cpu, time.perf_counter() - wall))
    return min(taken)


def _step(page: Page, what: str, rows: int | None, run: Run) -> None:
    speed = f"{rows / run.cpu:,.0f}" if rows else "–"
    page.steps.append(f"| {what} | {run.cpu:.1f} | {run.wall:.1f} | {run.memory:.2f} | {speed} |")
    _say(page.steps[-1])
    if run.memory > MOST_MEMORY:
        page.faults.append(f"{what} takes {run.memory:.2f} GB, held to {MOST_MEMORY:g}")


def _say(*words: str) -> None:
    print(*words, flush=True)


def _text(page: Page, free: float) -> str:
    return "\n".join(
        [
            "# What events cost",
            "",
            f"{made_by('python bench/events.py', f'{free:.0f} GB of disk free')} Each line is a fresh process with "
            "two threads; CPU is user and system of all processes, memory the highest resident memory of all together. "
            "Rows are made by `bench/event_rows.py`.",
            "",
            "## From file to warehouse, and every day after",
            "",
            "| Step | CPU, s | Wall, s | Memory, GB | Rows per CPU second |",
            "|---|---|---|---|---|",
            *page.steps,
            "",
            "## The same fold in five engines",
            "",
            "From the events of the warehouse to directed dyad-months, without documents. `comity` runs its two "
            "queries a month at a time, `duckdb` the same two as one statement with its own limits, `spark` the same "
            "two texts through Ibis in local mode with two threads (start-up included), `polars` and `pandas` their "
            "own code.",
            "",
            "| Rows | Engine | CPU, s | Wall, s | Memory, GB | Rows per CPU second |",
            "|---|---|---|---|---|---|",
            *page.folds,
            "",
            *page.notes,
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
