"""What was announced: when it was due, whether it was done, late, or is overdue as of a day.

A link that a study gives (`due`, `fulfils`) stands; where there is none, the date is read from the claim and the
deed found by its words, and both are marked as inferred.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from comity.evidence.contradictions.neighbours import parties
from comity.evidence.contradictions.text import Likeness, start_of
from comity.evidence.statement import Statement
from comity.terms.period import parse_as_of

State = Literal["done", "done late", "due", "overdue", "announced again", "open"]

_YEAR = r"((?:19|20)\d\d)"
_DUE = (
    re.compile(rf"\b(?:by|before|until|in the course of)(?: the)?(?: end of| late| early)? {_YEAR}"),
    re.compile(rf"\bbefore {_YEAR} was out"),
    re.compile(
        r"\b(?:expected|due|planned|scheduled|forecast|to sign|officially|held|start|open|come)\b[^.;]{0,40}?"
        rf" in (?:late |early |autumn |spring |summer )?{_YEAR}"
    ),
)
_WITHIN = re.compile(r"\bwithin (\w+) years\b")
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
_DONE = ("delivered", "in_force")
SAME_SUBJECT, FULFILS = 0.30, 0.33


@dataclass(frozen=True, slots=True)
class Promise:
    """One announcement. `due` is `YYYY[-MM[-DD]]` or "" where no date was given; `deed` the statement that did it."""

    statement: Statement
    due: str
    due_inferred: bool
    deed: Statement | None
    deed_inferred: bool
    repeated: Statement | None
    state: State


def track(statements: Sequence[Statement], as_of: date) -> tuple[Promise, ...]:
    """Every plan known by `as_of`, oldest first, with what became of it by then."""
    known = sorted((s for s in statements if s.known_by <= as_of), key=lambda s: (s.date, s.id))
    likeness = Likeness(known)
    by_pair: dict[frozenset[str], list[Statement]] = defaultdict(list)
    for s in known:
        by_pair[parties(s)].append(s)
    links = {s.fulfils: s for s in known if s.fulfils}
    return tuple(_promise(s, by_pair[parties(s)], links, likeness, as_of) for s in known if is_promise(s))


def is_promise(s: Statement) -> bool:
    """A plan that somebody can keep or break; an offer to host talks binds nobody."""
    return s.status == "plan" and s.kind not in ("incident", "stock", "mediation")


def _promise(
    s: Statement, near: list[Statement], links: dict[str, Statement], likeness: Likeness, as_of: date
) -> Promise:
    due, inferred = due_of(s)
    deed = links.get(s.id)
    deed_inferred = deed is None
    if deed is None:
        deed = next((d for d in near if _does(d, s, likeness)), None)
    again = next((p for p in near if _renews(p, s, likeness)), None)
    return Promise(s, due, inferred, deed, deed_inferred and deed is not None, again, _state(due, deed, again, as_of))


def _state(due: str, deed: Statement | None, again: Statement | None, as_of: date) -> State:
    if deed is not None:
        return "done late" if due and parse_as_of(due) < start_of(deed.date) else "done"
    if due and parse_as_of(due) < as_of:
        return "overdue"
    if again is not None:
        return "announced again"
    return "due" if due else "open"


def due_of(s: Statement) -> tuple[str, bool]:
    """When it was to happen, and whether that was read from the words: ("2017", True); ("", False) if not given."""
    if s.due:
        return s.due, False
    if s.unit.endswith("year") and re.fullmatch(_YEAR, s.value):
        return s.value, True
    for pattern in _DUE:
        if (found := pattern.search(s.claim)) and int(found[1]) >= int(s.date[:4]):
            return found[1], True
    if (found := _WITHIN.search(s.claim)) and found[1] in _NUMBERS:
        return str(int(s.date[:4]) + _NUMBERS[found[1]]), True
    return "", False


def _does(deed: Statement, plan: Statement, likeness: Likeness) -> bool:
    """Whether a later deed between the same states, in the same field, does what was planned."""
    done = deed.status in _DONE or (deed.status == "signed" and deed.kind == "agreement")
    if not done or deed.date <= plan.date or deed.sector != plan.sector:
        return False
    if deed.kind in ("visit", "contact") and plan.kind != "visit":
        return False
    return likeness.same_thing(deed, plan, FULFILS)


def _renews(later: Statement, plan: Statement, likeness: Likeness) -> bool:
    """Whether a later plan announces the same thing again, half a year on or more."""
    if later.status != "plan" or (parse_as_of(later.date) - parse_as_of(plan.date)).days < 180:
        return False
    return later.sector == plan.sector and likeness.same_thing(later, plan, SAME_SUBJECT)
