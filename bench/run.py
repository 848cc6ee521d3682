"""Time the work on this machine and write `bench/results.md`: `make bench`.

Each figure comes from fresh processes, several in a row after one that is not counted (it compiles the modules
and warms the disk): CPU seconds (user and system, all processes), wall seconds, and the highest resident memory.
What needs the publishers' files runs only where the mirror is; elsewhere it is left out with a message.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from machine import made_by
from watch import Run, watch

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).with_name("results.md")
AS_OF = ("--as-of", "2025-12-31")
PEERS = (
    "For the same panel (nine joins, 2.25 million directed dyad-years) a published measurement of the R package "
    "`peacesciencer` gives 26 s and 4.5 GB. R is not run here: that figure comes from another machine."
)


@dataclass(frozen=True, slots=True)
class Job:
    """A command line after `python -m comity`, how often it runs, and what it is held to.

    `most` is in the unit of `held`: "cpu" or "wall" seconds; memory in GB.
    """

    name: str
    words: tuple[str, ...]
    runs: int = 5
    held: str = "cpu"
    most: float | None = None
    most_memory: float | None = None


def main() -> int:
    """Run all jobs, print the table and write it. Exit code 1 if a figure is above what it is held to."""
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        lines, faults = [], []
        for job in _jobs(options, Path(scratch)):
            runs = _measure(job)
            lines.append(_line(job, runs))
            print(lines[-1], flush=True)
            faults += _faults(job, runs)
    text = _page(lines, _skipped(options))
    RESULTS.write_text(text, encoding="utf-8")
    print("\n".join(_skipped(options) + faults), file=sys.stderr)
    return 1 if faults else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--atlas", type=Path, help="a starter atlas other than the one in the package")
    mirror = Path(os.environ.get("COMITY_MIRROR") or ROOT.parent / "shared" / "mirror")
    parser.add_argument("--mirror", type=Path, default=mirror, help="offline mirror of the publishers' files")
    return parser.parse_args()


def _jobs(options: argparse.Namespace, scratch: Path) -> list[Job]:
    atlas = ("--atlas", str(options.atlas)) if options.atlas else ()
    pair, out = ("ISR", "KAZ"), [("--out", str(scratch / f"report-{n}"), "--force") for n in range(3)]
    many = ("evidence", "list", str(_many_statements(scratch)), *AS_OF, "--format", "csv")
    jobs = [
        Job("`comity --help`", ("--help",), 7, most=0.5),
        Job("`evidence list`, a study of 100,000 statements", many, 3, most=8),
    ]
    if options.atlas or (ROOT / "src/comity/atlas/starter/atlas.json").is_file():
        jobs += [
            Job("`assess`, all formats, with the shipped study", ("assess", *pair, *AS_OF, *atlas, *out[0]), most=4),
            Job("`assess`, all formats, no study", ("assess", "KAZ", "JOR", *AS_OF, *atlas, *out[1]), most=4),
            Job("`assess`, JSON only", ("assess", *pair, *AS_OF, *atlas, *out[2], "--format", "json")),
            Job("`show`, one series", ("show", *pair, "un.agreement", *AS_OF, *atlas)),
            Job("`compare`, newest values of 14 measures", ("compare", *pair, "AZE", *AS_OF, *atlas)),
        ]
    if options.mirror.is_dir():
        full, frame = str(scratch / "full"), str(scratch / "panel.parquet")
        build = ("build", "--mirror", str(options.mirror), "--store", str(scratch / "store"), "--out", full)
        jobs += [
            Job("`build`, all sources and measures from files", build, 1, "wall", 300, 4),
            Job("`build` again, nothing changed", build, 3),
            Job(
                "`panel`, nine measures, 2,252,760 rows",
                ("panel", *AS_OF, "--atlas", full, "--out", frame, "--force"),
                5,
                "wall",
                3,
                1.5,
            ),
        ]
    return jobs


def _many_statements(scratch: Path) -> Path:
    """A study folder of 100,000 statements: those that ship, over and over, with ids and claims of their own."""
    folder = scratch / "many"
    (folder / "evidence").mkdir(parents=True)
    (folder / "study.yaml").write_text("pair: {a: ISR, b: KAZ}\n")
    rows = [row for path in (ROOT / "studies/isr-kaz/evidence").glob("*.csv") for row in csv.DictReader(path.open())]
    with (folder / "evidence" / "many.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0], restval="")
        writer.writeheader()
        for n in range(100_000):
            row = rows[n % len(rows)]
            writer.writerow(row | {"id": f"m{n}", "claim": f"{row['claim']} ({n})"})
    return folder


def _skipped(options: argparse.Namespace) -> list[str]:
    missing = []
    if not options.atlas and not (ROOT / "src/comity/atlas/starter/atlas.json").is_file():
        missing.append("Not measured: assess, show and compare (no starter atlas; run: make starter-atlas).")
    if not options.mirror.is_dir():
        missing.append("Not measured: build and panel (no mirror; set COMITY_MIRROR to its folder).")
    return missing


def _measure(job: Job) -> list[Run]:
    # A build fills its store, so the first run is the one that counts; all others are warmed up.
    if job.runs > 1:
        _run(job.words)
    return [_run(job.words) for _ in range(job.runs)]


def _run(words: Sequence[str]) -> Run:
    """Start the command and watch it. Raises RuntimeError with its last words when it fails."""
    home = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return watch([sys.executable, "-m", "comity", *words], home | {"PYTHONPATH": str(ROOT / "src")})


def _line(job: Job, runs: list[Run]) -> str:
    def spread(values: list[float], decimals: int) -> str:
        low, middle, high = min(values), median(values), max(values)
        return " / ".join(f"{v:.{decimals}f}" for v in (low, middle, high))

    held = [f"{job.most:g} s {job.held}"] if job.most is not None else []
    held += [f"{job.most_memory:g} GB"] if job.most_memory is not None else []
    cpu, wall = (spread([getattr(r, name) for r in runs], 2) for name in ("cpu", "wall"))
    memory = spread([r.memory for r in runs], 2)
    return f"| {job.name} | {len(runs)} | {cpu} | {wall} | {memory} | {', '.join(held) or '–'} |"


def _faults(job: Job, runs: list[Run]) -> list[str]:
    """What the fastest run, the one least disturbed by others' work, still takes too much of."""
    seconds, memory = min(getattr(r, job.held) for r in runs), max(r.memory for r in runs)
    found = []
    if job.most is not None and seconds > job.most:
        found.append(f"{job.name} takes {seconds:.2f} s {job.held}, held to {job.most:g}")
    if job.most_memory is not None and memory > job.most_memory:
        found.append(f"{job.name} takes {memory:.2f} GB, held to {job.most_memory:g}")
    return found


def _page(lines: list[str], skipped: list[str]) -> str:
    return "\n".join(
        [
            "# What the work costs",
            "",
            f"{made_by('make bench')} Each run is a fresh process. Figures are "
            "least / median / most of the runs: CPU seconds (user and system, of all processes), wall seconds, and the "
            "highest resident memory of all processes together.",
            "",
            "| Command | Runs | CPU, s | Wall, s | Memory, GB | Held to |",
            "|---|---|---|---|---|---|",
            *lines,
            "",
            "A figure is held by the fastest run: the others share the machine with other work.",
            PEERS,
            *skipped,
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
