"""From steps of tone to dated turning points, phases between them, and the documents that speak for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from comity.assessment.settings import threshold
from comity.atlas.measurement import Measurement
from comity.dossier.statement import EvidenceRow
from comity.terms.details import Break
from comity.terms.period import month_number

_NEAR = 1
"""Months between a break and a document that can speak for it."""

_COLDER = frozenset({"act", "cold", "incident", "statement"})
_WARMER = frozenset({"act", "agreement", "institution", "visit", "warm"})
"""Kinds of statement that can speak for a break in each direction: no visit explains a quarrel, no call a thaw."""


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A run of neighbouring steps in one direction, dated where the step is largest.

    `month` YYYY-MM of the break; `one_in` how rare so large a step is in quiet pairs; `step` the measurement, whose
    period is the month in which the break could first be known; `documents` dated within a month of it.
    """

    month: str
    one_in: int
    step: Measurement
    documents: tuple[EvidenceRow, ...]

    @property
    def warmer(self) -> bool:
        """Whether dealings turned more cooperative."""
        return (self.step.value or 0.0) > 0

    @property
    def clear(self) -> bool:
        """Whether the step is rarer than the line for a clear turning point."""
        return self.one_in >= threshold("turning_clear")

    @property
    def read(self) -> tuple[EvidenceRow, ...]:
        """Documents that a person put into the study; the others were chosen and coded by a machine."""
        return tuple(d for d in self.documents if "/" not in d.id)

    @property
    def confirmed(self) -> bool:
        """Whether enough documents that somebody read, from enough independent sources, speak for it."""
        return _enough(self.read)

    @property
    def documented(self) -> bool:
        """Whether enough documents are at hand when those that nobody read are counted."""
        return _enough(self.documents)


@dataclass(frozen=True, slots=True)
class Phase:
    """Months between two clear turning points, with their mean tone."""

    first: str
    last: str
    tone: float
    months: int


def turning_points(steps: Sequence[Measurement], evidence: Iterable[EvidenceRow] = ()) -> tuple[TurningPoint, ...]:
    """Turning points as they were known from `steps` (`evolution.turning_point`, oldest first).

    Steps of neighbouring months and one sign are one turning point: the largest of them. Months without a value, in
    which none was judged, are passed over.
    """
    documents = tuple(evidence)
    runs: list[list[Measurement]] = []
    for step in (s for s in steps if s.known):
        if runs and _follows(runs[-1][-1], step):
            runs[-1].append(step)
        else:
            runs.append([step])
    return tuple(_point(max(run, key=lambda m: abs(m.value or 0.0)), documents) for run in runs)


def phases(tone: Sequence[Measurement], points: Iterable[TurningPoint]) -> tuple[Phase, ...]:
    """Mean tone before, between and after the clear turning points; phases without a month of tone are left out."""
    known = [m for m in tone if m.value is not None]
    if not known:
        return ()
    breaks = sorted({p.month for p in points if p.clear})
    found = []
    for first, after in zip(["", *breaks], [*breaks, "9999-12"], strict=True):
        inside = [m for m in known if first <= m.period < after]
        if inside:
            mean = sum(m.value or 0.0 for m in inside) / len(inside)
            found.append(Phase(inside[0].period, inside[-1].period, mean, len(inside)))
    return tuple(found)


def sources(documents: Iterable[EvidenceRow]) -> int:
    """Number of independent sources: publishers' hosts, or names where there is none."""
    return len({urlsplit(d.url).hostname or d.source for d in documents})


def _enough(documents: tuple[EvidenceRow, ...]) -> bool:
    count = len({(d.source, d.url) for d in documents})
    return count >= threshold("turning_documents") and sources(documents) >= threshold("turning_sources")


def _point(step: Measurement, documents: tuple[EvidenceRow, ...]) -> TurningPoint:
    (began,) = step.details_of(Break)
    kinds = _WARMER if (step.value or 0.0) > 0 else _COLDER
    near = tuple(d for d in documents if d.kind in kinds and d.status != "plan" and _near(d.date, began.month))
    return TurningPoint(began.month, began.one_in, step, near)


def _near(day: str, month: str) -> bool:
    """Whether a date that names its month lies within a month of the break."""
    return len(day) >= len(month) and abs(month_number(day) - month_number(month)) <= _NEAR


def _follows(earlier: Measurement, later: Measurement) -> bool:
    same = ((earlier.value or 0.0) > 0) == ((later.value or 0.0) > 0)
    return same and month_number(later.period) - month_number(earlier.period) <= 1
