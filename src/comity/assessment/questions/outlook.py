"""What should decision-makers not lose sight of?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from comity.assessment import hypotheses
from comity.assessment.answer import Answer, no_evidence
from comity.assessment.gap_contest import cause_contest
from comity.assessment.promises import between_the_two
from comity.assessment.questions.parts import MOST_PRINTED, printed
from comity.assessment.scenarios import Outlook, scenarios, unfounded
from comity.assessment.view import View
from comity.assessment.words import counted, listing, sentence
from comity.dossier.figure import Bar, FigureModel
from comity.dossier.forecast import Forecast
from comity.dossier.strict import Role
from comity.dossier.table import Column, TableModel
from comity.quantities.shown import shown
from comity.terms.period import parse_as_of
from comity.terms.question import question
from comity.terms.unit import format_value

_COSTS = {
    "scope": "cooperation that exists is proposed anew, and what lies idle stays idle",
    "tenor": "a quarrel is met when it is in the news, not before",
    "evolution": "a turn is taken for noise, or noise for a turn",
    "exchange": "trade is judged by the report of one side",
    "complementarity": "missions are sent to sell what the other does not buy",
    "dependence": "a supplier is lost before anyone knew how large it was",
    "defence": "what is on no register surprises",
    "balance": "the partner's other friends are met as a surprise",
    "access": "doors that the partner could open stay shut",
    "intermediary": "a channel is sought in a crisis and not before",
    "context": "a change of leader or rival power comes unprepared",
    "potential": "promises are announced again instead of kept",
    "outlook": "decisions rest on belief",
}
MOST_ROWS = 12


def answer(view: View, answers: Mapping[str, Answer]) -> Answer:
    """Scenarios on a base rate, hypotheses with their odds, what to watch, and what it costs to do nothing."""
    outlook, indicators = scenarios(view), _indicators(view)
    weighed = _weighed(view)
    contests = (*(hypotheses.table(outcome) for outcome in weighed), *cause_contest(view))
    open_questions = [(q, a) for q, a in answers.items() if a.state != "answered"]
    if outlook is None and not indicators.rows and not contests:
        return no_evidence("a trend or any indicator of the pair", "at least one series that is still updated")
    first = (
        f"{counted(len(open_questions), 'question')} of {len(answers)} are open or only bounded."
        if open_questions
        else ""
    )
    said = outlook.words if outlook is not None else "No probability can be put on the direction of the relationship."
    parts = (
        outlook.table if outlook is not None else None,
        *contests,
        indicators,
        _priorities(view, open_questions),
        _coming(view),
        _register(view),
    )
    return Answer(
        state="answered" if outlook is not None else "not_determinable",
        answer=f"{said} {first}".strip(),
        reason="scenarios from what became of pairs that stood alike" if outlook is not None else unfounded(view),
        judged=tuple(map(hypotheses.judged, weighed)),
        figures=() if outlook is None else (_fan(view, outlook),),
        tables=tuple(t for t in parts if t is not None and t.rows),
        against=(
            "A base rate says nothing of a break: elections, wars and discoveries announce themselves in no series.",
        ),
        would_change=("Any of the indicators beyond its line.",),
    )


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
    rows = []
    for line in shown("indicator"):
        m = view.last(line.quantity)
        if m is not None:
            now = f"{format_value(m.value, m.unit)} ({m.period})"
            rows.append((line.caption, now, sentence(line.warmer), sentence(line.colder)))
    return TableModel(
        id="table.indicators",
        question="outlook",
        title="Indicators that tell the scenarios apart",
        columns=tuple(Column(name=n) for n in ("Indicator", "Now", "Points to warmer if it", "Points to colder if it")),
        rows=tuple(rows),
        note="First state of the pair first, where the indicator has a direction. What all expect is left out.",
    )


def _priorities(view: View, open_questions: list[tuple[str, Answer]]) -> TableModel | None:
    """What to do, ranked: overdue promises, disputed figures, questions without an answer, each with its cost."""
    rows: list[tuple[str | float | None, ...]] = []
    claims = {r.id: r.claim for r in view.evidence}
    for p in [p for p in between_the_two(view) if p.state == "overdue"][:3]:
        rows.append(
            (f"Settle what was due by {p.due}: {claims[p.row]}", "either side's word", _COSTS["potential"], p.row)
        )
    disputed = [c for c in view.register if c.kind in ("conflicting_values", "part_exceeds_whole", "stale_figure")]
    for c in [c for c in disputed if any(r.id in c.rows for r in view.between)][:3]:
        rows.append(
            (
                f"Stop using the figures of {listing([i.split('/')[1] for i in c.rows])} side by side",
                c.settle,
                "a figure is quoted that the next reader can refute",
                c.id,
            )
        )
    ranked = sorted(open_questions, key=lambda item: (item[1].state == "no_evidence", item[0]))
    for q, a in ranked:
        needed = a.would_change[0] if a.would_change else "–"
        rows.append(
            (f"Answer the question of {question(q).title.lower()} ({a.state.replace('_', ' ')})", needed, _COSTS[q], q)
        )
    if not rows:
        return None
    numbered = tuple((n, *row) for n, row in enumerate(rows, 1))
    names = ("Rank", "Priority", "What it takes", "Cost of doing nothing", "Rests on")
    return TableModel(
        id="table.priorities",
        question="outlook",
        title="Priorities, and what it costs to do nothing",
        columns=tuple(Column(name=n, numeric=n == "Rank") for n in names),
        rows=numbered,
        note="Order: promises overdue, figures that refute each other, questions with bounds, those without an answer.",
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
        title=f"Due within a year of {view.as_of.isoformat()}",
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
