"""Acts of the chronicle that are to run out on a day that was known when they were done: treaties, mandates, truces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from comity.chronicle.lookup import read_rows
from comity.terms.dated import Dated

COLUMNS = ("event", "due", "whether", "reason")


@dataclass(frozen=True, slots=True)
class RunsOut:
    """One act: the id of its event, the day on which it is to run out, and what a reader asks about that."""

    event: str
    due: Dated
    whether: str
    reason: str

    def near(self, as_of: date, years: int) -> bool:
        """Whether the day is within some years to come, or has passed within the last."""
        return -365 <= (self.due.end - as_of).days <= years * 366


@cache
def runs_out() -> dict[str, RunsOut]:
    """All of them by the id of the event."""
    rows = read_rows("runs_out", COLUMNS)
    return {r["event"]: RunsOut(r["event"], Dated.parse(r["due"]), r["whether"], r["reason"]) for r in rows}
