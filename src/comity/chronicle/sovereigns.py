"""Which state speaks for a territory abroad, and by which words its events are told to be about the territory."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from comity.chronicle.acts_of_unions import acts_between
from comity.chronicle.events import Event, between
from comity.chronicle.lookup import read_rows
from comity.terms.dated import Dated

COLUMNS = ("territory", "sovereign", "since", "until", "named", "reason")


@dataclass(frozen=True, slots=True)
class Sovereign:
    """A spell in which `state` spoke for a territory; `named` finds the territory in a sentence."""

    state: str
    since: Dated | None
    until: Dated | None
    named: re.Pattern[str]

    def spoke(self, event: Event) -> bool:
        """Whether an event of the state fell into the spell and is about the territory."""
        if self.since is not None and self.since.start > event.when.end:
            return False
        within = self.until is None or event.when.start <= self.until.end
        return within and self.named.search(event.what) is not None


def of_both(a: str, b: str, as_of: date) -> tuple[Event, ...]:
    """Events between two, oldest first, acts of a union for its members among them; of a territory also those that its
    sovereign and the other had about it."""
    found = {e.id: e for e in (*acts_between(a, b, as_of), *between(a, b, as_of))}
    for territory, other in ((a, b), (b, a)):
        for s in _sovereigns().get(territory, ()):
            if s.state != other:
                found |= {e.id: e for e in between(s.state, other, as_of) if s.spoke(e)}
    return tuple(sorted(found.values(), key=lambda e: (e.when.start, e.when.end, e.id)))


def speaks_for(territory: str, as_of: date) -> str | None:
    """The state that speaks for a territory abroad on a day; None where the table has none."""
    for s in _sovereigns().get(territory, ()):
        if (s.since is None or s.since.start <= as_of) and (s.until is None or s.until.end >= as_of):
            return s.state
    return None


@cache
def _sovereigns() -> dict[str, tuple[Sovereign, ...]]:
    found: dict[str, list[Sovereign]] = {}
    for r in read_rows("sovereigns", COLUMNS):
        since, until = (Dated.parse(r[c]) if r[c] else None for c in ("since", "until"))
        found.setdefault(r["territory"], []).append(Sovereign(r["sovereign"], since, until, re.compile(r["named"])))
    return {territory: tuple(held) for territory, held in found.items()}
