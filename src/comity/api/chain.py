"""The chain behind one id of a report: claim, measurement, method, source rows, snapshot, citation, licence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.engine import connected
from comity.errors import UserError
from comity.terms.unit import format_value

if TYPE_CHECKING:
    from comity.dossier.assessment import Assessment
    from comity.dossier.finding import Finding, KeyJudgement
    from comity.dossier.forecast import Forecast
    from comity.dossier.inputs import InputModel
    from comity.dossier.measurement import MeasureRow, Method
    from comity.dossier.section import SectionModel
    from comity.dossier.statement import Contradiction, EvidenceRow


def chain(report: Assessment, id: str, store: Path) -> Iterator[str]:
    """Lines that explain `id`. Rows of sources come from the store where it holds them.

    Raises UserError that names the nearest ids.
    """
    kinds: tuple[tuple[Iterable[Any], Callable[[Any], Iterator[str]]], ...] = (
        (report.findings, lambda f: _finding(report, f, store)),
        (report.measures, lambda m: _measurement(report, m, store)),
        (report.evidence, _statement),
        (report.key_judgements, lambda j: _judgement(report, j, store)),
        ((*report.figures, *report.tables), lambda _: _drawn(report, id)),
        (report.contradictions, lambda c: _contradiction(report, c)),
        (report.forecasts, lambda f: _forecast(report, f, store)),
        (report.sections, lambda s: _section(report, s)),
        (report.inputs, _source),
    )
    for items, explain in kinds:
        found = next((item for item in items if item.id == id), None)
        if found is not None:
            yield from explain(found)
            return
    if any(m.measure == id for m in report.methods):
        yield from _method(report, id)
        return
    near = get_close_matches(id, [item.id for items, _ in kinds for item in items], 3, 0.3)
    near = near or [f.id for f in report.findings[:3]]
    raise UserError(f"nothing in the report has the id {id!r}; nearest: {', '.join(near)}")


def _judgement(report: Assessment, j: KeyJudgement, store: Path) -> Iterator[str]:
    yield f"{j.id}: {j.text}"
    findings = {f.id: f for f in report.findings}
    for name in j.findings:
        yield from _finding(report, findings[name], store)


def _contradiction(report: Assessment, c: Contradiction) -> Iterator[str]:
    yield f"{c.id} ({c.label}): {c.what}"
    yield f"  would settle it: {c.settle}"
    rows = {e.id: e for e in report.evidence}
    yield from (f"  {line}" for name in c.rows if name in rows for line in _statement(rows[name]))


def _forecast(report: Assessment, f: Forecast, store: Path) -> Iterator[str]:
    yield f"{f.id}: {f.statement} ({f.likelihood.probability:.0%})"
    yield f"  resolves when {f.measure} of {f.a} and {f.b} has a value of {f.resolves}"
    yield from (f"  {line}" for name in f.basis for line in chain(report, name, store))


def _section(report: Assessment, s: SectionModel) -> Iterator[str]:
    yield f"{s.id} ({s.state.replace('_', ' ')}): {s.answer}"
    yield from (f"  because: {c.reason}" for c in report.coverage if c.question == s.id)
    yield from (f"  finding {f.id}: {f.claim}" for f in report.findings if f.id in s.findings)
    yield from (f"  drawn in {name}" for name in (*s.figures, *s.tables))


def _finding(report: Assessment, f: Finding, store: Path) -> Iterator[str]:
    yield f"{f.id} ({f.question}): {f.claim}"
    if f.estimate is not None:
        e = f.estimate
        bounds = "" if e.low is None else f", {format_value(e.low, e.unit)} to {format_value(e.high, e.unit)}"
        place = "" if e.percentile is None else f"; percentile {e.percentile:g} among {e.among}"
        yield f"  estimate: {format_value(e.value, e.unit)}{bounds}{place}"
    if f.likelihood is not None:
        yield f"  likelihood: {f.likelihood.term} ({f.likelihood.probability:.0%})"
    yield f"  confidence: {f.confidence}, because {f.confidence_reason}"
    for line in f.against:
        yield f"  against: {line}"
    yield f"  would change it: {f.would_change}"
    measures = {m.id: m for m in report.measures}
    evidence = {e.id: e for e in report.evidence}
    inputs = {i.id: i for i in report.inputs}
    for name in f.basis:
        yield f"  rests on {name}"
        if name in measures:
            yield from (f"    {line}" for line in _measurement(report, measures[name], store))
        elif name in evidence:
            yield from (f"    {line}" for line in _statement(evidence[name]))
        elif name in inputs:
            yield from (f"    {line}" for line in _source(inputs[name]))


def _measurement(report: Assessment, m: MeasureRow, store: Path) -> Iterator[str]:
    bounds = "" if m.low is None else f" [{format_value(m.low, m.unit)} to {format_value(m.high, m.unit)}]"
    observed = "" if m.n is None else f", n = {m.n}"
    detail = f" ({m.label})" if m.label else ""
    yield f"{m.id} = {format_value(m.value, m.unit)}{bounds}, {m.state.replace('_', ' ')}{observed}{detail}"
    yield from _method(report, m.measure, m, store)


def _method(report: Assessment, measure: str, m: MeasureRow | None = None, store: Path | None = None) -> Iterator[str]:
    found = next(x for x in report.methods if x.measure == measure)
    yield f"  measure: {measure}, {found.title} ({found.unit}); higher: {found.more}"
    yield f"  formula: {found.formula}"
    yield f"  method's source: {found.reference}"
    if found.not_when:
        yield f"  not when: {found.not_when}"
    basis = m.basis if m is not None else found.basis
    inputs = {i.id: i for i in report.inputs}
    for name in basis:
        if name in inputs:
            yield from (f"  {line}" for line in _snapshot(inputs[name], found, m, store))


def _source(i: InputModel) -> Iterator[str]:
    yield f"snapshot: {i.id}, version {i.version}, retrieved {i.retrieved}"
    yield f"  sha256: {i.sha256}"
    for name, sha256 in i.files.items():
        yield f"  file: {name} (sha256 {sha256})"
    yield f"  citation: {i.citation}"
    yield f"  licence: {i.licence}"
    yield f"  address: {i.url}"


def _snapshot(i: InputModel, method: Method, m: MeasureRow | None, store: Path | None) -> Iterator[str]:
    yield from _source(i)
    for table in method.inputs:
        if table in i.locators:
            yield f"  table {table}; rows in the publisher's file: {_locator(i, table, m)}"
            if m is not None and store is not None:
                yield from (f"    {line}" for line in _rows(store, i, table, m))


def _locator(i: InputModel, table: str, m: MeasureRow | None) -> str:
    """The declared way to find the row, filled in with the publisher's own codes as far as they are known."""
    text = i.locators[table]
    if m is None:
        return text
    from comity.sources.registry import sources
    from comity.tables import TABLES
    from comity.terms.country import display_name, state
    from comity.terms.crosswalk import from_state

    shape = TABLES[table]
    spec = sources().get(i.id.split("@")[0])
    codes = spec.provides[table].codes if spec is not None and table in spec.provides else "iso3"
    year = int(m.period[:4])
    filled = dict.fromkeys(shape.fields(), "...") | {shape.dated_by: m.period}
    for column, who in zip(shape.state_columns(), (m.a, m.b), strict=False):
        if who != "-":
            code = None if codes in ("name", "cameo") else from_state(codes, [who], [year])[0]
            filled[column] = str(code or display_name(state(who)))
    try:
        return text.format_map(filled)
    except (KeyError, ValueError, IndexError):
        return text


