"""One step of the way from a claim back to a publisher's row, with the steps behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

SAYS = "says"
"""What an id says, and what goes on from the step before."""
_WITHOUT_COLON = ("rests on", "finding", "drawn in")


@dataclass(frozen=True, slots=True)
class Step:
    """What it is (`measure`, `formula`, `sha256`, `row` ...), what it says, the id it is of, and what is behind."""

    what: str
    says: str
    ref: str = ""
    behind: tuple[Step, ...] = ()

    @property
    def line(self) -> str:
        """The step as a line for people."""
        if self.what == SAYS:
            return self.says
        return f"{self.what}{' ' if self.what in _WITHOUT_COLON else ': '}{self.says}"

    def tree(self) -> dict[str, Any]:
        """The step and all behind it as JSON holds them: `what`, `says`, `ref`, `behind`."""
        behind = [step.tree() for step in self.behind]
        return {"what": self.what, "says": self.says, "ref": self.ref or None, "behind": behind}


def walk(steps: tuple[Step, ...], depth: int = 0) -> Iterator[tuple[int, Step]]:
    """Every step with its depth from 0, in the order of reading."""
    for step in steps:
        yield depth, step
        yield from walk(step.behind, depth + 1)
