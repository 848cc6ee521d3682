"""What falls with a source: the findings, judgements, tables and figures that a statement fed."""

from __future__ import annotations

from dataclasses import dataclass

from comity.assessment.model import Assessment


@dataclass(frozen=True, slots=True)
class Affected:
    """Ids of what rested on some statements. `alone` are the findings that have no other basis left."""

    rows: tuple[str, ...]
    findings: tuple[str, ...]
    alone: tuple[str, ...]
    judgements: tuple[str, ...]
    sections: tuple[str, ...]
    tables: tuple[str, ...]
    figures: tuple[str, ...]


def affected(report: Assessment, what: str) -> Affected:
    """What in a report rests on a statement, given by its id, or on a source, given as its rows name it.

    A source is one of the report's rows by `source`, `url` or the hash of a kept document. A finding counts
    whether the row speaks for it or against it; a judgement counts with any of its findings.
    """
    id = what if what.startswith("evidence/") else f"evidence/{what}"
    rows = {r.id for r in report.evidence if r.id == id or (what and what in (r.source, r.url, r.document))}
    touched = [f for f in report.findings if rows & {*f.basis, *f.against}]
    named = {f.id for f in touched}
    tables = [t.id for t in report.tables if any(cell in rows for row in t.rows for cell in row)]
    return Affected(
        rows=tuple(r.id for r in report.evidence if r.id in rows),
        findings=tuple(f.id for f in touched),
        alone=tuple(f.id for f in touched if set(f.basis) <= rows),
        judgements=tuple(j.id for j in report.key_judgements if named & set(j.findings)),
        sections=tuple(s.id for s in report.sections if named & set(s.findings) or set(tables) & set(s.tables)),
        tables=tuple(tables),
        figures=tuple(f.id for f in report.figures if any(mark.ref in rows for mark in f.marks)),
    )
