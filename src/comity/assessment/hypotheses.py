"""Competing hypotheses: weighed by what tells them apart, with grades, and with dependent evidence counted once.

Hypotheses stand in rows and evidence in columns, the one layout that was found to reduce confirmation bias (Cognitive
Research 9:37, 2024). A rating is read as a probability of seeing the statement if the hypothesis is true, tempered by
the statement's weight; the odds are Bayes's. The table never names a winner: it gives the odds and what they rest on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path

from comity.assessment.answer import Judged
from comity.assessment.salience import salience
from comity.assessment.say import say
from comity.assessment.words import lowered
from comity.dossier.claim import Told, Value
from comity.dossier.finding import Finding
from comity.dossier.statement import Contradiction, EvidenceRow
from comity.dossier.table import Column, TableModel
from comity.evidence.hypotheses import Contest, Weighed
from comity.evidence.independence import names_of
from comity.terms.curated import curated_rows
from comity.terms.ref import row_of, statement_ref
from comity.terms.unit import number, percent

SEEN_IF_TRUE = {"++": 0.9, "+": 0.7, "0": 0.5, "-": 0.3, "--": 0.1}
"""P(statement | hypothesis) of each rating."""
_DEPENDENT = ("one_origin", "stale_figure")
SETTLED = 0.9
"""Odds from which an answer counts as settled by the statements at hand."""
MOST_COLUMNS = 8
FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One statement in the contest: its weight after grade and dependence, and how much it tells apart (nats)."""

    weighed: Weighed
    row: EvidenceRow
    weight: float
    diagnosticity: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """Posterior probability of each hypothesis, in the order given, and the columns, the most diagnostic first."""

    contest: Contest
    prior: tuple[float, ...]
    posterior: tuple[float, ...]
    against: tuple[float, ...]
    columns: tuple[Exhibit, ...]


@cache
def grade_weights() -> dict[str, float]:
    """Letter or digit of the Admiralty code -> how much a statement so graded counts, 0 to 1."""
    return {r["grade"]: float(r["weight"]) for r in curated_rows(Path(__file__).parent / "grades.csv")}


def decides_any(contests: Sequence[Contest], evidence: Sequence[EvidenceRow]) -> bool:
    """Whether an analyst weighed a question of the pair of which enough is known: what frames all else stands back."""
    held = {r.id for r in evidence}
    known = (sum(1 for w in c.evidence if statement_ref(w.row) in held) for c in contests)
    return any(n >= FEWEST_ROWS for n in known)


def weigh(contest: Contest, evidence: Mapping[str, EvidenceRow], register: Sequence[Contradiction]) -> Outcome | None:
    """The contest decided by the statements that are known; None where fewer than two are."""
    known = [w for w in contest.evidence if statement_ref(w.row) in evidence]
    if len(known) < FEWEST_ROWS:
        return None
    rows = [evidence[statement_ref(w.row)] for w in known]
    groups = _groups(rows, register)
    size = Counter(groups)
    columns = []
    for w, r, group in zip(known, rows, groups, strict=True):
        weight = grade_weights()[r.grade[0]] * grade_weights()[r.grade[1]] / size[group]
        logs = [log(SEEN_IF_TRUE[rating]) for rating in w.ratings.values()]
        columns.append(Exhibit(w, r, weight, weight * (max(logs) - min(logs))))
    given = [h.prior or 1 / len(contest.hypotheses) for h in contest.hypotheses]
    prior = tuple(p / sum(given) for p in given)
    scores, against = [], []
    for h, p in zip(contest.hypotheses, prior, strict=True):
        seen = [(c.weight, SEEN_IF_TRUE[c.weighed.ratings[h.id]]) for c in columns]
        scores.append(log(p) + sum(weight * log(x) for weight, x in seen))
        against.append(sum(weight * (0.5 - x) / 0.4 for weight, x in seen if x < SEEN_IF_TRUE["0"]))
    top = max(scores)
    odds = [exp(s - top) for s in scores]
    posterior = tuple(o / sum(odds) for o in odds)
    ranked = tuple(sorted(columns, key=lambda c: (-c.diagnosticity, c.row.id)))
    return Outcome(contest, prior, posterior, tuple(against), ranked)


