"""What a section's writer sees: one pair in the atlas and the study's evidence, as of a date.

Everything that is read through a view is remembered, so that the assessment lists exactly the measurements
it used, and each has an id that `comity why` resolves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from comity.assessment.blocs.membership import Named
from comity.assessment.derived.row import Worked
from comity.assessment.people_unsure import unsure
from comity.assessment.record import Record
from comity.assessment.settings import threshold
from comity.assessment.trade_unsure import unsure_trade
from comity.assessment.words import name
from comity.atlas.measurement import Measurement, State
from comity.atlas.read import Atlas, Standing
from comity.dossier.figure import Point
from comity.dossier.finding import Estimate
from comity.dossier.measurement import MeasureRow
from comity.dossier.page1 import Kind
from comity.dossier.statement import Contradiction, EvidenceRow, PromiseRow
from comity.errors import UnknownMeasure
from comity.evidence.hypotheses import Contest
from comity.quantities.breaks import break_of
from comity.quantities.carried import carried
from comity.quantities.shelf import shelf
from comity.terms.detail import label, plain
from comity.terms.interval import Interval
from comity.terms.period import months_between, year_of
from comity.terms.ref import measurement_ref
from comity.terms.unit import number

_REASONS = {
    State.NOT_REPORTED: "not reported",
    State.OUTSIDE_COVERAGE: "outside the source's coverage",
    State.NOT_APPLICABLE: "not applicable",
    State.UNMATCHED: "not matched",
}


@dataclass
class View:
    """One pair (a, b) as of a date, from `since` on."""

    atlas: Atlas
    a: str
    b: str
    since: int
    evidence: tuple[EvidenceRow, ...] = ()
    poles: tuple[str, ...] = ()
    peers: tuple[str, ...] = ()
    rivals: tuple[tuple[str, str], ...] = ()
    """Hostile states that the study names, each after the one of the pair that it is hostile to."""
    register: tuple[Contradiction, ...] = ()
    promises: tuple[PromiseRow, ...] = ()
    blocs: tuple[Named, ...] = ()
    """Blocs that the study names."""
    contests: tuple[Contest, ...] = ()
    kind: Kind | None = None
    """What kind of relationship it is; None where nobody decided it."""
    record: Record | None = None
    """The chronicle of the two; None where it was not asked."""
    used: dict[str, Measurement] = field(default_factory=dict)
    derived: dict[str, Worked] = field(default_factory=dict)
    """What was worked out of what was read, by the id of its row."""

    def rivals_of(self, state: str) -> tuple[str, ...]:
        """The states that the study names as hostile to one of the pair."""
        return tuple(rival for of, rival in self.rivals if of == state)

    @property
    def as_of(self) -> date:
        """The day that everything is seen from."""
        return self.atlas.as_of

    @property
    def a_name(self) -> str:
        """Name of a within a sentence."""
        return name(self.a)

    @property
    def b_name(self) -> str:
        """Name of b within a sentence."""
        return name(self.b)

    def series(self, measure: str, a: str | None = None, b: str | None = None) -> list[Measurement]:
        """Stored measurements with a number or bounds, from `since` on, oldest first; empty if not in the atlas."""
        if not self.has(measure):
            return []
        first, second = self._pair(a, b)
        found = self.atlas.series(measure, first, second)
        return [self._use(m) for m in found if year_of(m.period) >= self.since and not _unsure(m)]

    def last(self, measure: str, a: str | None = None, b: str | None = None, *, least_n: int = 0) -> Measurement | None:
        """The newest measurement with a number (a true zero counts), with at least `least_n` observations.

        None where it is one figure carried on from year to year: that is no report, and not what the two deal in.
        """
        if not self.has(measure) or self.carried(measure, a, b):
            return None
        first, second = self._pair(a, b)
        if least_n:
            stored = self.atlas.series(measure, first, second)
            found = next((m for m in reversed(stored) if m.known and (m.n or 0) >= least_n), None)
        else:
            found = self.atlas.latest(measure, first, second)
        return None if found is None or _unsure(found) else self._use(found)

    def carried(self, measure: str, a: str | None = None, b: str | None = None) -> tuple[Measurement, ...]:
        """The first and the last figure of a series that stands still to the day; empty where it moves."""
        rule = carried(measure)
        if rule is None or not self.has(measure):
            return ()
        known = [m for m in self.atlas.series(measure, *self._pair(a, b)) if m.value is not None]
        if not rule.stands_still([m.value for m in known if m.value is not None]):
            return ()
        return self._use(known[-rule.least]), self._use(known[-1])

    def broke(self, measure: str, a: str | None = None, b: str | None = None) -> tuple[Measurement, ...]:
        """The figures before and after the newest fall that may be one of counting; empty where none was of late."""
        rule = break_of(measure)
        known = [] if rule is None else [m for m in self.series(measure, a, b) if m.value]
        place = None if rule is None else rule.last([m.value for m in known if m.value])
        if place is None or self.as_of.year - year_of(known[place].period) > threshold("event_standing_years"):
            return ()
        return known[place - 1], known[place]

    def at(self, measure: str, period: str, a: str | None = None, b: str | None = None) -> Measurement | None:
        """The cell of a period, whatever its state; None if the atlas lacks the measure."""
        if not self.has(measure):
            return None
        first, second = self._pair(a, b)
        return self._use(self.atlas.at(measure, first, second, period))

    def standing(self, m: Measurement | None) -> Standing | None:
        """Percentile of a measurement among its named comparison."""
        return None if m is None else self.atlas.standing(m)

    def past_shelf(self, m: Measurement) -> bool:
        """Whether a figure is too old on the day to be told as of now, by the shelf life of its kind."""
        return shelf(m.measure).is_past(m.period, self.as_of)

    def fresh(self, measure: str, a: str | None = None, b: str | None = None) -> Measurement | None:
        """The newest measurement that is more than zero and not past its shelf life; None where there is none."""
        m = self.last(measure, a, b)
        return None if m is None or not m.value or self.past_shelf(m) else m

    def fresh_ways(self, *measures: str) -> list[Measurement]:
        """The same of each measure from the first to the second of the two, and back; without what there is none of."""
        ways = [(measure, a, b) for measure in measures for a, b in ((self.a, self.b), (self.b, self.a))]
        return [m for way in ways if (m := self.fresh(*way)) is not None]

    def estimate(self, m: Measurement, *, standing: bool = True) -> Estimate:
        """The measurement as the report's estimate, with its percentile."""
        place = self.atlas.standing(m) if standing else None
        return Estimate(
            value=m.value,
            unit=m.unit,
            low=m.low,
            high=m.high,
            interval=m.interval,
            percentile=None if place is None else round(place.percentile, 1),
            among=None if place is None else f"{place.among} ({number(place.n)})",
        )

    @property
    def between(self) -> tuple[EvidenceRow, ...]:
        """Evidence about the two with each other, oldest first."""
        return tuple(row for row in self.evidence if {row.a, row.b} == {self.a, self.b})

    def statements(self, *questions: str) -> tuple[EvidenceRow, ...]:
        """Evidence filed under any of the questions, oldest first."""
        return tuple(row for row in self.evidence if row.question in questions)

    def has(self, *measures: str) -> bool:
        """Whether the atlas holds all of the measures.

        Raises LookupError for an id that no measure has: that is a mistake of ours, and no evidence of anything.
        """
        try:
            held = {m: self.atlas.has(m) for m in measures}
        except UnknownMeasure as error:
            raise LookupError(str(error)) from error
        return all(held.values())

    def source(self, *measures: str) -> str:
        """Who published what the measures rest on, and the periods covered: the line under a figure."""
        entries = [self.atlas.manifest.measures[m] for m in measures if self.has(m)]
        inputs = self.atlas.manifest.inputs
        names = dict.fromkeys(inputs[i].title for e in entries for i in e.basis)
        return f"{'; '.join(names)}. Measures: {', '.join(dict.fromkeys(e.id for e in entries))}."

    def worked(self, found: Worked) -> Measurement:
        """A derived row, remembered with what it rests on."""
        self.derived[ref(found.measurement)] = found
        return found.measurement

    def _pair(self, a: str | None, b: str | None) -> tuple[str, str]:
        return (self.a if a is None else a), (self.b if b is None else b)

    def _use(self, m: Measurement) -> Measurement:
        self.used[ref(m)] = m
        return m


