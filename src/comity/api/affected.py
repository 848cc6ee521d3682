"""From a row back to every judgement that it fed: what falls when a source is withdrawn or a figure mended."""

from __future__ import annotations

from dataclasses import dataclass

from comity.dossier.assessment import Assessment
from comity.terms.ref import row_of, source_of


@dataclass(frozen=True, slots=True)
class Affected:
    """Ids that rest on a row, a snapshot or a source: directly, or through what rests on it."""

    rows: tuple[str, ...]
    findings: tuple[str, ...]
    judgements: tuple[str, ...]
    contradictions: tuple[str, ...]
    promises: tuple[str, ...]

    @property
    def anything(self) -> bool:
        """Whether something in the report rests on it at all."""
        return bool(self.rows)


def rows_of(it: Assessment, name: str) -> tuple[str, ...]:
    """The rows meant by `name`: one row's id, a snapshot's id, a measure, or the citation or address of a source."""
    measures = {m.id for m in it.measures if name in (m.id, m.measure) or name in (*m.basis, *m.rests_on)}
    snapshots = {i.id for i in it.inputs if name == source_of(i.id)}
    measures |= {m.id for m in it.measures if snapshots & set(m.basis)}
    statements = {e.id for e in it.evidence if name in (e.id, row_of(e.id), e.source, e.url) and name}
    told = {e.id for e in it.chronicle if name in (e.id, e.source)} | {
        s.id for s in it.status if name in (s.id, s.source)
    }
    return tuple(sorted(measures | statements | told))


def affected(it: Assessment, name: str) -> Affected:
    """What in the assessment rests on `name`, in the order of the report."""
    rows = set(rows_of(it, name))
    findings = tuple(f.id for f in it.findings if rows & set(f.basis))
    return Affected(
        rows=tuple(sorted(rows)),
        findings=findings,
        judgements=tuple(j.id for j in it.page1.judgements if set(findings) & set(j.findings)),
        contradictions=tuple(c.id for c in it.contradictions if rows & set(c.rows)),
        promises=tuple(p.row for p in it.promises if rows & {p.row, p.deed}),
    )