def _rows(store: Path, i: InputModel, table: str, m: MeasureRow, most: int = 6) -> Iterator[str]:
    """The harmonised rows behind a measurement, where the store holds that very snapshot."""
    source = i.id.split("@")[0]
    made = sorted((store / "tables" / table).glob(f"{source}-{i.sha256[:12]}-*.parquet"))
    if not made:
        yield f"(not in the store; to see the rows: comity sources pull {source}, then comity build)"
        return

    from comity.tables import TABLES

    shape = TABLES[table]
    columns = shape.state_columns()
    pair = [who for who in (m.a, m.b) if who != "-"]
    marks = ", ".join("?" for _ in pair)
    where = [f'"{c}" IN ({marks})' for c in columns[: max(len(pair), 1)]]
    values = pair * len(where)
    if shape.dated_by and shape.fields()[shape.dated_by].type != "DATE" and shape.dated_by == "year":
        where.append('"year" = ?')
        values.append(m.period[:4])
    found = connected().execute(
        f"SELECT * FROM read_parquet(?) WHERE {' AND '.join(where) or 'TRUE'} ORDER BY ALL LIMIT {most + 1}",
        [str(made[-1]), *values],
    )
    names = [d[0] for d in found.description or ()]
    rows = found.fetchall()
    for row in rows[:most]:
        yield "row: " + ", ".join(f"{n}={v}" for n, v in zip(names, row, strict=True) if v is not None)
    if len(rows) > most:
        yield "... and more"


def _statement(e: EvidenceRow) -> Iterator[str]:
    from comity.report.quoted import about

    yield f"{e.id} ({e.date}, graded {e.grade}): {e.claim}"
    if e.value:
        yield f"  value: {e.value} {e.unit}"
    yield f"  source: {e.source}" + (f", {e.url}" if e.url else "")
    if beside := about(e):
        yield f"  {beside}"
    if e.quote:
        yield f"  original ({e.language}): {e.quote}"


def _drawn(report: Assessment, id: str) -> Iterator[str]:
    figure = next((f for f in report.figures if f.id == id), None)
    if figure is not None:
        yield f"{figure.id}: {figure.title}. {figure.subtitle}"
        yield f"  {figure.source}"
        for measure in dict.fromkeys(s.measure for s in figure.series if s.measure):
            yield from _method(report, measure)
        return
    table = next(t for t in report.tables if t.id == id)
    yield f"{table.id}: {table.title}"
    yield f"  {table.note}"
    yield f"  {table.source}"
