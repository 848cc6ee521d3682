"""A study's statements as the assessment's evidence."""

from __future__ import annotations

from datetime import date

from comity.assessment.model import EvidenceRow
from comity.evidence.statement import Statement
from comity.evidence.study import Study


def evidence_rows(study: Study, as_of: date) -> tuple[EvidenceRow, ...]:
    """What was known by the end of `as_of`, by date."""
    return tuple(_row(s) for s in study.evidence(as_of))


def _row(s: Statement) -> EvidenceRow:
    return EvidenceRow(
        id=f"evidence/{s.id}",
        date=s.date,
        a=s.a,
        b=s.b,
        claim=s.claim,
        value=s.value,
        unit=s.unit,
        source=s.source,
        url=s.url,
        kind=s.kind,
        grade=s.grade,
        question=s.question,
        sector=s.sector,
    )
