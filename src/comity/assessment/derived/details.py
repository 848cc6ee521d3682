"""What the rows of derived quantities name beside their number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from comity.terms.detail import Detail, Month, StateId
from comity.terms.unit import copied


@dataclass(frozen=True, slots=True)
class Power(Detail):
    """A power that ties were held against."""

    state: StateId

    def __str__(self) -> str:
        return self.state


@dataclass(frozen=True, slots=True)
class PressRecord(Detail):
    """Of a record of the news: its grade's letter, active months since the first, and the months that a level takes."""

    letter: str
    months: int
    since: Month
    window: int

    def __str__(self) -> str:
        return f"grade {self.letter}; {self.months} active months since {self.since}; window of {self.window} months"


@dataclass(frozen=True, slots=True)
class PlaceAmong(Detail):
    """A place in an order, its interval of 80 %, and of how many."""

    rank: int
    best: int
    worst: int
    of: int

    def __str__(self) -> str:
        return f"rank {self.rank} ({self.best} to {self.worst}) of {self.of}"


@dataclass(frozen=True, slots=True)
class Alike(Detail):
    """How many of the pairs that stood alike did so, since when, and the step that tells a change from none."""

    label_between: ClassVar[str] = "; "
    pairs: int
    of: int
    since: str
    step: float

    def __str__(self) -> str:
        return f"{self.pairs} of {self.of} pairs alike in {self.since}, by a step of {copied(self.step)}"
