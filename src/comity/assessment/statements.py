"""A study's statements as the assessment's evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from comity.dossier.statement import Contradiction, EvidenceRow, Holder, PromiseRow
from comity.evidence.contradictions.office import Term
from comity.evidence.contradictions.register import register
from comity.evidence.promises import track
from comity.evidence.statement import Statement
from comity.evidence.study import Study
from comity.terms.ref import statement_ref

_LINKS = ("fulfils", "corrects", "retracts")
_TYPED = ("precision", "low", "high", "bound", "direction", "level", "office", "first", "proposed")
_OTHER = ("id", "grade", "document", *_LINKS, *_TYPED)
_SAME = tuple(name for name in EvidenceRow.model_fields if name not in _OTHER)
_FIRST = {"yes": True, "no": False, "": None}


def evidence_rows(study: Study, as_of: date) -> tuple[EvidenceRow, ...]:
    """What was known by the end of `as_of`, by date, within the terms of interviews."""
    return tuple(_row(s, study) for s in study.evidence(as_of))


def _row(s: Statement, study: Study) -> EvidenceRow:
    same: dict[str, Any] = {name: getattr(s, name) for name in _SAME}
    links: dict[str, Any] = {name: statement_ref(getattr(s, name)) for name in _LINKS}
    kept = study.documents[s.document].sha256 if s.document else ""
    return EvidenceRow(id=statement_ref(s.id), grade=s.grade, document=kept, **same, **links, **_typed(s))


def _typed(s: Statement) -> dict[str, Any]:
    figure = s.amount
    return {
        "precision": s.when.precision,
        "low": figure.low if figure else None,
        "high": figure.high if figure else None,
        "bound": figure.bound if figure and figure.said else None,
        "direction": s.direction or None,
        "level": s.level or None,
        "office": tuple(
            Holder(office=h.office, person=h.person, former=h.former, until=str(h.until or "")) for h in s.holdings
        ),
        "first": _FIRST[s.first],
        "proposed": s.proposals,
    }


def contradictions(study: Study, as_of: date, leaders: Sequence[Term] = ()) -> tuple[Contradiction, ...]:
    """The register of what does not fit together in the evidence known by `as_of`."""
    claims = {s.id: s.claim for s in study.evidence(as_of)}
    return tuple(
        Contradiction(
            id=e.id,
            kind=e.kind,
            label=e.label,
            rows=tuple(statement_ref(row) for row in e.rows),
            what=e.what if len(e.rows) > 1 else f"{e.what.rstrip('.')}: {claims[e.rows[0]]}",
            settle=e.settle,
        )
        for e in register(study.evidence(as_of), as_of, leaders)
    )


def promises(study: Study, as_of: date) -> tuple[PromiseRow, ...]:
    """Plans known by `as_of` and what became of them, oldest first."""
    return tuple(
        PromiseRow(
            row=statement_ref(p.statement.id),
            announced=p.statement.date,
            due=p.due,
            due_inferred=bool(p.due) and p.due_inferred,
            state=p.state,
            deed=statement_ref(p.deed.id) if p.deed else "",
            deed_inferred=p.deed_inferred,
        )
        for p in track(study.evidence(as_of), as_of)
    )
