"""The rules by which acts are read, as data: `acts.csv`, and what the chronicle's rules take a sentence for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from comity.chronicle.kinds import kinds
from comity.chronicle.lookup import read_rows
from comity.errors import BadFile

Shape = Literal["mutual", "directed", "directed_back", "own", "own_back", "by", "from", "to", "flow", "one"]
"""`own`: who acts stands right before its words; `own_back`: whom it was done to does. `by`: who acts stands right
behind its words, and whom it was done to before them, or else after. `from`: who acts stands behind "from" after its
words, and whom it was done to elsewhere. `to`: whom it was done to stands right behind its words."""
There = Literal["", "in", "yes"]
"""`yes`: it may be done in or from the other state's land. `in`: in it, into it or at it, not from it or off it."""
Strength = Literal["strong", "weak", "office", "amount"]
"""`office`: likely where an office is named; `amount`: read only where a figure stands beside it."""

_HERE = Path(__file__).parent
_COLUMNS = (
    *("rule", "kind", "event", "shape", "there", "reversed", "pattern"),
    *("question", "sector", "status", "claim", "strength", "reason"),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of `acts.csv`; `event` is the kind of the chronicle that it is, if it is one.

    `reversed` are words before the other state that make it the one that acts: a loan from it.
    """

    id: str
    kind: str
    event: str
    shape: Shape
    there: There
    reversed: re.Pattern[str] | None
    pattern: re.Pattern[str]
    question: str
    sector: str
    status: str
    claim: str
    strength: Strength


@dataclass(frozen=True, slots=True)
class Act:
    """A rule that holds at `text[start:end]`, for state `a` and state `b`, with doubts and standing."""

    rule: Rule
    start: int
    end: int
    a: str
    b: str
    status: str
    doubts: tuple[str, ...]


@cache
def rules() -> tuple[Rule, ...]:
    """All rules in order: of those that read one kind of act of a pair in a sentence the first speaks."""
    found = []
    for row in read_rows("acts", _COLUMNS, _HERE):
        if row["event"] and row["event"] not in kinds():
            raise BadFile(f"acts.csv: {row['rule']} names the event {row['event']}, which kinds.csv does not hold")
        pattern = re.compile(row["pattern"], 0 if "(?i:" in row["pattern"] else re.IGNORECASE)
        found.append(
            Rule(
                row["rule"],
                row["kind"],
                row["event"],
                cast(Shape, row["shape"]),
                cast(There, row["there"]),
                re.compile(row["reversed"]) if row["reversed"] else None,
                pattern,
                row["question"],
                row["sector"],
                row["status"],
                row["claim"],
                cast(Strength, row["strength"]),
            )
        )
    return tuple(found)


@cache
def chronicle_rule(kind: str) -> Rule:
    """The rule by which the chronicle's own patterns for a kind of event are told; it is never likely."""
    columns = ("family", "kind", "question", "status", "claim", "reason")
    row = next(r for r in read_rows("families", columns, _HERE) if r["family"] == kinds()[kind].family)
    claim = row["claim"].replace("{title}", kinds()[kind].title)
    never = re.compile(r"(?!)")
    return Rule(
        f"chronicle.{kind}",
        row["kind"],
        kind,
        "mutual",
        "yes",
        None,
        never,
        row["question"],
        "",
        row["status"],
        claim,
        "weak",
    )
