"""What was announced between the two and what became of it: the finding and the table."""

from __future__ import annotations

from collections.abc import Sequence

from comity.assessment.answer import Judged
from comity.assessment.confidence import of_statements
from comity.assessment.phrases import NOTHING, ROOM, first_clause, several, stated
from comity.assessment.questions.parts import printed
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, dated, say, together
from comity.assessment.say import counted as counted_part
from comity.assessment.view import View
from comity.dossier.claim import Claim, When
from comity.dossier.finding import Finding
from comity.dossier.statement import EvidenceRow, PromiseRow
from comity.dossier.table import Column, TableModel
from comity.terms.ref import row_of
from comity.terms.wording import day_name

_KEPT = ("done", "done late")
MOST_NAMED = 2
"""Promises that a first page names."""


def between_the_two(view: View) -> tuple[PromiseRow, ...]:
    """Promises whose statement is about the pair, or about one of them and a third that the study files under it."""
    rows = {r.id: r for r in view.evidence}
    return tuple(p for p in view.promises if {rows[p.row].a, rows[p.row].b} == {view.a, view.b})


def promise_finding(view: View) -> Judged | None:
    """How many announcements came true by the date."""
    found = between_the_two(view)
    if not found:
        return None
    rows = {r.id: r for r in view.evidence}
    kept = [p for p in found if p.state in _KEPT]
    overdue = [p for p in found if p.state == "overdue"]
    again = [p for p in found if p.state == "announced again"]
    late = late_in_short = NOTHING
    if overdue:
        oldest = min(overdue, key=lambda p: p.due)
        slots: Slots = {"many": counted_part(len(overdue), _rows(overdue))}
        slots["due"] = When(text=oldest.due, date=oldest.due, ref=oldest.row)
        told = stated(rows[oldest.row])
        be = chosen("is" if len(overdue) == 1 else "are", "number", str(len(overdue)))
        late = say(ROOM, "promised.overdue", **slots, verb=be, oldest=told)
        late_in_short = say(ROOM, "promised.overdue_short", many=slots["many"], verb=be)
    renewed = NOTHING
    if again:
        was = chosen("was" if len(again) == 1 else "were", "number", str(len(again)))
        renewed = say(ROOM, "promised.again", many=counted_part(len(again), _rows(again)), verb=was)
    counts: Slots = {
        "plans": several(len(found), "plan", refs=_rows(found)),
        "day": When(text=day_name(view.as_of), date=view.as_of.isoformat()),
        "kept": counted_part(len(kept), _rows(kept), "" if kept else "none"),
        "verb": chosen("are" if len(kept) > 1 else "is", "number", str(len(kept))),
        "again": renewed,
    }
    claim = say(ROOM, "promised.said", **counts, overdue=late)
    basis = [rows[p.row] for p in found]
    confidence, reason = of_statements(basis, "fair", "deeds found by their words", view.as_of, view.register)
    finding = Finding(
        id="potential.promises",
        question="potential",
        claim=claim.text,
        parts=claim.parts,
        confidence=confidence,
        confidence_reason=reason,
        basis=tuple(dict.fromkeys([*(r.id for r in basis), *(p.deed for p in found if p.deed)])),
        against=("No report of a deed is no proof that it was not done.",),
        would_change="Either side's own account of what became of each announcement.",
    )
    in_short = [say(ROOM, "promised.said", **counts, overdue=late_in_short), *_named(overdue or again, rows)]
    return Judged(finding, salience("potential.promises"), together(in_short))


def _named(found: list[PromiseRow], rows: dict[str, EvidenceRow]) -> list[Claim]:
    """The promises announced last, in their first clause, with the year in which each fell due or was made."""
    newest = sorted(found, key=lambda p: (p.due or p.announced, p.row))[-MOST_NAMED:]
    named = [say(ROOM, "promised.named", what=first_clause(rows[p.row]), dated=_dated(p)) for p in newest]
    return [say(ROOM, "promised.among", named=together(named, "; "))] if named else []


def _dated(promise: PromiseRow) -> Claim:
    day = promise.due or promise.announced
    when = dated(day, promise.row)
    return say(ROOM, "promised.due" if promise.due else "promised.announced", day=when)


def _rows(found: Sequence[PromiseRow]) -> tuple[str, ...]:
    return tuple(p.row for p in found)


def promise_table(view: View) -> tuple[TableModel, ...]:
    """Announced, due, done or overdue: one row for each plan between the two."""
    found = between_the_two(view)
    if not found:
        return ()
    rows = {r.id: r for r in view.evidence}
    said = "* read from the words of the claim, not given by the study. Open: no date named, no deed found."
    newest, note = printed(found, said, "report.json")
    cells = tuple(
        (
            p.announced,
            rows[p.row].claim,
            (p.due + (" *" if p.due_inferred else "")) or "–",
            p.state,
            (row_of(p.deed) + (" *" if p.deed_inferred else "")) if p.deed else "–",
            p.row,
        )
        for p in newest
    )
    names = ("Announced", "What", "Due", "State", "Done by row", "Row")
    return (
        TableModel(
            id="table.promises",
            question="potential",
            title=f"Promises and what became of them by {day_name(view.as_of)}",
            columns=tuple(Column(name=n) for n in names),
            rows=cells,
            note=note,
        ),
    )
