"""Read the atlas: one dyad's series, a cell with its reason, a percentile, a ranking.

Nothing later than the as-of date is ever returned or compared with: a period counts only when all of it
lies on or before that date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.atlas.editions import locate
from comity.atlas.files import Files
from comity.atlas.ids import declared, unknown
from comity.atlas.kept import Kept
from comity.atlas.manifest import Entry, Manifest
from comity.atlas.measurement import NOBODY, STATES, Measurement, State, interval_ends
from comity.errors import UnknownMeasure, UserError
from comity.terms.absence import Absence, Why, reason
from comity.terms.detail import Shape, details_from, unpacked
from comity.terms.interval import kind_of_ends
from comity.terms.membership import coexisted, system_members

if TYPE_CHECKING:
    from comity.atlas.cross_section import Arrays, CrossSection, CrossSections

STARTER = Path(__file__).parent / "starter"
"""The atlas that ships with the package."""


Key = tuple[str, str, str]
"""A series: the measure, its first state, and its second or "-"."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a value stands: share of the comparison that lies below it (ties count half), 0 to 100."""

    percentile: float
    among: str
    n: int


Series = tuple[Measurement, ...]
Column = Mapping[tuple[str, str], float]

_CELLS, _PAIRS = 300_000, 1_000_000
"""Measurements, and pairs of columns, that a reader remembers: some five times what one assessment asks for."""


