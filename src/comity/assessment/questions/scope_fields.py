"""In which fields a study has more than words of the two, and in which instruments."""

from __future__ import annotations

from collections import Counter

from comity.assessment.answer import Judged
from comity.assessment.confidence import of_statements
from comity.assessment.hypotheses import decides_any
from comity.assessment.phrases import NOTHING, ROOM, day_of, first_clause, ids, several
from comity.assessment.salience import salience
from comity.assessment.say import chosen, say, state, together
from comity.assessment.say import counted as count
from comity.assessment.say import listed as in_a_row
from comity.assessment.view import View
from comity.assessment.words import lowered, sentence
from comity.dossier.claim import Chosen, Claim, claim
from comity.dossier.finding import Finding
from comity.dossier.statement import EvidenceRow
from comity.evidence.study import known_sectors

_FIELDS = {"aid": "Development aid", "forums": "International organisations", "people": "Movement of people"}
"""Names of fields that only registers have."""
_LOOSE = ("", "trade", "diplomacy", "consular", "diaspora", "aid")
"""Fields that say too little of what is dealt in."""
NAMED = 3
"""Sectors that the answer names."""


def fields_of_dealings(view: View, statements: tuple[EvidenceRow, ...]) -> Judged:
    """In how many fields there is a record, and which rest on more than words."""
    held = several(len(statements), "dealing", refs=ids(statements))
    filed, *acted = _by_field(view, statements)
    said = together([say(ROOM, "fields.said", dealings=held, a=state(view.a), b=state(view.b), filed=filed), *acted])
    confidence, reason = of_statements(statements, "fair", "counted, not weighed", view.as_of, view.register)
    finding = Finding(
        id="scope.fields",
        question="scope",
        claim=said.text,
        parts=said.parts,
        confidence=confidence,
        confidence_reason=reason,
        basis=ids(statements),
        against=("A count of what was found; a field that nobody writes about looks empty.",),
        would_change="A register of projects from either government.",
    )
    return Judged(
        finding,
        salience("scope.fields", "beside_odds" if decides_any(view.contests, view.evidence) else "alone"),
        _told(statements),
    )


def _told(statements: tuple[EvidenceRow, ...]) -> Claim | None:
    """What the two deal in, by the newest sound deed of each of the fields with most; None where none has a field."""
    done = [r for r in statements if r.kind in ("project", "agreement", "flow") and r.sector not in _LOOSE]
    fields = Counter(r.sector for r in done).most_common(NAMED)
    newest = [
        max((r for r in done if r.sector == f), key=lambda r: (r.grade[:1] in "AB", r.when.end, r.id))
        for f, _ in fields
    ]
    said = [
        say(ROOM, "fields.told", field=chosen(label(r.sector), "sector", r.sector), deed=first_clause(r), day=day_of(r))
        for r in newest
    ]
    return together(said) if said else None


def _by_field(view: View, statements: tuple[EvidenceRow, ...]) -> list[Claim]:
    """How the dealings fall into fields, as far as the study files them under any; then who acted in these."""
    rows = [r for r in statements if r.sector]
    if not rows:
        return [say(ROOM, "fields.unfiled")]
    by = {f: tuple(r for r in rows if r.sector == f) for f in Counter(r.sector for r in rows)}
    most = sorted(by, key=lambda f: -len(by[f]))[:4]
    filed = say(
        ROOM,
        "fields.filed",
        of=NOTHING if len(rows) == len(statements) else say(ROOM, "fields.part", rows=count(len(rows), ids(rows))),
        fields=several(len(by), "field", refs=ids(rows)),
        most=in_a_row([say(ROOM, "fields.one", field=_field(f), rows=count(len(by[f]), ids(by[f]))) for f in most]),
    )
    deep = [f for f, held in by.items() if len({r.kind for r in held}) >= 3]
    both = [r for held in by.values() if {r.a for r in held} >= {view.a, view.b} for r in held]
    key = "fields.deep_one" if len(deep) == 1 else "fields.deep"
    shown = say(ROOM, key, deep=in_a_row([claim(_field(f)) for f in deep])) if deep else NOTHING
    if not both:
        return [filed, say(ROOM, "fields.neither", shown=shown)]
    acted = count(len({r.sector for r in both}), ids(both))
    return [filed, say(ROOM, "fields.acted", both=acted, shown=shown)]


def _field(sector: str) -> Chosen:
    return chosen(lowered(label(sector)), "sector", sector)


def label(sector: str) -> str:
    """The name of a sector as a reader sees it."""
    return known_sectors().get(sector) or _FIELDS.get(sector) or sentence(sector.replace("_", " "))
