"""Whether an event brought the two together or set them apart: by its kind, and by what its row says came of it.

A kind has a sign, and a row may differ: talks that failed brought nobody together, and an attack by others on both set
nobody apart. `signs.csv` decides such rows one by one, each with its reason. `sign_rules.csv` holds words by which a
row may be one of them: the lint asks for a decision on each row that holds them, and nothing else reads them.
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
    """Words by which an event of some kinds may have a sign of its own, and the sign that it mostly has then."""

    kinds: frozenset[str]
    pattern: re.Pattern[str]
    sign: Sign
    reason: str


def sign_of(event: str, kind: Kind) -> Sign:
    """+1 where the event brought the two together, -1 where it parted them, else 0."""
    return _decided().get(event, kind.sign)


def asks_for_a_sign(kind: str, what: str) -> Rule | None:
    """The rule by whose words a row of a kind may have a sign of its own."""
    return next((r for r in _rules() if kind in r.kinds and r.pattern.search(what)), None)


@cache
def _decided() -> dict[str, Sign]:
    return {row["event"]: cast(Sign, int(row["sign"])) for row in read_rows("signs", COLUMNS)}


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(
        Rule(frozenset(r["kinds"].split()), re.compile(r["pattern"]), cast(Sign, int(r["sign"])), r["reason"])
        for r in read_rows("sign_rules", RULES)
    )
