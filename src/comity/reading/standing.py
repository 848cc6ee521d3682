"""Whether an act was done, is to come or was called off, by the words around it; and what speaks against it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from comity.chronicle.lookup import read_rows
from comity.reading.parties import Party
from comity.reading.rule import Rule

_HERE = Path(__file__).parent
_BEFORE = 90
"""Characters before an act in which words may deny or defer it."""


@dataclass(frozen=True, slots=True)
class _Hedge:
    """One line of `hedges.csv`; `spares` are the rules, or the events of rules, of which it says nothing; with a
    mark of exclamation it says nothing only where they tell it of a state under its own name. `of` are the kinds of
    statement, the rules or events of which alone it says something; empty for all. `where` is before the act, before
    it up to its last word, or anywhere in the sentence."""

    id: str
    where: str
    says: str
    pattern: re.Pattern[str]
    spares: frozenset[str]
    of: frozenset[str]

    def is_of(self, rule: Rule, text: str, match: re.Match[str], named: Sequence[Party]) -> bool:
        if {rule.id, rule.event} & self.spares or (self.of and not self.of & {rule.kind, rule.id, rule.event}):
            return False
        of_states = f"{rule.id}!" in self.spares
        return not (of_states and any(_is_told_of_a_state(text, match, party) for party in named))


def _is_told_of_a_state(text: str, match: re.Match[str], party: Party) -> bool:
    """Whether words are about a state under its own name, right behind them, and not about somebody of it."""
    beside = text[match.end() : party.start].strip() in ("", "the")
    return beside and party.how in ("name", "seat") and bool(_OF_WHAT.match(text, party.end))


_OF_WHAT = re.compile(r"\s(?:of|for|over|to)\b")


@cache
def _hedges() -> tuple[_Hedge, ...]:
    rows = read_rows("hedges", ("hedge", "where", "says", "pattern", "spares", "of", "reason"), _HERE)
    return tuple(
        _Hedge(
            r["hedge"],
            r["where"],
            r["says"],
            re.compile(r["pattern"], re.IGNORECASE),
            frozenset(r["spares"].split()),
            frozenset(r["of"].split()),
        )
        for r in rows
    )


_TO_COME = re.compile(r"\b(?:will|would|shall|plans? to|intends? to|is to|are to)\b")


def standing(rule: Rule, text: str, match: re.Match[str], named: Sequence[Party]) -> tuple[str, list[str]]:
    """The standing that the words around an act give it, and what speaks against taking it as told.

    "Agreed to restore" is a plan, and its infinitive no doubt.
    """
    status, doubts = rule.status, []
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    before = re.split(r"[;:]|,\s(?:and|but|while|after)\b", before)[-1]
    heard = {"before": before, "to_its_end": before + match[0], "anywhere": text}
    for hedge in _hedges():
        inside = hedge.id == "planned" and _TO_COME.search(match[0])
        if not inside and not hedge.pattern.search(heard[hedge.where]):
            continue
        if not hedge.is_of(rule, text, match, named):
            continue
        if hedge.id == "planned" and rule.status != "plan":
            status = "plan"
        elif (hedge.id == "aim") == (status == "plan") and hedge.id in ("aim", "conditional"):
            continue
        elif hedge.id == "cancelled":
            status = "ended"
            doubts.append("it may have been put off or called off")
        else:
            doubts.append(hedge.says)
    return status, doubts