def ref(m: Measurement) -> str:
    """The id of a measurement: `un.agreement/ISR-KAZ/2012`, `context.gdp/ISR/2020`."""
    return measurement_ref(m.measure, m.a, m.b, m.period)


def rows(view: View) -> list[MeasureRow]:
    """What was read and what was worked out of it as the report lists them, in the order of their ids."""
    found = {key: row(m) for key, m in view.used.items()}
    found |= {key: row(w.measurement, w.rests_on) for key, w in view.derived.items()}
    return [found[key] for key in sorted(found)]


def row(m: Measurement, rests_on: tuple[str, ...] = ()) -> MeasureRow:
    """The measurement as the report lists it, with the rows that a derived one rests on."""
    return MeasureRow(
        id=ref(m),
        measure=m.measure,
        a=m.a,
        b=m.b,
        period=m.period,
        value=m.value,
        low=m.low,
        high=m.high,
        unit=m.unit,
        state=m.state.value,
        interval=m.interval,
        n=m.n,
        label=label(m.details),
        details=tuple(map(plain, m.details)),
        basis=m.basis,
        rests_on=rests_on,
    )


def _unsure(m: Measurement) -> bool:
    """Whether nobody counted what a figure says, or it is known to be mistaken, so that no page may tell it."""
    return unsure(m.measure, m.a, m.b, m.value) or unsure_trade(m.measure, m.a, m.b, m.period)


def kind_of(found: list[Measurement]) -> Interval | None:
    """What the ends of a series are: one kind, that of its values; None where it has no ends."""
    kinds = [m.interval for m in found if m.interval is not None]
    return next((m.interval for m in found if m.interval is not None and m.known), kinds[0] if kinds else None)


def points(found: list[Measurement], first: int, last: int) -> tuple[Point, ...]:
    """Points of a yearly series for every year from `first` to `last`; a year without a row is a gap."""
    by_period = {m.period: m for m in found}
    return tuple(_point(by_period.get(str(year)), str(year)) for year in range(first, last + 1))


def monthly_points(found: list[Measurement]) -> tuple[Point, ...]:
    """Points of a monthly series from its first to its last month; a month without a row is a gap."""
    if not found:
        return ()
    by_period = {m.period: m for m in found}
    periods = months_between(found[0].period, found[-1].period)
    return tuple(_point(by_period.get(period), period) for period in periods)


def _point(m: Measurement | None, period: str) -> Point:
    if m is None:
        return Point(period=period, value=None, reason="no row in the source")
    reason = "" if m.value is not None else _REASONS.get(m.state, "no value")
    return Point(period=period, value=m.value, low=m.low, high=m.high, reason=reason)
