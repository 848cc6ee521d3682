"""Whether an event brought the two together or set them apart: by its kind, and by what its row says came of it.

A kind has a sign, and a row may differ: talks that failed brought nobody together, and an attack by others on both set
nobody apart. `signs.csv` decides single rows, each with its reason; `sign_rules.csv` reads the words of the others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from comity.chronicle.kinds import Kind
from comity.chronicle.lookup import read_rows

COLUMNS = ("event", "sign", "reason")
RULES = ("kinds", "pattern", "sign", "reason")
Sign = Literal[-1, 0, 1]


@dataclass(frozen=True, slots=True)
class Rule:
    """Words by which an event of some kinds has a sign of its own."""

    kinds: frozenset[str]
    pattern: re.Pattern[str]
    sign: Sign


def sign_of(event: str, kind: Kind, what: str) -> Sign:
    """+1 where the event brought the two together, -1 where it parted them, else 0."""
    if event in _decided():
        return _decided()[event]
    return next((r.sign for r in _rules_of(kind.id) if r.pattern.search(what)), kind.sign)


@cache
def _decided() -> dict[str, Sign]:
    return {row["event"]: cast(Sign, int(row["sign"])) for row in read_rows("signs", COLUMNS)}


@cache
def _rules_of(kind: str) -> tuple[Rule, ...]:
    """The rules for events of a kind, in their order: most kinds have none."""
    return tuple(r for r in _rules() if kind in r.kinds)


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(
        Rule(frozenset(r["kinds"].split()), re.compile(r["pattern"]), cast(Sign, int(r["sign"])))
        for r in read_rows("sign_rules", RULES)
    )
