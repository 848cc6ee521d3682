"""The chain behind one id of a report: claim, measurement, method, source rows, snapshot, citation, licence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from comity.api.rows import locator, rows
from comity.api.step import SAYS, Step
from comity.dossier.assessment import Assessment
from comity.dossier.chronicle import EventRow, StatusRow
from comity.dossier.figure import FigureModel
from comity.dossier.finding import Finding, KeyJudgement
from comity.dossier.forecast import Forecast
from comity.dossier.inputs import InputModel
from comity.dossier.measurement import MeasureRow, Method
from comity.dossier.section import SectionModel
from comity.dossier.statement import Contradiction, EvidenceRow
from comity.dossier.table import TableModel
from comity.errors import UserError
from comity.terms.unit import copied, format_value, percent


def chain(report: Assessment, id: str, store: Path) -> Step:
    """The way back from `id`, as a tree; rows of sources come from the store where it holds them.

    Raises UserError that names the nearest ids.
    """
    return _Chain(report, store).of(id)


@dataclass(frozen=True, slots=True)
class _Chain:
    """One report, and the store that may hold the rows behind it."""

    report: Assessment
    store: Path

    def of(self, id: str) -> Step:
        """The tree behind one id."""
        it = self.report
        kinds: tuple[tuple[Iterable[Any], Callable[[Any], Step]], ...] = (
            (it.findings, self._finding),
            (it.measures, self._measurement),
            (it.evidence, _statement),
            (it.chronicle, _event),
            (it.status, _status),
            (it.page1.judgements, self._judgement),
            (it.figures, self._figure),
            (it.tables, _table),
            (it.contradictions, self._contradiction),
            (it.forecasts, self._forecast),
            (it.sections, self._section),
            (it.inputs, _source),
        )
        for items, explain in kinds:
            found = next((item for item in items if item.id == id), None)
            if found is not None:
                return explain(found)
        if any(m.measure == id for m in it.methods):
            return self._method(id)
        near = get_close_matches(id, [item.id for items, _ in kinds for item in items], 3, 0.3)
        near = near or [f.id for f in it.findings[:3]]
        said = id if len(id) <= 80 else f"{id[:80]}..."
        raise UserError(f"nothing in the report has the id {said!r}; nearest: {', '.join(near)}")

    def _judgement(self, j: KeyJudgement) -> Step:
        findings = {f.id: f for f in self.report.findings}
        if lost := [name for name in j.findings if name not in findings]:
            raise _incomplete(j.id, lost[0])
        return Step(SAYS, f"{j.id}: {j.text}", j.id, tuple(self._finding(findings[name]) for name in j.findings))

    def _contradiction(self, c: Contradiction) -> Step:
        held = {e.id: e for e in self.report.evidence}
        behind = (Step("would settle it", c.settle), *(_statement(held[name]) for name in c.rows if name in held))
        return Step(SAYS, f"{c.id} ({c.label}): {c.what}", c.id, behind)

    def _forecast(self, f: Forecast) -> Step:
        resolves = Step(SAYS, f"resolves when {f.measure} of {f.a} and {f.b} has a value of {f.resolves}")
        if any(name == other.id for name in f.basis for other in self.report.forecasts):
            raise _incomplete(f.id, "a measurement")
        said = f"{f.id}: {f.statement} ({percent(f.likelihood.probability)})"
        return Step(SAYS, said, f.id, (resolves, *(self.of(name) for name in f.basis)))

    def _section(self, s: SectionModel) -> Step:
        because = (Step("because", c.reason) for c in self.report.coverage if c.question == s.id)
        found = (Step("finding", f"{f.id}: {f.claim}", f.id) for f in self.report.findings if f.id in s.findings)
        drawn = (Step("drawn in", name, name) for name in (*s.figures, *s.tables))
        said = f"{s.id} ({s.state.replace('_', ' ')}): {s.answer}"
        return Step(SAYS, said, s.id, (*because, *found, *drawn))

    def _finding(self, f: Finding) -> Step:
        rests = (Step("rests on", name, name, tuple(self._basis(name))) for name in f.basis)
        return Step(SAYS, f"{f.id} ({f.question}): {f.claim}", f.id, (*_judged(f), *rests))

    def _basis(self, name: str) -> Iterator[Step]:
        it = self.report
        yield from (self._measurement(m) for m in it.measures if m.id == name)
        yield from (_statement(e) for e in it.evidence if e.id == name)
        yield from (_event(e) for e in it.chronicle if e.id == name)
        yield from (_table(t) for t in it.tables if t.id == name)
        yield from (_source(i) for i in it.inputs if i.id == name)

    def _measurement(self, m: MeasureRow) -> Step:
        bounds = "" if m.low is None else f" [{format_value(m.low, m.unit)} to {format_value(m.high, m.unit)}]"
        observed = "" if m.n is None else f", n = {m.n}"
        detail = f" ({m.label})" if m.label else ""
        said = f"{m.id} = {format_value(m.value, m.unit)}{bounds}, {m.state.replace('_', ' ')}{observed}{detail}"
        held = {row.id: row for row in self.report.measures}
        behind = (Step("rests on", name, name, (self._measurement(held[name]),)) for name in m.rests_on if name in held)
        return Step(SAYS, said, m.id, (self._method(m.measure, m), *behind))

    def _method(self, measure: str, m: MeasureRow | None = None) -> Step:
        found = next((x for x in self.report.methods if x.measure == measure), None)
        if found is None:
            raise _incomplete(measure, "its method")
        inputs = {i.id: i for i in self.report.inputs}
        # A derived row's editions stand behind each of the rows that it rests on.
        basis = found.basis if m is None else () if m.rests_on else m.basis
        editions = (self._edition(inputs[name], found, m) for name in basis if name in inputs)
        how = [Step("formula", found.formula), Step("method's source", found.reference)]
        how += [Step("not when", found.not_when)] if found.not_when else []
        said = f"{measure}, {found.title} ({found.unit}); higher: {found.more}"
        return Step("measure", said, measure, (*how, *editions))

    def _edition(self, i: InputModel, method: Method, m: MeasureRow | None) -> Step:
        """An edition of a source, and how the row is found in the publisher's file."""
        source = _source(i)
        found = tuple(
            Step(
                f"table {table}",
                f"rows in the publisher's file: {locator(i, table, m)}",
                behind=tuple(rows(self.store, i, table, m)) if m is not None else (),
            )
            for table in method.inputs
            if table in i.locators
        )
        return Step(source.what, source.says, source.ref, (*source.behind, *found))

    def _figure(self, figure: FigureModel) -> Step:
        drawn = dict.fromkeys(s.measure for s in figure.series if s.measure)
        behind = (Step(SAYS, figure.source), *(self._method(measure) for measure in drawn))
        return Step(SAYS, f"{figure.id}: {figure.title}. {figure.subtitle}", figure.id, behind)


