"""The atlas as a person asks it: by names or codes of states, with a mistake of one line where the question is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.atlas.read import Atlas
from comity.errors import UserError

if TYPE_CHECKING:
    from comity.atlas.measurement import Measurement


@dataclass(frozen=True, eq=False)
class NamedAtlas(Atlas):
    """An `Atlas` whose methods take a state by code or by name in any language, as of the atlas's day.

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
