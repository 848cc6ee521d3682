"""Time `comity evidence check` and `list` on studies of many statements, and write `bench/evidence.md`.

    python bench/evidence.py [--rows 10000,50000,200000] [--words 2000,15] [--scratch FOLDER]

The statements are made with a seed: about fifteen words each, from a vocabulary of --words, 500 sources, six sectors,
ten states, with plans, figures, notes and the words that give a contradiction away among them. A small vocabulary makes
all claims alike, which is the hard case. Each measured step is a fresh process; studies are removed at the end.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from machine import made_by
from watch import Run, watch

HERE = Path(__file__).resolve().parent
MOST_CPU, MOST_MEMORY, MOST_LIST = 60.0, 1.0, 8.0
LISTED = 100_000
STATES = ("POL", "UKR", "DEU", "CZE", "LTU", "ROU", "HUN", "SVK", "FRA", "ITA")
SECTORS = ("trade", "energy", "defence", "agriculture", "health", "industry")
KINDS = ("agreement", "institution", "flow", "project", "visit", "act", "contact", "incident", "statement", "stock")
QUESTIONS = ("scope", "tenor", "evolution", "exchange", "complementarity", "dependence", "defence", "potential")
GIVEN_AWAY = (
    "said no and denied it",
    "had not yet signed",
    "no longer planned to",
    "withdrew the offer",
    "stated again",
    "expected in 2019",
    "by 2021",
    "at the third session of the commission",
    "did not publish",
    "as President Kowal",
    "a prime minister for the first time",
)
NOTES = ("Another source has 2011.", "The figure is doubtful.", "A report of 2012 puts it at 40.", "See page 3.")
HEADER = (
    *("id", "date", "published", "a", "b", "question", "kind", "sector", "claim", "value", "unit", "status", "source"),
    *("url", "source_type", "reliability", "credibility", "note", "due"),
)


def rows(n: int, words: int) -> Iterator[list[str]]:
    """`n` statements from a vocabulary of so many words; always the same ones."""
    rng = random.Random(1816)
    letters = "bdfgklmnprstvz"
    vocabulary = ["".join(rng.choice(letters) + rng.choice("aeiou") for _ in range(3)) for _ in range(words)]
    for i in range(n):
        kind, pair = rng.choice(KINDS), (("POL", "UKR") if rng.random() < 0.5 else tuple(rng.sample(STATES, 2)))
        a, b = pair if rng.random() < 0.5 else pair[::-1]
        year, month, day = rng.randint(1992, 2023), rng.randint(1, 12), rng.randint(1, 28)
        date = f"{year}" if kind in ("flow", "stock") else f"{year}-{month:02d}-{day:02d}"
        claim = [rng.choice(vocabulary) for _ in range(13)]
        if rng.random() < 0.1:
            claim.insert(6, rng.choice(GIVEN_AWAY))
        figure = (str(rng.randint(1, 900)), "USD million") if kind in ("flow", "stock") else ("", "")
        plan = kind in ("agreement", "project", "visit") and rng.random() < 0.3
        status = "plan" if plan else rng.choice(("signed", "in_force", "delivered", "reported"))
        note = rng.choice(NOTES) if rng.random() < 0.05 else ""
        source = f"Paper {rng.randint(1, 500)}, {year}"
        grade = (rng.choice(("primary", "secondary")), rng.choice("ABCDEF"), rng.choice("123456"))
        due = str(year + 2) if plan and rng.random() < 0.5 else ""
        sector = rng.choice((*SECTORS, ""))
        said = " ".join(claim).capitalize() + "."
        yield [
            *(f"r{i}", date, "", a, b, rng.choice(QUESTIONS), kind, sector, said, *figure, status),
            *(source, "", *grade, note, due),
        ]


def study(folder: Path, n: int, words: int) -> Path:
    """A study of `n` statements, and the one file that holds them."""
    (folder / "evidence").mkdir(parents=True)
    (folder / "study.yaml").write_text("pair: {a: POL, b: UKR}\n", encoding="utf-8")
    file = folder / "evidence" / "all.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADER)
        writer.writerows(rows(n, words))
    return file


def main() -> int:
    """Make the studies, measure, write the page after each. Exit code 1 if a figure misses what it is held to."""
    options = _options()
    sizes = [int(text) for text in options.rows.split(",")]
    steps = [("check", n, int(words), "csv") for n in sizes for words in options.words.split(",")]
    steps += [("list", LISTED, 2000, form) for form in ("table", "csv")]
    lines, faults = [], []
    for command, n, words, form in steps:
        with tempfile.TemporaryDirectory(dir=options.scratch) as name:
            size = study(Path(name) / "s", n, words).stat().st_size / 1e6
            run = _comity("evidence", command, Path(name) / "s", "--as-of", "2024-01-01", "--format", form)
        found = f"{run.said.count(chr(10)) - 1:,}" if command == "check" else "–"
        figures = f"{run.cpu:.1f} | {run.wall:.1f} | {run.memory:.2f}"
        lines.append(f"| {command}, {form} | {n:,} | {words:,} | {size:.1f} | {figures} | {found} |")
        print(lines[-1], flush=True)
        if run.cpu > (MOST_CPU if command == "check" else MOST_LIST) or run.memory > MOST_MEMORY:
            faults.append(f"{command} of {n:,} rows took {run.cpu:.0f} s and {run.memory:.2f} GB")
        (HERE / "evidence.md").write_text(_page(lines), encoding="utf-8")
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", default="10000,50000,200000", help="sizes of the studies")
    parser.add_argument("--words", default="2000,15", help="sizes of the vocabulary")
    parser.add_argument("--scratch", type=Path, help="folder for what is made on the way")
    return parser.parse_args()


def _comity(*words: str | Path) -> Run:
    source = {"PYTHONPATH": str(HERE.parent / "src")}
    return watch([sys.executable, "-m", "comity", *map(str, words)], os.environ | source)


def _page(lines: list[str]) -> str:
    words = [
        made_by("python bench/evidence.py"),
        "Each line is a fresh process; memory is the",
        "highest resident memory. The statements have about fifteen words, from a vocabulary of the size given, 500",
        f"sources and six sectors. Held to: {MOST_CPU:.0f} CPU seconds and {MOST_MEMORY:.0f} GB for `check` of",
        f"200,000 rows, {MOST_LIST:.0f} CPU seconds for `list` of 100,000.",
    ]
    head = [
        "| Command | Rows | Vocabulary | File, MB | CPU, s | Wall, s | Memory, GB | Entries |",
        "|---|---|---|---|---|---|---|---|",
    ]
    return "\n".join(["# What large studies cost", "", " ".join(words), "", *head, *lines, ""])


if __name__ == "__main__":
    raise SystemExit(main())
