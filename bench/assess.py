"""Time assessments: further ones of one process, of eight threads at once, and cold ones; write `bench/assess.md`.

    python bench/assess.py [--pairs 20] [--turns 3] [--before FOLDER]

The first part is one process that assesses the pairs given below and then others drawn with a seed, through
`comity.assess`. The second lets eight threads assess eight pairs at once and holds the JSON of each against that of
another process that makes them one after the other. The third is `comity assess` in all formats, each a process; with
--before the code of another checkout (its folder `src`) by turns with ours, so that both meet the same machine.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from pathlib import Path
from statistics import mean

from machine import made_by
from watch import Run, watch

HERE = Path(__file__).resolve().parent
OURS = HERE.parent / "src"
MOST_WARM, MOST_COLD = 0.25, 3.0
DAY = "2025-12-31"
PAIRS = (
    *(("ISR", "KAZ"), ("RUS", "UKR"), ("FRA", "DEU"), ("IND", "PAK"), ("USA", "CHN"), ("BTN", "URY"), ("JPN", "KOR")),
    *(("BRA", "ARG"), ("EGY", "ETH"), ("TUR", "GRC")),
)
THREADS = 8
_COMPILED = tempfile.TemporaryDirectory()

_WARM = f"""
import sys, time, comity
pairs = [tuple(words.split("-")) for words in sys.argv[1:]]
for a, b in pairs:
    start = time.process_time()
    try:
        comity.assess(a, b, as_of="{DAY}")
    except comity.UserError:
        continue
    print(time.process_time() - start)
"""
_TEXTS = f"""
import hashlib, sys, time, comity
from concurrent.futures import ThreadPoolExecutor
threads, pairs = int(sys.argv[1]), [tuple(words.split("-")) for words in sys.argv[2:]]
made = lambda pair: comity.assess(*pair, as_of="{DAY}").model_dump_json(by_alias=True, indent=2)
if threads == 1:
    texts = [made(pair) for pair in pairs]
else:
    with ThreadPoolExecutor(threads) as pool:
        texts = list(pool.map(made, pairs))
for text in texts:
    print(hashlib.sha256(text.encode()).hexdigest())
"""


def main() -> int:
    """Measure, and write the page. Exit code 1 if a figure misses what it is held to, or threads say something else."""
    options = _options()
    lines, faults = [], []
    _python(_WARM, "-".join(PAIRS[0]))
    run = _python(_WARM, *map("-".join, _pairs(options.pairs)))
    spent = [float(line) for line in run.said.split()]
    for name, some in (("the first", spent[:1]), ("the second", spent[1:2]), ("each further", spent[2:])):
        lines.append(f"| {name} in one process | {len(some)} | {mean(some):.2f} | {max(some):.2f} | {run.memory:.2f} |")
    if mean(spent[2:]) > MOST_WARM:
        faults.append(f"further assessments took {mean(spent[2:]):.2f} s each")
    words = [str(THREADS), *map("-".join, PAIRS[:THREADS])]
    together, alone = _python(_TEXTS, *words), _python(_TEXTS, "1", *words[1:])
    same = together.said == alone.said
    for name, run in (("one after the other", alone), (f"by {THREADS} threads at once", together)):
        lines.append(f"| {THREADS} in a new process, {name} | 1 | {run.cpu:.2f} | {run.cpu:.2f} | {run.memory:.2f} |")
    if not same:
        faults.append("threads at once say something else than one after the other")
    homes = {"all formats, cold": OURS} | ({"the same before": options.before} if options.before else {})
    cold: dict[str, list[Run]] = {name: [] for name in homes}
    for turn in range(options.turns + 1):
        for name, home in homes.items():
            run = _cold(home, PAIRS[turn % 3])
            cold[name] += [run] if turn else []
    for name, runs in cold.items():
        cpu = [run.cpu for run in runs]
        memory = max(run.memory for run in runs)
        lines.append(f"| {name} | {len(cpu)} | {mean(cpu):.2f} | {max(cpu):.2f} | {memory:.2f} |")
    if mean(run.cpu for run in cold["all formats, cold"]) > MOST_COLD:
        faults.append("a cold assessment in all formats takes longer than it is held to")
    (HERE / "assess.md").write_text(_page(lines, faults), encoding="utf-8")
    print("\n".join([*lines, *faults]))
    return 1 if faults else 0


def _pairs(more: int) -> list[tuple[str, ...]]:
    """The pairs given, and so many others of any states of the atlas; always the same ones."""
    sys.path.insert(0, str(OURS))
    from comity.atlas.manifest import load
    from comity.atlas.read import STARTER

    rng, states = random.Random(1816), sorted(load(STARTER).states)
    return [*PAIRS, *(tuple(rng.sample(states, 2)) for _ in range(more))]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=20, help="pairs drawn beside those given")
    parser.add_argument("--turns", type=int, default=3, help="cold runs")
    parser.add_argument("--before", type=Path, help="the folder src of another checkout")
    return parser.parse_args()


def _python(code: str, *words: str, home: Path = OURS) -> Run:
    # One thread for products of matrices, as the command line has it: idle threads that spin count as work.
    # Compiled modules are kept, as an installation keeps them: a first run, which does not count, compiles them.
    own = {"PYTHONPATH": str(home), "OPENBLAS_NUM_THREADS": "1", "PYTHONPYCACHEPREFIX": _COMPILED.name}
    others = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return watch([sys.executable, "-c", code, *words], others | own)


def _cold(home: Path, pair: tuple[str, str]) -> Run:
    with tempfile.TemporaryDirectory() as out:
        words = ("assess", *pair, "--as-of", DAY, "--out", f"{out}/edition")
        return _python("from comity.cli.entry import run; run()", *words, home=home)


def _page(lines: list[str], faults: list[str]) -> str:
    words = [
        made_by("python bench/assess.py"),
        f"Of the starter atlas, as of {DAY}. The first",
        "assessment of a process asks the atlas by query; from the second on measures are read whole when they are",
        "next asked for, which the second pays. What eight threads say is held against what one says. Held to:",
        f"{MOST_WARM} CPU seconds for each further assessment, {MOST_COLD:g} for a cold one in all formats.",
    ]
    missed = ["", f"Missed: {'; '.join(faults)}."] if faults else []
    head = ["| Assessments | Times | CPU, s | Most, s | Memory, GB |", "|---|---|---|---|---|"]
    return "\n".join(["# What an assessment costs", "", " ".join(words), "", *head, *lines, *missed, ""])


if __name__ == "__main__":
    raise SystemExit(main())
