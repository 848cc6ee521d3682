"""What was announced: when it was due, whether it was done, late, or is overdue as of a day.

A link that a study gives (`due`, `fulfils`) stands; where there is none, the date is what a rule proposes and the deed
is found by its words, and both are marked as inferred.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from comity.evidence.contradictions.likeness import Likeness
from comity.evidence.contradictions.neighbours import Shelf, parties
from comity.evidence.proposing import propose
from comity.evidence.statement import Statement
from comity.terms.dated import Dated

State = Literal["done", "done late", "due", "overdue", "announced again", "open"]

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
    deeds = Shelf((s for s in known if _is_deed(s)), _subject)
    plans = Shelf((s for s in known if s.status == "plan"), _subject)
    links = {s.fulfils: s for s in known if s.fulfils}
    found = []
    for s in known:
        if not is_promise(s):
            continue
        deed = links.get(s.id)
        inferred = deed is None
        if deed is None:
            later = deeds.after(_subject(s), s.date)
            deed = next((d for d in later if _does(d, s) and likeness.same_thing(d, s, FULFILS)), None)
        # A plan of the same year may be dated by the year alone, and so stand before this one.
        plans_since = plans.after(_subject(s), f"{s.when.year - 1:04d}~")
        renewed = (p for p in plans_since if _is_later(p, s) and likeness.same_thing(p, s, SAME_SUBJECT))
        again = next(renewed, None)
        due, due_inferred = due_of(propose(s))
        state = _state(due, deed, again, as_of)
        found.append(Promise(s, due, due_inferred, deed, inferred and deed is not None, again, state))
    return tuple(found)


def _subject(s: Statement) -> tuple[tuple[frozenset[str], str]]:
    """What a deed or a later plan must share with a plan: its states and its sector."""
    return ((parties(s), s.sector),)


def is_promise(s: Statement) -> bool:
    """A plan that somebody can keep or break; an offer to host talks binds nobody."""
    return s.status == "plan" and s.kind not in ("incident", "stock", "mediation")


def _state(due: str, deed: Statement | None, again: Statement | None, as_of: date) -> State:
    if deed is not None:
        return "done late" if due and Dated.parse(due).end < deed.when.start else "done"
    if due and Dated.parse(due).end < as_of:
        return "overdue"
    if again is not None:
        return "announced again"
    return "due" if due else "open"


def due_of(s: Statement) -> tuple[str, bool]:
    """When it was to happen, and whether a rule read that from the words: ("2017", True); ("", False) if not given."""
    return s.due, "due" in s.proposals


def _is_deed(s: Statement) -> bool:
    return s.status in _DONE or (s.status == "signed" and s.kind == "agreement")


def _does(deed: Statement, plan: Statement) -> bool:
    """Whether a deed is of a kind that can do what was planned: only a visit that was planned is done by one."""
    return deed.kind not in ("visit", "contact") or plan.kind == "visit"


def _is_later(later: Statement, plan: Statement) -> bool:
    """Whether a plan comes half a year on or more: sooner, it is the same announcement."""
    return (later.when.end - plan.when.end).days >= 180
