"""What relations, missions, visits and holders of office are named with.

`__str__` is how one is said in a label or a cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from comity.terms.dated import as_precise
from comity.terms.detail import LONGEST, Detail
from comity.terms.names import sanitise


@dataclass(frozen=True, slots=True)
class OfficeHolder(Detail):
    """Who held an office on the day `told`, since when and with which precision, by which list (current, history)."""

    name: str
    since: date
    precision: str
    told: date
    account: str

    def __str__(self) -> str:
        return f"{self.name} since {as_precise(self.since, self.precision)}"


@dataclass(frozen=True, slots=True)
class RelationFact(Detail):
    """What became of relations and when: begun, broken, restored, suspended; by whose list (a state's id), or whom.

    `precision` is day, month or year; `day` is the first day of a month or year.
    """

    between: ClassVar[str] = "; "
    label_between: ClassVar[str] = "; "
    fact: str
    day: date
    precision: str
    account: str

    @property
    def when(self) -> str:
        """The date as precise as it is known."""
        return as_precise(self.day, self.precision)

    def __str__(self) -> str:
        return f"{self.fact} {self.when} ({self.account})"


@dataclass(frozen=True, slots=True)
class StateReason(Detail):
    """One reason for the state of a relationship: the grade by name, what decided, by which table, and how much.

    `points` is what it adds to the pair's standing on the line of log odds, below 0 for enmity; `table` and `points`
    are None where nothing on record sets the two apart.
    """

    between: ClassVar[str] = "; "
    label_between: ClassVar[str] = "; "
    grade: str
    sign: str
    table: str | None
    points: float | None

    def __str__(self) -> str:
        return f"{self.grade}: {self.sign}" + ("" if self.points is None else f" ({self.points:+.1f})")


@dataclass(frozen=True, slots=True)
class MissionFact(Detail):
    """What an account says of a mission: its kind, the rank of its head, or that it was opened or closed, and when.

    `precision` is day, month or year; both are None where the account is of the whole year.
    """

    between: ClassVar[str] = "; "
    label_between: ClassVar[str] = "; "
    said: str
    account: str
    day: date | None
    precision: str | None

    def __str__(self) -> str:
        when = "" if self.day is None else f" {as_precise(self.day, self.precision or 'day')}"
        return f"{self.said}{when} ({self.account})"


@dataclass(frozen=True, slots=True)
class HighVisit(Detail):
    """A visit: its first day, who came as the publisher writes it, and in which office (leader, foreign minister)."""

    between: ClassVar[str] = "; "
    label_between: ClassVar[str] = "; "
    day: date
    who: str
    office: str

    def __str__(self) -> str:
        return f"{self.day} {sanitise(self.who, LONGEST)} ({self.office})"
