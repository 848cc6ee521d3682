"""Unions of states that act as one: which state belonged to which on a day, from `unions.csv`.

A member belongs from the day it joined to the day it left, both included. The reason of a row says what the two days
are; only unions are listed that sign treaties or impose sanctions in their members' name.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Member:
    """One state's membership; `left` is None while it lasts."""

    state: str
    joined: date
    left: date | None

    def belongs(self, day: date) -> bool:
        """Whether the state is a member on the day."""
        return self.joined <= day and (self.left is None or day <= self.left)


@cache
def unions() -> dict[str, tuple[Member, ...]]:
    """All memberships by union: `eu`, `efta`, `gcc`, `eaeu`, `mercosur`, `sacu`, `asean`, `cacm`."""
    found: dict[str, tuple[Member, ...]] = {}
    with Path(__file__).with_name("unions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            left = date.fromisoformat(row["left"]) if row["left"] else None
            member = Member(row["state"], date.fromisoformat(row["joined"]), left)
            found[row["union"]] = (*found.get(row["union"], ()), member)
    return found


def members(union: str, day: date) -> frozenset[str]:
    """Ids of the states that belong to a union on a day. Raises KeyError on a union that is not listed."""
    return frozenset(each.state for each in unions()[union] if each.belongs(day))
