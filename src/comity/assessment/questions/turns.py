"""What the turning points of a pair say: sentences, a finding, and tables with the documents beside them."""

from __future__ import annotations

from itertools import pairwise

from comity.assessment.answer import Judged
from comity.assessment.phrases import ROOM, ends, printed
from comity.assessment.press_source import told_alike
from comity.assessment.questions.parts import text
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, say
from comity.assessment.say import counted as counted_part
from comity.assessment.turning_points import TurningPoint, phases, sources
from comity.assessment.view import View, ref
from comity.assessment.words import counted, listing, month_name, sentence
from comity.dossier.claim import When
from comity.dossier.finding import Finding
from comity.dossier.statement import EvidenceRow
from comity.dossier.table import Column, TableModel
from comity.terms.period import year_of
from comity.terms.ref import statement_ref
from comity.terms.unit import format_value, number

_RECENT = 10
"""Years before the as-of day within which a turning point is worth a finding."""
_MOST_CODED = 6
"""Coded documents listed beside one turning point."""
_NAMED = 4
"""Turning points that a sentence names."""


def clear_turns(points: tuple[TurningPoint, ...]) -> str:
    """The last clear turning points, in a sentence; empty if there is none."""
    clear = [p for p in points if p.clear]
    if not clear:
        return ""
    dates = listing([f"{month_name(p.month)} ({'warmer' if p.warmer else 'colder'})" for p in clear[-_NAMED:]])
    if len(clear) > _NAMED:
        return f"{counted(len(clear), 'clear turning point')} of tone, the last {_NAMED} in {dates}."
    return f"Clear turning {'point' if len(clear) == 1 else 'points'} of tone: {dates}."


def phases_in_words(view: View, points: tuple[TurningPoint, ...]) -> str:
    """The last phases with their mean tone; empty if the pair has one only."""
    found = phases(told_alike(view.series("tenor.tone"), [p.step for p in points]), points)
    if len(found) < 2:
        return ""
    shown = found[-_NAMED - 1 :]
    spans = [f"{month_name(shown[0].first)} to {month_name(shown[0].last)}"]
    for before, p in pairwise(shown):
        way = "warmer" if p.tone > before.tone else "colder"
        spans.append(f"{way} from {month_name(p.first)} to {month_name(p.last)}")
    return f"Phases of tone between clear turning points: {'; '.join(spans)}."


def phase_table(view: View, points: tuple[TurningPoint, ...]) -> tuple[TableModel, ...]:
    """Mean tone of every phase between clear turning points."""
    found = phases(told_alike(view.series("tenor.tone"), [p.step for p in points]), points)
    if len(found) < 2:
        return ()
    return (
        TableModel(
            id="table.phases",
            question="evolution",
            title="Phases between clear turning points",
            columns=(
                Column(name="First month"),
                Column(name="Last month"),
                Column(name="Months with a value", unit="count", numeric=True),
                Column(name="Mean tone, log points", numeric=True),
            ),
            rows=tuple((p.first, p.last, float(p.months), format_value(p.tone, "log_points")) for p in found),
            note="Compare phases of one pair with each other, not with those of other pairs.",
            source=view.source("tenor.tone"),
        ),
    )


def when_known(points: tuple[TurningPoint, ...]) -> str:
    """When a turning point can be known, and which are called clear."""
    if not points:
        return ""
    return (
        "A turning point compares about thirty days with the twelve months before, so it is known a month after it "
        "happened, and its date may move by a month when later days come in. Those that a quiet pair would hardly ever "
        "show are called clear and numbered in the figure."
    )


