"""One question: its answer, and how far it could be answered."""

from __future__ import annotations

from comity.dossier.strict import QuestionState, Strict


class CoverageModel(Strict):
    """How far one question could be answered, and why not further."""

    question: str
    state: QuestionState
    reason: str


class SectionModel(Strict):
    """One question: the answer in bold, a paragraph, then figures, tables, findings by id."""

    id: str
    title: str
    question: str
    state: QuestionState
    answer: str
    paragraphs: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    would_change: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
