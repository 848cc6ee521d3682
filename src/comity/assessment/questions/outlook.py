"""What should decision-makers not lose sight of?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path

from comity.assessment import hypotheses
from comity.assessment.answer import Answer, Judged, no_evidence
from comity.assessment.gap_contest import cause_contest
from comity.assessment.judgements import select
from comity.assessment.promises import between_the_two
from comity.assessment.questions.parts import MOST_PRINTED, printed
from comity.assessment.scenarios import Outlook, courses, scenarios, told_courses, unfounded
from comity.assessment.view import View
from comity.assessment.words import listing, lowered, name, sentence
from comity.dossier.claim import sentences
from comity.dossier.figure import Bar, FigureModel
from comity.dossier.finding import Finding
from comity.dossier.forecast import Forecast
from comity.dossier.strict import Role
from comity.dossier.table import Column, TableModel
from comity.quantities.shown import shown
from comity.terms.curated import curated_rows
from comity.terms.period import parse_as_of
from comity.terms.unit import format_value
from comity.terms.wording import day_name

MOST_PRIORITIES = 6
_ONLY_IN_QUARREL = ("conflict.armed", "sanctions.in_force")
"""Indicators whose nought tells nothing of a pair without a quarrel."""
_QUARREL = ("at_war", "occupied", "unrecognised", "rivals", "claim", "estranged", "contested")


def answer(view: View, answers: Mapping[str, Answer]) -> Answer:
    """Scenarios on a base rate, hypotheses with their odds, what to watch, and what it costs to do nothing."""
    outlook, indicators = scenarios(view), _indicators(view)
    weighed = _weighed(view)
    contests = (*(hypotheses.table(outcome) for outcome in weighed), *cause_contest(view))
    ways, judged = courses(view), tuple(map(hypotheses.judged, weighed))
    if outlook is None and ways is None and not indicators.rows and not contests:
        return no_evidence("a trend or any indicator of the pair", "at least one series that is still updated")
    chosen = _chosen(view, [*(j for a in answers.values() for j in a.judged), *judged])
    parts = (
        outlook.table if outlook is not None else None,
        ways,
        *contests,
        indicators,
        _priorities(view, chosen),
        _coming(view),
        _register(view),
    )
    return Answer(
        state="answered",
        answer=_headline(view, outlook, ways),
        reason="scenarios from what became of pairs that stood alike" if outlook is not None else unfounded(view),
        paragraphs=() if ways is None else told_courses(view, odds=outlook is not None),
        judged=judged,
        figures=() if outlook is None else (_fan(view, outlook),),
        tables=tuple(t for t in parts if t is not None and t.rows),
        against=(
            "A base rate says nothing of a break: elections, wars and discoveries announce themselves in no series.",
        ),
        would_change=("Any of the indicators beyond its line.",),
    )


def _headline(view: View, outlook: Outlook | None, ways: TableModel | None) -> str:
    """The courses that a relationship of this kind takes, and their odds; that none are given the table says."""
    parts = []
    if ways is not None and view.kind is not None:
        named = listing([lowered(str(row[0])) for row in ways.rows], "or")
        parts.append(f"What becomes of {view.kind.name}: {named}.")
    if outlook is not None:
        parts.append(outlook.words)
    elif not parts:
        parts.append(f"No odds are given: {unfounded(view)}.")
    return " ".join(parts)


def _chosen(view: View, judged: Sequence[Judged]) -> list[Judged]:
    """What the first page judges, and so what priorities may follow from."""
    return [] if view.record is None else select(judged, view.record)


def forecasts(view: View) -> tuple[Forecast, ...]:
    """The recorded probabilities of the section, which a later edition can score."""
    outlook = scenarios(view)
    return () if outlook is None else outlook.forecasts


def _fan(view: View, outlook: Outlook) -> FigureModel:
    """F7: the scenarios as bars of their probability."""
    roles: tuple[Role, ...] = ("hostile", "neutral", "cooperative")
    first = outlook.forecasts[0]
    bars = tuple(
        Bar(
            label=str(row[0]),
            value=f.likelihood.probability,
            role=role,
            note=f.likelihood.term,
            horizon=f.resolves,
        )
        for row, f, role in zip(outlook.table.rows, outlook.forecasts, roles, strict=True)
    )
    return FigureModel(
        id="figure.scenarios",
        question="outlook",
        kind="bars",
        title=f"What three scenarios from {first.start} to {first.resolves} are worth",
        subtitle="Probability on the base rate of pairs that stood alike; the three sum to 1",
        unit="probability",
        source=view.source(first.measure),
        alt="Three bars: the probability that the series falls, stays or rises.",
        bars=bars,
        interval=None,
    )


def _weighed(view: View) -> list[hypotheses.Outcome]:
    """The study's contests of which enough is known."""
    evidence = {r.id: r for r in view.evidence}
    found = (hypotheses.weigh(c, evidence, view.register) for c in view.contests)
    return [outcome for outcome in found if outcome is not None]


