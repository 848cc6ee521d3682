"""Which sentences of current events are labelled next: drawn by a seed from days on which nothing was looked at.

python validation/reading_draw.py --mirror FOLDER --seed 20261205 --size 250    # day, line, mark and text

The draw and its labels come before any rule is asked; what is labelled goes into `reading_labels.csv` without the text.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from reading_gold import SCORED, current_events, half
from reading_labels import JUDGED, LABELS, mark_of

from comity.reading.parties import parties

FEWEST, MOST = 2, 4
"""States that a sentence to be labelled names: of one there is no pair, of many nobody could tell who did what."""


def drawn(mirror: Path, seed: int, size: int) -> Iterator[tuple[str, int, str]]:
    """Day, number among the sentences of the day, and text: one a day, of the half of days that is scored."""
    looked_at: set[str] = set()
    for path in (LABELS, JUDGED):
        with path.open(encoding="utf-8", newline="") as file:
            looked_at.update(row["day"] for row in csv.DictReader(file))
    days: dict[str, list[str]] = defaultdict(list)
    for day, text in current_events(mirror):
        if half(day) == SCORED and day not in looked_at:
            days[day].append(text)
    chance = random.Random(seed)
    order = sorted(days)
    chance.shuffle(order)
    for day in order:
        fit = [i for i, text in enumerate(days[day]) if FEWEST <= len({p.state for p in parties(text)}) <= MOST]
        if fit and size:
            size -= 1
            line = chance.choice(fit)
            yield day, line, days[day][line]


def main() -> int:
    """Print the draw as CSV."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mirror", type=Path, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--size", type=int, required=True)
    asked = parser.parse_args()
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(("day", "line", "mark", "text"))
    for day, line, text in drawn(asked.mirror, asked.seed, asked.size):
        out.writerow((day, line, mark_of(text), text))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
