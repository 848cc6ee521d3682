"""Which states have tested nuclear weapons, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from comity.chronicle.lookup import read_rows
from comity.terms.dated import Dated

COLUMNS = ("state", "since", "source", "reason")


@dataclass(frozen=True, slots=True)
class Tested:
    """A state that has nuclear weapons by its own word and test, from the day of its first."""

    state: str
    since: Dated


def nuclear(state: str, as_of: date) -> Tested | None:
    """The state's line, if it had tested by the day. A state that neither confirms nor denies is not listed."""
    found = _tested().get(state)
    return None if found is None or found.since.end > as_of else found


@cache
def _tested() -> dict[str, Tested]:
    return {r["state"]: Tested(r["state"], Dated.parse(r["since"])) for r in read_rows("nuclear", COLUMNS)}
