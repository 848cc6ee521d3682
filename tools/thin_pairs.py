"""Print the pairs that people ask for most of which the chronicle has little, the thinnest first.

python tools/thin_pairs.py [--rows 3]

`tools/chronicle_pairs.csv` names the pairs with the reason why they are asked for. A pair is thin that has fewer rows
than asked, or none that defines the relationship (weight 3).
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from comity.chronicle.events import Event, events
from comity.terms.country import state

PAIRS = Path(__file__).parent / "chronicle_pairs.csv"


def asked() -> list[tuple[str, str, str]]:
    """The pairs asked for most: two state ids and the reason."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return [(row["a"], row["b"], row["reason"]) for row in csv.DictReader(file)]


def thin(rows: int) -> list[tuple[str, str, str, list[Event]]]:
    """Pairs of which there are fewer than `rows` rows, or none of weight 3, the thinnest first."""
    held: dict[frozenset[str], list[Event]] = {}
    for event in events():
        held.setdefault(frozenset((event.a, event.b)), []).append(event)
    found = [(a, b, why, held.get(frozenset((a, b)), [])) for a, b, why in asked()]
    poor = [each for each in found if len(each[3]) < rows or not any(e.weight == 3 for e in each[3])]
    return sorted(poor, key=lambda each: (len(each[3]), each[:2]))


def main() -> None:
    """Print one line a pair."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=3)
    given = parser.parse_args()
    poor = thin(given.rows)
    for a, b, why, rows in poor:
        weights = ", ".join(f"{sum(e.weight == w for e in rows)} of weight {w}" for w in (3, 2, 1))
        print(f"{a} {b} {state(a).name} and {state(b).name}: {len(rows)} rows ({weights}); {why}")
    print(f"{len(poor)} of {len(asked())} pairs are thin")


if __name__ == "__main__":
    main()
