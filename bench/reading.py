"""Time `comity gather` and `comity read` on thousands of documents, and write `bench/reading.md`.

    python bench/reading.py [--pages 5000] [--sheets 1000] [--scratch FOLDER]

News pages of about 500 words in HTML, and PDFs of fifty pages in two columns, are made by us with a seed, of filler and
of sentences about states. They are gathered into a study from a folder and read there; the reading is killed once on
the way, and must go on from what it had saved. Each step is a fresh process and what it starts.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from machine import made_by
from watch import Run, watch

HERE = Path(__file__).resolve().parent
MOST_SECONDS, MOST_MEMORY = 600.0, 2.0
A_FILE = 50
"""Pages of one PDF."""
MOST_WAIT = 300.0
"""Seconds after which a reading that has saved nothing yet is killed all the same."""
WORDS = 500
STATES = ("Norway", "New Zealand", "Kenya", "Japan", "Brazil", "Poland", "Peru", "Oman")
SAID = (
    "On {day} {month} {year} {a} and {b} signed an agreement on fisheries.",
    "The Prime Minister of {a} visited {b} in {month} {year}.",
    "{a} accused {b} of breaking the rules of the market.",
    "Exports of {a} to {b} were worth ${n} million in {year}.",
    "{a} recalled its ambassador from {b}, the ministry said.",
    "The harbour of {a} was closed for {n} days after the storm.",
    "According to the paper, {a} and {b} are to hold a joint exercise in {year}.",
)
MONTHS = ("January", "March", "May", "July", "October", "December")


def words_of(draw: random.Random, vocabulary: list[str], n: int) -> str:
    """About `n` words: filler, with a sentence about states now and then."""
    said: list[str] = []
    while sum(s.count(" ") + 1 for s in said) < n:
        if draw.random() < 0.25:
            a, b = draw.sample(STATES, 2)
            held = {"day": draw.randint(1, 28), "month": draw.choice(MONTHS), "year": draw.randint(1995, 2025)}
            said.append(draw.choice(SAID).format(a=a, b=b, n=draw.randint(2, 900), **held))
        else:
            said.append(" ".join(draw.choice(vocabulary) for _ in range(draw.randint(8, 30))).capitalize() + ".")
    return " ".join(said)


def vocabulary(draw: random.Random) -> list[str]:
    """Words of no language."""
    return ["".join(draw.choice("bdfgklmnprstvz") + draw.choice("aeiou") for _ in range(3)) for _ in range(2_000)]


def news(folder: Path, n: int) -> None:
    """`n` pages, each with its day, a menu, scripts and eight paragraphs."""
    draw = random.Random(1816)
    known = vocabulary(draw)
    menu = "<nav>" + "".join(f'<a href="/{i}">Section {i}</a>' for i in range(30)) + "</nav><script>run()</script>"
    for number in range(n):
        day = f"{draw.randint(1995, 2025)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
        head = f'<title>News {number}</title><meta property="article:published_time" content="{day}">'
        body = "".join(f"<p>{words_of(draw, known, WORDS // 8)}</p>" for _ in range(8))
        page = f"<!doctype html><html><head>{head}</head><body>{menu}{body}<footer>All rights</footer></body></html>"
        (folder / f"page-{number:05d}.html").write_text(page, encoding="utf-8")


def sheets(folder: Path, n: int) -> None:
    """PDFs of `A_FILE` pages, `n` pages in all, in two columns with running heads."""
    import pypdf
    import typst

    draw = random.Random(1817)
    known = vocabulary(draw)
    for number in range(n // A_FILE):
        head = "#set page(columns: 2, header: [A review of sheep], footer: context [Page #counter(page).display()])\n"
        said = "\n\n".join(words_of(draw, known, 180).replace("$", "\\$") for _ in range(4 * A_FILE))
        path = folder / f"review-{number:03d}.pdf"
        path.write_bytes(typst.compile((head + "#set par(justify: true)\n" + said).encode()))
        made = pypdf.PdfReader(path)
        writer = pypdf.PdfWriter()
        for page in made.pages[:A_FILE]:
            writer.add_page(page)
        if len(made.pages) < A_FILE:
            raise SystemExit(f"{path.name} has {len(made.pages)} pages only; add words")
        writer.write(path)


def main() -> int:
    """Make the documents, measure, write the page. Exit code 1 if a figure misses what it is held to."""
    options = _options()
    lines, faults = [], []
    for what, make, n in (("news pages", news, options.pages), ("pages of PDF", sheets, options.sheets)):
        with tempfile.TemporaryDirectory(dir=options.scratch) as name:
            home = Path(name)
            (home / "made").mkdir()
            make(home / "made", n)
            size = sum(p.stat().st_size for p in (home / "made").iterdir()) / 1e6
            study = home / "study"
            _comity("study", "init", "NOR", "NZL", study)
            gathered = _comity("gather", "NOR", "NZL", "--study", study, "--from", home / "made")
            held, before = _killed(study)
            read = _comity("read", study, "--format", "csv")
            again = _comity("read", study, "--format", "csv")
            found = (study / "proposals.csv").read_text(encoding="utf-8").count("\n") - 1
        for step, run in (("gather", gathered), ("read, killed once and gone on", read)):
            lines.append(
                f"| {step} | {n:,} {what} | {size:.0f} | {run.cpu:.0f} | {run.wall:.0f} | {run.memory:.2f} | "
                f"{f'{found:,}' if run is read else '–'} |"
            )
            print(lines[-1], flush=True)
            spent = run.wall + (before if run is read else 0)
            if spent > MOST_SECONDS or run.memory > MOST_MEMORY:
                faults.append(f"{step} of {n:,} {what} took {spent:.0f} s and {run.memory:.2f} GB")
        if not held or again.cpu > 0.5 * read.cpu + 5:
            faults.append(f"{what}: nothing was saved when the reading was killed ({held} documents)")
        lines[-1] += f" {held:,} documents were saved when it was killed, after {before:.0f} s |"
        lines[-2] += " |"
        (HERE / "reading.md").write_text(_page(lines), encoding="utf-8")
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=5_000, help="news pages")
    parser.add_argument("--sheets", type=int, default=1_000, help="pages of PDF")
    parser.add_argument("--scratch", type=Path, help="folder for what is made on the way")
    return parser.parse_args()


def _words(*words: str | Path) -> tuple[list[str], dict[str, str]]:
    return [sys.executable, "-m", "comity", *map(str, words)], os.environ | {"PYTHONPATH": str(HERE.parent / "src")}


def _comity(*words: str | Path) -> Run:
    return watch(*_words(*words))


def _killed(study: Path) -> tuple[int, float]:
    """Documents saved when the reading was killed, right after its first saving, and the seconds till then."""
    words, environment = _words("read", study)
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(words, env=environment, stdout=nowhere, stderr=nowhere)
    register, begun = study / "readings.csv", time.monotonic()
    while not register.exists() and time.monotonic() - begun < MOST_WAIT:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    spent = time.monotonic() - begun
    return register.read_text(encoding="utf-8").count("\n") - 1 if register.exists() else 0, spent


def _page(lines: list[str]) -> str:
    words = [
        made_by("python bench/reading.py"),
        "Each line is a fresh process and those that it",
        "starts; memory is the highest sum of their resident memory. Documents are made by us: news pages of 500",
        f"words, PDFs of {A_FILE} pages in columns.",
        f"Held to: {MOST_SECONDS:.0f} s, with what passed before it was killed,",
        f"and {MOST_MEMORY:.0f} GB for each line.",
    ]
    head = [
        "| Step | Documents | MB | CPU, s | Wall, s | Memory, GB | Proposals | |",
        "|---|---|---|---|---|---|---|---|",
    ]
    return "\n".join(["# What reading many documents costs", "", " ".join(words), "", *head, *lines, ""])


if __name__ == "__main__":
    raise SystemExit(main())
