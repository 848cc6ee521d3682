"""Score the proposer of chronicle rows on sentences of nine pairs that a person has read.

python tools/measure_proposer.py FOLDER

FOLDER holds the unpacked archive of current events. `tools/proposer_gold.csv` names every sentence of the archive in
which both states of a pair were found by name when it was read, by day and digest (no text of others), and says
whether it tells of an act between the two. Precision is the share of proposals that do, recall the share of those
sentences that are proposed; a proposal that the reader never saw counts against precision. Six pairs were read while
the rules were written (`rules`), three afterwards (`check`).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from propose_chronicle import of_file

from comity.chronicle.propose import Line, candidates

GOLD = Path(__file__).parent / "proposer_gold.csv"


@dataclass(frozen=True, slots=True)
class Score:
    """Proposals that tell of an act (`hits`), all proposals, and all sentences that tell of one."""

    hits: int
    proposed: int
    telling: int

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.proposed + other.proposed, self.telling + other.telling)

    def __str__(self) -> str:
        precision = f"{self.hits / self.proposed:.2f}" if self.proposed else "-"
        return (
            f"{self.proposed} proposed, {self.hits} of them tell, of {self.telling} that do: "
            f"precision {precision}, recall {self.hits / self.telling:.2f}"
        )


def digest(text: str) -> str:
    """A sentence as the gold names it."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def gold(use: str) -> dict[frozenset[str], dict[tuple[str, str], bool]]:
    """By pair of that use: day and digest of each sentence read, and whether it tells of an act between the two."""
    found: dict[frozenset[str], dict[tuple[str, str], bool]] = {}
    with GOLD.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["use"] != use:
                continue
            pair = frozenset((row["a"], row["b"]))
            found.setdefault(pair, {})[(row["day"], row["digest"])] = row["tells"] == "yes"
    return found


def score(lines: Iterable[Line], pair: frozenset[str], read: dict[tuple[str, str], bool]) -> Score:
    """The proposer's score on one pair."""
    proposed = {(c.day.isoformat(), digest(c.text)) for c in candidates(lines, pair)}
    return Score(sum(read.get(key, False) for key in proposed), len(proposed), sum(read.values()))


def main() -> None:
    """Print one line a pair and one for all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    for use in ("rules", "check"):
        total = Score(0, 0, 0)
        for pair, read in gold(use).items():
            days = sorted({day for day, _ in read})
            paths = [folder / day[:4] / day[5:7] / f"{day}.yaml" for day in days]
            lines = [line for path in paths if path.exists() for line in of_file(path)]
            one = score(lines, pair, read)
            total = total + one
            print(f"{use}: {' and '.join(sorted(pair))}: {one}")
        print(f"{use}, all: {total}")


if __name__ == "__main__":
    main()
