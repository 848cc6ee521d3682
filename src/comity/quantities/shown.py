"""Which quantities are shown where, in which order and under which caption: `shown.csv`, each line with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from comity.terms.curated import curated_rows

Role = Literal["facts", "compared", "indicator", "panel", "lead", "relations"]
Ways = Literal["", "ab", "ba", "one", "both"]


@dataclass(frozen=True, slots=True)
class Shown:
    """One quantity in one role. `relations` heads a column of a state's relations with all others.

    `caption` may name `{a}` and `{b}`; `ways` says which of the two directions is meant, or that both are shown; `word`
    is what a `lead` stands for; an `indicator` says what would point to `warmer` and what to `colder`.
    """

    role: Role
    quantity: str
    caption: str
    ways: Ways
    word: str
    warmer: str
    colder: str
    reason: str


def shown(role: Role) -> tuple[Shown, ...]:
    """What is shown in a role, in its order."""
    return tuple(line for line in _lines() if line.role == role)


@cache
def _lines() -> tuple[Shown, ...]:
    return tuple(Shown(**row) for row in curated_rows(Path(__file__).with_name("shown.csv")))  # type: ignore[arg-type]
