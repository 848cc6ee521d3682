"""Levels and offices: the closed lists, and who holds what as a statement gives it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from comity.errors import UserError
from comity.terms.curated import curated_rows
from comity.terms.dated import Dated
from comity.terms.names import sanitise

_HERE = Path(__file__).parent
UNKNOWN = "unknown"
"""An office that the statement does not tell."""
_ONE = re.compile(r"(?P<former>former )?(?P<office>[a-z_]+)(?:: *(?P<person>[^:;]*?)(?: until (?P<until>[0-9-]+))?)?")
_HOW = "write office, office: Name or former office: Name until YYYY-MM, with semicolons between"


@dataclass(frozen=True, slots=True)
class Level:
    """How high whoever acts stands: `row` is the line of the table of visits, `rank` 1 the highest."""

    id: str
    label: str
    row: str
    rank: int


@dataclass(frozen=True, slots=True)
class Office:
    """An office: its name within a sentence, and the English words by which rules find it ("" for none)."""

    id: str
    label: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Holding:
    """Who is said to hold an office: `office` is `unknown` where it is not told, `person` a family name or "".

    `former`: named as one who no longer, or not yet, holds it. `until` is the end of the time in office, if told.
    """

    office: str
    person: str = ""
    former: bool = False
    until: Dated | None = None

    def __str__(self) -> str:
        person = f": {self.person}" if self.person else ""
        until = f" until {self.until}" if self.until else ""
        return f"{'former ' if self.former else ''}{self.office}{person}{until}"


@lru_cache(maxsize=65_536)
def holdings(text: str) -> tuple[Holding, ...]:
    """Read a cell of the column `office`; `UserError` for what is no list of offices and their holders."""
    return tuple(_holding(part.strip()) for part in text.split(";")) if text else ()


def _holding(text: str) -> Holding:
    match = _ONE.fullmatch(text)
    if match is None:
        raise UserError(f"'{sanitise(text)}' does not say who holds what; {_HOW}")
    office, person, until = match["office"], match["person"] or "", match["until"]
    if office != UNKNOWN and office not in offices():
        known = ", ".join((*offices(), UNKNOWN))
        raise UserError(f"'{sanitise(office)}' is no office that is known; choose one of {known}")
    if match["person"] is not None and not person:
        raise UserError(f"'{sanitise(text)}' names nobody; {_HOW}")
    if person and not any(c.isalpha() for c in person):
        raise UserError(f"'{sanitise(person)}' is no name; {_HOW}")
    return Holding(office, person, bool(match["former"]), Dated.parse(until) if until else None)


@cache
def levels() -> dict[str, Level]:
    """Level id -> level, the highest first."""
    return {
        r["level"]: Level(r["level"], r["label"], r["row"], int(r["rank"])) for r in curated_rows(_HERE / "levels.csv")
    }


@cache
def offices() -> dict[str, Office]:
    """Office id -> office."""
    return {r["office"]: Office(r["office"], r["label"], r["pattern"]) for r in curated_rows(_HERE / "offices.csv")}