@dataclass(frozen=True, eq=False)
class Atlas:
    """A folder of measurements, seen as of a date. Open it with `Atlas.open`.

    Threads may share one: each asks through a cursor of its own, and what is remembered is bounded. `reader` gives the
    same atlas as seen from another day.
    """

    folder: Path
    manifest: Manifest
    as_of: date
    known_on: date | None = None
    _files: Files = field(default_factory=Files, repr=False)
    _series: Kept[Key, Series] = field(default_factory=lambda: Kept(_CELLS, len), repr=False)
    _columns: Kept[tuple[str, str], Column] = field(default_factory=lambda: Kept(_PAIRS, len), repr=False)
    _last: Kept[tuple[str, str | None], tuple[str | None]] = field(default_factory=lambda: Kept(_CELLS), repr=False)
    _partners: Kept[Key, Series] = field(default_factory=lambda: Kept(_CELLS, len), repr=False)

    @classmethod
    def open(cls, folder: Path | None, as_of: date, known_on: date | None = None) -> Atlas:
        """Open the atlas in `folder` (the starter atlas if None), with what was known on a day (all, if None).

        Raises UserError or BadFile.
        """
        home, manifest = locate(folder if folder is not None else STARTER, known_on)
        return cls(home, manifest, as_of, known_on=known_on)

    def reader(self, as_of: date) -> Atlas:
        """The same atlas seen from another day. What was checked is not checked again; nothing else is shared."""
        return Atlas(self.folder, self.manifest, as_of, self.known_on, self._files)

    def entry(self, measure: str) -> Entry:
        """What the atlas says of a measure. Raises UserError with the nearest names, or why it is absent."""
        if measure in self.manifest.measures:
            return self.manifest.measures[measure]
        absence = self.absence(measure)
        assert absence is not None
        raise UserError(f"{measure} is not in this atlas: {reason(absence)}")

    def absence(self, measure: str) -> Absence | None:
        """Why the atlas lacks a measure; None if it holds it. Raises UnknownMeasure for what is none."""
        if measure in self.manifest.measures:
            return None
        if measure in self.manifest.absent:
            return self.manifest.absent[measure]
        if measure in declared():
            return Absence(Why.NEWER)
        raise UnknownMeasure(
            unknown(measure, {**declared(), **{e.id: e.title for e in self.manifest.measures.values()}})
        )

    def has(self, measure: str) -> bool:
        """Whether the atlas holds the measure. Raises UnknownMeasure for what is none."""
        return self.absence(measure) is None

    def series(self, measure: str, a: str, b: str = "-") -> list[Measurement]:
        """All stored measurements of a pair (or state), oldest first, up to the as-of date."""
        return self.pair(a, b, (measure,))[measure]

    def pair(self, a: str, b: str, measures: tuple[str, ...]) -> dict[str, list[Measurement]]:
        """Stored series of several measures for one pair in one pass. What was read once is not read again."""
        keys = {m: (m, a, "-" if self.entry(m).direction == "state" else b) for m in measures}
        held = {key: self._series.get(key) for key in keys.values()}
        read = self._read([key for key, found in held.items() if found is None])
        return {m: list(held[key] or read.get(key, ())) for m, key in keys.items()}

    def ahead(self, *groups: tuple[Iterable[str], Iterable[tuple[str, str]]]) -> None:
        """Read the series that will be asked for in one query: of each group's measures, those of each of its pairs.

        Single states are pairs with "-". A query of its own for each series costs fifty times as much. Measures that
        the atlas lacks are passed over.
        """
        keys: dict[Key, None] = {}
        for measures, pairs in groups:
            held, wanted = [m for m in measures if self.has(m)], list(pairs)
            keys |= {(m, a, "-" if self.entry(m).direction == "state" else b): None for m in held for a, b in wanted}
        self._read([key for key in keys if self._series.get(key) is None])

    def _read(self, wanted: list[Key]) -> dict[Key, Series]:
        """The wanted series, all read in one query, and kept."""
        found: dict[Key, list[Measurement]] = {key: [] for key in wanted}
        named: dict[str, dict[tuple[int, int], list[Key]]] = {}
        for key in wanted:
            if (code := self._code_pair(*key)) is not None:
                named.setdefault(key[0], {}).setdefault(code, []).append(key)
        asked = list(named.items())
        parts = [
            f"SELECT {i} AS i, a, b, period, value, low, high, n, state, {self._details(measure)}, basis "
            f"FROM {self.rows(measure)} WHERE {' OR '.join(f'(a = {a} AND b = {b})' for a, b in codes)}"
            for i, (measure, codes) in enumerate(asked)
        ]
        for row in self._run(" UNION ALL ".join(parts) + " ORDER BY i, a, b, period") if parts else ():
            measure, codes = asked[row[0]]
            for key in codes[row[1], row[2]]:
                found[key].append(self._measurement(measure, key[1], key[2], row[3:]))
        return {key: self._series.put(key, tuple(rows)) for key, rows in found.items()}

    def at(self, measure: str, a: str, b: str, period: str) -> Measurement:
        """The cell of a pair and period: a value, or the reason why there is none."""
        for found in self.series(measure, a, b):
            if found.period == period:
                return found
        return self.silent(measure, a, b, period)

    def every(self, measure: str, a: str, b: str = "-") -> list[Measurement]:
        """The stored series with every silent year between coverage's ends filled in by its reason.

        Monthly measures are given as stored.
        """
        entry, stored = self.entry(measure), self.series(measure, a, b)
        if entry.grain == "month":
            return stored
        by_period = {m.period: m for m in stored}
        years = [_text(y, "year") for y in range(entry.first, min(entry.last, self.horizon(measure)) + 1)]
        return [by_period.get(year) or self.silent(measure, a, b, year) for year in years]

    def silent(self, measure: str, a: str, b: str, period: str) -> Measurement:
        """What the absence of a row means for a pair and period, by the measure's declaration."""
        entry = self.entry(measure)
        state = self._silence(entry, a, b, _number(period))
        value = 0.0 if state is State.TRUE_ZERO else None
        return Measurement(
            measure, a, b, period, value, None, None, entry.unit, state, None, entry.basis, interval=None
        )

    def latest(self, measure: str, a: str, b: str = "-") -> Measurement | None:
        """The newest measurement with a number, or None.

        Where the source's silence is a true zero, the newest covered period counts even without a row.
        """
        known = [m for m in self.series(measure, a, b) if m.known]
        entry = self.entry(measure)
        if entry.silence == "true_zero":
            last = self.at(measure, a, b, _text(min(entry.last, self.horizon(measure)), entry.grain))
            if last.known:
                return last
        return known[-1] if known else None

    def horizon(self, measure: str) -> int:
        """The last stored period number that lies wholly on or before the as-of date."""
        return _horizon(self.as_of, self.entry(measure).grain)

    def standing(self, m: Measurement) -> Standing | None:
        """Percentile of a value among the comparison that its measure names; None without a number."""
        if m.value is None:
            return None
        entry = self.entry(m.measure)
        stored = m.value if entry.decimals is None else round(m.value * entry.scale)
        section = self._section(m.measure, m.period)
        (below, equal), n = section.place(stored), len(section.value)
        return Standing(100 * (below + equal / 2) / n, entry.among, n) if n else None

    @cached_property
    def _sections(self) -> CrossSections:
        from comity.atlas.cross_section import CrossSections

        return CrossSections(self._arrays)

    def _section(self, measure: str, period: str) -> CrossSection:
        return self._sections.at(measure, _number(period))

    def _arrays(self, measure: str, period: int | None) -> Arrays:
        which = "" if period is None else f" AND period = {period}"
        # Rows come as they lie, by pair: to sort them again would cost as much as to find them.
        known = f"{self.rows(measure)} WHERE value IS NOT NULL{which}"
        return self._files.arrays(f"SELECT a, b, period, value FROM {known}")

    def partners(self, measure: str, a: str, period: str) -> list[Measurement]:
        """All of a's partners with a number in a period, highest value first; read once."""
        return list(self._partners.of((measure, a, period), lambda: tuple(self._ranked(measure, a, period))))

    def _ranked(self, measure: str, a: str, period: str) -> list[Measurement]:
        entry, code = self.entry(measure), self._code(a)
        sides = [("a", "b")] if entry.direction == "directed" else [("a", "b"), ("b", "a")]
        query = " UNION ALL ".join(
            f"SELECT {other} AS partner, period, value, low, high, n, state, {self._details(measure)}, basis "
            f"FROM {self.rows(measure)} WHERE {own} = {code} AND {other} <> {NOBODY} "
            f"AND period = {_number(period)} AND value IS NOT NULL"
            for own, other in sides
        )
        rows = self._run(f"SELECT * FROM ({query}) ORDER BY value DESC, partner")
        states = self.manifest.states
        return [self._measurement(measure, a, states[row[0]], row[1:]) for row in rows]

    def column(self, measure: str, period: str) -> Column:
        """All values of a measure in a period by (a, b), read once."""
        return self._columns.of((measure, period), lambda: self._column(measure, period))

    def _column(self, measure: str, period: str) -> Column:
        scale, states, section = self.entry(measure).scale, (*self.manifest.states, "-"), self._section(measure, period)
        pairs = zip(section.a.tolist(), section.b.tolist(), section.value.tolist(), strict=True)
        return {(states[a], states[b]): value / scale for a, b, value in pairs}

    def details(self, measure: str, shape: type[Shape], period: str) -> dict[str, tuple[Shape, ...]]:
        """The details of a measure of single states in a period, by state. Raises TypeError where it has others."""
        if self.entry(measure).details is not shape:
            raise TypeError(f"{measure} has no details {shape.__name__}")
        rows = self._run(
            f"SELECT a, {self._details(measure)} FROM {self.rows(measure)} "
            f"WHERE period = {_number(period)} AND details IS NOT NULL ORDER BY a"
        )
        return {self.manifest.states[a]: details_from(shape, texts) for a, texts in rows}

    def last_period(self, measure: str, state: str | None = None) -> str | None:
        """The newest period of a measure with any value up to the as-of date; read once.

        With a `state` only what is measured of it counts: of a directed measure, what goes from it.
        """
        return self._last.of((measure, state), lambda: (self._newest(measure, state),))[0]

    def _newest(self, measure: str, state: str | None) -> str | None:
        whose = ""
        if state is not None:
            either = self.entry(measure).direction == "undirected"
            whose = f"AND {self._code(state)} IN (a, b)" if either else f"AND a = {self._code(state)}"
        row = self._run(f"SELECT max(period) FROM {self.rows(measure)} WHERE value IS NOT NULL {whose}")[0]
        return None if row[0] is None else _text(row[0], self.entry(measure).grain)

    def rows(self, measure: str) -> str:
        """A FROM clause over the measure's rows as stored, cut at the as-of date."""
        entry = self.entry(measure)
        path = self._files.checked(self.folder, entry)
        quoted = str(path).replace("'", "''")
        return f"(SELECT * FROM read_parquet('{quoted}') WHERE period <= {self.horizon(measure)})"

    def _details(self, measure: str) -> str:
        """SQL for the details of a row, of one type for all measures so that several are read in one query."""
        shape = self.entry(measure).details
        return "NULL::VARCHAR[][]" if shape is None else unpacked(shape, "details")

    def _run(self, query: str) -> list[tuple[Any, ...]]:
        return self._files.rows(query)

    def _code(self, state: str) -> int:
        return NOBODY if state == "-" else self.manifest.states.index(state)

    def _code_pair(self, measure: str, a: str, b: str) -> tuple[int, int] | None:
        direction = self.entry(measure).direction
        if a not in self.manifest.states or (b != "-" and b not in self.manifest.states):
            return None
        if direction == "state":
            return self._code(a), NOBODY
        if b == "-":
            raise UserError(f"{measure} measures a pair; name two states")
        if direction == "undirected" and a > b:
            a, b = b, a
        return self._code(a), self._code(b)

    def _measurement(self, measure: str, a: str, b: str, row: tuple) -> Measurement:  # type: ignore[type-arg]
        entry = self.entry(measure)
        scale = entry.scale
        period, stored, below, above, n, state, texts, basis = row
        ends = interval_ends(stored, below, above)
        value, low, high = (None if v is None else v / scale for v in (stored, *ends))
        return Measurement(
            measure=measure,
            a=a,
            b="-" if entry.direction == "state" else b,
            period=_text(period, entry.grain),
            value=value,
            low=low,
            high=high,
            unit=entry.unit,
            state=STATES[state],
            n=n,
            basis=entry.basis if basis is None else (entry.basis[basis],),
            details=() if entry.details is None else details_from(entry.details, texts),
            interval=kind_of_ends(value, low, high, entry.interval, entry.bounds),
        )

    def _silence(self, entry: Entry, a: str, b: str, period: int) -> State:
        year = period // 12 if entry.grain == "month" else period
        members = [a] if entry.direction == "state" else [a, b]
        if not all(_existed_in(s, year) for s in members):
            return State.NOT_APPLICABLE
        if not entry.first <= period <= min(entry.last, self.horizon(entry.id)):
            return State.OUTSIDE_COVERAGE
        if entry.silence == "not_reported":
            return State.NOT_REPORTED
        counted = all(_existed_in(s, year, "cow") for s in members)
        return State.TRUE_ZERO if counted else State.OUTSIDE_COVERAGE


def _existed_in(state: str, year: int, system: str = "") -> bool:
    """Membership on any day of a year; an entity that no system lists is taken to have always been there."""
    if coexisted(state, state, date(year, 1, 1), date(year, 12, 31)) is None:
        return False
    return not system or state in {member for _, member in system_members(system, year)}


def _horizon(as_of: date, grain: str) -> int:
    from calendar import monthrange

    if grain == "year":
        return as_of.year if (as_of.month, as_of.day) == (12, 31) else as_of.year - 1
    complete = as_of.day == monthrange(as_of.year, as_of.month)[1]
    return as_of.year * 12 + as_of.month - (1 if complete else 2)


def _number(period: str) -> int:
    year, _, month = period.partition("-")
    return int(year) * 12 + int(month) - 1 if month else int(year)


def _text(period: int, grain: str) -> str:
    return f"{period // 12:04d}-{period % 12 + 1:02d}" if grain == "month" else f"{period:04d}"
