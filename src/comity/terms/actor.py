"""Actors of coded events: whose state they are, and whether they act for it.

Coders name an actor by a country code with roles (`KAZ`, `GOV`), by a title with a country in brackets
(`Foreign Affairs (France)`), by a state's own name, or by a leader's.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from comity.errors import UserError
from comity.terms.country import name_holder
from comity.terms.lookup import read_lookup
from comity.terms.names import normalise, sanitise

_IN_BRACKETS = re.compile(r"^(?P<who>.*\S)\s*\((?P<state>[^()]+)\)\s*$")
_SPLIT = re.compile(r"[,;]")


@cache
def regions() -> dict[str, str]:
    """Codes that coders use like a country's and that stand for no state, with the reason."""
    return {row["code"]: row["reason"] for row in read_lookup("cameo_regions")}


@cache
def official_roles(system: str) -> frozenset[str]:
    """Roles in which an actor acts for its state, in upper case; `system` is cameo, icews or plover."""
    rows = [row for row in read_lookup("actor_roles") if row["system"] == system]
    if not rows:
        raise UserError(f"no actor roles for '{sanitise(system)}'; choose cameo, icews or plover")
    return frozenset(row["role"].upper() for row in rows if row["official"] == "yes")


def is_official(system: str, roles: str | None) -> bool:
    """Whether an actor with these roles (separated by commas or semicolons) acts for its state.

    No role at all is the bare state. Of several roles the first decides in `cameo`, where the order says
    which matters most; elsewhere any one does.
    """
    given = [part.strip().upper() for part in _SPLIT.split(roles or "") if part.strip()]
    if not given:
        return True
    known = official_roles(system)
    return given[0] in known if system == "cameo" else any(role in known for role in given)


@dataclass(frozen=True, slots=True)
class Spell:
    """A leader's time in office; `end` None is open."""

    state: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a name stands for. `role` is empty for the state itself, `leader` for a leader, else the title."""

    state: str
    role: str


@dataclass(frozen=True, slots=True)
class ActorNames:
    """Reads actors by name. `leaders` maps normalised names to the terms of office they may stand for."""

    leaders: Mapping[str, Sequence[Spell]] = field(default_factory=dict)

    def find(self, name: str, day: date) -> Named | None:
        """The state behind a name on a day: `Kazakhstan`, `Citizen (Kazakhstan)`, or a leader in office.

        None where the name is no state's, and where leaders of two states in office that day share it.
        """
        if state := name_holder(normalise(name), day, for_files=True):
            return Named(state, "")
        if bracketed := _IN_BRACKETS.match(name):
            held = name_holder(normalise(bracketed["state"]), day, for_files=True)
            return Named(held, bracketed["who"]) if held else None
        return self._leader(name, day)

    def _leader(self, name: str, day: date) -> Named | None:
        words = normalise(name).split()
        for key in dict.fromkeys((" ".join(words), *words[-1:])):
            serving = {s.state for s in self.leaders.get(key, ()) if s.start <= day and (s.end is None or day <= s.end)}
            if len(serving) == 1:
                return Named(serving.pop(), "leader")
        return None


def leader_names(rows: Sequence[tuple[str, str, date, date | None]]) -> ActorNames:
    """From (state, leader, start, end) as the table `leaders` holds them."""
    found: dict[str, list[Spell]] = {}
    for state, leader, start, end in rows:
        found.setdefault(normalise(leader), []).append(Spell(state, start, end))
    return ActorNames(found)
