"""What should decision-makers not lose sight of?"""

from __future__ import annotations

from collections.abc import Mapping

from comity.assessment.answer import Answer, no_evidence
from comity.assessment.model import Column, TableModel
from comity.assessment.questions.evolution import probability_of_rise
from comity.assessment.view import View
from comity.assessment.words import likelihood
from comity.terms.question import question
from comity.terms.unit import format_value

_INDICATORS = (
    ("tenor.hostility", "Reported hostility", "rises above the 80th percentile of comparable pairs"),
    ("un.agreement", "Agreement in UN votes", "moves by more than 0.05 from one session to the next"),
    ("exchange.mirror_gap", "Gap between the two customs reports", "opens or closes by a factor of two"),
    ("dependence.supplier_share", "Share in imports", "doubles or halves"),
    ("representation.embassy", "Missions", "one is opened or closed"),
    ("agreement.investment_in_force", "Treaties", "one enters into force or is denounced"),
)


def answer(view: View, answers: Mapping[str, Answer]) -> Answer:
    """Scenarios with the probability that the record supports, indicators to watch, and open questions by cost."""
    scenarios, indicators = _scenarios(view), _indicators(view)
    open_questions = [(q, a) for q, a in answers.items() if a.state != "answered"]
    if scenarios is None and not indicators.rows:
        return no_evidence("a trend or any indicator of the pair", "at least one series that is still updated")
    priorities = _priorities(open_questions)
    first = f" {len(open_questions)} of {len(answers)} questions are open or only bounded." if open_questions else ""
    return Answer(
        state="answered" if scenarios is not None else "not_determinable",
        answer=(
            "The record supports a probability for the direction of tone only."
            if scenarios is not None
            else "No probability can be put on the direction of the relationship."
        )
        + first,
        reason="probabilities from the trend of tone; other scenarios need judgement that a study adds"
        if scenarios is not None
        else "no trend of tone to put a probability on",
        tables=tuple(t for t in (scenarios, indicators, priorities) if t is not None and t.rows),
        against=(
            "A trend says nothing of a break: elections, wars and discoveries do not announce themselves in series.",
        ),
        would_change=("Any of the indicators beyond its line.",),
    )


def _scenarios(view: View) -> TableModel | None:
    momentum = view.last("evolution.momentum")
    if momentum is None or momentum.low is None or momentum.high is None:
        return None
    rise = probability_of_rise(momentum)
    rows = (
        ("Tone of the last three years was rising", likelihood(rise).term, format_value(rise, "probability")),
        ("Tone of the last three years was falling", likelihood(1 - rise).term, format_value(1 - rise, "probability")),
    )
    return TableModel(
        id="table.scenarios",
        question="outlook",
        title=f"Direction of tone up to {momentum.period}",
        columns=(Column(name="Reading"), Column(name="Likelihood"), Column(name="Probability", unit="probability")),
        rows=rows,
        note="A reading of the past three years, not a forecast. Words after ICD 203.",
        source=view.source("evolution.momentum"),
    )


def _indicators(view: View) -> TableModel:
    rows = []
    for measure, title, line in _INDICATORS:
        m = view.last(measure)
        if m is not None:
            rows.append((title, f"{format_value(m.value, m.unit)} ({m.period})", line))
    return TableModel(
        id="table.indicators",
        question="outlook",
        title="Indicators to watch",
        columns=(Column(name="Indicator"), Column(name="Now"), Column(name="Look again if it")),
        rows=tuple(rows),
        note="First state of the pair first, where the indicator has a direction.",
    )


def _priorities(open_questions: list[tuple[str, Answer]]) -> TableModel | None:
    if not open_questions:
        return None
    ranked = sorted(open_questions, key=lambda item: (item[1].state == "no_evidence", item[0]))
    rows = tuple(
        (question(q).title, a.state.replace("_", " "), a.reason, a.would_change[0] if a.would_change else "–")
        for q, a in ranked
    )
    return TableModel(
        id="table.open",
        question="outlook",
        title="What is not known, and what would settle it",
        columns=tuple(Column(name=n) for n in ("Question", "State", "Why", "What would settle it")),
        rows=rows,
        note="Cost of doing nothing: a decision on these points rests on belief, not on record.",
    )
