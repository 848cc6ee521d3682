"""A study's statements as the assessment's evidence."""

from __future__ import annotations

from datetime import date

from comity.assessment.model import EvidenceRow
from comity.evidence.statement import Statement
from comity.evidence.study import Study

_LINKS = ("fulfils", "corrects", "retracts")
_SAME = tuple(name for name in EvidenceRow.model_fields if name not in ("id", "grade", *_LINKS))


def evidence_rows(study: Study, as_of: date) -> tuple[EvidenceRow, ...]:
    """What was known by the end of `as_of`, by date."""
    return tuple(_row(s) for s in study.evidence(as_of))


def _row(s: Statement) -> EvidenceRow:
    same = {name: getattr(s, name) for name in _SAME}
    links = {name: f"evidence/{other}" if (other := getattr(s, name)) else "" for name in _LINKS}
    return EvidenceRow(id=f"evidence/{s.id}", grade=s.grade, **same, **links)