def turned(view: View, points: tuple[TurningPoint, ...]) -> Judged | None:
    """The largest clear turning point of the last ten years, and how far documents confirm it."""
    recent = [p for p in points if p.clear and year_of(p.month) >= view.as_of.year - _RECENT]
    if not recent:
        return None
    p = max(recent, key=lambda p: abs(p.step.value or 0.0))
    rows = tuple(dict.fromkeys(d.id if "/" in d.id else statement_ref(d.id) for d in p.documents))
    way = "warmer" if p.warmer else "colder"
    slots: Slots = {"way": chosen(way, "sign", way, (ref(p.step),)), "step": printed(p.step), "span": ends(p.step)}
    slots["month"] = When(text=month_name(p.month), date=p.month, ref=ref(p.step))
    slots["rarity"] = counted_part(p.one_in, (ref(p.step),))
    claim = say(ROOM, "turn.said", **slots, proof=chosen(_proof(p), "documents", "confirmed", rows))
    finding = Finding(
        id="evolution.turning_point",
        question="evolution",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(p.step, standing=False),
        confidence="moderate" if p.confirmed else "low",
        confidence_reason="a step in machine-coded reports, "
        + ("confirmed by documents" if p.confirmed else "unconfirmed by documents"),
        basis=(ref(p.step), *rows),
        against=("Reports can turn because a third party's quarrel, or a summit, drew the press.",),
        would_change="Three documents of the month from two independent publishers that say otherwise.",
    )
    return Judged(finding, salience("evolution.turning_point", "confirmed" if p.confirmed else "unconfirmed"))


def _proof(p: TurningPoint) -> str:
    if not p.documents:
        return "Unconfirmed: no document of these months is at hand."
    if p.confirmed:
        return f"Confirmed by {_count(p.read)}."
    coded = f" {sentence(_count(p.documents))}, coded by machine and not read." if p.documented else ""
    return f"Unconfirmed: {_count(p.read)} only.{coded}" if p.read else f"Unconfirmed by a reader.{coded}"


def _count(documents: tuple[EvidenceRow, ...]) -> str:
    return f"{counted(len(documents), 'document')} from {counted(sources(documents), 'source')}"


def _documents(p: TurningPoint) -> str:
    if not p.documents:
        return "unconfirmed: none"
    if p.confirmed:
        return f"confirmed: {_count(p.read)}"
    return f"unread: {_count(p.documents)}" if p.documented else f"unconfirmed: {_count(p.documents)}"


def turning_table(view: View, points: tuple[TurningPoint, ...]) -> tuple[TableModel, ...]:
    """Every turning point with its size, rarity and documents."""
    if not points:
        return ()
    place = {p.month: str(n) for n, p in enumerate((p for p in points if p.clear), 1)}
    rows = tuple(
        (
            place.get(p.month, "–"),
            p.month,
            "warmer" if p.warmer else "colder",
            f"{text(p.step)} ({format_value(p.step.low, p.step.unit)} to {format_value(p.step.high, p.step.unit)})",
            f"1 in {number(p.one_in)}",
            p.step.period,
            _documents(p),
        )
        for p in points
    )
    heads = ("No", "Month", "Dealings turned", "Step, log points", "In quiet pairs", "Known since", "Documents")
    return (
        TableModel(
            id="table.turning",
            question="evolution",
            title="Turning points of tone",
            columns=tuple(Column(name=name) for name in heads),
            rows=rows,
            note="Step: about thirty days against the twelve months before, with its 80 % interval. In quiet pairs: "
            "months in which so large a step comes by chance. Confirmed: three documents from two independent sources, "
            "in a study; unread: as many, coded by machine.",
            source=view.source("evolution.turning_point"),
        ),
    )


def _shown(p: TurningPoint) -> tuple[EvidenceRow, ...]:
    """All that somebody read; of the rest only beside clear points, and a few."""
    coded = tuple(d for d in p.documents if d not in p.read)
    return p.read + (coded[:_MOST_CODED] if p.clear else ())


def _cited(d: EvidenceRow) -> str:
    """The source as cited; a coded document has only its outlet and address."""
    return f"{d.source}, {d.url}" if "/" in d.id and d.url else d.source


def document_table(points: tuple[TurningPoint, ...]) -> tuple[TableModel, ...]:
    """The documents beside turning points, each with its source and grade."""
    rows = tuple((p.month, d.date, d.claim, _cited(d), d.grade, d.id) for p in points for d in _shown(p))
    if not rows:
        return ()
    heads = ("Turning point", "Date", "What", "Source", "Grade", "Row")
    return (
        TableModel(
            id="table.turning.documents",
            question="evolution",
            title="Documents dated within a month of a turning point",
            columns=tuple(Column(name=name) for name in heads),
            rows=rows,
            note="Near in time and of a kind that fits the direction; whether one caused the other is for the reader.",
        ),
    )
