"""Read the atlas: one dyad's series, a cell with its reason, a percentile, a ranking.

Nothing later than the as-of date is ever returned or compared with: a period counts only when all of it
lies on or before that date.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from comity.atlas.editions import locate
from comity.atlas.horizon import last_whole
from comity.atlas.ids import declared, unknown
from comity.atlas.kept import Kept
from comity.atlas.manifest import Entry, Manifest
from comity.atlas.measurement import NOBODY, STATES, Measurement, State, interval_ends
from comity.atlas.shared import Column, Shared, divided, opened
from comity.atlas.silence import silence
from comity.errors import UnknownMeasure, UserError
from comity.terms.absence import Absence, Why, reason
from comity.terms.detail import Shape, details_from, unpacked
from comity.terms.interval import kind_of_ends
from comity.terms.period import period_number, period_text

if TYPE_CHECKING:
    from comity.atlas.cross_section import CrossSection

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

_CELLS = 300_000
"""Measurements that a reader remembers: some five times what one assessment asks for."""


@dataclass(frozen=True, eq=False)
class Atlas:
    """A folder of measurements, seen as of a date. Open it with `Atlas.open`.

    Threads may share one: each asks through a cursor of its own, and what is remembered is bounded. `reader` gives the
    same atlas as seen from another day. All readers of an atlas in a process share what was read of its files.
    """

    folder: Path
    manifest: Manifest = field(repr=False)
    as_of: date
    known_on: date | None = None
    _shared: Shared = field(default=None, repr=False)  # type: ignore[assignment]
    _series: Kept[Key, Series] = field(default_factory=lambda: Kept(_CELLS, len), repr=False)

    def __post_init__(self) -> None:
        """One that was given nothing to share has all to itself."""
        if self._shared is None:
            object.__setattr__(self, "_shared", Shared(self.folder, self.manifest))

    @classmethod
    def open(cls, folder: Path | None, as_of: date, known_on: date | None = None, *, sparing: bool = False) -> Self:
        """Open the atlas in `folder` (the starter atlas if None), with what was known on a day (all, if None).

        A process that lives long is `sparing` with memory. Raises UserError or BadFile.
        """
        home, manifest = locate(folder if folder is not None else STARTER, known_on)
        return cls(home, manifest, as_of, known_on, opened(home, manifest, known_on, sparing))

    def reader(self, as_of: date, remembers: int = _CELLS) -> Self:
        """The same atlas seen from another day, nothing checked or read again; `remembers` so many measurements."""
        kept: Kept[Key, Series] = Kept(remembers, len)
        return type(self)(self.folder, self.manifest, as_of, self.known_on, self._shared.again(), kept)

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
        lacking = [key for key, found in held.items() if found is None]
        read = self._read(lacking) if lacking else {}
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
        """The wanted series, kept: from memory, or else all read in one query."""
        found: dict[Key, list[Measurement]] = {key: [] for key in wanted}
        named: dict[str, dict[tuple[int, int], list[Key]]] = {}
        for key in wanted:
            code = self._code_pair(*key)
            if code is None:
                continue
            if (table := self._shared.table(key[0])) is not None:
                found[key] = self._measured(key, table.rows(*code, self.horizon(key[0])))
            else:
                named.setdefault(key[0], {}).setdefault(code, []).append(key)
        asked = list(named.items())
        parts = [
            f"SELECT {i} AS i, a, b, period, value, low, high, n, state, {self._details(measure)}, basis "
            f"FROM {self.rows(measure)} WHERE {_of(codes)}"
            for i, (measure, codes) in enumerate(asked)
        ]
        for row in self._run(" UNION ALL ".join(parts) + " ORDER BY i, a, b, period") if parts else ():
            measure, codes = asked[row[0]]
            for key in codes[row[1], row[2]]:
                found[key] += self._measured(key, (self._typed(measure, row[3:]),))
        return {key: self._series.put(key, tuple(rows)) for key, rows in found.items()}

    def assessed(self) -> None:
        """Say that nearly everything is asked of one more pair: from the second on, measures are read whole."""
        self._shared.assessed()

    def at(self, measure: str, a: str, b: str, period: str) -> Measurement:
        """The cell of a pair and period: a value, or the reason why there is none."""
        rows = self._about(measure, a, b, period)
        return next((m for m in rows if m.period == period), None) or self.silent(measure, a, b, period)

    def _about(self, measure: str, a: str, b: str, period: str) -> Sequence[Measurement]:
        """The series of a pair; of one that was not read and lies in a table, no more than the row of the period."""
        key, number = (measure, a, "-" if self.entry(measure).direction == "state" else b), period_number(period)
        if self._series.get(key) is not None or (table := self._shared.table(measure)) is None:
            return self.series(measure, a, b)
        code = self._code_pair(*key)
        known = code is not None and number <= self.horizon(measure)
        return self._measured(key, table.rows(*code, number, since=number)) if known and code is not None else ()

    def every(self, measure: str, a: str, b: str = "-") -> list[Measurement]:
        """The stored series with every silent year between coverage's ends filled in by its reason.

        Monthly measures are given as stored.
        """
        entry, stored = self.entry(measure), self.series(measure, a, b)
        if entry.grain == "month":
            return stored
        by_period = {m.period: m for m in stored}
        years = [period_text(y, "year") for y in range(entry.first, min(entry.last, self.horizon(measure)) + 1)]
        return [by_period.get(year) or self.silent(measure, a, b, year) for year in years]

    def silent(self, measure: str, a: str, b: str, period: str) -> Measurement:
        """What the absence of a row means for a pair and period, by the measure's declaration."""
        entry = self.entry(measure)
        state = silence(entry, a, b, period_number(period), self.horizon(measure))
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
            told = period_text(min(entry.last_told, self.horizon(measure)), entry.grain)
            if not (known and known[-1].period > told) and (last := self.at(measure, a, b, told)).known:
                return last
        return known[-1] if known else None

    def horizon(self, measure: str) -> int:
        """The last stored period number that lies wholly on or before the as-of date.

        A period that was not over when its rows were made counts from the day to which they reach.
        """
        entry = self.entry(measure)
        whole = last_whole(self.as_of, entry.grain)
        running = entry.running_to is not None and entry.running_to <= self.as_of
        return max(whole, entry.last) if running and whole == entry.last - 1 else whole

    def standing(self, m: Measurement) -> Standing | None:
        """Percentile of a value among the comparison that its measure names; None without a number."""
        if m.value is None:
            return None
        entry = self.entry(m.measure)
        stored = m.value if entry.decimals is None else round(m.value * entry.scale)
        section = self._section(m.measure, m.period)
        (below, equal), n = section.place(stored), len(section.value)
        return Standing(100 * (below + equal / 2) / n, entry.among, n) if n else None

    def _section(self, measure: str, period: str) -> CrossSection:
        return self._shared.section(measure, period_number(period))

    def partners(self, measure: str, a: str, period: str) -> list[Measurement]:
        """All of a's partners with a number in a period, highest value first; read once."""
        if not self._reached(measure, period):
            return []
        key = (measure, a, period_number(period))
        return list(self._shared.partners.of(key, lambda: tuple(self._ranked(*key))))

    def _ranked(self, measure: str, a: str, period: int) -> list[Measurement]:
        entry, code, states = self.entry(measure), self._code(a), self.manifest.states
        if (table := self._shared.table(measure)) is not None:
            ranked = table.with_state(code, period, either=entry.direction != "directed")
            return [m for b, row in ranked for m in self._measured((measure, a, states[b]), (row,))]
        sides = [("a", "b")] if entry.direction == "directed" else [("a", "b"), ("b", "a")]
        query = " UNION ALL ".join(
            f"SELECT {other} AS partner, period, value, low, high, n, state, {self._details(measure)}, basis "
            f"FROM {self.rows(measure)} WHERE {own} = {code} AND {other} <> {NOBODY} "
            f"AND period = {period} AND value IS NOT NULL"
            for own, other in sides
        )
        rows = self._run(f"SELECT * FROM ({query}) ORDER BY value DESC, partner")
        return [
            m for b, *row in rows for m in self._measured((measure, a, states[b]), (self._typed(measure, tuple(row)),))
        ]

    def column(self, measure: str, period: str) -> Column:
        """All values of a measure in a period by (a, b), read once. It is shared, and must not be changed."""
        return self._shared.column(measure, period_number(period)) if self._reached(measure, period) else {}

    def tells(self, measure: str, period: str) -> bool:
        """Whether there is a value of anybody in a period."""
        return self._reached(measure, period) and period_number(period) in self._shared.periods(measure)

    def values_with(self, measure: str, a: str, period: str) -> list[float]:
        """The values of a measure of pairs with all partners of a in a period, in the order of the pairs."""
        if not self._reached(measure, period):
            return []
        entry = self.entry(measure)
        found = self._section(measure, period).with_state(self._code(a), either=entry.direction != "directed")
        return divided(found, *entry.ratio)

    def toward(self, measure: str, b: str, period: str) -> list[tuple[str, str]]:
        """The pairs of a directed measure in a period whose second state is b; of single states all others."""
        return [(one, two) for one, two in self.column(measure, period) if two == b or (two == "-" and one != b)]

    def extremes(
        self, measure: str, period: str, most: int, *, lowest_first: bool = False
    ) -> tuple[list[Measurement], int]:
        """Of all values of a period the `most` highest (or lowest) in order, ties by code; and how many there are."""
        if not self._reached(measure, period):
            return [], 0
        section, states = self._section(measure, period), self.manifest.states
        codes = section.first(most, lowest_first=lowest_first)
        named = [(states[a], "-" if b == NOBODY else states[b]) for a, b in codes]
        return [self.at(measure, a, b, period) for a, b in named], len(section.value)

    def _reached(self, measure: str, period: str) -> bool:
        """Whether a period lies wholly on or before the as-of date."""
        return period_number(period) <= self.horizon(measure)

    def details(self, measure: str, shape: type[Shape], period: str) -> dict[str, tuple[Shape, ...]]:
        """The details of a measure of single states in a period, by state. Raises TypeError where it has others."""
        if self.entry(measure).details is not shape:
            raise TypeError(f"{measure} has no details {shape.__name__}")
        states = self.manifest.states
        if not self._reached(measure, period):
            return {}
        if (table := self._shared.table(measure)) is not None:
            return {states[a]: named for a, named in table.named(period_number(period))}  # type: ignore[misc]
        rows = self._run(
            f"SELECT a, {self._details(measure)} FROM {self.rows(measure)} "
            f"WHERE period = {period_number(period)} AND details IS NOT NULL ORDER BY a"
        )
        return {states[a]: details_from(shape, texts) for a, texts in rows}

    def last_period(self, measure: str, state: str | None = None) -> str | None:
        """The newest period of a measure with any value up to the as-of date; read once.

        With a `state` only what is measured of it counts: of a directed measure, what goes from it.
        """
        entry, horizon = self.entry(measure), self.horizon(measure)
        (found,) = self._shared.newest.of((measure, state, horizon), lambda: (self._newest(measure, state, horizon),))
        return None if found is None else period_text(found, entry.grain)

    def _newest(self, measure: str, state: str | None, horizon: int) -> int | None:
        either, code = self.entry(measure).direction == "undirected", None if state is None else self._code(state)
        if (table := self._shared.table(measure)) is not None:
            return table.newest(code, horizon, either=either)
        whose = "" if code is None else f"AND {code} IN (a, b)" if either else f"AND a = {code}"
        newest: int | None = self._run(f"SELECT max(period) FROM {self.rows(measure)} WHERE value IS NOT NULL {whose}")[
            0
        ][0]
        return newest

    def rows(self, measure: str) -> str:
        """A FROM clause over the measure's rows as stored, cut at the as-of date."""
        self.entry(measure)
        return f"(SELECT * FROM {self._shared.stored(measure)} WHERE period <= {self.horizon(measure)})"

    def _details(self, measure: str) -> str:
        """SQL for the details of a row, of one type for all measures so that several are read in one query."""
        shape = self.entry(measure).details
        return "NULL::VARCHAR[][]" if shape is None else unpacked(shape, "details")

    def _run(self, query: str) -> list[tuple[Any, ...]]:
        return self._shared.files.rows(query)

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

    def _typed(self, measure: str, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """A row as a table in memory has it: its details as the objects that they are."""
        shape = self.entry(measure).details
        *before, texts, basis = row
        return (*before, () if shape is None else details_from(shape, texts), basis)

    def _measured(self, key: Key, rows: Sequence[tuple[Any, ...]]) -> list[Measurement]:
        """Stored rows (`table.Row`) of a series as measurements."""
        measure, a, b = key
        entry = self.entry(measure)
        (times, per), grain, unit, usual = entry.ratio, entry.grain, entry.unit, entry.basis
        interval, bounds = entry.interval, entry.bounds
        found = []
        for period, stored, below, above, n, state, details, basis in rows:
            value, low, high = None if stored is None else stored * times / per, None, None
            if below is not None or above is not None:
                low, high = (None if v is None else v * times / per for v in interval_ends(stored, below, above))
            found.append(
                Measurement(
                    measure=measure,
                    a=a,
                    b="-" if entry.direction == "state" else b,
                    period=period_text(period, grain),
                    value=value,
                    low=low,
                    high=high,
                    unit=unit,
                    state=STATES[state],
                    n=n,
                    basis=usual if basis is None else (usual[basis],),
                    details=details,
                    interval=None if low is high is None else kind_of_ends(value, low, high, interval, bounds),
                )
            )
        return found


def _of(codes: Iterable[tuple[int, int]]) -> str:
    """SQL for the rows of some pairs; the lists are what the engine can hold against a row group's least and most."""
    pairs = sorted(codes)
    members = (("a", {a for a, _ in pairs}), ("b", {b for _, b in pairs}))
    within = " AND ".join(f"{name} IN ({', '.join(map(str, sorted(ids)))})" for name, ids in members)
    return f"{within} AND ({' OR '.join(f'(a = {a} AND b = {b})' for a, b in pairs)})"
