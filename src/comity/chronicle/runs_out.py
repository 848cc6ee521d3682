"""Acts of the chronicle that are to run out, or be reviewed, on a day known when they were done: treaties, truces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from comity.chronicle.lookup import read_rows
from comity.terms.dated import Dated

COLUMNS = ("event", "due", "on_that_day", "whether", "reason")
ENDS, REVIEWED = "ends", "reviewed"
"""What comes on the day: the end, unless it is prolonged, or no more than a talk of whether it goes on."""


@dataclass(frozen=True, slots=True)
class RunsOut:
    """One act: the id of its event, the day on which it is to run out or be reviewed, and what is asked about that."""

    event: str
    due: Dated
    on_that_day: str
    whether: str
    reason: str

    def near(self, as_of: date, years: int) -> bool:
        """Whether the day is within some years to come, or has passed within the last."""
        return -365 <= (self.due.end - as_of).days <= years * 366


@cache
def runs_out() -> dict[str, RunsOut]:
    """All of them by the id of the event."""
    rows = read_rows("runs_out", COLUMNS)
    return {
        r["event"]: RunsOut(r["event"], Dated.parse(r["due"]), r["on_that_day"], r["whether"], r["reason"])
        for r in rows
    }
