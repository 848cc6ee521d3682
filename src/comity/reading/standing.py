"""Whether an act was done, is to come or was called off, by the words around it; and what speaks against it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from comity.chronicle.lookup import read_rows

_HERE = Path(__file__).parent
_BEFORE = 90
"""Characters before an act in which words may deny or defer it."""


@cache
def _hedges() -> tuple[tuple[str, str, str, re.Pattern[str]], ...]:
    rows = read_rows("hedges", ("hedge", "where", "says", "pattern", "reason"), _HERE)
    return tuple((r["hedge"], r["where"], r["says"], re.compile(r["pattern"], re.IGNORECASE)) for r in rows)


_TO_COME = re.compile(r"\b(?:will|would|shall|plans? to|intends? to|is to|are to)\b")


def standing(told: str, text: str, match: re.Match[str]) -> tuple[str, list[str]]:
    """The standing that the words around an act give it, and what speaks against taking it as told.

    `told` is the standing that its rule gives it; "agreed to restore" is a plan, and its infinitive no doubt.
    """
    status, doubts = told, []
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    before = re.split(r"[;:]|,\s(?:and|but|while|after)\b", before)[-1]
    for hedge, where, says, pattern in _hedges():
        inside = hedge == "planned" and _TO_COME.search(match[0])
        if not inside and not pattern.search(before if where == "before" else text):
            continue
        if hedge == "planned" and told != "plan":
            status = "plan"
        elif (hedge == "aim") == (status == "plan") and hedge in ("aim", "conditional"):
            continue
        elif hedge == "cancelled":
            status = "ended"
            doubts.append("it may have been put off or called off")
        else:
            doubts.append(says)
    return status, doubts
