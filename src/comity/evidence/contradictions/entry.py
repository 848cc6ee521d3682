"""One entry of the register, and the kinds that there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from comity.evidence.statement import Statement
from comity.terms.curated import curated_rows


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
    return {
        row["kind"]: Kind(row["kind"], row["label"], row["settle"])
        for row in curated_rows(Path(__file__).parent / "kinds.csv")
    }


def cited(s: Statement) -> str:
    """A statement in brackets: its row, date and grade."""
    return f"[{s.id}: {s.date}, {s.grade}]"


def figure(s: Statement) -> str:
    """A statement's figure with its row: `2500 USD million in 2010 [71, B4]`."""
    return f"{s.value} {s.unit} in {s.date} [{s.id}, {s.grade}]"


MOST_LISTED = 12
"""Statements of one group that an entry tells one by one: of a longer one the first and last, and how many more."""


def listed(group: Sequence[Statement], tell: Callable[[Statement], str] = figure, between: str = "; ") -> str:
    """The figures of a group, or what `tell` says of each statement."""
    if len(group) <= MOST_LISTED:
        return between.join(map(tell, group))
    half = MOST_LISTED // 2
    first, last = between.join(map(tell, group[:half])), between.join(map(tell, group[-half:]))
    return f"{first}{between}{len(group) - 2 * half} more{between}{last}"


def all_cited(group: Sequence[Statement]) -> str:
    """The statements of a group in brackets."""
    return listed(group, cited, " ")
