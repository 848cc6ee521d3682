"""An atlas that answers for derived quantities too: by the same methods and in the same rows as for those it stores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from comity.atlas.derived import derived
from comity.atlas.ids import declared, unknown
from comity.atlas.manifest import Entry
from comity.atlas.read import Atlas, Standing
from comity.errors import UnknownMeasure, UserError
from comity.quantities.derivations import DERIVATIONS, STATE, Derivation, derivation
from comity.terms.absence import Absence
from comity.terms.country import states
from comity.terms.part import whole_and_part
from comity.terms.ref import NOBODY

if TYPE_CHECKING:
    from comity.atlas.measurement import Measurement
    from comity.atlas.shared import Column


@dataclass(frozen=True, eq=False)
class DerivingAtlas(Atlas):
    """An `Atlas` of which derived quantities may be asked by their ids.

    One has a single row for a pair or a state: that of the atlas's day. Values of all pairs at once are not worked out:
    of these there is no percentile and no column.
    """

    def absence(self, measure: str) -> Absence | None:
        """Why there is none of a measure; None where there is. Raises UnknownMeasure for what is none."""
        found = _derivation(measure)
        if found is None:
            try:
                return super().absence(measure)
            except UnknownMeasure:
                raise UnknownMeasure(unknown(measure, {**declared(), **_titles()})) from None
        absent = [(m, super(DerivingAtlas, self).absence(m)) for m in found.needs or found.rests_on]
        lacking = [absence for _, absence in absent if absence is not None]
        return lacking[0] if lacking and (found.needs or len(lacking) == len(absent)) else None

    def entry(self, measure: str) -> Entry:
        """What is declared of a measure. Raises UserError with the nearest names, or why there is none of it."""
        found = _derivation(measure)
        if found is None or self.absence(measure) is not None:
            return super().entry(measure)
        behind = [super(DerivingAtlas, self).entry(m) for m in found.rests_on if super(DerivingAtlas, self).has(m)]
        return _entry(measure, found, behind)

    def ahead(self, *groups: tuple[Iterable[str], Iterable[tuple[str, str]]]) -> None:
        """Read what is stored in one query."""
        super().ahead(*((tuple(m for m in measures if derivation(m) is None), pairs) for measures, pairs in groups))

    def pair(self, a: str, b: str, measures: tuple[str, ...]) -> dict[str, list[Measurement]]:
        """Series of several measures for one pair; of a derived one its row."""
        stored = super().pair(a, b, tuple(m for m in measures if derivation(m) is None))
        return {m: stored[m] if m in stored else self._worked(m, [(a, b)]) for m in measures}

    def _about(self, measure: str, a: str, b: str, period: str) -> Sequence[Measurement]:
        return self.series(measure, a, b) if derivation(measure) else super()._about(measure, a, b, period)

    def every(self, measure: str, a: str, b: str = "-") -> list[Measurement]:
        """The stored series with its silent years; of a derived quantity its row."""
        return super().every(measure, a, b) if derivation(measure) is None else self.series(measure, a, b)

    def standing(self, m: Measurement) -> Standing | None:
        """Percentile of a stored value among the comparison that its measure names."""
        return super().standing(m) if derivation(m.measure) is None else None

    def partners(self, measure: str, a: str, period: str) -> list[Measurement]:
        """All of a's partners with a number in a period, highest value first."""
        if derivation(measure) is None:
            return super().partners(measure, a, period)
        found = [m for m in self._of(measure, a) if m.period == period]
        return sorted(found, key=lambda m: (-(m.value or 0.0), m.a, m.b))

    def column(self, measure: str, period: str) -> Column:
        """All values of a stored measure in a period; of a derived one those of single states."""
        if (found := derivation(measure)) is None:
            return super().column(measure, period)
        if found.direction != "state":
            return {}
        rows = self._worked(measure, [(s, NOBODY) for s in self.manifest.states])
        return {(m.a, m.b): m.value for m in rows if m.period == period and m.value is not None}

    def tells(self, measure: str, period: str) -> bool:
        """Whether there is a value of anybody in a period; of a derived pair's, of which there is no column, never."""
        return super().tells(measure, period) if derivation(measure) is None else bool(self.column(measure, period))

    def values_with(self, measure: str, a: str, period: str) -> list[float]:
        """The values of a measure of pairs with all partners of a in a period."""
        if derivation(measure) is None:
            return super().values_with(measure, a, period)
        return [m.value for m in self.partners(measure, a, period) if m.value is not None]

    def extremes(
        self, measure: str, period: str, most: int, *, lowest_first: bool = False
    ) -> tuple[list[Measurement], int]:
        """Of all values of a period the highest (or lowest), and how many there are; of derived pairs none."""
        if derivation(measure) is None:
            return super().extremes(measure, period, most, lowest_first=lowest_first)
        column = self.column(measure, period)
        order = sorted(column, key=lambda pair: (column[pair] if lowest_first else -column[pair], pair))
        return [self.at(measure, *pair, period) for pair in order[:most]], len(column)

    def last_period(self, measure: str, state: str | None = None) -> str | None:
        """The newest period of a measure with any value up to the day; with a `state`, of what is measured of it."""
        if (found := derivation(measure)) is None:
            return super().last_period(measure, state)
        some = self.manifest.states if state is None else (state,)
        if found.direction == "state":
            return max((m.period for m in self._worked(measure, [(s, NOBODY) for s in some])), default=None)
        # One that any pair has: of all pairs there are too many.
        each = (max((m.period for m in self._of(measure, s)), default=None) for s in some)
        return next((period for period in each if period is not None), None)

    def toward(self, measure: str, b: str, period: str) -> list[tuple[str, str]]:
        """The pairs of a directed measure in a period whose second state is b; of a derived one all that may be."""
        if (found := derivation(measure)) is None:
            return super().toward(measure, b, period)
        return [(s, NOBODY if found.direction == "state" else b) for s in self._others(b)]

    def rows(self, measure: str) -> str:
        """A FROM clause over the rows of a stored measure. Raises UserError for a derived one, which has none."""
        if derivation(measure) is not None:
            raise UserError(f"{measure} is worked out of one pair or state at a time; name the states")
        return super().rows(measure)

    def _others(self, state: str) -> list[str]:
        return [s for s in self.manifest.states if s != state]

    def _of(self, measure: str, a: str) -> tuple[Measurement, ...]:
        """The rows of a with every other state, worked out once."""
        pairs = [(a, s) for s in self._others(a)]
        return derived(self, f"{measure} {a}", lambda: tuple(self._worked(measure, pairs)))

    def _worked(self, measure: str, pairs: list[tuple[str, str]]) -> list[Measurement]:
        from comity.assessment.derived.work import work

        return [found.measurement for found in work(self, measure, pairs)]