def _incomplete(id: str, lacks: str) -> UserError:
    return UserError(f"the report is not whole: {id} lacks {lacks}; make it again with: comity assess A B")


def _judged(f: Finding) -> Iterator[Step]:
    """What a finding estimates, how sure it is, and what would change it."""
    if f.estimate is not None:
        e = f.estimate
        bounds = "" if e.low is None else f", {format_value(e.low, e.unit)} to {format_value(e.high, e.unit)}"
        place = "" if e.percentile is None else f"; percentile {copied(e.percentile)} among {e.among}"
        yield Step("estimate", f"{format_value(e.value, e.unit)}{bounds}{place}")
    if f.likelihood is not None:
        yield Step("likelihood", f"{f.likelihood.term} ({percent(f.likelihood.probability)})")
    yield Step("confidence", f"{f.confidence}, because {f.confidence_reason}")
    yield from (Step("against", line) for line in f.against)
    yield Step("would change it", f.would_change)


def _source(i: InputModel) -> Step:
    """An edition with its hash, files, citation, licence and address."""
    behind = (
        Step("sha256", i.sha256),
        *(Step("file", f"{name} (sha256 {sha256})") for name, sha256 in i.files.items()),
        Step("citation", i.citation),
        Step("licence", i.licence),
        Step("address", i.url),
    )
    return Step("snapshot", f"{i.id}, version {i.version}, retrieved {i.retrieved}", i.id, behind)


def _statement(e: EvidenceRow) -> Step:
    from comity.report.quoted import about

    behind = [Step("value", f"{e.value} {e.unit}")] if e.value else []
    behind.append(Step("source", e.source + (f", {e.url}" if e.url else "")))
    if beside := about(e):
        behind.append(Step(SAYS, beside))
    if e.quote:
        behind.append(Step(SAYS, f"original ({e.language}): {e.quote}"))
    return Step(SAYS, f"{e.id} ({e.date}, graded {e.grade}): {e.claim}", e.id, tuple(behind))


def _event(e: EventRow) -> Step:
    """A dated fact of the chronicle, with its source and grade."""
    when = e.date + (f" to {e.until}" if e.until else "")
    return Step(SAYS, f"{e.id} ({when}, {e.title}, graded {e.grade}): {e.what}", e.id, _cited(e))


def _status(s: StatusRow) -> Step:
    """A line on what the two are to each other, with its source."""
    return Step(SAYS, f"{s.id} (since {s.date}): {s.what}", s.id, _cited(s))


def _cited(row: EventRow | StatusRow) -> tuple[Step, ...]:
    read = "the source was read for this row" if row.opened else "general knowledge: no source was read for this row"
    where = f"{row.source}, {row.locator}" if row.locator else row.source
    return (Step("source", where), Step(SAYS, read))


def _table(table: TableModel) -> Step:
    said = tuple(Step(SAYS, text) for text in (table.note, table.source) if text)
    return Step(SAYS, f"{table.id}: {table.title}", table.id, said)
