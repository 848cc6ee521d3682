"""What conflicts, crises and changes of territory are named with.

`__str__` is how one is said in a label or a cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from comity.terms.detail import LONGEST, Detail, StateId
from comity.terms.names import sanitise


@dataclass(frozen=True, slots=True)
class ConflictRoles(Detail):
    """An armed conflict in a year and what each of two states was in it.

    `number` is the publisher's, and so is `name` or it is made of the first parties. A role is primary (first party),
    secondary (with troops beside a state) or rebels (with troops beside a side that is no state). `intensity` is the
    conflict's: 1 from 25 deaths in battle in the year, 2 from 1,000, none where it is not given or not yet reached.
    `first` is the first year of the two in it, `since` the first of the unbroken run, `ended` the last day of fighting
    where that came in the year; `provisional` says that the year is not over, or its count not final, and `seen_to` to
    which day fighting was seen in it.
    """

    between: ClassVar[str] = "; "
    label_between: ClassVar[str] = "; "
    number: str
    name: str | None
    kind: str | None
    one: StateId
    one_role: str | None
    other: StateId
    other_role: str | None
    intensity: int | None
    first: int
    since: int
    ended: date | None
    provisional: bool
    seen_to: date | None

    def __str__(self) -> str:
        roles = {"secondary": "second party", "rebels": "on the rebels' side"}
        told = [f"{s} {roles[r]}" for s, r in ((self.one, self.one_role), (self.other, self.other_role)) if r in roles]
        named = sanitise(self.name, LONGEST) if self.name else f"conflict {sanitise(self.number, LONGEST)}"
        level = {1: "armed conflict", 2: "war"}.get(self.intensity or 0, "deaths not given")
        end = f"ended {self.ended}" if self.ended else ""
        unsure = f"provisional, seen to {self.seen_to}" if self.seen_to else "provisional" if self.provisional else ""
        return ", ".join(part for part in (named, level, *told, f"since {self.since}", end, unsure) if part)


@dataclass(frozen=True, slots=True)
class CrisisSpell(Detail):
    """An international crisis of two states.

    Number, name and edition are the publisher's; a day of which only month or year is known is its first, as the
    precision (day, month, year) says. `violence` is the highest that either used: 1 none, 2 minor clashes, 3 serious
    clashes, 4 war. `mediator` names organisations that mediated, separated by '|'. `ended` is told once it has come.
    """

    between: ClassVar[str] = "; "
    label_between: ClassVar[str] = "; "
    number: str
    name: str
    edition: str
    began: date | None
    began_precision: str | None
    ended: date | None
    ended_precision: str | None
    violence: int | None
    mediator: str | None

    def __str__(self) -> str:
        cut = {"year": 4, "month": 7}
        days = ((self.began, self.began_precision), (self.ended, self.ended_precision))
        began, ended = (str(day)[: cut.get(precision or "", 10)] if day else "" for day, precision in days)
        span = f"{began} to {ended}" if ended else f"from {began}"
        by = f"mediated by {self.mediator.replace('|', ' and ')}" if self.mediator else ""
        level = {1: "no violence", 2: "minor clashes", 3: "serious clashes", 4: "war"}.get(self.violence or 0, "")
        return ", ".join(part for part in (sanitise(self.name, LONGEST), span, level, by) if part)


@dataclass(frozen=True, slots=True)
class TerritoryGained(Detail):
    """Territory that one state gained from another.

    `number` is the publisher's; `month` none where not known; `procedure` conquest, annexation, cession, secession,
    unification or mandate; `area` in square km; `entity` the publisher's number of what it was of; `fought` whether
    there was military conflict over it.
    """

    between: ClassVar[str] = "; "
    label_between: ClassVar[str] = "; "
    number: str
    month: int | None
    procedure: str | None
    area: float | None
    entity: str | None
    fought: bool | None

    def __str__(self) -> str:
        size = f"{self.area:,.0f} km²" if self.area else ""
        return ", ".join(
            part for part in (self.procedure or "transfer", size, "after fighting" if self.fought else "") if part
        )
