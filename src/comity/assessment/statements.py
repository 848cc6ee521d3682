"""A study's statements as the assessment's evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from comity.dossier.statement import Contradiction, EvidenceRow, PromiseRow
from comity.evidence.contradictions.office import Term
from comity.evidence.contradictions.register import register
from comity.evidence.promises import track
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


def contradictions(study: Study, as_of: date, leaders: Sequence[Term] = ()) -> tuple[Contradiction, ...]:
    """The register of what does not fit together in the evidence known by `as_of`."""
    claims = {s.id: s.claim for s in study.evidence(as_of)}
    return tuple(
        Contradiction(
            id=e.id,
            kind=e.kind,
            label=e.label,
            rows=tuple(f"evidence/{row}" for row in e.rows),
            what=e.what if len(e.rows) > 1 else f"{e.what.rstrip('.')}: {claims[e.rows[0]]}",
            settle=e.settle,
        )
        for e in register(study.evidence(as_of), as_of, leaders)
    )


def promises(study: Study, as_of: date) -> tuple[PromiseRow, ...]:
    """Plans known by `as_of` and what became of them, oldest first."""
    return tuple(
        PromiseRow(
            row=f"evidence/{p.statement.id}",
            announced=p.statement.date,
            due=p.due,
            due_inferred=bool(p.due) and p.due_inferred,
            state=p.state,
            deed=f"evidence/{p.deed.id}" if p.deed else "",
            deed_inferred=p.deed_inferred,
        )
        for p in track(study.evidence(as_of), as_of)
    )