def derived_measures() -> dict[str, Derivation]:
    """Every derivation by its id, once for each part that is a word."""
    return {id: found for d in DERIVATIONS for id in d.ids if (found := derivation(id)) is not None}


def _titles() -> dict[str, str]:
    return {id: d.title for id, d in derived_measures().items()}


@lru_cache(maxsize=10_000)
def _derivation(measure: str) -> Derivation | None:
    """The derivation that an id is of. Raises UserError for one that lacks its part, or has another."""
    if (found := derivation(measure)) is not None:
        of, part = whole_and_part(measure)
        if any(d.id == of and STATE in d.parts for d in DERIVATIONS) and part not in {STATE, *(s.id for s in states())}:
            raise UserError(f"{measure}: the last piece is a state's code; as in {of}.CODE")
        return found
    whole = next((d for d in DERIVATIONS if d.id in (measure, whole_and_part(measure)[0])), None)
    if whole is None:
        return None
    what = "the code of a third state" if STATE in whole.parts else f"one of {', '.join(whole.parts)}"
    raise UserError(f"{measure} is no quantity by itself; after {whole.id} and a dot write {what}")


def _in(grain: str, e: Entry, number: int, month: int) -> int:
    """A period of a stored measure as one of another grain is counted; of a year its first or last month."""
    if e.grain == grain:
        return number
    return number // 12 if grain == "year" else number * 12 + month


def _entry(id: str, d: Derivation, behind: list[Entry]) -> Entry:
    """What the list of contents would say of a derivation, if it were stored: of the periods of what it rests on."""
    first, last = min(_in(d.grain, e, e.first, 0) for e in behind), max(_in(d.grain, e, e.last, 11) for e in behind)
    return Entry(
        id=id,
        question=d.question,
        title=d.title,
        unit=d.unit,
        formula=d.formula,
        more=d.more,
        reference=d.reference,
        not_when=d.not_when,
        among=d.among,
        direction=d.direction,
        grain=d.grain,
        silence="not_reported",
        decimals=d.decimals,
        low=d.low,
        high=d.high,
        interval=d.interval,
        inputs=d.rests_on,
        basis=tuple(sorted({edition for e in behind for edition in e.basis})),
        first=first,
        last=last,
        rows=0,
        file="",
        sha256="",
    )
