"""One entry of the register, and the kinds that there are."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from comity.evidence.statement import Statement


@dataclass(frozen=True, slots=True)
class Kind:
    """A way in which sources fail each other: its name for a reader, and what settles it."""

    id: str
    label: str
    settle: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What does not fit: the rows, oldest first, the kind, and one sentence that may be printed.

    `words` are those of a claim or note that gave it away. Notes are never printed, so `words` are for whoever
    keeps the study, and no report holds them.
    """

    kind: str
    rows: tuple[str, ...]
    what: str
    words: str = ""

    @property
    def id(self) -> str:
        """Stable while the rows are: `contradiction/stale_figure/50-147`."""
        return f"contradiction/{self.kind}/{'-'.join(self.rows)}"

    @property
    def label(self) -> str:
        """The kind as a reader sees it."""
        return kinds()[self.kind].label

    @property
    def settle(self) -> str:
        """What would settle it."""
        return kinds()[self.kind].settle


@cache
def kinds() -> dict[str, Kind]:
    """Kind id -> kind, in the order in which the register lists them."""
    with (Path(__file__).parent / "kinds.csv").open(encoding="utf-8", newline="") as file:
        return {row["kind"]: Kind(row["kind"], row["label"], row["settle"]) for row in csv.DictReader(file)}


def cited(s: Statement) -> str:
    """A statement in brackets: its row, date and grade."""
    return f"[{s.id}: {s.date}, {s.grade}]"


def figure(s: Statement) -> str:
    """A statement's figure with its row: `2500 USD million in 2010 [71, B4]`."""
    return f"{s.value} {s.unit} in {s.date} [{s.id}, {s.grade}]"


def listed(group: list[Statement], most: int = 12) -> str:
    """The figures of a group, the first and last of a long one."""
    if len(group) <= most:
        return "; ".join(map(figure, group))
    half = most // 2
    return f"{listed(group[:half])}; {len(group) - most} more; {listed(group[-half:])}"
