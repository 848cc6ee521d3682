"""Numbers in sentences, and the rows of a report that hold them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from math import exp, floor, isfinite, log10
from pathlib import Path

from comity.assessment.words import lowered
from comity.dossier.assessment import Assessment
from comity.dossier.finding import Finding
from comity.dossier.measurement import MeasureRow
from comity.dossier.section import SectionModel
from comity.dossier.statement import INSTRUMENTS, EvidenceRow
from comity.evidence.independence import independent
from comity.terms.curated import curated_rows

_NUMBER = re.compile(
    r"(?<![\w.,/-])[\u2212-]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:st|nd|rd|th)?(?![\w/])"
    r"(?: (thousand|million|billion|trillion))?( ?%| percentage points?)?"
)
_SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_LESS = re.compile(r"\b(less than|below|under|at most)( US\$)? $")
_MORE = re.compile(r"\b(more than|over|above|at least)( US\$)? $")
_MOST_LOG = 50
"""Log ratios from here have no percentage worth a word."""
_SIGNIFICANT = 2
"""Digits to which sentences round large values."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed: its value, and how far the value behind it is from it at most.

    `bound` is "below" or "above" where the sentence says less or more than that.
    """

    text: str
    value: float
    slack: float
    bound: str = ""


@cache
def _constants() -> re.Pattern[str]:
    return re.compile("|".join(r["pattern"] for r in curated_rows(Path(__file__).parent / "lint_constants.csv")))


def numbers(text: str) -> Iterator[Number]:
    """Every number of a text that is not a date, a grade, an id or the level of an interval."""
    plain = _constants().sub(" ", text)
    for found in _NUMBER.finditer(plain):
        whole, fraction, word, percent = found[1].replace(",", ""), found[2] or "", found[3], found[4]
        scale = _SCALE.get(word or "", 1.0) * (0.01 if percent else 1.0)
        value = float(whole + fraction) * scale
        last = 0.5 * 10.0 ** -max(len(fraction) - 1, 0) * scale
        large = value > 0 and (value >= 100 * scale or bool(word))
        coarse = 0.5 * 10 ** (floor(log10(value)) - _SIGNIFICANT + 1) if large else 0.0
        lead = text_before(plain, found.start())
        bound = "below" if _LESS.search(lead) else "above" if _MORE.search(lead) else ""
        yield Number(found[0].strip(), value, max(last, coarse) * 1.02, bound)


def text_before(text: str, place: int) -> str:
    """The few words before a place, which say whether a number is a bound."""
    return text[max(place - 24, 0) : place]


class Held:
    """Values that rows hold."""

    def __init__(self, values: Iterable[float], more: Callable[[], list[float]] | None = None) -> None:
        self.values = sorted({abs(v) for v in values if isfinite(v)})
        self._more = more

    def holds(self, number: Number) -> bool:
        """Whether a value lies within rounding of the number, as it is or as a percentage."""
        if number.bound and self.values:
            least, most = self.values[0], self.values[-1]
            if least <= number.value if number.bound == "below" else most >= number.value:
                return True
        if any(abs(v - number.value) <= number.slack for v in self.values):
            return True
        if self._more is None:
            return False
        more, self._more = self._more, None
        self.values = sorted({*self.values, *more()})
        return self.holds(number)


Standing = Callable[[MeasureRow], float | None]
"""The percentile of a measurement among its comparison, 0 to 100."""


class Known:
    """What a report holds, by finding and by section."""

    def __init__(self, it: Assessment, standing: Standing | None = None) -> None:
        self.it = it
        self._standing = standing
        self.findings = {f.id: f for f in it.findings}
        self.measures = {m.id: m for m in it.measures}
        self.evidence = {e.id: e for e in it.evidence}
        quoted = (
            *(e.claim for e in it.evidence),
            *(c.what for c in it.contradictions),
            *(told for e in it.chronicle for told in (e.what, e.what.partition(". ")[0])),
            *(s.what for s in it.status),
        )
        # Within a sentence a claim begins small.
        told = {told for text in quoted for told in (text.rstrip("."), lowered(text.rstrip(".")))}
        self._claims = sorted(told, key=lambda text: (-len(text), text))
        self._series: dict[tuple[str, str, str], tuple[int, int]] = {}
        for m in it.measures:
            key = (m.measure, m.a, m.b)
            n, nonzero = self._series.get(key, (0, 0))
            self._series[key] = (n + 1, nonzero + bool(m.value))
        self._methods = {m.measure: m for m in it.methods}
        self._kept: dict[str, list[float]] = {}
        self._of_findings: dict[str, list[float]] = {}
        self._of_tables: dict[str, list[float]] = {}

    def without_quotations(self, text: str) -> str:
        """The text without claims and entries of the register that it repeats word for word: those are rows."""
        for claim in self._claims:
            if claim in text:
                text = text.replace(claim, "…")
        return text

    def of_finding(self, f: Finding) -> Held:
        """Values in the basis of a finding: measured, counted, and what follows from two of one measure."""
        rows = [self.measures[i] for i in f.basis if i in self.measures]
        return Held(self._within(f), lambda: [*(p for m in rows for p in self._place(m)), *self._tables(f.question)])

    def _within(self, f: Finding) -> list[float]:
        """What a finding's basis holds without places and tables."""
        if f.id not in self._of_findings:
            self._of_findings[f.id] = self._reckoned(f)
        return self._of_findings[f.id]

    def _reckoned(self, f: Finding) -> list[float]:
        rows = [self.measures[i] for i in f.basis if i in self.measures]
        said = [self.evidence[i] for i in f.basis if i in self.evidence]
        values = [v for m in rows for v in self._measured(m)]
        values += [v for e in said for v in _stated(e)]
        values += _derived(rows)
        values += [float(n) for m in rows for n in self._series.get((m.measure, m.a, m.b), ())]
        values += [*_counts(said), float(len(f.basis)), *self._contradictions(f), *self._promised(f)]
        if f.estimate is not None:
            e = f.estimate
            values += [v for v in (e.value, e.low, e.high) if v is not None]
            if e.percentile is not None:
                values += [e.percentile / 100, 1 - e.percentile / 100, e.percentile]
            values += _digits(e.among or "")
        if f.likelihood is not None:
            values += [f.likelihood.probability, 1 - f.likelihood.probability]
        return values

    def _contradictions(self, f: Finding) -> tuple[float, float]:
        """How many entries of the register touch the basis of a finding, and how many beyond those that it tells."""
        touched = [c for c in self.it.contradictions if set(c.rows) & set(f.basis)]
        told = sum(any(c.what in line for line in f.against) for c in touched)
        return float(len(touched)), float(len(touched) - told)

    def _promised(self, f: Finding) -> list[float]:
        """How many plans in the basis of a finding came to each end, and how many were done, late or not."""
        states = [p.state for p in self.it.promises if p.row in f.basis]
        return [float(states.count(s)) for s in set(states)] + [float(sum(s in ("done", "done late") for s in states))]

    def of_section(self, s: SectionModel) -> Held:
        """Values of a section: those of its findings, of its tables and figures, and of every measurement used."""
        return Held(self._in_section(s))

    def _in_section(self, s: SectionModel) -> list[float]:
        values = [v for i in s.findings for v in self._within(self.findings[i])]
        values += [v for m in self.it.measures for v in self._measured(m)]
        values += self._tables(s.id)
        for g in self.it.figures:
            if g.id in s.figures:
                values += [x for b in g.bars for x in (b.value, b.low, b.high) if x is not None]
                values += [x / 100 for b in g.bars for x in (b.value,) if x is not None]
                values.append(float(len({c.row for c in g.cells})))
        mine = [e for e in self.it.evidence if e.question == s.id]
        pair = {self.it.dyad.a, self.it.dyad.b}
        between = [e for e in self.it.evidence if {e.a, e.b} == pair]
        values += (
            _counts(mine) + _counts(between) + [float(len({e.sector for e in between if e.kind in INSTRUMENTS} - {""}))]
        )
        values += [float(len(self.it.sections)), *(float(n) for n in range(len(self.it.sections)))]
        values += _digits(" ".join(m.among for m in self.it.methods))
        values += [v for f in self.it.findings if f.question == s.id for v in self._within(f)]
        return values

    def _tables(self, question: str) -> list[float]:
        """Numbers in the cells and heads of a section's tables, and their numbers of rows."""
        if question in self._of_tables:
            return self._of_tables[question]
        held: list[float] = []
        for t in self.it.tables:
            if t.question == question:
                held += [float(c) for row in t.rows for c in row if isinstance(c, int | float)]
                held += [v for row in t.rows for c in row if isinstance(c, str) for v in _digits(c)]
                held += [float(len(t.rows)), *(v for c in t.columns for v in _digits(c.name))]
        self._of_tables[question] = held
        return held

    def _place(self, m: MeasureRow) -> list[float]:
        """The percentile of a row, and what it leaves, as shares; nothing where nobody can tell."""
        place = self._standing(m) if self._standing is not None else None
        return [] if place is None else [place / 100, 1 - place / 100, place]

    def _measured(self, m: MeasureRow) -> list[float]:
        """What one row holds; worked out once, for every section asks it of every row."""
        if m.id not in self._kept:
            self._kept[m.id] = self._read(m)
        return self._kept[m.id]

    def _read(self, m: MeasureRow) -> list[float]:
        values = [v for v in (m.value, m.low, m.high) if v is not None]
        values += [1 - abs(v) for v in values if abs(v) <= 1]
        if m.unit == "log_ratio":
            values += [exp(v) - 1 for v in (m.value, m.low, m.high) if v is not None and v < _MOST_LOG]
        method = self._methods.get(m.measure)
        return [
            *values,
            *([float(m.n)] if m.n is not None else []),
            *(v for detail in m.details for field in detail.values() for v in _field(field)),
            *_digits(f"{method.among} {method.title}" if method else ""),
        ]


