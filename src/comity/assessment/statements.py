"""A study's statements as the assessment's evidence."""

from __future__ import annotations

from datetime import date

from comity.assessment.model import EvidenceRow
from comity.evidence.statement import Statement
from comity.evidence.study import Study

_LINKS = ("fulfils", "corrects", "retracts")
_SAME = tuple(name for name in EvidenceRow.model_fields if name not in ("id", "grade", "document", *_LINKS))


def evidence_rows(study: Study, as_of: date) -> tuple[EvidenceRow, ...]:
    """What was known by the end of `as_of`, by date, within the terms of interviews."""
    return tuple(_row(s, study) for s in study.evidence(as_of))


def _row(s: Statement, study: Study) -> EvidenceRow:
    same = {name: getattr(s, name) for name in _SAME}
    links = {name: f"evidence/{other}" if (other := getattr(s, name)) else "" for name in _LINKS}
    kept = study.documents[s.document].sha256 if s.document else ""
    return EvidenceRow(id=f"evidence/{s.id}", grade=s.grade, document=kept, **same, **links)