def _groups(rows: Sequence[EvidenceRow], register: Sequence[Contradiction]) -> list[str]:
    """For each row the name of what it depends on: a common origin, a repeated figure, or its own publisher."""
    shared: dict[str, str] = {}
    for c in register:
        if c.kind in _DEPENDENT:
            for i in c.rows:
                shared.setdefault(i, c.id)
    return [shared.get(r.id, f"source {names_of(r)[0]}") for r in rows]


def judged(outcome: Outcome) -> Judged:
    """What the odds say of a contest, as a finding: the answer that they favour, and the next."""
    contest, name = outcome.contest, table_id(outcome.contest)
    order = sorted(range(len(contest.hypotheses)), key=lambda n: -outcome.posterior[n])
    best, next_best = order[:2]
    said = say(
        "page1",
        "contest",
        question=Told(text=contest.question, ref=name),
        first=Told(text=contest.hypotheses[best].text, ref=name),
        odds=_odds(outcome, best),
        second=Told(text=lowered(contest.hypotheses[next_best].text), ref=name),
        next=_odds(outcome, next_best),
    )
    letters = ", ".join(sorted({c.row.grade for c in outcome.columns}))
    finding = Finding(
        id=f"outlook.contest.{contest.id}",
        question="outlook",
        claim=said.text,
        parts=said.parts,
        confidence="moderate" if outcome.posterior[order[0]] < SETTLED else "high",
        confidence_reason=f"the odds are those of an analyst's ratings of statements graded {letters}",
        basis=(name, *dict.fromkeys(statement_ref(c.weighed.row) for c in outcome.columns)),
        against=tuple(c.weighed.reason + "." for c in outcome.columns if _speaks_against(c, contest, order[0]))[:2],
        would_change="A statement of another origin that the favoured answer would not lead one to expect.",
    )
    return Judged(finding, salience("outlook.contest", caption=contest.label))


def _odds(outcome: Outcome, place: int) -> Value:
    odds = outcome.posterior[place]
    return Value(text=percent(odds), ref=table_id(outcome.contest), value=odds, unit="share")


def _speaks_against(exhibit: Exhibit, contest: Contest, favoured: int) -> bool:
    return SEEN_IF_TRUE[exhibit.weighed.ratings[contest.hypotheses[favoured].id]] < SEEN_IF_TRUE["0"]


def table_id(contest: Contest) -> str:
    """Id of the table in which a contest is laid out."""
    return f"table.hypotheses.{contest.id}"


def table(outcome: Outcome) -> TableModel:
    """The matrix: a row for each hypothesis, a column for each of the most diagnostic statements, then the odds."""
    shown = outcome.columns[:MOST_COLUMNS]
    columns = (
        Column(name="Hypothesis"),
        *(Column(name=f"{row_of(c.row.id)} ({c.row.grade})") for c in shown),
        Column(name="Weighted against", numeric=True),
        Column(name="Before", unit="probability", numeric=True),
        Column(name="After", unit="probability", numeric=True),
    )
    rows: tuple[tuple[str | float | None, ...], ...] = tuple(
        (
            h.text,
            *(c.weighed.ratings[h.id] for c in shown),
            round(outcome.against[n], 2),
            round(outcome.prior[n], 2),
            round(outcome.posterior[n], 2),
        )
        for n, h in enumerate(outcome.contest.hypotheses)
    )
    weights = ("Weight of the statement", *(number(c.weight, 2) for c in shown), None, None, None)
    rest = len(outcome.columns) - len(shown)
    more = f" {rest} less diagnostic statements count in the odds and are not shown." if rest > 0 else ""
    return TableModel(
        id=table_id(outcome.contest),
        question="outlook",
        title=outcome.contest.question,
        columns=columns,
        rows=(*rows, weights),
        note="++ expected if true, -- hardly to be seen if true. Columns: rows of evidence, most diagnostic first; "
        f"weights come from the grade and are shared among statements of one origin.{more} "
        "The odds are those of the ratings, which are an analyst's; they name no winner.",
    )