def _indicators(view: View) -> TableModel:
    """What is measured today, and where it stands: what is past its shelf life tells no scenario apart."""
    quarrel = view.kind is not None and view.kind.id in _QUARREL
    rows = []
    for line in shown("indicator"):
        if not view.has(line.quantity):
            continue
        directed = view.atlas.entry(line.quantity).direction == "directed"
        for a, b in ((view.a, view.b), (view.b, view.a))[: 2 if directed else 1]:
            m = view.last(line.quantity, a, b)
            tells = m is not None and (m.value or quarrel or line.quantity not in _ONLY_IN_QUARREL)
            if m is None or not tells or view.past_shelf(m):
                continue
            now = f"{format_value(m.value, m.unit)} ({m.period})"
            caption = f"{line.caption}, {name(a)} to {name(b)}" if directed else line.caption
            rows.append((caption, now, sentence(line.warmer), sentence(line.colder)))
    return TableModel(
        id="table.indicators",
        question="outlook",
        title="Indicators that tell the courses apart",
        columns=tuple(Column(name=n) for n in ("Indicator", "Now", "Points to warmer if it", "Points to colder if it")),
        rows=tuple(rows),
        note="What is measured today; a record that ended longer ago than its figures keep is left out.",
    )


@cache
def _lines() -> tuple[dict[str, str], ...]:
    """`priorities.csv`: what follows from a judgement, each line with its reason."""
    return tuple(curated_rows(Path(__file__).parent.parent / "priorities.csv"))


def _newest_sentence(j: Judged) -> str:
    """The sentence that a priority follows from: of a run of events the newest, else what is said first."""
    said = sentences(j.short.parts if j.short else j.finding.parts)
    return said[-1 if j.finding.id.startswith("chronicle.") else 0].text


def _follows(view: View, found: Finding) -> dict[str, str] | None:
    """The first line for a finding, by the beginning of its id, that fits the kind of relationship.

    Nothing follows from a figure that is known by its bounds alone.
    """
    if found.estimate is not None and found.estimate.value is None:
        return None
    finding = found.id
    kind = "" if view.kind is None else view.kind.id
    fits = (r for r in _lines() if finding == r["finding"] or finding.startswith(f"{r['finding']}."))
    return next((r for r in fits if not r["kinds"] or kind in r["kinds"].split()), None)


def _priorities(view: View, judged: Sequence[Judged]) -> TableModel | None:
    """What to do, in the order of the judgements that it follows from; promises overdue are told by their own words."""
    claims = {r.id: r.claim for r in view.evidence}
    rows: list[tuple[str, ...]] = []
    for j in judged:
        line = _follows(view, j.finding)
        if line is not None and line["priority"] not in {row[0] for row in rows}:
            rows.append((line["priority"], _newest_sentence(j), sentence(line["cost"]), j.finding.id))
    for p in [p for p in between_the_two(view) if p.state == "overdue"][:3]:
        cost = "Promises are announced again instead of kept"
        rows.append((f"Settle what was due by {p.due}", claims[p.row], cost, p.row))
    if not rows:
        return None
    names = ("Rank", "Priority", "Follows from", "Cost of doing nothing", "Rests on")
    return TableModel(
        id="table.priorities",
        question="outlook",
        title="Priorities, and what it costs to do nothing",
        columns=tuple(Column(name=n, numeric=n == "Rank") for n in names),
        rows=tuple((float(n), *row) for n, row in enumerate(rows[:MOST_PRIORITIES], 1)),
        note="In the order of the judgements that they follow from; then promises past their day.",
    )


def _coming(view: View) -> TableModel | None:
    """T12: what falls due in the twelve months after the date."""
    end = view.as_of + timedelta(days=365)
    claims = {r.id: r.claim for r in view.evidence}
    due = [p for p in between_the_two(view) if p.due and view.as_of <= parse_as_of(p.due) <= end and not p.deed]
    if not due:
        return None
    rows = tuple((p.due, claims[p.row], p.row) for p in sorted(due, key=lambda p: p.due))
    return TableModel(
        id="table.coming",
        question="outlook",
        title=f"Due within a year of {day_name(view.as_of)}",
        columns=tuple(Column(name=n) for n in ("Due", "What", "Row")),
        rows=rows,
    )


def _register(view: View) -> TableModel | None:
    """T11: what does not fit together in the evidence, and what would settle it."""
    if not view.register:
        return None
    # Those of the two come last, where a page that cannot hold all of them keeps them.
    pair = {r.id for r in view.between}
    held = list(view.register)
    if len(held) > MOST_PRINTED:
        held.sort(key=lambda c: not pair.isdisjoint(c.rows))
    last, note = printed(held, "In square brackets: row, date or value, and grade.", "report.json")
    rows = tuple((sentence(c.label), c.what, c.settle, c.id) for c in last)
    return TableModel(
        id="table.contradictions",
        question="outlook",
        title=f"Contradictions in the evidence: {len(view.register)}",
        columns=tuple(Column(name=n) for n in ("Kind", "What does not fit", "What would settle it", "Entry")),
        rows=rows,
        note=note,
    )
