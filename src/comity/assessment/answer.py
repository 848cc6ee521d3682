"""What the writer of one section gives."""

from __future__ import annotations

from dataclasses import dataclass, field

from comity.assessment.salience import Salience
from comity.dossier.claim import Claim
from comity.dossier.figure import FigureModel
from comity.dossier.finding import Finding
from comity.dossier.strict import QuestionState
from comity.dossier.table import TableModel


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding and how much a reader in a hurry needs it; `short` is its claim without the cases."""

    finding: Finding
    salience: Salience
    short: Claim | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One question answered, or the reason why not. `answer` is one or two sentences.

    `told`: ids of the rows of which the answer and its paragraphs tell what they say.
    """

    state: QuestionState
    answer: str
    reason: str
    paragraphs: tuple[str, ...] = ()
    judged: tuple[Judged, ...] = ()
    figures: tuple[FigureModel, ...] = ()
    tables: tuple[TableModel, ...] = ()
    against: tuple[str, ...] = ()
    would_change: tuple[str, ...] = field(default=())
    told: frozenset[str] = frozenset()


def no_evidence(looked_for: str, would_answer: str) -> Answer:
    """Two lines: what was looked for, and what would answer it."""
    return Answer(
        state="no_evidence",
        answer=f"No evidence. Looked for: {looked_for}.",
        reason=f"nothing found on {looked_for}",
        would_change=(would_answer,),
    )
