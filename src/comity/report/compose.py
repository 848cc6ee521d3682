"""From the typed assessment to the page: ids resolved to anchors, numbers and dates put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from comity.dossier.assessment import Assessment
from comity.dossier.finding import Estimate, Finding, Likelihood
from comity.dossier.section import SectionModel
from comity.dossier.table import TableModel
from comity.errors import ComityError
from comity.report import numerals
from comity.report.data_tables import data_table, notes
from comity.report.package import file_name
from comity.report.page import (
    Claim,
    Cover,
    Figure,
    Grid,
    Head,
    Judgement,
    Level,
    Page,
    Recipe,
    Ref,
    Row,
    Section,
    Source,
    Statement,
)
from comity.report.quoted import about, from_the_right, language_tag
from comity.report.safe import clean, web
from comity.terms.dated import Dated
from comity.terms.wording import date_words, day_name, ordinal

T = TypeVar("T")
ARROWS = {"up": "↑", "down": "↓", "level": "→", "": ""}
WORTH_A_BRIEF = 2
"""Weight of an event from which the brief tells it."""
MOST_REFS = 12
"""Ids printed beside a finding; a longer list would run over pages."""


def _texts(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for text in map(clean, lines) if text)


def newest_line(it: Assessment) -> str:
    """How far each record reaches, newest first: `chronicle March 2026; UN votes 2023`."""
    return "; ".join(f"{clean(r.name)} {date_words(Dated.parse(r.to))}" for r in it.page1.newest)


def estimate_words(estimate: Estimate | None) -> tuple[str, str, str]:
    """The estimate, its interval, and its place among others, each as words ("" where there is none)."""
    if estimate is None:
        return "", "", ""
    e, interval, text = estimate, "", ""
    if e.low is not None and e.high is not None:
        interval = numerals.span(e.low, e.high, clean(e.unit))
    if e.value is not None:
        text = numerals.quantity(e.value, clean(e.unit), e.low, e.high)
    elif interval:
        text, interval = f"not determinable; between {interval.replace(' to ', ' and ', 1)}", ""
    else:
        text = "not determinable"
    interval = f"{clean(e.interval or '')} {interval}" if interval else ""
    among = f" among {clean(e.among)}" if e.among else ""
    place = "" if e.percentile is None else f"{ordinal(e.percentile)} percentile{among}"
    return text, interval, place


def likelihood_words(likely: Likelihood | None) -> str:
    """The word with its number, and a note where the scale has a gap there; "" where there is none."""
    if likely is None:
        return ""
    note = f"; {clean(likely.note)}" if likely.note else ""
    return f"{clean(likely.term)} ({numerals.quantity(likely.probability, 'share')}{note})"


def printed_table(table: TableModel, number: int) -> Grid:
    """A table with each numeric column in one unit and equal decimals; an absent cell is a dash."""
    heads: list[Head] = []
    columns: list[list[str]] = []
    for index, column in enumerate(table.columns):
        cells = [row[index] if index < len(row) else None for row in table.rows]
        numbers = [c for c in cells if isinstance(c, float | int)]
        texts, unit = numerals.column([float(n) for n in numbers], column.unit)
        ready = iter(texts)
        columns.append([numerals.DASH if c is None else clean(c) if isinstance(c, str) else next(ready) for c in cells])
        heads.append(Head(clean(column.name), clean(unit), column.numeric))
    rows = tuple(zip(*columns, strict=True)) if columns else ()
    title, note, source = clean(table.title), clean(table.note), clean(table.source)
    return Grid(f"table-{number}", number, title, tuple(heads), rows, note, source)


class _Composer:
    """Holds what sections refer to, and the anchors, while one page is made."""

    def __init__(self, assessment: Assessment) -> None:
        self.it = assessment
        self.findings = {f.id: f for f in assessment.findings}
        self.models = {f.id: f for f in assessment.figures}
        self.tables = {t.id: t for t in assessment.tables}
        self.files = {t.id: file_name("table", n, t.id) for n, t in enumerate(assessment.tables, 1)}
        used = {i for f in assessment.findings for i in f.basis}
        self.rows = [m for m in assessment.measures if m.id in used]
        self.anchors = self._anchors()
        self.taken: dict[str, int] = {}
        self.figure_count = self.table_count = 0

    def _anchors(self) -> dict[str, str]:
        """Anchors count, they do not quote: an id from elsewhere never becomes part of a link."""
        it = self.it
        placed = dict.fromkeys(i for s in it.sections for i in s.findings)
        kinds = (
            ("source", [i.id for i in it.inputs]),
            ("evidence", [e.id for e in it.evidence]),
            ("row", [m.id for m in self.rows]),
            ("finding", list(placed)),
        )
        return {name: f"{kind}-{n}" for kind, names in kinds for n, name in enumerate(names, 1)}

    def _find(self, among: Mapping[str, T], name: str, kind: str, where: str) -> T:
        if name not in among:
            raise ComityError(f"{where} names {kind} {name!r}, which the assessment does not hold")
        return among[name]

    def ref(self, name: str) -> Ref:
        return Ref(clean(name), self.anchors.get(name, ""))

    def own(self, name: str) -> str:
        """The anchor of a row that is about to be printed; what is printed again gets another."""
        anchor = self.anchors[name]
        self.taken[anchor] = self.taken.get(anchor, 0) + 1
        return anchor if self.taken[anchor] == 1 else f"{anchor}-{self.taken[anchor]}"

    def basis(self, finding: Finding) -> tuple[Ref, ...]:
        """What a finding rests on; of a long list the first, and how to see the rest."""
        refs = tuple(map(self.ref, finding.basis))
        if len(refs) <= MOST_REFS:
            return refs
        return (
            *refs[: MOST_REFS - 1],
            Ref(f"and {len(refs) - MOST_REFS + 1} more: comity why {clean(finding.id)}", ""),
        )

    def claim(self, finding: Finding) -> Claim:
        estimate, interval, place = estimate_words(finding.estimate)
        return Claim(
            id=clean(finding.id),
            anchor=self.own(finding.id),
            text=clean(finding.claim),
            estimate=estimate,
            interval=interval,
            place=place,
            likelihood=likelihood_words(finding.likelihood),
            confidence=finding.confidence,
            reason=clean(finding.confidence_reason),
            basis=self.basis(finding),
            against=_texts(finding.against),
            would_change=clean(finding.would_change),
            unnamed=max(len(finding.basis) - MOST_REFS + 1, 0) if len(finding.basis) > MOST_REFS else 0,
        )

    def figure(self, name: str, where: str) -> Figure:
        model = self._find(self.models, name, "figure", where)
        self.figure_count += 1
        anchor = f"figure-{self.figure_count}"
        return Figure(
            id=clean(model.id),
            anchor=anchor,
            number=self.figure_count,
            title=clean(model.title),
            subtitle=clean(model.subtitle),
            source=clean(model.source),
            alt=clean(model.alt),
            notes=notes(model),
            marks=tuple(
                (f"{numerals.period(clean(m.period))}: {clean(m.label)}", self.ref(m.ref)) for m in model.marks
            ),
            grid=data_table(model, anchor),
            model=model,
        )

    def table(self, name: str, where: str) -> Grid:
        self.table_count += 1
        printed = printed_table(self._find(self.tables, name, "table", where), self.table_count)
        return replace(printed, file=self.files[name])

    def section(self, model: SectionModel) -> Section:
        where = f"section {model.id}"
        why = next((clean(c.reason) for c in self.it.coverage if c.question == model.id), "")
        return Section(
            anchor=f"section-{self.it.sections.index(model) + 1}",
            title=clean(model.title),
            question=clean(model.question),
            state=model.state,
            reason=why,
            answer=clean(model.answer),
            paragraphs=_texts(model.paragraphs),
            figures=tuple(self.figure(name, where) for name in model.figures),
            tables=tuple(self.table(name, where) for name in model.tables),
            claims=tuple(self.claim(self._find(self.findings, i, "finding", where)) for i in model.findings),
            against=_texts(model.against),
            would_change=_texts(model.would_change),
        )

    def judgements(self) -> tuple[Judgement, ...]:
        for judgement in self.it.page1.judgements:
            for name in judgement.findings:
                self._find(self.findings, name, "finding", f"key judgement {judgement.id}")
        return tuple(
            Judgement(
                clean(j.id),
                clean(j.text),
                j.confidence,
                tuple(map(self.ref, j.findings)),
                clean(j.label),
                likelihood_words(j.likelihood),
                clean(j.would_change),
            )
            for j in self.it.page1.judgements
        )

    def sources(self) -> tuple[Source, ...]:
        return tuple(
            Source(
                id=clean(i.id),
                anchor=self.own(i.id),
                title=clean(i.title),
                version=clean(i.version),
                sha256=clean(i.sha256),
                citation=clean(i.citation),
                licence=clean(i.licence),
                retrieved=day_name(i.retrieved),
                url=web(i.url),
            )
            for i in self.it.inputs
        )

    def statements(self) -> tuple[Statement, ...]:
        return tuple(
            Statement(
                id=clean(e.id),
                anchor=self.own(e.id),
                date=clean(e.date),
                text=clean(e.claim) + (f" [{clean(e.value)} {clean(e.unit)}]".replace(" ]", "]") if e.value else ""),
                source=clean(e.source),
                url=web(e.url),
                kind=clean(", ".join(part for part in (e.kind, e.status.replace("_", " ")) if part)),
                grade=clean(e.grade),
                quote=clean(e.quote),
                lang=language_tag(e.language),
                rtl=from_the_right(e.quote),
                about=about(e),
            )
            for e in self.it.evidence
        )

    def methods(self) -> tuple[Recipe, ...]:
        return tuple(
            Recipe(
                clean(m.measure),
                f"method-{n}",
                *map(clean, (m.title, m.unit, m.formula, m.more, m.reference, m.not_when, m.among)),
            )
            for n, m in enumerate(self.it.methods, 1)
        )

    def measurements(self) -> tuple[Row, ...]:
        titles = {m.measure: clean(m.title) for m in self.it.methods}
        made = []
        for m in self.rows:
            estimate = Estimate(value=m.value, unit=m.unit, low=m.low, high=m.high, interval=m.interval)
            text, interval, _ = estimate_words(estimate)
            value = text if m.state in {"value", "true_zero"} or m.value is not None else m.state.replace("_", " ")
            pair = clean(m.a) if m.b == "-" else f"{clean(m.a)}–{clean(m.b)}"
            title = titles.get(m.measure, clean(m.measure))
            value = f"{value} ({clean(m.label)})" if m.label else value
            made.append(Row(clean(m.id), self.own(m.id), title, pair, clean(m.period), value, interval))
        return tuple(made)

    def coverage(self) -> tuple[Cover, ...]:
        places = {s.id: (clean(s.title), f"section-{n}") for n, s in enumerate(self.it.sections, 1)}
        return tuple(
            Cover(*places.get(c.question, (clean(c.question), "")), c.state, clean(c.reason)) for c in self.it.coverage
        )


def compose(assessment: Assessment) -> Page:
    """The page of an assessment. Raises ComityError if a section names what it does not hold."""
    it, maker = assessment, _Composer(assessment)
    a, b = clean(it.dyad.a_name), clean(it.dyad.b_name)
    return Page(
        a=a,
        b=b,
        title=f"{a} and {b}: the state of relations",
        as_of=day_name(it.as_of),
        edition=clean(it.edition),
        period=f"{it.period.first}–{it.period.last}",
        status=tuple(clean(line.text) for line in it.page1.status),
        bottom_line=clean(it.page1.bottom_line.text),
        comity=clean(it.comity),
        command=clean(it.command),
        judgements=maker.judgements(),
        strip=tuple(Level(clean(c.label), clean(c.level.text), ARROWS[c.direction]) for c in it.page1.strip),
        watch=tuple(clean(line.what.text) for line in it.page1.watch),
        newest=newest_line(it),
        chronology=tuple(
            (date_words(Dated.parse(e.date)), clean(e.what)) for e in it.chronicle if e.weight >= WORTH_A_BRIEF
        ),
        sections=tuple(map(maker.section, it.sections)),
        sources=maker.sources(),
        evidence=maker.statements(),
        methods=maker.methods(),
        rows=maker.measurements(),
        coverage=maker.coverage(),
        gaps=_texts(it.gaps),
        marking=clean(it.marking),
        measured=len(it.measures),
    )
