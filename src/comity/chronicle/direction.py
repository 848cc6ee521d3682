"""Which way an act of the chronicle goes, by the words of its sentence: a row gives the doer first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from comity.chronicle.lookup import read_rows
from comity.terms.mentions import Mention, mentions

COLUMNS = ("kind", "verbs", "forces", "reason")
"""Columns of `doers.csv`: the verbs of a kind whose subject is the doer; whether forces named first are the doer's."""

_FORCES = "aircraft|army|bombers|commandos|fighters|forces|marines|military|paratroops|peacekeepers|soldiers|troops"
_OF_ITS_FORCES = re.compile(rf"(?:'s)?\s(?:\w+\s)?(?:{_FORCES})\b")
_ACCUSED = re.compile(r"\s(?:has |had )?(?:accused|blamed)\b")
_LAID_TO_THE_OTHER = frozenset({"strike", "armed_support", "invasion", "occupation"})
"""Kinds in which one who accuses the other names it as the doer."""

_SUBJECT_BEGINS_BY = len("The ")


def direction_faults(row: dict[str, str]) -> Iterator[str]:
    """At most one fault: the sentence has the second party do what the row lays to the first.

    A rule of thumb with few false alarms: it speaks only where the sentence begins with the doer.
    """
    named = mentions(row["what"])
    if not named:
        return
    first = named[0]
    begins = first.start <= _SUBJECT_BEGINS_BY
    if first.state == row["b"] and ((begins and _does(row, first, named)) or _its_forces(row, first)):
        yield f"the sentence has {row['b']} do it; the doer stands first"
    if first.state == row["a"] and begins and row["kind"] in _LAID_TO_THE_OTHER and _accuses(row["what"], first):
        yield f"the sentence has {row['b']} do it, which {row['a']} accuses; the doer stands first"


def _does(row: dict[str, str], first: Mention, named: tuple[Mention, ...]) -> bool:
    verbs = _verbs().get(row["kind"])
    done = verbs.match(row["what"], first.end) if verbs else None
    return done is not None and not any(m.state == row["a"] and m.end <= done.end() for m in named)


def _its_forces(row: dict[str, str], first: Mention) -> bool:
    return row["kind"] in _by_forces() and _OF_ITS_FORCES.match(row["what"], first.end) is not None


def _accuses(text: str, first: Mention) -> bool:
    return _ACCUSED.match(text, first.end) is not None


@cache
def _verbs() -> dict[str, re.Pattern[str]]:
    before = rf"(?:{_OF_ITS_FORCES.pattern})?(?:\s(?:and|with) \w+)?\s(?:also |first |now |then |again |had |has )?"
    return {r["kind"]: re.compile(rf"{before}(?:{r['verbs']})\b") for r in read_rows("doers", COLUMNS)}


@cache
def _by_forces() -> frozenset[str]:
    return frozenset(r["kind"] for r in read_rows("doers", COLUMNS) if r["forces"] == "yes")
