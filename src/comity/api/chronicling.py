"""Events of the chronicle as they could be told on a day, by states, kind, weight and time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from comity.chronicle.acts_of_unions import acts_between
from comity.chronicle.events import between, events

if TYPE_CHECKING:
    from datetime import date

    from comity.chronicle.events import Event


BOTH = 2


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: states that must all take part (ids), a family or kind, least weight, first and last year."""

    states: tuple[str, ...] = ()
    family: str = ""
    kind: str = ""
    weight: int = 1
    first: int = 0
    last: int = 9999

    def fits(self, e: Event) -> bool:
        """Whether an event is of these."""
        return (
            set(self.states) <= {e.a, e.b}
            and self.family in ("", e.kind.family)
            and self.kind in ("", e.kind.id)
            and e.weight >= self.weight
            and self.first <= e.when.year <= self.last
        )


def chronicled(as_of: date, sought: Sought) -> list[Event]:
    """Events that were known on the day, the newest first; what came of them later is left out.

    Of two states also what a union to which one belongs did to the other, or the other to it.
    """
    held = list(_known(as_of))
    if len(sought.states) == BOTH:
        one, other = sought.states
        held += acts_between(one, other, as_of)
    return sorted((e for e in held if sought.fits(e)), key=_newest, reverse=True)


@lru_cache(maxsize=4)
def _known(as_of: date) -> tuple[Event, ...]:
    pairs = dict.fromkeys(tuple(sorted((e.a, e.b))) for e in events())
    held = [e for one, other in pairs for e in between(one, other, as_of)]
    return tuple(held)


def _newest(event: Event) -> tuple[date, int, str]:
    return event.when.end, event.weight, event.id
