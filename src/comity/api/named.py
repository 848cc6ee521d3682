"""The atlas as a person asks it: by names or codes of states, with a mistake of one line where the question is none."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.api.deriving import DerivingAtlas
from comity.errors import UserError

if TYPE_CHECKING:
    from comity.atlas.measurement import Measurement
    from comity.frames.frame import Frame

States = str | Sequence[str] | None
"""One state or several, by code or by name; None for all."""


@dataclass(frozen=True, eq=False)
class NamedAtlas(DerivingAtlas):
    """An atlas whose methods take a state by code or by name in any language, as of the atlas's day.

    Raises UserError for an unknown state or measure, for one state twice, for a measure of pairs with one state, and
    for a period that the measure does not have (years where months are held, and the reverse).
    """

    def series(self, measure: str, a: str, b: str = "-") -> list[Measurement]:
        """All stored measurements of a pair (or state), oldest first, up to the as-of date."""
        return super().series(measure, *self._pair(measure, a, b))

    def at(self, measure: str, a: str, b: str, period: str) -> Measurement:
        """The cell of a pair and period: a value, or the reason why there is none."""
        one, two = self._pair(measure, a, b)
        return super().at(measure, one, two, self._period(measure, period))

    def every(self, measure: str, a: str, b: str = "-") -> list[Measurement]:
        """The stored series with every silent year between coverage's ends filled in by its reason."""
        return super().every(measure, *self._pair(measure, a, b))

    def latest(self, measure: str, a: str, b: str = "-") -> Measurement | None:
        """The newest measurement with a number, or None."""
        return super().latest(measure, *self._pair(measure, a, b))

    def partners(self, measure: str, a: str, period: str) -> list[Measurement]:
        """All of a's partners with a number in a period, highest value first."""
        if self._direction(measure) == "state":
            raise UserError(f"{measure} measures single states; name a measure of pairs")
        return super().partners(measure, self._state(a, "a"), self._period(measure, period))

    def last_period(self, measure: str, state: str | None = None) -> str | None:
        """The newest period of a measure with any value up to the as-of date, of one state if it is named."""
        self._direction(measure)
        return super().last_period(measure, None if state is None else self._state(state, "state"))

    def read(
        self, measure: str, a: States = None, b: States = None, *, since: int | None = None, until: int | None = None
    ) -> Frame:
        """The series of a measure as a frame, from the year `since` to `until`; rows are read when they are asked for.

        With `a`, `b` or both: every year of each of these pairs, with the reason where there is no value. Without
        either: all rows as the atlas stores them, and what silence means stands in `meta`. In a directed measure a
        acts on b. Raises UserError as the other methods do.
        """
        from comity.api import given
        from comity.api.measured import measured

        direction = self._direction(measure)
        first, last = given.year(since, "since") or 0, given.year(until, "until")
        years = first, 9999 if last is None else last
        if years[0] > years[1]:
            raise UserError(f"since {years[0]} is later than until {years[1]}")
        return measured(self, measure, self._pairs(direction, measure, a, b), years)

    def measures(self, words: str = "") -> Frame:
        """The measures that can be read, a row each; with `words` those in whose id, title or formula they stand."""
        from comity.api.held_measures import held_measures

        return held_measures(self, words)

    def _pairs(self, direction: str, measure: str, a: States, b: States) -> list[tuple[str, str]] | None:
        """The series asked for, each once and in the order of its measure; None for all."""
        ones, others = self._states(a, "a"), self._states(b, "b")
        if direction == "state":
            named = [*ones, *(s for s in others if s != "-")]
            return [(s, "-") for s in dict.fromkeys(named)] or None
        if not ones and not others:
            return None
        if "-" in (*ones, *others):
            raise UserError(f"{measure} measures a pair; name two states")
        if len(ones) == len(others) == 1:
            return [self._pair(measure, ones[0], others[0])]
        known = self.manifest.states
        pairs = [(x, y) for x in ones or known for y in others or known if x != y]
        seen = {frozenset(p) if direction == "undirected" else p: p for p in reversed(pairs)}
        return list(reversed(seen.values()))

    def _states(self, given: States, name: str) -> list[str]:
        if given is None:
            return []
        several = [given] if isinstance(given, str) or not isinstance(given, Sequence) else list(given)
        if not several:
            raise UserError(f"{name}: the list is empty; name a state, or leave it out for all")
        found = list(dict.fromkeys(self._state(each, name) for each in several))
        for text in several:
            _warn(text, self)
        return found

    def _direction(self, measure: object) -> str:
        if not isinstance(measure, str):
            raise UserError(f"measure: give the id of a measure as text, not {type(measure).__name__}")
        return self.entry(measure).direction

    def _pair(self, measure: str, a: str, b: str) -> tuple[str, str]:
        direction = self._direction(measure)
        one, two = self._state(a, "a"), self._state(b, "b")
        if direction == "state":
            return one, "-"
        if two == "-":
            raise UserError(f"{measure} measures a pair; name two states")
        if one == two:
            raise UserError(f"a and b are the same state ({one}); {measure} measures two different ones")
        return one, two

    def _state(self, text: str, name: str) -> str:
        from comity.terms.country import resolve

        if not isinstance(text, str):
            raise UserError(f"{name}: give a state as text, a code or a name like 'KAZ', not {type(text).__name__}")
        return text if text == "-" or text in self.manifest.states else resolve(text, self.as_of).id

    def _period(self, measure: str, period: str) -> str:
        from comity.api.asking import period_of

        if not isinstance(period, str):
            raise UserError(f"period: give text like '2020' or '2020-01', not {type(period).__name__}")
        return period_of(period, self.entry(measure).grain, "period")


def _warn(text: str, atlas: DerivingAtlas) -> None:
    """Say where the series of the state that was named is carried on under another's code."""
    from comity.api.pair import one_state

    if text in ("-", *atlas.manifest.states):
        return
    for notice in one_state(text, atlas.as_of).notices:
        warnings.warn(notice, stacklevel=5)