_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def _field(value: str | float | None) -> Iterable[float]:
    """Numbers in one field of a detail: a number is itself, a text may hold some; of a day also that of its month."""
    if isinstance(value, str):
        day = _DAY.fullmatch(value)
        return _digits(value) if day is None else (float(day[1]), float(day[3]))
    return [] if value is None or isinstance(value, bool) else [float(value)]


def _stated(e: EvidenceRow) -> tuple[float, ...]:
    return _digits(f"{e.claim} {e.value} {e.unit}")


@lru_cache(maxsize=8192)
def _digits(text: str) -> tuple[float, ...]:
    return tuple(n.value for n in numbers(text))


def _derived(rows: list[MeasureRow]) -> list[float]:
    """What follows from rows: spreads, changes and totals of a measure or over goods, and what two lists share."""
    found: list[float] = []
    lists = [(m.measure, {tuple(d.items()) for d in m.details}) for m in rows if len(m.details) > 1]
    for (measure, one), (other, two) in combinations(lists[:10], 2):
        if measure == other:
            found += [float(len(one - two)), float(len(two - one)), float(len(one & two))]
    by_goods: dict[tuple[str, str, str, str], float] = {}
    for m in rows:
        if m.measure.count(".") > 1 and m.value is not None:
            key = (m.measure.rpartition(".")[0], m.a, m.b, m.period)
            by_goods[key] = by_goods.get(key, 0.0) + m.value
    found += by_goods.values()
    for measure in {m.measure for m in rows}:
        values = [m.value for m in rows if m.measure == measure and m.value is not None]
        for x, y in combinations(values[:40], 2):
            found += [x + y, abs(x - y), *([x / y, y / x, abs(x - y) / abs(y), abs(x - y) / abs(x)] if x and y else [])]
        # So many periods, or so many besides the one that is told.
        found += [sum(values), float(len(values)), float(len(values) - 1)]
    return found


def _counts(said: list[EvidenceRow]) -> list[float]:
    """Numbers of rows by any column, which is what a claim that counts may say."""
    found = {len(said), independent(said)}
    for column in ("a", "b", "kind", "sector", "status", "question", "source", "source_type", "grade"):
        values = [getattr(e, column) for e in said]
        found |= {len(set(values)), *(values.count(v) for v in set(values))}
    for pair in {frozenset((e.a, e.b)) for e in said}:
        found.add(sum(frozenset((e.a, e.b)) == pair for e in said))
    for way in {(e.a, e.b) for e in said}:
        of_way = [e for e in said if (e.a, e.b) == way]
        found |= {len(of_way), *(sum(e.sector == s for e in of_way) for s in {e.sector for e in of_way})}
    return [float(n) for n in found]
