"""The chronicle's events: what happened between two states, when, and where it can be read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from comity.chronicle.kinds import Kind, kinds
from comity.chronicle.lookup import read_rows
from comity.chronicle.names import one_name
from comity.chronicle.signs import Sign, sign_of
from comity.chronicle.told_day import by_month
from comity.terms.dated import Dated
from comity.terms.wording import MONTHS

COLUMNS = (
    "date",
    "a",
    "b",
    "kind",
    "what",
    "later",
    "until",
    "weight",
    "reliability",
    "credibility",
    "source",
    "locator",
    "opened",
)
"""Columns of `events.csv`. `date` and `until` are as precise as they are long: YYYY, YYYY-MM or YYYY-MM-DD. `what`
tells what was known then; `later` is a second sentence, on what came of it, and names the month or year when."""

_NAMED = re.compile(rf"(?:\b({'|'.join(MONTHS)}) )?\b(1[5-9]\d\d|20\d\d)\b")


@dataclass(frozen=True, slots=True)
class Event:
    """One dated fact about two states.

    `a` acts on `b` where the kind is directed. `until` is the last day on which it stood, None where it stands or
    was over at once. `later` is what came of it, to be told only once that has passed (`between` does so). `weight`:
    3 defines the relationship, 2 belongs in any account of it, 1 in a full one. `reliability` (A to F) and
    `credibility` (1 to 6) grade source and fact; `opened` says whether the source was read for this row. `sign`: +1
    where it brought the two together, -1 where it parted them, else 0 (`signs.py`). `left_open`: whether `until` is
    the fall of a government alone, after which who holds the ground is not told (`holding.py`). `by_month`: whether
    it is told by its month, since only a report has its day (`told_day.py`).
    """

    id: str
    when: Dated
    a: str
    b: str
    kind: Kind
    what: str
    later: str
    until: Dated | None
    weight: Literal[1, 2, 3]
    reliability: str
    credibility: int
    source: str
    locator: str
    opened: bool
    sign: Sign
    left_open: bool = False
    by_month: bool = False

    def of(self, one: str, other: str) -> bool:
        """Whether this is about these two, whoever acted."""
        return {self.a, self.b} == {one, other}

    def known(self, as_of: date) -> bool:
        """Whether all of the time in which it may have happened has passed."""
        return self.when.end <= as_of

    def stands(self, as_of: date) -> bool:
        """Whether what began with it still held on that day; False for what is over at once."""
        if not self.kind.lasts or not self.known(as_of):
            return False
        return self.until is None or self.until.end > as_of


@cache
def events() -> tuple[Event, ...]:
    """All events that ship, oldest first."""
    return read_events(read_rows("events", COLUMNS))


def read_events(rows: Iterable[dict[str, str]]) -> tuple[Event, ...]:
    """Events from rows of text, oldest first. Raises UserError for a date, and KeyError for a kind, that is none."""
    return tuple(sorted((_event(row) for row in rows), key=lambda e: (e.when.start, e.when.end, e.id)))


def between(a: str, b: str, as_of: date) -> tuple[Event, ...]:
    """The events between two states that were known on a day, oldest first; an end yet to come is left out."""
    return tuple(as_known(e, as_of) for e in _by_pair().get(frozenset((a, b)), ()) if e.known(as_of))


@lru_cache(maxsize=64)
def chronicle_to(as_of: date) -> Dated:
    """The month of the newest event of any pair that was known on a day."""
    known = [e.when for e in events() if e.known(as_of) and e.when.precision != "year"]
    return Dated.parse(str(max(known, key=lambda d: d.end))[:7]) if known else Dated.parse(str(as_of.year))


@cache
def _by_pair() -> dict[frozenset[str], tuple[Event, ...]]:
    found: dict[frozenset[str], list[Event]] = {}
    for event in events():
        found.setdefault(frozenset((event.a, event.b)), []).append(event)
    return {pair: tuple(held) for pair, held in found.items()}


def as_known(event: Event, as_of: date) -> Event:
    """The event as it could be told on a day: an end yet to come is left out, and so is what came of it since; of
    what only a report of some years ago dates the month is told.
    """
    known = bool(event.later) and all(when.end <= as_of for when in dates_named(event.later))
    ended = event.until is not None and event.until.end <= as_of
    what = f"{event.what} {event.later}" if known else event.what
    loose = by_month(event.when, event.kind.id, event.source, event.locator, as_of)
    return replace(event, what=what, later="", until=event.until if ended else None, by_month=loose)


def dates_named(text: str) -> tuple[Dated, ...]:
    """The months and years that a sentence names, in order."""
    return tuple(
        Dated.parse(f"{year}-{MONTHS.index(month) + 1:02d}" if month else year) for month, year in _NAMED.findall(text)
    )


def _event(row: dict[str, str]) -> Event:
    when = Dated.parse(row["date"])
    id = f"{row['date']}.{row['a']}-{row['b']}.{row['kind']}"
    return Event(
        id=id,
        when=when,
        a=row["a"],
        b=row["b"],
        kind=kinds()[row["kind"]],
        what=one_name(row["what"], (row["a"], row["b"]), when.start),
        later=one_name(row["later"], (row["a"], row["b"]), when.start),
        until=Dated.parse(row["until"]) if row["until"] else None,
        weight=int(row["weight"]),  # type: ignore[arg-type]
        reliability=row["reliability"],
        credibility=int(row["credibility"]),
        source=row["source"],
        locator=row["locator"],
        opened=row["opened"] == "yes",
        sign=sign_of(id, kinds()[row["kind"]]),
    )
