"""The status of states: who is recognised by whom, what ceased to exist, what is occupied, and who claims what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from comity.chronicle.lookup import read_rows
from comity.terms.dated import Dated

COLUMNS = ("id", "entity", "kind", "a", "b", "date", "until", "what", "source", "locator", "opened", "reason")

Kind = Literal[
    "unrecognised", "partly_recognised", "dissolved", "succession", "occupied", "territory", "associated", "claim",
    "two_governments", "recognised", "refused", "set_aside", "of_claim",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Status:
    """One line of status.

    `entity` names what it is about: a state id, or a name where there is none (Crimea). `a` and `b` are the states
    between which it matters; either is `*` where it matters with everybody. `what` is the neutral wording, which a
    house may replace by its own under the same `id`. `associated` is a state in free association with another, which
    keeps relations of its own. The last four kinds are made of `recognitions.csv`;
    `of_claim` is what the one holds of an entity that the other claims.
    """

    id: str
    entity: str
    kind: Kind
    a: str
    b: str
    since: Dated
    until: Dated | None
    what: str
    source: str
    locator: str
    opened: bool
    reason: str

    def concerns(self, one: str, other: str) -> bool:
        """Whether it belongs on the first page of these two."""
        return _meets((self.a, self.b), (one, other)) or _meets((self.a, self.b), (other, one))

    def holds(self, as_of: date) -> bool:
        """Whether it had begun, and not ended, on that day."""
        return self.since.start <= as_of and (self.until is None or self.until.end > as_of)


def _meets(pattern: tuple[str, str], pair: tuple[str, str]) -> bool:
    return all(want in ("*", have) for want, have in zip(pattern, pair, strict=True))


@cache
def statuses() -> tuple[Status, ...]:
    """All lines that ship, in the order of the file, which is the order of weight."""
    return read_statuses(read_rows("status", COLUMNS))


def read_statuses(rows: Iterable[dict[str, str]]) -> tuple[Status, ...]:
    """Lines of status from rows of text. Raises UserError for a date that is none."""
    return tuple(_status(row) for row in rows)


@lru_cache(maxsize=1_000)
def status_of(a: str, b: str, as_of: date) -> tuple[Status, ...]:
    """What a reader must be told of the status of the two on a day, weightiest first; empty where all is ordinary."""
    return tuple(s for s in statuses() if s.concerns(a, b) and s.holds(as_of))


def begun(line: Status) -> Dated:
    """When what a line says began, though under another wording: the first of those that led to it without a gap."""
    since = line.since
    before = {s.until.start: s.since for s in statuses() if s.until is not None and _alike(s, line)}
    while since.start in before:
        since = before[since.start]
    return since


def _alike(one: Status, other: Status) -> bool:
    return (one.kind, one.entity, {one.a, one.b}) == (other.kind, other.entity, {other.a, other.b})


def _status(row: dict[str, str]) -> Status:
    return Status(
        id=row["id"],
        entity=row["entity"],
        kind=row["kind"],  # type: ignore[arg-type]
        a=row["a"],
        b=row["b"],
        since=Dated.parse(row["date"]),
        until=Dated.parse(row["until"]) if row["until"] else None,
        what=row["what"],
        source=row["source"],
        locator=row["locator"],
        opened=row["opened"] == "yes",
        reason=row["reason"],
    )
