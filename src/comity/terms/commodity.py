"""Goods by Harmonized System code, gathered into the sectors of a report and into single goods.

HS codes are strings of 2, 4 or 6 digits (`01` is live animals, `1` is not a code). The longest prefix listed
in `sectors.csv` decides the sector; goods that no prefix covers have none and are counted as `UNSPECIFIED`, not
dropped. Every code has one sector. A code may also belong to one of the single goods of `goods.csv`, such as
crude oil, whose supply matters by itself; sectors add up to all trade, goods do not.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from comity.errors import UserError
from comity.terms.lookup import read_lookup
from comity.terms.names import sanitise

UNSPECIFIED = "unspecified"
"""The group of codes that no sector covers: chapters 98 and 99, and what reporters leave unsaid."""


@dataclass(frozen=True, slots=True)
class SectorRule:
    """An HS prefix, the sector of its goods, and whether they serve armies as well as civilians."""

    prefix: str
    sector: str
    dual_use: bool
    reason: str


@cache
def sector_rules() -> dict[str, SectorRule]:
    """Every rule by its prefix."""
    return {
        row["prefix"]: SectorRule(row["prefix"], row["sector"], row["dual_use"] == "yes", row["reason"])
        for row in read_lookup("sectors")
    }


def sector_names() -> tuple[str, ...]:
    """The sectors there are, in alphabetical order."""
    return tuple(sorted({rule.sector for rule in sector_rules().values()}))


def sector_rule(code: str) -> SectorRule | None:
    """The rule with the longest prefix of an HS code, None where none does; `UserError` for no HS code."""
    if not isinstance(code, str) or not code.strip().isascii() or not code.strip().isdigit():
        raise UserError(f"'{sanitise(str(code))}' is no HS code; give a string of 2, 4 or 6 digits")
    code = code.strip()
    if len(code) not in (2, 4, 6):
        raise UserError(f"HS code '{sanitise(code)}' has {len(code)} digits, not 2, 4 or 6; read it as text")
    rules = sector_rules()
    return next((rules[code[:n]] for n in (6, 4, 2) if n <= len(code) and code[:n] in rules), None)


def sector(code: str) -> str | None:
    """The sector of an HS code, None where it is not mapped."""
    rule = sector_rule(code)
    return rule.sector if rule else None


def is_dual_use(code: str) -> bool:
    """Whether the heading holds goods that serve armies as well as civilians."""
    rule = sector_rule(code)
    return rule is not None and rule.dual_use


@dataclass(frozen=True, slots=True)
class Sectors:
    """Sectors of a column of HS codes, shape of the column, None where unmapped, and what was not mapped."""

    sector: NDArray[np.object_]
    unmapped: dict[str, int]
    """HS code -> rows that bear it and have no sector."""


def to_sectors(codes: ArrayLike) -> Sectors:
    """Sectors of a column of HS code strings, with the codes that found none and their row counts."""
    column: list[Any] = np.asarray(codes, dtype=object).ravel().tolist()
    known = {code: None if code is None else sector(code) for code in dict.fromkeys(column)}
    found = np.empty(len(column), dtype=object)
    found[:] = [known[code] for code in column]
    unmapped = {code: column.count(code) for code, name in known.items() if code is not None and name is None}
    return Sectors(found, unmapped)


@cache
def goods() -> dict[str, tuple[str, ...]]:
    """The single goods there are, with the HS prefixes of each."""
    found: dict[str, list[str]] = {}
    for row in read_lookup("goods"):
        found.setdefault(row["good"], []).append(row["prefix"])
    return {good: tuple(prefixes) for good, prefixes in sorted(found.items())}


def groups() -> tuple[str, ...]:
    """Every sector, then every single good: the groups by which trade is measured, `UNSPECIFIED` left out."""
    return (*sector_names(), *goods())


def groups_of(code: str) -> tuple[str, ...]:
    """The groups of an HS code: its sector or `UNSPECIFIED`, and the single good that it is, if it is one."""
    single = tuple(good for good, prefixes in goods().items() if code.startswith(prefixes))
    return (sector(code) or UNSPECIFIED, *single)


@cache
def chapters_of(group: str) -> frozenset[str]:
    """The chapters (two digits) in which a group has goods: what data must cover before the group is measured."""
    sectors = {r.prefix[:2] for r in sector_rules().values() if r.sector == group}
    return frozenset(sectors | {prefix[:2] for prefix in goods().get(group, ())})
