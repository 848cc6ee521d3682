"""The chronicle of the two as it was known on a day: what stands, what came last, what a break made history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from comity.assessment.recognition import STANCES, with_stance
from comity.assessment.settings import threshold
from comity.chronicle.acts_of_unions import by_union
from comity.chronicle.events import Event
from comity.chronicle.holding import with_holding
from comity.chronicle.pacts import Shared, shared
from comity.chronicle.sovereigns import of_both
from comity.chronicle.status import Status, status_of
from comity.terms.membership import FIRST_YEAR, coexisted

FIRST_DAY = date(FIRST_YEAR, 1, 1)
_YEAR = 365.25
_BREAKS = ("invasion", "war_begins", "relations_broken")
_CLOSE = ("union", "currency", "single_market")
_HELD_UNTIL_ENDED = ("treaty_signed",)
"""Kinds that do not last of themselves, but hold until a row says that they ended."""

DEFINES = 3
"""Weight of an event that defines a relationship."""


@dataclass(frozen=True, slots=True)
class Record:
    """Events oldest first, lines of status weightiest first, as of a day."""

    a: str
    b: str
    as_of: date
    events: tuple[Event, ...]
    status: tuple[Status, ...]
    pacts: tuple[Shared, ...] = ()
    """Pacts to which both belong on the day, what says most of the two first."""

    @classmethod
    def of(cls, a: str, b: str, as_of: date) -> Record:
        """What the chronicle that ships says of two states."""
        both = coexisted(a, b, FIRST_DAY, as_of)
        last = as_of if both is None else min(both[1], as_of)
        status = with_stance(status_of(a, b, as_of), a, b, as_of)
        return cls(a, b, as_of, with_holding(of_both(a, b, as_of), as_of), status, shared(a, b, last))

    @property
    def stance(self) -> Status | None:
        """The line on the recognition of the one by the other, where states differ over it; None of any other two."""
        return next((s for s in self.status if s.kind in STANCES), None)

    def years(self, event: Event) -> float:
        """Years since the event, or since what began with it ended."""
        over = event.when.end if event.until is None else event.until.end
        return max((self.as_of - over).days / _YEAR, 0.0)

    def years_since_begun(self, event: Event) -> float:
        """Years since the event, whether or not what began with it ended later."""
        return max((self.as_of - event.when.end).days / _YEAR, 0.0)

    def stands(self, event: Event) -> bool:
        """Whether what began with the event holds, and no later break made it history."""
        held = event.stands(self.as_of) or (event.kind.id in _HELD_UNTIL_ENDED and event.until is None)
        return held and not (event.sign > 0 and self.before_break(event))

    def before_break(self, event: Event) -> bool:
        """Whether a war or rupture that still stands came after it."""
        broke = self.broken
        return broke is not None and event.when.start < broke.when.start

    @property
    def broken(self) -> Event | None:
        """The newest war, invasion or rupture that stands; None where none does."""
        return self.last(lambda e: e.kind.id in _BREAKS and e.stands(self.as_of) and e.weight > 1)

    @property
    def alliances(self) -> list[Shared]:
        """Pacts of defence that both act upon, the oldest first; none that a war or rupture that stands overtook."""
        return sorted((p for p in self._held if p.pact.kind.allies), key=lambda p: p.since.start)

    @property
    def unions(self) -> list[Shared]:
        """What else binds the two by common membership, what says most first; no mere place to meet."""
        return [p for p in self._held if p.pact.kind.binds and not p.pact.kind.allies]

    @property
    def close(self) -> bool:
        """Whether one of the unions is one of law, money or a market, which decides more than any other matter."""
        return any(s.pact.kind.id in _CLOSE for s in self.unions)

    @property
    def _held(self) -> list[Shared]:
        broke = self.broken
        return [p for p in self.pacts if broke is None or p.again.start > broke.when.start]

    def last(self, wanted: Callable[[Event], bool]) -> Event | None:
        """The newest of the events wanted."""
        return next((e for e in reversed(self.events) if wanted(e)), None)

    def standing(self, *kinds: str) -> Event | None:
        """The newest event of some kinds that stands."""
        return self.last(lambda e: e.kind.id in kinds and self.stands(e))

    @property
    def newest(self) -> Event | None:
        """The newest dated event of the two, or of a union of one where they have none; of one day the weightiest.

        A slight one of long ago only where there is no other. One of which the year alone is known counts from its
        first day: it is no later than what is dated within the year.
        """
        own = [e for e in self.events if not by_union(e)] or self.events
        told = [e for e in own if e.weight > 1 or self.years_since_begun(e) <= threshold("event_new_years")]
        return max(told or own, key=lambda e: (_at_least(e), e.weight), default=None)

    @property
    def embargo(self) -> Event | None:
        """The first act of weight that stands and bars trade as a whole, or all that enters or leaves; not one good."""
        return next((e for e in self.events if e.kind.id == "embargo" and e.weight > 1 and self.stands(e)), None)

    def force(self, event: Event) -> float:
        """How much an event counts today, 0 to 1: by its weight, and by its age where it does not stand."""
        size = (0.0, threshold("event_slight"), threshold("event_fair"), 1.0)[event.weight]
        years = self.years(event)
        if self.stands(event):
            known = "event_long_settled" if event.sign > 0 else "event_long_standing"
            return size * (1.0 if years <= threshold("event_standing_years") else threshold(known))
        if years <= threshold("event_new_years"):
            return size
        fades = ("event_recent", 10), ("event_past", 30)
        return size * next((threshold(name) for name, most in fades if years <= most), threshold("event_distant"))


def _at_least(event: Event) -> date:
    return event.when.start if event.when.precision == "year" else event.when.end
